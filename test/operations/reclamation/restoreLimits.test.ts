import type { Row } from '../../org/org';
import { useOrg } from '../../support/org';
import {
	differences,
	outcomesOf,
	peopleWith,
	profileNamed,
	reclaim,
	restore,
	seatItem,
	stateOf,
	tally,
} from '../../support/seats';

jest.setTimeout(30_000);

/** What Restore gives back, and what it cannot. */
const org = useOrg({
	users: 120,
	seed: 51,
	licensesReleasedOnDeactivation: ['EinsteinAnalyticsPlusPsl'],
});
const rows = (object: string) => org().org.rows(object);
const row = (object: string, id: unknown) => org().org.table(object).get(String(id)) as Row;
const profile = (name: string) => profileNamed(org(), name);
const people = (profileName?: string) => peopleWith(org(), profileName);
const seatsLeft = (pool: Row, left: number) =>
	(pool.TotalLicenses = Number(pool.UsedLicenses) + left);
const licenseOf = (name: string) => row('UserLicense', profile(name).UserLicenseId);

describe('restore', () => {
	it('says beforehand for which users no seat is free, and restores the others', async () => {
		const items = people()
			.slice(0, 3)
			.map(({ Id }) => seatItem(Id));
		const done = outcomesOf(await reclaim(org(), items));
		seatsLeft(licenseOf('Standard User'), 2);
		const { writes } = org().org.inspector;
		const plan = outcomesOf(await restore(org(), done, { dryRun: true }));
		expect(plan.map(({ outcome }) => outcome)).toEqual(['planned', 'planned', 'blocked']);
		expect(plan[2].reason).toMatch(/There is no free seat of Salesforce/);
		expect(org().org.inspector.writes).toBe(writes);

		const run = await restore(org(), done);
		expect(outcomesOf(run).map(({ outcome }) => outcome)).toEqual(['done', 'done', 'blocked']);
		expect(run.outputs[1]).toHaveLength(1);
		expect(run.outputs[1][0].json).toMatchObject({ errorCode: 'NO_FREE_SEAT' });
	});

	it('trusts the holders if the count of the pool lags behind', async () => {
		const [user] = people();
		const done = outcomesOf(await reclaim(org(), [seatItem(user.Id)]));
		const pool = licenseOf('Standard User');
		seatsLeft(pool, 0);
		// The pool still counts the seat that the deactivation gave back.
		pool.UsedLicenses = Number(pool.UsedLicenses) + 1;
		pool.TotalLicenses = Number(pool.UsedLicenses);
		const plan = outcomesOf(await restore(org(), done, { dryRun: true }));
		expect(plan[0].outcome).toBe('planned');
		org().org.seats.recount();
	});

	it('names a username that another user has taken', async () => {
		const [user] = people();
		const done = outcomesOf(await reclaim(org(), [seatItem(user.Id)]));
		org().org.automation.push({
			object: 'User',
			operation: 'update',
			fails: (_, values) => values.IsActive === true,
			code: 'DUPLICATE_USERNAME',
			message: 'Duplicate Username.',
		});
		const [blocked] = outcomesOf(await restore(org(), done));
		expect(blocked).toMatchObject({ outcome: 'blocked', errorCode: 'DUPLICATE_USERNAME' });
	});

	it('warns before the move that it cannot be undone, and again afterwards', async () => {
		const [user] = people('Chatter Free User');
		seatsLeft(licenseOf('Standard Platform User'), 5);
		const target = { targetProfile: 'Standard Platform User' };
		const [plan] = outcomesOf(
			await reclaim(org(), [seatItem(user.Id, 'changeProfile')], { ...target, dryRun: true }),
		);
		expect(plan.warnings.join(' ')).toMatch(
			/does not allow moving a user from Salesforce Platform back to Chatter Free/,
		);
		const done = outcomesOf(await reclaim(org(), [plan], target));
		const [blocked] = outcomesOf(await restore(org(), done));
		expect(blocked.outcome).toBe('blocked');
		expect(blocked.reason).toMatch(/does not allow moving a user/);
	});

	it('says that the old profile no longer exists', async () => {
		const [user] = people();
		const own = org().org.insert('Profile', {
			...profile('Standard User'),
			Id: undefined,
			Name: 'Mine',
		});
		user.ProfileId = own.Id;
		seatsLeft(licenseOf('Standard Platform User'), 5);
		const done = outcomesOf(
			await reclaim(org(), [seatItem(user.Id, 'changeProfile')], {
				targetProfile: 'Standard Platform User',
			}),
		);
		org().org.remove('Profile', own);
		const [blocked] = outcomesOf(await restore(org(), done));
		expect(blocked).toMatchObject({ outcome: 'blocked' });
		expect(blocked.reason).toMatch(/previous profile .* no longer exists/);
	});

	it('restores what Reclaim removed, and not what an admin removed since then', async () => {
		const held = rows('UserPackageLicense').find(({ UserId }) =>
			people().some(({ Id }) => Id === UserId),
		) as Row;
		const done = outcomesOf(await reclaim(org(), [seatItem(String(held.UserId), 'freeze')]));
		org().org.remove('UserPackageLicense', held);
		org().org.seats.recount();
		const [back] = outcomesOf(await restore(org(), done));
		expect(back.steps).toMatchObject([{ step: 'unfreeze', outcome: 'done' }]);
		expect(rows('UserPackageLicense').some(({ UserId }) => UserId === held.UserId)).toBe(false);
	});

	it('restores what a deactivation removed', async () => {
		const analytics = rows('PermissionSetLicense').find(
			({ DeveloperName }) => DeveloperName === 'EinsteinAnalyticsPlusPsl',
		) as Row;
		const holders = people().filter(({ Id }) =>
			org()
				.org.table('PermissionSetLicenseAssign')
				.where('AssigneeId', Id)
				.some(({ PermissionSetLicenseId }) => PermissionSetLicenseId === analytics.Id),
		);
		expect(holders.length).toBeGreaterThan(0);
		const before = stateOf(org());
		const done = outcomesOf(
			await reclaim(
				org(),
				holders.map(({ Id }) => seatItem(Id)),
			),
		);
		expect(analytics.UsedLicenses).toBeLessThan(holders.length + 5);
		await restore(org(), done);
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it('restores everything in a stored before-image that comes without steps', async () => {
		const user = people().find(
			({ Id }) => org().org.table('UserPackageLicense').where('UserId', Id).length > 0,
		) as Row;
		const before = stateOf(org());
		const [{ before: image }] = outcomesOf(await reclaim(org(), [seatItem(user.Id, 'wholeSeat')]));
		const row = { userId: user.Id, before: image };
		const back = outcomesOf(await restore(org(), [row], { acceptUnsealed: true }));
		expect(tally(back)).toEqual({ done: 1 });
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it('says which layers the before-image does not know', async () => {
		const [user] = people();
		org().org.absentObjects.add('UserPackageLicense');
		const done = outcomesOf(await reclaim(org(), [seatItem(user.Id)]));
		const [back] = outcomesOf(await restore(org(), done));
		expect(back.outcome).toBe('done');
		expect(back.warnings).toEqual(['Not in the before-image, so not restored: package licenses.']);
	});

	it('settles two outcomes of one user with one seat', async () => {
		const [user] = people();
		const done = outcomesOf(await reclaim(org(), [seatItem(user.Id, 'freeze'), seatItem(user.Id)]));
		seatsLeft(licenseOf('Standard User'), 1);
		expect(tally(outcomesOf(await restore(org(), done)))).toEqual({ done: 2 });
	});

	it('has nothing to do for rows that Reclaim did not write', async () => {
		const [user] = people();
		const plan = outcomesOf(await reclaim(org(), [seatItem(user.Id)], { dryRun: true }));
		const run = await restore(org(), plan);
		expect(run.outputs[0][0].json).toMatchObject({ outcome: 'skipped' });
		expect(org().org.inspector.writes).toBe(0);
	});

	it('uses the newest before-image if a seat is reclaimed a second time', async () => {
		const [user] = people();
		const first = outcomesOf(await reclaim(org(), [seatItem(user.Id)]));
		const given = outcomesOf(await restore(org(), first));
		user.LastLoginDate = null;
		// Whichever of the two is fed in: nothing of it is a part of the second reclaim.
		for (const stored of [first, given]) {
			const again = outcomesOf(
				await reclaim(org(), [{ ...stored[0], action: 'deactivate', recheckActivity: false }]),
			);
			expect(again[0].steps).toMatchObject([{ step: 'deactivate', outcome: 'done' }]);
			expect(again[0].before).toMatchObject({ isActive: true, lastLoginAt: null });
			expect(tally(outcomesOf(await restore(org(), again)))).toEqual({ done: 1 });
			expect(user.IsActive).toBe(true);
		}
	});
});
