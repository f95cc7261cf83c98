import type { Right } from '../objects/rights';
import { unionOfRights, withRights } from '../objects/rights';
import type { Row } from '../org';
import type { Seeding } from './seedOrg';

const OVER_ALL: readonly Right[] = ['ModifyAllData', 'ViewAllData', 'ViewSetup', 'ApiEnabled'];
const OVER_USERS: readonly Right[] = [
	'ManageUsers',
	'ManageInternalUsers',
	'ResetPasswords',
	'ViewAllUsers',
	'ViewSetup',
];

/**
 * Administrators by other means than the standard profile, among people who do not use their seat: by a
 * cloned profile with another name, by a permission set, by a set in a group; and a user who only manages
 * users. Numbers of users and seats do not change.
 */
export function addOtherAdministrators({ org, staff, catalog, truth }: Seeding): void {
	const created = staff.ago(700);
	const people = idlePeople(org.groundTruth.idleUsers, (id) => {
		const user = org.table('User').get(id);
		const isFree = !org.blockers.some(({ userId }) => userId === id);
		return user?.ProfileId === catalog.profiles.standard.Id && isFree ? user : undefined;
	});
	const [byProfile, bySet, byGroup, manager] = people;
	const set = (Name: string, Label: string, values: Record<string, unknown>) =>
		org.insert('PermissionSet', {
			Name,
			Label,
			LicenseId: null,
			IsOwnedByProfile: false,
			IsCustom: true,
			Type: 'Regular',
			CreatedDate: created,
			...values,
		});
	const assign = (user: Row, PermissionSetId: string, PermissionSetGroupId: string | null) =>
		org.insert('PermissionSetAssignment', {
			AssigneeId: user.Id,
			PermissionSetId,
			PermissionSetGroupId,
			SystemModstamp: created,
		});

	const clone = org.insert('Profile', {
		Name: 'Chief of Operations',
		UserType: 'Standard',
		UserLicenseId: catalog.profiles.standard.UserLicenseId,
		...withRights(),
		CreatedDate: created,
	});
	set(`X${clone.Id}`, `X${clone.Id}`, {
		LicenseId: clone.UserLicenseId,
		ProfileId: clone.Id,
		IsOwnedByProfile: true,
		Type: 'Profile',
		...withRights(),
	});
	org.change('User', byProfile, { ProfileId: clone.Id });
	truth('administratorsByProfile', byProfile);

	const fullAccess = set('Full_Access', 'Full Access', withRights(OVER_ALL));
	assign(bySet, fullAccess.Id, null);
	truth('administratorsBySet', bySet);

	const part = set('Keepers_Part', 'Keepers Part', withRights(['CustomizeApplication']));
	const group = org.insert('PermissionSetGroup', {
		DeveloperName: 'Keepers',
		MasterLabel: 'Keepers',
		Status: 'Updated',
		CreatedDate: created,
	});
	for (const { Id } of [part, fullAccess])
		org.insert('PermissionSetGroupComponent', {
			PermissionSetGroupId: group.Id,
			PermissionSetId: Id,
			CreatedDate: created,
		});
	const groupSet = set('Keepers', 'Keepers', {
		Type: 'Group',
		PermissionSetGroupId: group.Id,
		...unionOfRights([part, fullAccess]),
	});
	assign(byGroup, groupSet.Id, group.Id);
	truth('administratorsByGroup', byGroup);

	const helpDesk = set('Help_Desk', 'Help Desk', withRights(OVER_USERS));
	assign(manager, helpDesk.Id, null);
	truth('userManagers', manager);
}

const WANTED = 4;

function idlePeople(ids: readonly string[] = [], userOf: (id: string) => Row | undefined): Row[] {
	const people = ids.map(userOf).filter((user) => user !== undefined);
	if (people.length >= WANTED) return people;
	throw new RangeError('Other administrators need a company with more idle people: 100 will do');
}
