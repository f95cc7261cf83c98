import type { IDataObject } from 'n8n-workflow';
import type { RunningOrg } from '../../org/server';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg();

const candidatesOf = async (running: RunningOrg, parameters: IDataObject = {}) =>
	(
		await runNode(
			{
				resource: 'reclamation',
				operation: 'findCandidates',
				licenseKinds: ['userLicense'],
				...parameters,
			} as never,
			clientCredentials(running),
		)
	).items;

const reclaim = async (
	running: RunningOrg,
	items: IDataObject[],
	parameters: IDataObject = {},
	continueOnFail = false,
) =>
	await runNode(
		{ resource: 'reclamation', operation: 'reclaim', maxPercent: 100, ...parameters } as never,
		clientCredentials(running),
		items,
		{ continueOnFail },
	);

const usersOf = async (running: RunningOrg) => {
	const token = running.issueToken();
	const query = encodeURIComponent('SELECT Id, IsActive FROM User ORDER BY Id');
	const response = await fetch(`${running.url}/services/data/v65.0/query?q=${query}`, {
		headers: { authorization: `Bearer ${token}` },
	});
	const { records } = (await response.json()) as {
		records: Array<{ Id: string; IsActive: boolean }>;
	};
	return new Map(records.map(({ Id, IsActive }) => [Id, IsActive]));
};

