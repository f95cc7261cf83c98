import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../org/org';
import { useOrg } from '../../support/org';
import {
	outcomesOf,
	peopleWith,
	profileNamed,
	reclaim,
	recordsWritten,
	seatItem,
	stateOf,
	tally,
} from '../../support/seats';

jest.setTimeout(30_000);

/** A plan is what the run does: no more, and not when it no longer fits. */
const org = useOrg({ users: 120, seed: 41 });
const rows = (object: string) => org().org.rows(object);
const row = (object: string, id: unknown) => org().org.table(object).get(String(id)) as Row;
const writes = () => org().org.inspector.writes;
const profile = (name: string) => profileNamed(org(), name);
const people = (profileName?: string) => peopleWith(org(), profileName);

describe('a dry run', () => {
	it.each(['freeze', 'deactivate', 'wholeSeat', 'changeProfile'])(
		'of %s writes nothing, and what it plans is what the real run does',
		async (action) => {
			row('UserLicense', profile('Standard Platform User').UserLicenseId).TotalLicenses = 999;
			const items = people().map(({ Id }) => seatItem(Id, action));
			const target = { targetProfile: 'Standard Platform User' };
			const before = stateOf(org());
			const plan = outcomesOf(
				await reclaim(org(), items, { ...target, dryRun: true, blockers: false }),
			);
			expect(writes()).toBe(0);
			expect(stateOf(org())).toEqual(before);
			const planned = plan.filter(({ outcome }) => outcome === 'planned');
			expect(planned.length).toBeGreaterThan(0);

			const { requests } = org().org.inspector;
			const readsOfPlan = requests.length;
			const done = outcomesOf(await reclaim(org(), plan, target));
			const keys = (all: typeof done) =>
				all.map(({ steps }) => steps.map(({ step, recordId }) => [step, recordId]));
			expect(keys(done)).toEqual(keys(plan));
			expect(tally(done).done).toBe(planned.length);
			expect(writes()).toBe(recordsWritten(done));
			// Both read and decide alike; what comes on top is the writing, and the pools afterwards.
			const calls = requests.length - readsOfPlan - readsOfPlan;
			const forecast = plan[0].run.calls;
			expect(calls).toBeGreaterThanOrEqual(forecast);
			expect(calls).toBeLessThanOrEqual(forecast + 6);
			expect(done[0].run).toMatchObject({ users: plan[0].run.users, steps: plan[0].run.steps });
		},
	);

	it('says which seats and how much money it would free', async () => {
		const [first, second] = people();
		const price = { saving: 1980, currency: 'EUR' };
		const [plan] = outcomesOf(
			await reclaim(
				org(),
				[seatItem(first.Id, 'deactivate', price), seatItem(second.Id, 'freeze', price)],
				{ dryRun: true },
			),
		);
		expect(plan.run).toMatchObject({
			dryRun: true,
			users: 2,
			seats: [{ licenseKind: 'userLicense', licenseIdentifier: 'SFDC', freed: 1 }],
			// A frozen user keeps the seat, and so saves nothing.
			savings: [{ currency: 'EUR', amount: 1980 }],
		});
	});
});

describe('plans that no longer apply', () => {
	it('are skipped if the user got another profile', async () => {
		const [user] = people();
		const plan = outcomesOf(await reclaim(org(), [seatItem(user.Id)], { dryRun: true }));
		user.ProfileId = profile('Standard Platform User').Id;
		org().org.seats.recount();
		const run = await reclaim(org(), plan);
		expect(run.outputs[1][0].json).toMatchObject({
			outcome: 'skipped',
			errorCode: 'PLAN_OUTDATED',
		});
		expect(writes()).toBe(0);
	});

	it('are skipped if the seat was assigned again', async () => {
		const [held] = rows('UserPackageLicense');
		const pool = row('PackageLicense', held.PackageLicenseId);
		const license = {
			licenseKind: 'packageLicense',
			licenseIdentifier: String(pool.NamespacePrefix),
		};
		const userId = String(held.UserId);
		const plan = outcomesOf(
			await reclaim(org(), [seatItem(userId, 'removeLicense', license)], { dryRun: true }),
		);
		org().org.remove('UserPackageLicense', held);
		org().org.insert('UserPackageLicense', { UserId: userId, PackageLicenseId: pool.Id });
		const [skipped] = outcomesOf(await reclaim(org(), plan));
		expect(skipped).toMatchObject({ outcome: 'skipped', errorCode: 'PLAN_OUTDATED' });
		expect(writes()).toBe(0);
	});

	it.each<[string, (plan: IDataObject) => void, RegExp]>([
		[
			'an unknown step',
			(plan) => ((plan.steps as IDataObject[])[0].step = 'delete'),
			/steps 1 step/,
		],
		[
			'an invalid id',
			(plan) => ((plan.steps as IDataObject[])[0].recordId = "x' OR Id != '"),
			/steps 1 recordId.*not a Salesforce ID/,
		],
		[
			'the before-image of another user',
			(plan) => ((plan.before as IDataObject).userId = org().org.runAsUserId),
			/another user/,
		],
	])('edited by hand with %s stop the run', async (_what, edit, message) => {
		const [user] = people();
		const [plan] = outcomesOf(await reclaim(org(), [seatItem(user.Id)], { dryRun: true }));
		edit(plan);
		const run = await reclaim(org(), [plan]);
		expect(run.error?.message).toMatch(message);
		expect(writes()).toBe(0);
	});

	it('that name another record after an edit write nothing', async () => {
		const [user, other] = people();
		const [plan] = outcomesOf(await reclaim(org(), [seatItem(user.Id)], { dryRun: true }));
		plan.steps[0].recordId = other.Id;
		const [skipped] = outcomesOf(await reclaim(org(), [plan]));
		expect(skipped).toMatchObject({ outcome: 'skipped', errorCode: 'PLAN_OUTDATED' });
		expect(writes()).toBe(0);
	});
});

