import type { Row } from '../../org/org';
import { useOrg } from '../../support/org';
import {
	outcomesOf,
	peopleWith,
	profileNamed,
	reclaim,
	seatItem,
	tally,
} from '../../support/seats';

jest.setTimeout(30_000);

/** What stops a run, or a row of it, before somebody is locked out. */
const org = useOrg({ users: 120, seed: 41 });
const rows = (object: string) => org().org.rows(object);
const row = (object: string, id: unknown) => org().org.table(object).get(String(id)) as Row;
const writes = () => org().org.inspector.writes;
const profile = (name: string) => profileNamed(org(), name);
const byName = (name: string) =>
	rows('User').find(({ Username }) => Username === `${name}@acme.example`) as Row;
const people = (profileName?: string) => peopleWith(org(), profileName);
const admins = () => ['root', 'second', 'third'].map((name) => byName(`${name}.admin`));
/** Somebody who logs in now. */
const login = (user: Row) => (user.LastLoginDate = new Date().toISOString());

describe('the caps of a run', () => {
	it('count the users of each license, not those of the org', async () => {
		const [held] = rows('PermissionSetLicenseAssign');
		const license = row('PermissionSetLicense', held.PermissionSetLicenseId);
		const holders = org()
			.org.table('PermissionSetLicenseAssign')
			.where('PermissionSetLicenseId', license.Id);
		const items = holders.slice(0, 4).map(({ AssigneeId }) =>
			seatItem(String(AssigneeId), 'removeLicense', {
				licenseKind: 'permissionSetLicense',
				licenseIdentifier: String(license.DeveloperName),
			}),
		);
		const run = await reclaim(org(), items, { maxPercent: 10 });
		expect(run.error?.message).toMatch(
			new RegExp(`4 of ${holders.length} users of the license ${String(license.MasterLabel)}`),
		);
		expect(writes()).toBe(0);
	});
});

describe('a user who is never changed', () => {
	it('is a technical user or the connected user, whatever the items say', async () => {
		const names = ['integration', 'site.guest', 'autoproc', 'cloud', 'service.agent'];
		const items = names.map((name) => seatItem(byName(name).Id, 'wholeSeat'));
		const run = await reclaim(org(), items, { protectAdministrators: false });
		const done = outcomesOf(run);
		expect(tally(done)).toEqual({ blocked: names.length });
		for (const { errorCode } of done) expect(errorCode).toBe('PROTECTED_USER');
		expect(run.outputs[1]).toHaveLength(names.length);
		expect(writes()).toBe(0);
	});

	it('is an administrator, unless administrators are released', async () => {
		const [first] = admins();
		const [blocked] = outcomesOf(await reclaim(org(), [seatItem(first.Id)]));
		expect(blocked).toMatchObject({ outcome: 'blocked', errorCode: 'PROTECTED_USER' });
		const [done] = outcomesOf(
			await reclaim(org(), [seatItem(first.Id)], { protectAdministrators: false }),
		);
		expect(done.outcome).toBe('done');
	});

	it.each(['deactivate', 'freeze', 'changeProfile'])(
		'is the last administrator who can log in, by %s',
		async (action) => {
			const [first, second, third] = admins();
			const [frozen] = org().org.table('UserLogin').where('UserId', third.Id);
			frozen.IsFrozen = true;
			const done = outcomesOf(
				await reclaim(org(), [seatItem(first.Id, action), seatItem(second.Id, action)], {
					protectAdministrators: false,
					targetProfile: 'Standard User',
				}),
			);
			expect(done.map(({ outcome }) => outcome)).toEqual(['done', 'blocked']);
			expect(done[1].reason).toMatch(/last administrator/);
		},
	);

	it('is a listed user, however the name is written', async () => {
		const [first, second] = people();
		const done = outcomesOf(
			await reclaim(org(), [seatItem(first.Id), seatItem(second.Id)], {
				protectedUsernames: `x@y.z, ${String(first.Username).toUpperCase()}`,
				ignoreUnknownProtectedUsers: true,
			}),
		);
		expect(done.map(({ outcome }) => outcome)).toEqual(['blocked', 'done']);
	});
});

