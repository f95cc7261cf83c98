import type { IDataObject } from 'n8n-workflow';
import { lockRows } from '../../org/faults';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

jest.setTimeout(30_000);

/** What goes wrong on the way; the org's own inspector says whether anything was lost or done twice. */
const org = useOrg({ users: 120, seed: 5 });

const find = async (): Promise<IDataObject[]> =>
	(
		await runNode(
			{ resource: 'reclamation', operation: 'findCandidates', licenseKinds: ['userLicense'] },
			clientCredentials(org()),
		)
	).items.filter(({ userId }) => !org().org.blockers.some((blocker) => blocker.userId === userId));

const reclaim = async (items: IDataObject[]) =>
	await runNode(
		{ resource: 'reclamation', operation: 'reclaim', dryRun: false, maxPercent: 100 },
		clientCredentials(org()),
		items,
	);

const outcomesOf = (run: Awaited<ReturnType<typeof reclaim>>) =>
	run.outputs.flat().map(({ json }) => json.outcome);

describe('reclaim over a bad connection', () => {
	it('that broke after the write: settled by reading back, and written once', async () => {
		const candidates = await find();
		org().faults.add({ kind: 'resetAfter', method: 'PATCH', times: 1 });
		const run = await reclaim(candidates);
		expect(new Set(outcomesOf(run))).toEqual(new Set(['done']));
		expect(run.outputs.flat()).toHaveLength(candidates.length);
		expect(org().org.inspector.writtenTwice()).toEqual([]);
		expect(org().org.inspector.writes).toBe(candidates.length);
	});

	it('that broke before the write: written on the second try, once', async () => {
		const candidates = await find();
		org().faults.add({ kind: 'resetBefore', method: 'PATCH', times: 1 });
		expect(new Set(outcomesOf(await reclaim(candidates)))).toEqual(new Set(['done']));
		expect(org().org.inspector.writtenTwice()).toEqual([]);
	});

	it('with locked rows: they are retried, one by one', async () => {
		const candidates = await find();
		org().org.rowFault = lockRows(3);
		expect(new Set(outcomesOf(await reclaim(candidates)))).toEqual(new Set(['done']));
		expect(org().org.inspector.writtenTwice()).toEqual([]);
	});

	it('with an answer cut in half: read back', async () => {
		const candidates = await find();
		org().faults.add({ kind: 'truncated', method: 'PATCH', times: 1 });
		expect(new Set(outcomesOf(await reclaim(candidates)))).toEqual(new Set(['done']));
		expect(org().org.inspector.writtenTwice()).toEqual([]);
	});

	it('with no API calls left: nothing is written, and the reason is stated', async () => {
		const candidates = await find();
		org().org.dailyApiLimit = org().org.apiCalls + 2;
		const run = await reclaim(candidates);
		expect(run.error?.message).toMatch(/reached its API limit|used up its API calls/);
		expect(org().org.inspector.writes).toBe(0);
	});
});

describe('download over a bad connection', () => {
	const download = async () =>
		await runNode({ resource: 'subscription', operation: 'download' }, clientCredentials(org()));

	it.each([
		'htmlUnavailable',
		'resetBefore',
		'truncated',
		'cutOff',
		'unknownException',
		'concurrentLimit',
	] as const)('%s once: the same rows', async (kind) => {
		const whole = await download();
		org().faults.add({ kind, method: 'GET', path: /query/, after: 3, times: 1 });
		const run = await download();
		expect(run.error).toBeNull();
		expect(run.items.map(({ subscriptionKey }) => subscriptionKey)).toEqual(
			whole.items.map(({ subscriptionKey }) => subscriptionKey),
		);
	});

	it('to an org that has moved: says where to look, and follows no redirect', async () => {
		org().faults.add({ kind: 'moved', path: /services\/data/ });
		const run = await download();
		expect(run.error?.message).toMatch(/Connection URL does not lead to the API/);
		expect(run.error?.description).toMatch(/My Domain/);
	});
});
