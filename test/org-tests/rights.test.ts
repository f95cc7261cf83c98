import type { Permission } from '../org/objects/field';
import { Org } from '../org/org';
import { ask, soql, usingOrg } from './asking';

const org = usingOrg({ users: 200, otherAdministrators: true });
const [ALL, USERS] = ['PermissionsModifyAllData', 'PermissionsManageUsers'];
const ids = async (text: string) =>
	new Set((await soql(org(), text)).body.records.map(({ AssigneeId, Id }) => AssigneeId ?? Id));
const holders = async (right: string) =>
	await ids(`SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.${right} = true`);

describe('administrators', () => {
	it('are users who have the permission by a profile of any name, a permission set or a group', async () => {
		const { administratorsByProfile, administratorsBySet, administratorsByGroup, userManagers } =
			org().org.groundTruth;
		const standard = org()
			.org.rows('User')
			.filter(({ Username }) => String(Username).includes('.admin@'))
			.map(({ Id }) => Id);
		const others = [...administratorsByProfile, ...administratorsBySet, ...administratorsByGroup];
		expect(others).toHaveLength(3);
		expect(await holders(ALL)).toEqual(new Set([...standard, ...others]));
		expect((await holders(USERS)).has(userManagers[0])).toBe(true);
		expect((await holders(ALL)).has(userManagers[0])).toBe(false);
		expect(await ids(`SELECT Id FROM User WHERE Profile.${ALL} = true`)).toEqual(
			new Set([...standard, ...administratorsByProfile]),
		);
		const named = await ids("SELECT Id FROM User WHERE Profile.Name = 'System Administrator'");
		expect(others.some((id) => named.has(id))).toBe(false);
	});

	it('have the permissions of all sets of a group', async () => {
		const { body } = await soql(
			org(),
			`SELECT ${ALL}, PermissionsCustomizeApplication, ${USERS} FROM PermissionSet WHERE Type = 'Group' AND Name = 'Keepers'`,
		);
		expect(body.records[0]).toMatchObject({
			[ALL]: true,
			PermissionsCustomizeApplication: true,
			[USERS]: false,
		});
	});

	it('do not change the rest of the company', () => {
		const options = { users: 200, seed: 3, now: new Date('2026-11-27T00:00:00Z') };
		const [usual, other] = [new Org(options), new Org({ ...options, otherAdministrators: true })];
		const seats = ({ rows }: { rows: Org['rows'] }) =>
			rows('UserLicense').map(({ Name, UsedLicenses }) => [Name, UsedLicenses]);
		expect(seats({ rows: (object) => other.rows(object) })).toEqual(
			seats({ rows: (object) => usual.rows(object) }),
		);
		expect(other.checkInvariants()).toEqual([]);
		expect(other.groundTruth).toMatchObject(usual.groundTruth);
		expect(() => new Org({ users: 20, otherAdministrators: true })).toThrow('more idle people');
	});
});

describe('the rights of a profile', () => {
	it('are those of the permission set that it owns', async () => {
		for (const profile of org().org.rows('Profile')) {
			const [set] = org().org.table('PermissionSet').where('ProfileId', profile.Id);
			for (const name of Object.keys(org().org.types.Profile.fields)) {
				if (name.startsWith('Permissions'))
					expect([profile.Name, name, set[name] ?? false]).toEqual([
						profile.Name,
						name,
						profile[name] ?? false,
					]);
			}
		}
	});
});

describe('an org in another language', () => {
	it.each([
		['de', 'Systemadministrator', 'Standardbenutzer'],
		['ja', 'システム管理者', '標準ユーザ'],
	])('%s: standard profiles have translated names', (language, administrator, user) => {
		const company = new Org({ users: 40, language });
		const names = company.rows('Profile').map(({ Name }) => Name);
		expect(names).toEqual(expect.arrayContaining([administrator, user]));
		expect(names).not.toContain('System Administrator');
		expect(company.rows('Organization')[0].LanguageLocaleKey).toBe(language);
	});
});

describe('a connected user', () => {
	const only = (...permissions: Permission[]) =>
		org().org.permissions.set(org().org.runAsUserId, new Set(permissions));
	const code = async (object: string) => {
		const { status, body } = await soql(org(), `SELECT Id FROM ${object}`);
		return status === 200 ? 'read' : (body as unknown as [{ errorCode: string }])[0].errorCode;
	};

	it('with only API Enabled and Manage Internal Users changes users and sees no assignment', async () => {
		only('ApiEnabled', 'ManageInternalUsers');
		expect(await code('PermissionSetAssignment')).toBe('INVALID_TYPE');
		expect(await code('PermissionSet')).toBe('INVALID_TYPE');
		expect(await code('UserLogin')).toBe('INVALID_TYPE');
		expect(await code('Profile')).toBe('read');
		const [idle] = org().org.groundTruth.administratorsBySet;
		expect((await ask(org(), 'PATCH', `sobjects/User/${idle}`, { IsActive: false })).status).toBe(
			204,
		);
	});

	it.each<[Permission, string, string]>([
		['ViewSetup', 'read', 'read'],
		['AssignPermissionSets', 'read', 'read'],
		['ManageUsers', 'read', 'INVALID_TYPE'],
		['ManageProfilesPermissionsets', 'INVALID_TYPE', 'read'],
	])('with %s may read assignments: %s, sets: %s', async (permission, assignments, sets) => {
		only('ApiEnabled', permission);
		expect(await code('PermissionSetAssignment')).toBe(assignments);
		expect(await code('PermissionSet')).toBe(sets);
	});

	it('sees no permissions if the field is hidden', async () => {
		org().org.hiddenFields.add(`Profile.${ALL}`);
		const { body } = await soql(org(), `SELECT Id FROM User WHERE Profile.${ALL} = true`);
		expect(body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
		expect((await soql(org(), `SELECT ${USERS} FROM Profile`)).status).toBe(200);
	});
});
