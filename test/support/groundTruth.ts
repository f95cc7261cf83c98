import type { LicenseKind } from '../../nodes/SalesforceLicenses/licensing/model/licenses';
import type { Org, Row } from '../org/org';

/** What a complete download must contain, read from the org's records without the package's code. */
export interface Hold {
	key: string;
	kind: LicenseKind;
	identifier: string;
	user: Row;
}

export function holdsOf(org: Org): Hold[] {
	const byId = (object: string) => new Map(org.rows(object).map((row) => [row.Id, row]));
	const [users, profiles, userLicenses, sets, packages] = [
		'User',
		'Profile',
		'UserLicense',
		'PermissionSetLicense',
		'PackageLicense',
	].map(byId);
	const hold = (user: Row, kind: LicenseKind, identifier: unknown): Hold => ({
		key: [org.id, user.Id, kind, String(identifier)].join(':'),
		kind,
		identifier: String(identifier),
		user,
	});
	const holds: Hold[] = [];
	for (const user of users.values()) {
		const license = userLicenses.get(String(profiles.get(String(user.ProfileId))?.UserLicenseId));
		if (user.IsActive === true && license !== undefined) {
			holds.push(hold(user, 'userLicense', license.LicenseDefinitionKey ?? license.Name));
		}
		for (const [name, value] of Object.entries(user)) {
			if (value === true && name.startsWith('UserPermissions')) {
				holds.push(hold(user, 'featureLicense', name.slice('UserPermissions'.length)));
			}
		}
	}
	for (const { AssigneeId, PermissionSetLicenseId } of org.rows('PermissionSetLicenseAssign')) {
		const set = sets.get(String(PermissionSetLicenseId));
		holds.push(hold(users.get(String(AssigneeId))!, 'permissionSetLicense', set?.DeveloperName));
	}
	for (const { UserId, PackageLicenseId } of org.rows('UserPackageLicense')) {
		const owned = packages.get(String(PackageLicenseId));
		holds.push(hold(users.get(String(UserId))!, 'packageLicense', owned?.NamespacePrefix));
	}
	return holds;
}

/** The keys in a fixed order, so that two lists can be compared. */
export const keysOf = (holds: readonly Hold[]): string[] => holds.map(({ key }) => key).sort();
