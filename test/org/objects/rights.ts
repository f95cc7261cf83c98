import type { Field } from './field';
import { flag } from './field';

/**
 * Rights that PermissionSet and Profile show as `Permissions…` (names: jsforce's standard schema; Object
 * Reference, PermissionSet). An org has some hundred; these are the ones that reach users and all data.
 */
const RIGHTS = [
	'ApiEnabled',
	'AssignPermissionSets',
	'AuthorApex',
	'CustomizeApplication',
	'ManageCustomPermissions',
	'ManageInternalUsers',
	'ManagePasswordPolicies',
	'ManageProfilesPermissionsets',
	'ManageRoles',
	'ManageSharing',
	'ManageUsers',
	'ModifyAllData',
	'ModifyMetadata',
	'PasswordNeverExpires',
	'ResetPasswords',
	'ViewAllData',
	'ViewAllUsers',
	'ViewSetup',
] as const;
export type Right = (typeof RIGHTS)[number];

/** "API Only User" restricts a user, so it is not a permission that administrators get. */
export const rightFields = (): Record<string, Field> => ({
	...Object.fromEntries(RIGHTS.map((right) => [`Permissions${right}`, flag])),
	PermissionsApiUserOnly: flag,
});

/** The values of these rights in a record, or of all of them. */
export const withRights = (rights: readonly Right[] = RIGHTS): Record<string, boolean> =>
	Object.fromEntries(rights.map((right) => [`Permissions${right}`, true]));

/** What at least one of the records grants: a group's own permission set, a profile's. */
export function unionOfRights(
	records: ReadonlyArray<Record<string, unknown>>,
): Record<string, boolean> {
	return Object.fromEntries(
		RIGHTS.map((right) => `Permissions${right}`)
			.filter((name) => records.some((record) => record[name] === true))
			.map((name) => [name, true]),
	);
}