describe('a line of a plan that needed no step', () => {
	it.each(['deactivate', 'freeze', 'changeProfile'])(
		'needs none later: %s is not done to a user who changed since then',
		async (action) => {
			const [user] = people();
			const target = profile('Standard Platform User');
			const login = rows('UserLogin').find(({ UserId }) => UserId === user.Id) as Row;
			const so = { deactivate: 'IsActive', freeze: 'IsFrozen', changeProfile: 'ProfileId' }[action];
			const [row, value] = action === 'freeze' ? [login, true] : [user, action !== 'deactivate'];
			const field = String(so);
			const was = row[field];
			row[field] = action === 'changeProfile' ? target.Id : value;
			org().org.seats.recount();
			const plan = outcomesOf(
				await reclaim(org(), [seatItem(user.Id, action)], {
					targetProfile: target.Id,
					dryRun: true,
				}),
			);
			expect(plan[0].outcome).toBe('alreadyDone');

			row[field] = was;
			org().org.seats.recount();
			const [done] = outcomesOf(await reclaim(org(), plan, { targetProfile: target.Id }));
			expect(done).toMatchObject({ outcome: 'skipped', errorCode: 'PLAN_OUTDATED' });
			expect(writes()).toBe(0);
		},
	);
});

describe('several items about one user', () => {
	it('that say the same are written once', async () => {
		const [user] = people();
		const done = outcomesOf(await reclaim(org(), [seatItem(user.Id), seatItem(user.Id)]));
		expect(tally(done)).toEqual({ done: 2 });
		expect(writes()).toBe(1);
		expect(done[0].run).toMatchObject({ users: 1, steps: 1 });
	});

	it('become one ordered plan', async () => {
		const held = rows('UserPackageLicense').find(({ UserId }) =>
			people().some(({ Id }) => Id === UserId),
		) as Row;
		const userId = String(held.UserId);
		const namespace = String(row('PackageLicense', held.PackageLicenseId).NamespacePrefix);
		const done = outcomesOf(
			await reclaim(org(), [
				seatItem(userId),
				seatItem(userId, 'freeze'),
				seatItem(userId, 'removeLicense', {
					licenseKind: 'packageLicense',
					licenseIdentifier: namespace,
				}),
			]),
		);
		expect(tally(done)).toEqual({ done: 3 });
		const objects = [...org().org.inspector.writesByRecord.keys()].map((key) => key.split(':')[0]);
		expect(objects).toEqual(['UserPackageLicense', 'UserLogin', 'User']);
	});

	it('that contradict each other are blocked', async () => {
		const [user] = people();
		const done = outcomesOf(
			await reclaim(org(), [seatItem(user.Id, 'changeProfile'), seatItem(user.Id)], {
				targetProfile: 'Standard Platform User',
			}),
		);
		expect(done.map(({ outcome }) => outcome)).toEqual(['blocked', 'done']);
		expect(done[0].errorCode).toBe('CONFLICTING_ITEMS');
	});
});

describe('a canceled execution', () => {
	it('stops between calls and keeps what was done so far', async () => {
		const items = people().map(({ Id }) => seatItem(Id, 'wholeSeat'));
		let cancel = () => {};
		let deletions = 0;
		org().org.automation.push({
			object: 'UserPackageLicense',
			operation: 'delete',
			fails: () => {
				if (++deletions === 3) cancel();
				return false;
			},
			code: '',
			message: '',
		});
		const run = await reclaim(org(), items, {}, { onStart: (stop) => (cancel = stop) });
		const done = outcomesOf(run);
		expect(done).toHaveLength(items.length);
		const canceled = run.outputs[1].filter(({ json }) => json.errorCode === 'RUN_CANCELED');
		expect(canceled.length).toBeGreaterThan(0);
		expect(people().length).toBe(items.length);
		// The call under way was cut off: the org may have written it, and the outcomes say so.
		const unknown = done.flatMap(({ steps }) =>
			steps.filter(({ outcome }) => outcome === 'unknown'),
		);
		expect(writes()).toBeLessThanOrEqual(recordsWritten(done) + unknown.length);
		expect(writes()).toBeGreaterThanOrEqual(recordsWritten(done));
		org().org.automation.length = 0;
		expect(tally(outcomesOf(await reclaim(org(), done)))).toEqual({ done: items.length });
	});
});
