import type { IDataObject } from 'n8n-workflow';
import { findCandidates } from '../../support/candidates';
import { seeAll, useOrg } from '../../support/org';

/** Small pages, so that a portion ends in the middle of one, and of what is read beside the users. */
const org = useOrg({ users: 120, seed: 9, batchSize: 10 });

const KINDS = ['userLicense', 'permissionSetLicense', 'packageLicense', 'featureLicense'];
const PARAMETERS = { licenseKinds: KINDS, inactiveDays: 30, api: 'rest' };

async function search(parameters: IDataObject) {
	const run = await findCandidates(org(), { ...PARAMETERS, ...parameters });
	expect(run.error).toBeNull();
	return { rows: run.outputs[0].map(({ json }) => json), summary: run.outputs[1][0].json };
}

const keysOf = (rows: IDataObject[]) => rows.map(({ candidateKey }) => candidateKey);

describe('a search in portions', () => {
	it.each([7, 25, 40])(
		'finds what one search finds, in the same order, each once: %d users at a time',
		async (usersToRead) => {
			seeAll(org());
			const whole = await search({});
			expect(whole.rows.length).toBeGreaterThan(10);
			const found: IDataObject[] = [];
			let startAfterUserId = '';
			let subscriptions = 0;
			for (let portions = 0; ; portions++) {
				const { rows, summary } = await search({ usersToRead, startAfterUserId });
				found.push(...rows);
				subscriptions += Number(summary.subscriptions);
				expect(summary.readKinds).toEqual(whole.summary.readKinds);
				if (summary.resumeAfter === null) {
					expect(portions).toBeGreaterThan(1);
					break;
				}
				expect(summary.isComplete).toBe(false);
				expect(String(summary.resumeAfter) > startAfterUserId).toBe(true);
				startAfterUserId = String(summary.resumeAfter);
			}
			expect(keysOf(found)).toEqual(keysOf(whole.rows));
			expect(subscriptions).toBe(whole.summary.subscriptions);
		},
		60_000,
	);

	it('that has more room than there are users is complete', async () => {
		const { summary } = await search({ usersToRead: 10_000 });
		expect(summary).toMatchObject({ resumeAfter: null, isComplete: true, afterUserId: null });
	});

	it.each(['003000000000001AAA', 'everyone', '005'])(
		'does not start after %s, which is not a user ID',
		async (startAfterUserId) => {
			const run = await findCandidates(org(), { ...PARAMETERS, startAfterUserId });
			expect(run.error?.message).toContain('is not a user ID');
			expect(run.outputs.flat()).toEqual([]);
		},
	);

	it.each([-1, 1.5, 'all', null])('does not read %p users', async (usersToRead) => {
		const run = await findCandidates(org(), { ...PARAMETERS, usersToRead });
		expect(run.error).not.toBeNull();
		expect(run.outputs.flat()).toEqual([]);
	});
});
