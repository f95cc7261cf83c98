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

/** When an assignment ends by itself; an org may not have the field, or not show it. */
export const ASSIGNMENT_END_FIELD = fields('PermissionSetAssignment', ['ExpirationDate'])[0];

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

export const MANAGER_FIELDS = fields('User', ['Id', 'ManagerId']);

/**
 * Fields that writes set. Of a permission set assignment these are all that can be created, but for
 * its end, which goes along where there is one (Object Reference, PermissionSetAssignment).
 */
export const WRITTEN_FIELDS = {
	userIsActive: fields('User', ['IsActive'])[0],
	userProfileId: fields('User', ['ProfileId'])[0],
	userLoginIsFrozen: fields('UserLogin', ['IsFrozen'])[0],
	permissionSetAssignment: fields('PermissionSetAssignment', ['AssigneeId', 'PermissionSetId']),
	permissionSetGroupAssignment: fields('PermissionSetAssignment', [
		'AssigneeId',
		'PermissionSetGroupId',
	]),
} as const;

/** What the ids of records begin with that Restore creates: the same in every org. */
export const ID_PREFIXES = {
	PermissionSetAssignment: '0Pa',
	PermissionSetLicenseAssign: '2LA',
	UserPackageLicense: '051',
} as const;
export type CreatedObject = keyof typeof ID_PREFIXES;

/**
 * Objects whose records can be handed over, with the field that says whose they are. Approval
 * requests: Object Reference, ProcessInstanceWorkitem, which lets ActorId be updated.
 */
export const OWNER_FIELDS = {
	Account: fields('Account', ['OwnerId'])[0],
	Case: fields('Case', ['OwnerId'])[0],
	Contact: fields('Contact', ['OwnerId'])[0],
	Lead: fields('Lead', ['OwnerId'])[0],
	Opportunity: fields('Opportunity', ['OwnerId'])[0],
	ProcessInstanceWorkitem: fields('ProcessInstanceWorkitem', ['ActorId'])[0],
} as const;

/** What is over and done with stays with whoever did it. */
export const CLOSED_FIELDS: Partial<Record<keyof typeof OWNER_FIELDS, string>> = {
	Case: fields('Case', ['IsClosed'])[0],
	Lead: fields('Lead', ['IsConverted'])[0],
	Opportunity: fields('Opportunity', ['IsClosed'])[0],
};
