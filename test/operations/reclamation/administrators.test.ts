import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../org/org';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';
import type { OutcomeItem } from '../../support/seats';
import { outcomesOf, reclaim, restore } from '../../support/seats';

jest.setTimeout(60_000);

/** Administrators by the standard profile, a copy of it, a permission set and a group; in German. */
const org = useOrg({ users: 120, seed: 7, language: 'de', otherAdministrators: true });

const deactivate = (userId: unknown): IDataObject => ({
	userId: String(userId),
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	action: 'deactivate',
});
const run = async (users: readonly unknown[], parameters: IDataObject = {}) =>
	outcomesOf(await reclaim(org(), users.map(deactivate), parameters));
const truth = (place: string) => org().org.groundTruth[place];
const standard = () =>
	org()
		.org.rows('User')
		.filter(({ Username }) => /\.admin@/.test(String(Username)));
const everyone = () => [
	...standard().map(({ Id }) => Id),
	...truth('administratorsByProfile'),
	...truth('administratorsBySet'),
	...truth('administratorsByGroup'),
	...truth('userManagers'),
];
/** Somebody who is no administrator, and on whom nothing hangs. */
const person = (): Row => {
	const special = new Set([...everyone(), ...org().org.blockers.map(({ userId }) => userId)]);
	const found = org()
		.org.rows('User')
		.find(
			({ Id, IsActive, Username }) =>
				IsActive === true && String(Username).startsWith('user') && !special.has(Id),
		);
	if (found === undefined) throw new Error('The org has nobody like that');
	return found;
};
const kinds = (outcomes: readonly OutcomeItem[]) => outcomes.map(({ outcome }) => outcome);
const writes = () => org().org.inspector.writes;
const may = (...permissions: string[]) =>
	org().org.permissions.set(org().org.runAsUserId, new Set(permissions) as never);

