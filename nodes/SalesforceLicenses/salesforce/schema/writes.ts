import { fields } from './schema';

/** Fields that Reclaim and Restore read in addition to a user, and fields that they write. */

export const PERMISSION_SET_ASSIGNMENT_FIELDS = fields('PermissionSetAssignment', [
	'Id',
	'AssigneeId',
	'PermissionSetId',
	'PermissionSetGroupId',
	'PermissionSet.Label',
	'PermissionSet.LicenseId',
]);

/** When an assignment expires; an org may not have or not show the field. */
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
 * Fields that writes set. For a permission set assignment these are all that can be set on creation,
 * except its expiration date, which is added if there is one (Object Reference, PermissionSetAssignment).
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

/** The id prefixes of the records that Restore creates: the same in every org. */
export const ID_PREFIXES = {
	PermissionSetAssignment: '0Pa',
	PermissionSetLicenseAssign: '2LA',
	UserPackageLicense: '051',
} as const;
export type CreatedObject = keyof typeof ID_PREFIXES;

/**
 * Objects whose records can be transferred, with the field that names the owner. Approval requests: Object
 * Reference, ProcessInstanceWorkitem, which allows an update of ActorId.
 */
export const OWNER_FIELDS = {
	Account: fields('Account', ['OwnerId'])[0],
	Case: fields('Case', ['OwnerId'])[0],
	Contact: fields('Contact', ['OwnerId'])[0],
	Lead: fields('Lead', ['OwnerId'])[0],
	Opportunity: fields('Opportunity', ['OwnerId'])[0],
	ProcessInstanceWorkitem: fields('ProcessInstanceWorkitem', ['ActorId'])[0],
} as const;

/** Finished records stay with their owner. */
export const CLOSED_FIELDS: Partial<Record<keyof typeof OWNER_FIELDS, string>> = {
	Case: fields('Case', ['IsClosed'])[0],
	Lead: fields('Lead', ['IsConverted'])[0],
	Opportunity: fields('Opportunity', ['IsClosed'])[0],
};

/** sObject Collections take 200 records per call, of one object: setup objects must not be mixed with others. */
export const MAX_RECORDS_PER_CALL = 200;