describe('reclaim', () => {
	it('plans without writing in a dry run, which is the default', async () => {
		const candidates = await candidatesOf(org());
		expect(candidates.length).toBeGreaterThan(0);
		const writes = org().org.inspector.writes;
		const run = await reclaim(org(), candidates);
		expect(run.error).toBeNull();
		const all = run.outputs.flat().map(({ json }) => json);
		expect(all).toHaveLength(candidates.length);
		expect(all.some(({ outcome }) => outcome === 'planned')).toBe(true);
		expect(all.every(({ outcome }) => outcome !== 'done')).toBe(true);
		expect(org().org.inspector.writes).toBe(writes);
	});

	it('deactivates, restores, and changes nothing when run again', async () => {
		const before = await usersOf(org());
		const candidates = await candidatesOf(org());
		const first = await reclaim(org(), candidates, { dryRun: false });
		expect(first.error).toBeNull();
		const done = first.items.filter(({ outcome }) => outcome === 'done');
		expect(done.length).toBeGreaterThan(0);
		const during = await usersOf(org());
		for (const { userId } of done) expect(during.get(String(userId))).toBe(false);

		const again = await reclaim(org(), candidates, { dryRun: false });
		expect(again.outputs.flat().some(({ json }) => json.outcome === 'done')).toBe(false);

		const back = await runNode(
			{ resource: 'reclamation', operation: 'restore', dryRun: false },
			clientCredentials(org()),
			first.outputs.flat().map(({ json }) => json),
		);
		expect(back.error).toBeNull();
		expect(await usersOf(org())).toEqual(before);
	});

	it('applies a stored plan: the output of a dry run is accepted as input', async () => {
		const plan = (await reclaim(org(), await candidatesOf(org()))).items.filter(
			({ outcome }) => outcome === 'planned',
		);
		const run = await reclaim(org(), plan, { dryRun: false });
		expect(run.outputs.flat()).toHaveLength(plan.length);
		expect(run.items.some(({ outcome }) => outcome === 'done')).toBe(true);
	});

	it('freezes and unfreezes', async () => {
		const candidates = (await candidatesOf(org(), { action: 'freeze' })).slice(0, 3);
		const run = await reclaim(org(), candidates, { dryRun: false });
		expect(run.items.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
		const back = await runNode(
			{ resource: 'reclamation', operation: 'restore', dryRun: false },
			clientCredentials(org()),
			run.items,
		);
		expect(back.items.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
		expect(back.items[0].steps).toMatchObject([{ step: 'unfreeze', outcome: 'done' }]);
	});

	it('links every outcome to its item', async () => {
		const candidates = await candidatesOf(org());
		const run = await reclaim(org(), candidates);
		for (const { json, pairedItem } of run.outputs.flat()) {
			const { item } = pairedItem as { item: number };
			expect(json.userId).toBe(candidates[item].userId);
		}
	});

	it('writes nothing if there are too many users', async () => {
		const candidates = await candidatesOf(org());
		const { writes } = org().org.inspector;
		const run = await reclaim(org(), candidates, { dryRun: false, maxUsers: 1 });
		expect(run.error?.message).toMatch(/Max Users allows 1/);
		expect(org().org.inspector.writes).toBe(writes);
	});

	it('never changes the user it runs as', async () => {
		const userId = org().org.runAsUserId;
		const item = {
			userId,
			licenseKind: 'userLicense',
			licenseIdentifier: 'SFDC',
			action: 'deactivate',
		};
		const run = await reclaim(org(), [item], { dryRun: false });
		expect(run.outputs[1]).toHaveLength(1);
		expect(run.outputs[1][0].json).toMatchObject({ outcome: 'blocked' });
	});
});

describe('bad input to reclaim', () => {
	const good = { licenseKind: 'userLicense', licenseIdentifier: 'SFDC', action: 'deactivate' };

	test.each<[string, IDataObject, RegExp]>([
		[
			'an id that is not a user id',
			{ ...good, userId: '0015g00000AbCdEAAV' },
			/Item 1 .*not a Salesforce user ID/,
		],
		['an item without a user', good, /Item 1 .*userId/],
		[
			'an unknown action',
			{ ...good, userId: '0055g00000AbCdEAAV', action: 'delete' },
			/Item 1 .*action/,
		],
		[
			'a candidate of another org',
			{ ...good, userId: '0055g00000AbCdEAAV', orgId: '00D000000000001EAA' },
			/belongs to the org 00D000000000001EAA/,
		],
	])('%s is refused before anything is written', async (_what, item, message) => {
		const { writes } = org().org.inspector;
		const run = await reclaim(org(), [item], { dryRun: false });
		expect(run.error?.message).toMatch(message);
		expect(org().org.inspector.writes).toBe(writes);
	});

	it('returns one error item per input item when the run continues', async () => {
		const items = [
			{ ...good, userId: 'nonsense' },
			{ ...good, userId: 'nonsense too' },
		];
		const run = await reclaim(org(), items, {}, true);
		const all = run.outputs.flat();
		expect(all).toHaveLength(2);
		for (const { json } of all) expect(json.error).toMatch(/not a Salesforce user ID/);
	});

	it('a user the org does not have needs attention', async () => {
		const run = await reclaim(org(), [{ ...good, userId: '0055g00000AbCdEAAV' }]);
		expect(run.outputs[1][0].json).toMatchObject({
			outcome: 'failed',
			reason: expect.stringMatching(/no user/),
		});
	});

	it('restore without a before-image is refused', async () => {
		const run = await runNode(
			{ resource: 'reclamation', operation: 'restore' },
			clientCredentials(org()),
			[{ ...good, userId: '0055g00000AbCdEAAV', outcome: 'done' }],
		);
		expect(run.error?.message).toMatch(/no before-image/);
	});

	test.each([
		['[{"inactiveDays":"sixty"}]', /rule 1, inactiveDays/],
		[
			'[{"inactiveDay":60}]',
			/rule 1: There is no field "inactiveDay". Did you mean "inactiveDays"/,
		],
		['not json', /not valid JSON/],
		['[]', /Enter at least one rule/],
	])('rules %s are refused with row and field', async (rulesJson, message) => {
		const run = await runNode(
			{ resource: 'reclamation', operation: 'findCandidates', rulesSource: 'json', rulesJson },
			clientCredentials(org()),
		);
		expect(run.error?.message).toMatch(message);
	});
});

describe('a second org', () => {
	const other = useOrg({ seed: 8 });

	it('refuses the candidates of the first', async () => {
		const run = await reclaim(other(), await candidatesOf(org()), { dryRun: false });
		expect(run.error?.message).toMatch(/belongs to the org/);
		expect(other().org.inspector.writes).toBe(0);
	});
});
