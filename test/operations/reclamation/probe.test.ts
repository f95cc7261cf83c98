import type { IDataObject } from 'n8n-workflow';
import { lockRows } from '../../org/faults';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';
import {
	outcomesOf,
	peopleWith,
	profileNamed,
	reclaim,
	seatItem,
	tally,
} from '../../support/seats';

const org = useOrg();

interface Blocked extends IDataObject {
	userId: string;
	blockers: Array<{ kind: string; effect: string; text: string; fix: string }> | null;
	blockersNotRead: string[];
}

const find = async (running = org(), parameters: IDataObject = {}) =>
	await runNode(
		{
			resource: 'reclamation',
			operation: 'findCandidates',
			licenseKinds: ['userLicense'],
			probe: true,
			...parameters,
		} as never,
		clientCredentials(running),
	);

/** Every record with every field: ids and stamps too. */
const everything = (running = org()) =>
	Object.entries(running.org.dump()).map(([object, rows]) => [
		object,
		rows
			.map((row) => JSON.stringify(Object.entries(row).filter(([, value]) => value !== undefined)))
			.sort(),
	]);

const isProbe = ({ method }: { method: string }) => method === 'PATCH' || method === 'DELETE';
const probes = (running = org()) => running.org.inspector.requests.filter(isProbe).length;

