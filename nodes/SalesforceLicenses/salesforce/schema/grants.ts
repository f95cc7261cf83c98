import { fields } from './schema';

/**
 * Permissions over all data, over users or over the org itself, with their names in Setup (Object
 * Reference, PermissionSet; help, "User Permissions"). An org shows those that its edition has.
 */
export const RIGHTS_FIELDS: Readonly<Record<string, string>> = {
	'Modify All Data': fields('PermissionSet', ['PermissionsModifyAllData'])[0],
	'View All Data': fields('PermissionSet', ['PermissionsViewAllData'])[0],
	'Manage Users': fields('PermissionSet', ['PermissionsManageUsers'])[0],
	'Manage Internal Users': fields('PermissionSet', ['PermissionsManageInternalUsers'])[0],
	'Reset User Passwords and Unlock Users': fields('PermissionSet', [
		'PermissionsResetPasswords',
	])[0],
	'Manage Password Policies': fields('PermissionSet', ['PermissionsManagePasswordPolicies'])[0],
	'Assign Permission Sets': fields('PermissionSet', ['PermissionsAssignPermissionSets'])[0],
	'Manage Profiles and Permission Sets': fields('PermissionSet', [
		'PermissionsManageProfilesPermissionsets',
	])[0],
	'Manage Roles': fields('PermissionSet', ['PermissionsManageRoles'])[0],
	'Manage Sharing': fields('PermissionSet', ['PermissionsManageSharing'])[0],
	'Customize Application': fields('PermissionSet', ['PermissionsCustomizeApplication'])[0],
	'Modify Metadata Through Metadata API Functions': fields('PermissionSet', [
		'PermissionsModifyMetadata',
	])[0],
	'Author Apex': fields('PermissionSet', ['PermissionsAuthorApex'])[0],
};

/** Without these fields, it cannot be proved that a permission set does not grant the permissions. */
export const DECISIVE_RIGHTS = ['Modify All Data', 'View All Data', 'Manage Users'] as const;

export const GRANTING_SET_FIELDS = fields('PermissionSet', [
	'Id',
	'ProfileId',
	'PermissionSetGroupId',
]);