describe('administrators are recognized by their permissions', () => {
	it('whatever their profile is called, and however they got the permission', async () => {
		const names = org()
			.org.rows('Profile')
			.map(({ Name }) => Name);
		expect(names).toContain('Systemadministrator');
		expect(names).not.toContain('System Administrator');
		const done = await run([...everyone(), person().Id]);
		expect(kinds(done)).toEqual([...everyone().map(() => 'blocked'), 'done']);
		for (const { errorCode, reason } of done.slice(0, -1)) {
			expect(errorCode).toBe('PROTECTED_USER');
			expect(reason).toMatch(/is an administrator \(permission/);
		}
	});

	it.each([
		['Profile.PermissionsModifyMetadata'],
		['PermissionSet.PermissionsModifyMetadata'],
		['PermissionSet.PermissionsCustomizeApplication'],
		['Profile.PermissionsModifyAllData'],
	])('in an org that does not have the field %s', async (field) => {
		org().org.hiddenFields.add(field);
		const done = await run([...everyone(), person().Id]);
		expect(kinds(done)).toEqual([...everyone().map(() => 'blocked'), 'done']);
	});
});

describe('a user whose permissions cannot be read counts as an administrator', () => {
	it.each<[string, () => void]>([
		['PermissionSetAssignment is hidden', () => may('ApiEnabled', 'ManageInternalUsers')],
		['it does not exist', () => void org().org.absentObjects.add('PermissionSetAssignment')],
		[
			'Modify All Data is not shown',
			() => void org().org.hiddenFields.add('PermissionSet.PermissionsModifyAllData'),
		],
		[
			'the assignment of the profile is not shown',
			() => {
				for (const set of org().org.rows('PermissionSet')) set.IsOwnedByProfile = false;
			},
		],
	])('if %s', async (_, change) => {
		const users = [standard()[0].Id, person().Id];
		change();
		const done = await run(users);
		expect(kinds(done)).toEqual(['blocked', 'blocked']);
		expect(done[1].reason).toMatch(/may be an administrator/);
		expect(done[1].reason).toMatch(/View Setup and Configuration.*Setup > Permission Sets/);
		expect(writes()).toBe(0);
	});
});

describe('an incomplete response about permissions counts as unreadable', () => {
	const RIGHTS = [
		'ModifyAllData',
		'ManageUsers',
		'CustomizeApplication',
		'ManageInternalUsers',
		'AssignPermissionSets',
		'ManageProfilesPermissionsets',
		'AuthorApex',
		'ModifyMetadata',
	];
	const none = {
		IsOwnedByProfile: true,
		...Object.fromEntries(RIGHTS.map((right) => [`Permissions${right}`, false])),
	};
	const answered = async (PermissionSet: unknown, rows = 1) => {
		const userId = person().Id;
		const records = Array.from({ length: rows }, () => ({
			Id: '0Pa000000000001AAA',
			AssigneeId: userId,
			PermissionSet,
		}));
		org().faults.add({
			kind: 'answer',
			soql: /PermissionSet.IsOwnedByProfile, /,
			answer: { body: { totalSize: rows, done: true, records } },
		});
		return (await run([userId]))[0];
	};

	it.each([null, undefined, '', 'false', 0, 'true', []])('a right that is %p', async (value) => {
		const done = await answered({ ...none, PermissionsManageUsers: value });
		expect(done).toMatchObject({ outcome: 'blocked', errorCode: 'PROTECTED_USER' });
		expect(done.reason).toMatch(
			/does not return whether the user has the permission "Manage Users"/,
		);
	});

	it.each<[string, unknown, number]>([
		['no permission set', null, 1],
		['no permission set of the profile', { ...none, IsOwnedByProfile: false }, 1],
		['no rows', none, 0],
	])('%s', async (_, set, rows) => {
		const done = await answered(set, rows);
		expect(done).toMatchObject({ outcome: 'blocked', errorCode: 'PROTECTED_USER' });
		expect(writes()).toBe(0);
	});

	it('but a complete one is used', async () => {
		expect(await answered(none)).toMatchObject({ outcome: 'done' });
	});
});

describe('the last administrator, when administrators are released', () => {
	const released = { protectAdministrators: false };

	it('keeps the seat: a user who has all the required permissions', async () => {
		const all = [...standard().map(({ Id }) => Id), ...truth('administratorsByProfile')];
		const done = await run(all, released);
		expect(kinds(done)).toEqual(['done', 'done', 'done', 'blocked']);
		expect(done[3].reason).toMatch(/last administrator/);
	});

	it('keeps the seat, even with only one of the permissions', async () => {
		for (const { Id } of standard()) setFrozen(Id, true);
		const full = [...truth('administratorsByProfile'), ...truth('administratorsByGroup')];
		for (const id of full) setFrozen(id, true);
		const done = await run([...truth('administratorsBySet'), ...truth('userManagers')], released);
		expect(kinds(done)).toEqual(['blocked', 'blocked']);
		expect(done[0].reason).toMatch(/last administrator.*"Modify All Data"/);
		expect(done[1].reason).toMatch(/last administrator.*"Manage Users"/);
	});

	it.each(['Profile', 'PermissionSet'])(
		'is not replaced by a user who may only use the API, according to %s',
		async (object) => {
			const [copy] = truth('administratorsByProfile');
			const profileId = org().org.table('User').get(copy)?.ProfileId;
			const [set] = org().org.table('PermissionSet').where('ProfileId', profileId);
			const profile = org().org.table('Profile').get(String(profileId));
			Object.assign(object === 'Profile' ? (profile ?? {}) : set, { PermissionsApiUserOnly: true });
			const done = await run(
				standard().map(({ Id }) => Id),
				released,
			);
			expect(kinds(done)).toEqual(['done', 'done', 'blocked']);
		},
	);

	it('may go if another one stays', async () => {
		const done = await run(
			standard().map(({ Id }) => Id),
			released,
		);
		expect(kinds(done)).toEqual(['done', 'done', 'done']);
	});

	it.each<[string, () => void]>([
		[
			'frozen',
			() => {
				for (const { Id } of standard().slice(1)) setFrozen(Id, true);
			},
		],
		[
			'not known to be unfrozen',
			() => {
				for (const { Id } of standard().slice(1)) setFrozen(Id, undefined);
			},
		],
		[
			'for a while only',
			() => {
				for (const row of org().org.rows('PermissionSetAssignment'))
					if (row.AssigneeId !== standard()[0].Id) row.ExpirationDate = '2099-01-01T00:00:00.000Z';
			},
		],
	])('is not replaced by others who are %s', async (_, change) => {
		const [first] = standard();
		for (const id of truth('administratorsByProfile')) setFrozen(id, true);
		if (_ === 'for a while only')
			for (const { Id } of standard().slice(1)) {
				const user = org().org.table('User').get(String(Id));
				org().org.change('User', user as Row, { ProfileId: person().ProfileId });
			}
		change();
		const [done] = await run([first.Id], released);
		expect(done).toMatchObject({ outcome: 'blocked', errorCode: 'PROTECTED_USER' });
		expect(done.reason).toMatch(/last administrator/);
	});

	it('could be anyone if neither permissions nor freezes can be read', async () => {
		may('ApiEnabled', 'ManageInternalUsers');
		org().org.absentObjects.add('UserLogin');
		const done = await run([standard()[0].Id, person().Id], released);
		expect(kinds(done)).toEqual(['blocked', 'blocked']);
		expect(done[1].reason).toMatch(/may be the last administrator/);
		expect(writes()).toBe(0);
	});

	it('keeps the whole seat', async () => {
		const [first, ...others] = standard();
		for (const id of [...others.map(({ Id }) => Id), ...truth('administratorsByProfile')])
			setFrozen(id, true);
		const [license] = org().org.rows('PackageLicense');
		org().org.insert('UserPackageLicense', { UserId: first.Id, PackageLicenseId: license.Id });
		license.UsedLicenses = Number(license.UsedLicenses) + 1;
		const item = {
			...deactivate(first.Id),
			action: 'removeLicense',
			licenseKind: 'packageLicense',
			licenseIdentifier: String(license.NamespacePrefix),
		};
		const [done] = outcomesOf(await reclaim(org(), [item], released));
		expect(done.reason).toMatch(/last administrator/);
	});
});

const setFrozen = (userId: unknown, IsFrozen: unknown) => {
	const [login] = org().org.table('UserLogin').where('UserId', userId);
	if (IsFrozen === undefined) org().org.remove('UserLogin', login);
	else login.IsFrozen = IsFrozen;
};

describe('Restore does not change', () => {
	const ON_TRUST = { dryRun: false, acceptUnsealed: true };
	const outcome = (userId: unknown, before: IDataObject): IDataObject => ({
		userId: String(userId),
		outcome: 'done',
		before: { userId: String(userId), username: 'x', isActive: true, ...before },
	});
	const withSet = (set: Row) => ({
		permissionSets: [{ permissionSetId: set.Id, licenseIds: [] }],
	});
	const harmless = () =>
		org().org.insert('PermissionSet', { Name: 'Harmless', Label: 'Harmless', IsCustom: true });

	it.each(['integration', 'site.guest', 'autoproc', 'cloud', 'service.agent'])(
		'the connected user and technical users: %s',
		async (name) => {
			const user = org()
				.org.rows('User')
				.find(({ Username }) => Username === `${name}@acme.example`);
			const [done] = outcomesOf(
				await restore(org(), [outcome(user?.Id, withSet(harmless()))], ON_TRUST),
			);
			expect(done).toMatchObject({ outcome: 'blocked', errorCode: 'PROTECTED_USER' });
			expect(writes()).toBe(0);
		},
	);

	it('the last administrator, whom it could move to another profile', async () => {
		const [first, ...others] = standard();
		for (const id of [...others.map(({ Id }) => Id), ...truth('administratorsByProfile')])
			setFrozen(id, true);
		const profileId = String(person().ProfileId);
		const rows = [outcome(first.Id, { profileId }), outcome(first.Id, withSet(harmless()))];
		for (const row of rows) {
			const [done] = outcomesOf(await restore(org(), [row], ON_TRUST));
			expect(done).toMatchObject({ outcome: 'blocked', errorCode: 'PROTECTED_USER' });
			expect(done.reason).toMatch(/last administrator/);
		}
		expect(writes()).toBe(0);
	});
});

describe('a move to another profile', () => {
	it('is refused if the permissions of the profile cannot be read', async () => {
		org().org.hiddenFields.add('Profile.PermissionsModifyAllData');
		const item = { ...deactivate(person().Id), action: 'changeProfile' };
		const [done] = outcomesOf(
			await reclaim(org(), [item], { targetProfile: 'Standardplattform-Benutzer' }),
		);
		expect(done).toMatchObject({ outcome: 'blocked' });
		expect(done.reason).toMatch(/could not read whether the profile/);
		expect(writes()).toBe(0);
	});

	it('is refused for any profile that makes an administrator', async () => {
		const item = { ...deactivate(person().Id), action: 'changeProfile' };
		for (const targetProfile of ['Systemadministrator', 'Chief of Operations']) {
			const [done] = outcomesOf(await reclaim(org(), [item], { targetProfile }));
			expect(done.reason).toMatch(/grants administrator permissions \(all data/);
		}
		expect(writes()).toBe(0);
	});
});

it.each(['reclaim', 'restore'])(
	'%s stops before the first write if the connected user is not known',
	async (operation) => {
		const running = org();
		running.faults.add({ kind: 'answer', path: /\/v\d+\.\d\/?$/, answer: { body: {} } });
		const userId = person().Id;
		const before = { userId, username: 'x', isActive: false };
		const result = await runNode(
			{ resource: 'reclamation', operation, dryRun: false },
			clientCredentials(running, { oauthTokenData: { access_token: running.issueToken() } }),
			[{ ...deactivate(userId), outcome: 'done', before }],
		);
		expect(result.error?.message).toMatch(/did not return the user/);
		expect(writes()).toBe(0);
	},
);