describe('the probe', () => {
	it('is off by default', async () => {
		const run = await find(org(), { probe: false });
		await reclaim(org(), run.items, { dryRun: true });
		expect(run.items.length).toBeGreaterThan(0);
		expect(probes()).toBe(0);
	});

	it('makes Salesforce name each blocker, and saves nothing', async () => {
		const before = everything();
		const run = await find();
		expect(run.error).toBeNull();
		expect(everything()).toEqual(before);
		expect(org().org.inspector.writes).toBe(0);
		const kinds = new Map(
			(run.items as Blocked[]).map(({ userId, blockers }) => [
				userId,
				blockers?.filter(({ effect }) => effect === 'refuses').map(({ kind }) => kind),
			]),
		);
		const blocked = org().org.blockers.filter(({ userId }) => kinds.has(userId));
		expect(blocked.map(({ kind }) => kind).sort()).toEqual([
			'defaultCaseOwner',
			'defaultWorkflowUser',
			'hierarchyField',
		]);
		for (const { userId, kind } of blocked) expect(kinds.get(userId)).toEqual([kind]);
		// And nobody else is said to be blocked.
		expect([...kinds.values()].filter((found) => found?.length !== 0)).toHaveLength(3);
		expect(run.hints.join()).toMatch(/Salesforce would reject 3/);
	});

	it("reports Salesforce's own text with the fix, and merges it with the blockers that were read", async () => {
		const run = await find();
		const of = (kind: string) =>
			(run.items as Blocked[])
				.flatMap(({ blockers }) => blockers ?? [])
				.find((b) => b.kind === kind);
		expect(of('defaultCaseOwner')).toMatchObject({
			text: expect.stringMatching(/default owner of cases/) as string,
			fix: expect.stringMatching(/Setup > .* > Support Settings/) as string,
		});
		expect(of('hierarchyField')?.text).toMatch(
			/1 other user .*Salesforce rejects the change: DEPENDENCY/,
		);
	});

	it.each(['freeze', 'deactivate', 'wholeSeat', 'changeProfile'])(
		'in a dry run of %s leaves the org unchanged, and finds what stops the real run',
		async (action) => {
			const { org: inside } = org();
			const target = profileNamed(org(), 'Standard Platform User');
			const pool = inside.table('UserLicense').get(String(target.UserLicenseId));
			if (pool !== undefined) pool.TotalLicenses = 999;
			const parameters = { targetProfile: 'Standard Platform User' };
			const everybody = [
				...peopleWith(org()),
				...inside.blockers.flatMap(({ userId }) => inside.table('User').get(userId) ?? []),
			];
			const items = everybody.map(({ Id }) => seatItem(Id, action));
			const before = everything();
			const dry = await reclaim(org(), items, { ...parameters, dryRun: true, probe: true });
			expect(dry.error).toBeNull();
			expect(everything()).toEqual(before);
			expect(inside.inspector.writes).toBe(0);
			expect(probes()).toBeGreaterThan(0);
			const plan = outcomesOf(dry) as unknown as Array<Blocked & { outcome: string }>;
			const refused = plan.filter(({ blockers }) =>
				blockers?.some(({ effect }) => effect === 'refuses'),
			);
			const real = outcomesOf(await reclaim(org(), items, parameters));
			const failed = real.filter(({ outcome }) => outcome === 'failed');
			expect(refused.map(({ userId }) => userId)).toEqual(failed.map(({ userId }) => userId));
			expect(tally(real).done).toBeGreaterThan(0);
		},
	);

	it('names what the automation of the org refuses', async () => {
		const [user] = peopleWith(org());
		org().org.automation.push({
			object: 'User',
			operation: 'update',
			fails: (row, values) => row.Id === user.Id && values.IsActive === false,
			code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
			message: 'Ask the owner of leads first',
		});
		const run = await reclaim(org(), [seatItem(user.Id)], { dryRun: true, probe: true });
		const [{ blockers }] = outcomesOf(run) as unknown as Blocked[];
		expect(blockers?.[0]).toMatchObject({
			kind: 'automation',
			text: expect.stringMatching(/Ask the owner of leads first/) as string,
		});
	});

	it('guesses nothing if the answer is lost, a row is locked, or the call is refused', async () => {
		const [user] = peopleWith(org());
		const notRead = async () => {
			const run = await reclaim(org(), [seatItem(user.Id)], { dryRun: true, probe: true });
			const [outcome] = outcomesOf(run) as unknown as Blocked[];
			expect(outcome.blockers?.some(({ effect }) => effect === 'refuses')).toBe(false);
			return outcome.blockersNotRead.join();
		};
		const before = everything();
		org().faults.add({ kind: 'resetAfter', method: 'PATCH', times: 1 });
		expect(await notRead()).toMatch(/got no response/);
		expect(everything()).toEqual(before);
		org().org.rowFault = lockRows(1, 1);
		expect(await notRead()).toMatch(/UNABLE_TO_LOCK_ROW/);
		org().org.rowFault = undefined;
		org().faults.add({ kind: 'dailyLimit', method: 'PATCH', times: 1 });
		expect(await notRead()).toMatch(/rejected .*REQUEST_LIMIT_EXCEEDED/);
		expect(everything()).toEqual(before);
	});

	it('ends with an error that names what was written, if Salesforce did not roll it back', async () => {
		const [user] = peopleWith(org());
		// The record that must not exist does.
		const { org: inside } = org();
		inside.insert('User', { ...user, Id: '005000000000000AAA', Username: 'nobody@acme.com' });
		inside.seats.recount();
		const run = await reclaim(org(), [seatItem(user.Id)], { dryRun: true, probe: true });
		expect(run.error?.message).toMatch(/not rolled back: Salesforce saved 1 change in Acme/);
		expect(run.error?.description).toContain(`deactivate the user (${String(user.Username)})`);
		expect(user.IsActive).toBe(false);
	});

	it('leaves a plan that can be applied', async () => {
		const items = peopleWith(org()).map(({ Id }) => seatItem(Id));
		const plan = outcomesOf(await reclaim(org(), items, { dryRun: true, probe: true }));
		expect(tally(plan)).toEqual({ planned: items.length });
		expect(tally(outcomesOf(await reclaim(org(), plan)))).toEqual({ done: items.length });
	});
});

describe('a real run that Salesforce refuses', () => {
	it('says where to fix it', async () => {
		const [{ userId }] = org().org.blockers;
		const run = await reclaim(org(), [seatItem(userId)]);
		const [outcome] = outcomesOf(run) as unknown as Array<Blocked & { outcome: string }>;
		expect(outcome).toMatchObject({ outcome: 'failed', blockers: [{ kind: 'defaultCaseOwner' }] });
	});
});

describe('the probe of many users', () => {
	const large = useOrg({ users: 900, seed: 9 });

	it('takes one call for every 199 users', async () => {
		const run = await find(large(), { inactiveDays: 1, blockers: false });
		expect(run.error).toBeNull();
		const users = new Set(run.items.map(({ userId }) => userId)).size;
		expect(users).toBeGreaterThan(400);
		expect(probes(large())).toBe(Math.ceil(users / 199));
		expect(large().org.inspector.writes).toBe(0);
	});
});