describe('activity just before the write', () => {
	it('after the plan was made: the row is skipped', async () => {
		const [first, second] = people();
		const plan = outcomesOf(
			await reclaim(org(), [seatItem(first.Id), seatItem(second.Id)], { dryRun: true }),
		);
		login(first);
		const run = await reclaim(org(), plan);
		expect(outcomesOf(run).map(({ outcome }) => outcome)).toEqual(['skipped', 'done']);
		expect(run.outputs[1]).toEqual([]);
		expect(first.IsActive).toBe(true);
	});

	it('while the run was writing: the user keeps the login, and the item needs attention', async () => {
		const holder = people().find(
			({ Id }) => org().org.table('UserPackageLicense').where('UserId', Id).length > 0,
		) as Row;
		org().org.automation.push({
			object: 'UserPackageLicense',
			operation: 'delete',
			fails: () => login(holder) === '',
			code: '',
			message: '',
		});
		const run = await reclaim(org(), [seatItem(holder.Id, 'wholeSeat')]);
		const [outcome] = run.outputs[1].map(({ json }) => json);
		expect(outcome).toMatchObject({ outcome: 'skipped', errorCode: 'USER_IS_BACK' });
		expect(outcome.reason).toMatch(/logged in at .* use Restore to undo/);
		expect(holder.IsActive).toBe(true);
	});

	it('that the plan does not depend on does not cause a skip', async () => {
		const [first] = people();
		const items = [seatItem(first.Id, 'deactivate', { lastLoginAt: null, recheckActivity: false })];
		login(first);
		expect(outcomesOf(await reclaim(org(), items))[0].outcome).toBe('done');
	});
});

describe('permissions that are missing', () => {
	it('are known before the first write, layer by layer', async () => {
		org().org.setPermissions(org().org.runAsUserId, { ManagePackageLicenses: false });
		const [held] = rows('UserPackageLicense').filter(
			({ UserId }) => row('User', UserId).IsActive === true,
		);
		const [other] = people().filter(({ Id }) => Id !== held.UserId);
		const namespace = row('PackageLicense', held.PackageLicenseId).NamespacePrefix;
		const items = [
			seatItem(String(held.UserId), 'removeLicense', {
				licenseKind: 'packageLicense',
				licenseIdentifier: String(namespace),
			}),
			seatItem(other.Id, 'freeze'),
		];
		const done = outcomesOf(await reclaim(org(), items));
		expect(done.map(({ outcome }) => outcome)).toEqual(['blocked', 'done']);
		expect(done[0].errorCode).toBe('MISSING_PERMISSION');
		expect(done[0].reason).toMatch(/Manage Package Licenses.*Setup/);
	});

	it('to change users block everything that needs them', async () => {
		org().org.setPermissions(org().org.runAsUserId, { ManageUsers: false });
		const [first, second] = people();
		const done = outcomesOf(
			await reclaim(org(), [seatItem(first.Id), seatItem(second.Id, 'freeze')], { dryRun: true }),
		);
		expect(tally(done)).toEqual({ blocked: 2 });
		for (const { reason } of done) expect(reason).toMatch(/Setup > Permission Sets/);
	});
});

describe('moves to another profile', () => {
	it.each<[string, string, string, RegExp]>([
		['without a target', 'Standard User', '', /needs a profile/],
		[
			'to administrators',
			'Standard User',
			'System Administrator',
			/grants administrator permissions/,
		],
		[
			'into another family',
			'Standard User',
			'Partner Community User',
			/does not allow moving a user/,
		],
		[
			'to an unknown license',
			'Standard User',
			'Minimum Access - API Only Integrations',
			/does not know whether Salesforce allows moving a user .*Setup > Users/,
		],
		[
			'from a core license to Chatter',
			'Standard User',
			'Chatter Free User',
			/does not allow moving a user/,
		],
	])('%s are blocked beforehand', async (_what, from, targetProfile, reason) => {
		const [user] = people(from);
		const [blocked] = outcomesOf(
			await reclaim(org(), [seatItem(user.Id, 'changeProfile')], { targetProfile }),
		);
		expect(blocked.outcome).toBe('blocked');
		expect(blocked.reason).toMatch(reason);
		expect(writes()).toBe(0);
	});

	it('accept the profile as the editor stores it', async () => {
		const [user] = people();
		const { Id } = profile('Standard Platform User');
		for (const [mode, value] of [
			['list', Id],
			['name', 'Standard Platform User'],
			['id', Id],
		]) {
			const [planned] = outcomesOf(
				await reclaim(org(), [seatItem(user.Id, 'changeProfile')], {
					dryRun: true,
					targetProfile: { __rl: true, mode, value },
				}),
			);
			expect(planned).toMatchObject({ outcome: 'planned', action: 'changeProfile' });
		}
	});

	it('to a profile that does not exist stop the run', async () => {
		const [user] = people();
		const run = await reclaim(org(), [seatItem(user.Id, 'changeProfile')], {
			targetProfile: 'Nope',
		});
		expect(run.error?.message).toMatch(/no profile "Nope"/);
	});

	it('are blocked once no seat is free, item by item', async () => {
		const pool = row('UserLicense', profile('Standard Platform User').UserLicenseId);
		pool.TotalLicenses = Number(pool.UsedLicenses) + 1;
		const items = people()
			.slice(0, 3)
			.map(({ Id }) =>
				seatItem(Id, 'changeProfile', { targetProfileId: profile('Standard Platform User').Id }),
			);
		const done = outcomesOf(await reclaim(org(), items));
		expect(done.map(({ outcome }) => outcome)).toEqual(['done', 'blocked', 'blocked']);
		expect(done[1].errorCode).toBe('NO_FREE_SEAT');
	});
});
