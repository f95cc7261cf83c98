import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';
import { outcomesOf, reclaim, tally } from '../../support/seats';

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
		'%s: a write for every 200 users, and 10 reads for every 400 in addition to those of any run',
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
			await reclaim(org(), [first], { dryRun: true, blockers: false });
			// Org, user, pools, administrators and the like: once, whatever the size of the run.
			const once = requests.length;
			const done = outcomesOf(await reclaim(org(), items));
			expect(tally(done)).toEqual({ done: items.length });
			const ofRun = requests.slice(once);
			const batches = Math.ceil(items.length / 400);
			const writes = ofRun.filter(isWrite).length;
			// Two users follow each other: others fill the calls that keep them apart.
			expect(writes).toBe(Math.ceil(items.length / 200));
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
		await reclaim(org(), items.slice(0, 2), { dryRun: true, blockers: false });
		const once = inside.inspector.requests.length;
		const done = outcomesOf(await reclaim(org(), items));
		expect(Object.keys(tally(done)).sort()).toEqual(['alreadyDone', 'done']);
		expect(inside.inspector.requests.length - 2 * once).toBeLessThanOrEqual(40);
		expect(inside.inspector.writtenTwice()).toEqual([]);
	});
});

describe('the calls of looking for blockers', () => {
	const ask = async (parameters: IDataObject) => {
		const { requests } = org().org.inspector;
		const from = requests.length;
		const run = await runNode(
			{
				resource: 'reclamation',
				operation: 'findCandidates',
				licenseKinds: ['userLicense'],
				...parameters,
			} as never,
			clientCredentials(org()),
		);
		expect(run.error).toBeNull();
		return { found: run.items, calls: requests.length - from };
	};

	it('are 7 for every 400 users found, plus a dozen per run', async () => {
		const without = await ask({ blockers: false, inactiveDays: 1 });
		const { found, calls } = await ask({ inactiveDays: 1 });
		const users = new Set(found.map(({ userId }) => userId)).size;
		expect(users).toBeGreaterThan(1_200);
		const batches = Math.ceil(users / 400);
		expect(calls - without.calls).toBeLessThanOrEqual(12 + 7 * batches);
		expect(calls - without.calls).toBeGreaterThan(6 * batches);
	});

	it('are 4 in a dry run, within 10 reads for every 400 users', async () => {
		const { requests } = org().org.inspector;
		const items: IDataObject[] = people().map(({ Id }) => ({
			userId: Id,
			licenseKind: 'userLicense',
			licenseIdentifier: 'SFDC',
			action: 'deactivate',
		}));
		const cost = async (some: IDataObject[]) => {
			const from = requests.length;
			const run = await reclaim(org(), some, { dryRun: true });
			expect(run.error).toBeNull();
			return requests.length - from;
		};
		const [one, all] = [await cost(items.slice(0, 1)), await cost(items)];
		expect(all - one).toBeLessThanOrEqual(10 * (Math.ceil(items.length / 400) - 1));
	});
});
