import { fields } from './schema';

/** Field names for what Reclaim and Restore read besides a person, and for what they write. */

export const PERMISSION_SET_ASSIGNMENT_FIELDS = fields('PermissionSetAssignment', [
	'Id',
	'AssigneeId',
	'PermissionSetId',
	'PermissionSetGroupId',
	'PermissionSet.Label',
	'PermissionSet.LicenseId',
]);

export const PERMISSION_SET_GROUP_COMPONENT_FIELDS = fields('PermissionSetGroupComponent', [
	'PermissionSetGroupId',
	'PermissionSetId',
	'PermissionSet.LicenseId',
]);

export const PROFILE_FIELDS = fields('Profile', [
	'Id',
	'Name',
	'UserLicenseId',
	'UserLicense.Name',
	'UserLicense.LicenseDefinitionKey',
]);

export const ENTITY_SUBSCRIPTION_FIELDS = fields('EntitySubscription', [
	'ParentId',
	'SubscriberId',
]);

/** Fields that writes set. */
export const WRITTEN_FIELDS = {
	userIsActive: fields('User', ['IsActive'])[0],
	userProfileId: fields('User', ['ProfileId'])[0],
	userLoginIsFrozen: fields('UserLogin', ['IsFrozen'])[0],
	permissionSetLicenseAssign: fields('PermissionSetLicenseAssign', [
		'AssigneeId',
		'PermissionSetLicenseId',
	]),
	userPackageLicense: fields('UserPackageLicense', ['UserId', 'PackageLicenseId']),
	permissionSetAssignment: fields('PermissionSetAssignment', ['AssigneeId', 'PermissionSetId']),
	permissionSetGroupAssignment: fields('PermissionSetAssignment', [
		'AssigneeId',
		'PermissionSetGroupId',
	]),
} as const;
