import { unionOfRights } from '../objects/rights';
import type { Org, Row } from '../org';
import type { Catalog } from './catalog';

type Sets = Pick<Catalog, 'permissionSets' | 'hiddenNeed' | 'group' | 'groupSet'>;

/**
 * Permission sets of every kind: for a license, of a group, of a profile, and one whose required license
 * is hidden.
 */
export function seedPermissionSets(
	org: Org,
	licenses: readonly Row[],
	profiles: readonly Row[],
	CreatedDate: string,
): Sets {
	const set = (Name: string, Label: string, values: Record<string, unknown>) =>
		org.insert('PermissionSet', {
			Name,
			Label,
			LicenseId: null,
			IsOwnedByProfile: false,
			IsCustom: true,
			Type: 'Regular',
			CreatedDate,
			...values,
		});
	const permissionSets = licenses.map(({ Id, MasterLabel, DeveloperName }) =>
		set(`Use_${String(DeveloperName)}`, `Use ${String(MasterLabel)}`, { LicenseId: Id }),
	);
	const hiddenNeed = set('Console_Extras', 'Console Extras', {});
	org.hiddenNeeds.set(hiddenNeed.Id, licenses[0].Id);

	const group = org.insert('PermissionSetGroup', {
		DeveloperName: 'Analysts',
		MasterLabel: 'Analysts',
		Status: 'Updated',
		CreatedDate,
	});
	org.insert('PermissionSetGroupComponent', {
		PermissionSetGroupId: group.Id,
		PermissionSetId: permissionSets[1].Id,
		CreatedDate,
	});
	const groupSet = set('Analysts', 'Analysts', { Type: 'Group', PermissionSetGroupId: group.Id });
	// Object Reference, PermissionSet: each profile owns one, named X and its id.
	for (const profile of profiles) {
		set(`X${profile.Id}`, `X${profile.Id}`, {
			LicenseId: profile.UserLicenseId,
			ProfileId: profile.Id,
			IsOwnedByProfile: true,
			Type: 'Profile',
			...unionOfRights([profile]),
		});
	}
	return { permissionSets, hiddenNeed, group, groupSet };
}

/** The assignment of the profile's own permission set, which every user has. */
export function assignProfileSets(org: Org): void {
	const sets = new Map(
		org
			.rows('PermissionSet')
			.filter(({ IsOwnedByProfile }) => IsOwnedByProfile === true)
			.map(({ Id, ProfileId }) => [ProfileId, Id]),
	);
	for (const { Id, ProfileId, CreatedDate } of org.table('User').values()) {
		org.insert('PermissionSetAssignment', {
			AssigneeId: Id,
			PermissionSetId: sets.get(ProfileId),
			PermissionSetGroupId: null,
			SystemModstamp: CreatedDate,
		});
	}
}
