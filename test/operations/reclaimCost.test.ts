import type { IDataObject } from 'n8n-workflow';
import { useOrg } from '../support/org';
import { outcomesOf, reclaim, tally } from '../support/seats';

jest.setTimeout(60_000);

/** What a run costs, for more users than one read or one call takes. */
const org = useOrg({ users: 1_600, seed: 61 });

const people = () =>
	org()
		.org.rows('User')
		.filter(
			({ Id, IsActive, Username }) =>
				IsActive === true &&
				String(Username).startsWith('user') &&
				!org().org.blockers.some(({ userId }) => userId === Id),
		);

const isWrite = ({ method, path }: { method: string; path: string }) =>
	method !== 'GET' && path.includes('/composite/sobjects');

describe('the calls of a run', () => {
	it.each(['freeze', 'deactivate'])(
		'%s: a write for every 200 users, and 10 reads for every 400 beside those of any run',
		async (action) => {
			const frozen = new Set(
				org()
					.org.rows('UserLogin')
					.filter(({ IsFrozen }) => IsFrozen === true)
					.map(({ UserId }) => UserId),
			);
			const items: IDataObject[] = people()
				.filter(({ Id }) => !frozen.has(Id))
				.map(({ Id }) => ({
					userId: Id,
					licenseKind: 'userLicense',
					licenseIdentifier: 'SFDC',
					action,
				}));
			const { requests } = org().org.inspector;
			const [first] = items;
			await reclaim(org(), [first], { dryRun: true });
			// Org, user, pools, administrators and the like: once, whatever the size of the run.
			const once = requests.length;
			const done = outcomesOf(await reclaim(org(), items));
			expect(tally(done)).toEqual({ done: items.length });
			const ofRun = requests.slice(once);
			const batches = Math.ceil(items.length / 400);
			const writes = ofRun.filter(isWrite).length;
			// Two users follow each other: one of them is deactivated in a call of its own.
			const extra = action === 'deactivate' ? 1 : 0;
			expect(writes).toBe(Math.ceil(items.length / 200) + extra);
			expect(ofRun.length - writes).toBeLessThanOrEqual(once + 10 * batches);
			expect(done[0].run.calls).toBeLessThanOrEqual(ofRun.length);
		},
	);

	it('freezes and deactivates in 4 calls for every 100 users, so 10,000 in 400', async () => {
		const { org: inside } = org();
		const chosen = people().slice(0, 1_000);
		expect(chosen).toHaveLength(1_000);
		const items: IDataObject[] = chosen.flatMap(({ Id }) =>
			['freeze', 'deactivate'].map((action) => ({
				userId: Id,
				licenseKind: 'userLicense',
				licenseIdentifier: 'SFDC',
				action,
			})),
		);
		await reclaim(org(), items.slice(0, 2), { dryRun: true });
		const once = inside.inspector.requests.length;
		const done = outcomesOf(await reclaim(org(), items));
		expect(Object.keys(tally(done)).sort()).toEqual(['alreadyDone', 'done']);
		expect(inside.inspector.requests.length - 2 * once).toBeLessThanOrEqual(40);
		expect(inside.inspector.writtenTwice()).toEqual([]);
	});
});
