import type { ObjectType } from './field';

/**
 * Fields without "Nillable" among their properties (Object Reference; for objects that it contains,
 * jsforce's standard schema). Fields that are not listed here may be null, and a client must handle that.
 */
const NEVER_NULL: Readonly<Record<string, readonly string[]>> = {
	Organization: ['Name', 'LanguageLocaleKey', 'DefaultLocaleSidKey', 'TimeZoneSidKey'],
	User: ['Name', 'CommunityNickname'],
	UserRole: ['Name'],
	Profile: ['Name', 'UserLicenseId'],
	UserLogin: ['IsFrozen', 'IsPasswordLocked', 'LastModifiedById'],
	EntitySubscription: ['ParentId', 'SubscriberId'],
	Group: ['Name', 'Type', 'OwnerId'],
	GroupMember: ['GroupId', 'UserOrGroupId'],
	UserAccessPolicy: ['DeveloperName', 'MasterLabel', 'Status'],
	UserAccessPolicyAction: ['Action', 'UserAccessPolicyId'],
	QueueSobject: ['QueueId', 'SobjectType'],
	// LicenseDefinitionKey: the reference says that it is never null, but it lists no key for some
	// licenses.
	UserLicense: [
		'Name',
		'MasterLabel',
		'Status',
		'TotalLicenses',
		'UsedLicenses',
		'UsedLicensesLastUpdated',
	],
	PermissionSet: ['Name', 'Label'],
	PermissionSetGroup: ['DeveloperName', 'MasterLabel', 'Status'],
	PermissionSetGroupComponent: ['PermissionSetGroupId', 'PermissionSetId'],
	PermissionSetAssignment: ['AssigneeId'],
	PermissionSetLicense: [
		'DeveloperName',
		'MasterLabel',
		'PermissionSetLicenseKey',
		'Status',
		'TotalLicenses',
		'UsedLicenses',
	],
	PermissionSetLicenseAssign: ['AssigneeId', 'PermissionSetLicenseId'],
	PackageLicense: ['NamespacePrefix', 'Status', 'AllowedLicenses', 'UsedLicenses'],
	UserPackageLicense: ['UserId', 'PackageLicenseId'],
	TenantUsageEntitlement: ['ResourceGroupKey', 'Setting', 'CurrentAmountAllowed', 'StartDate'],
	ActiveFeatureLicenseMetric: ['FeatureType', 'MetricsDate'],
	ActivePermSetLicenseMetric: ['PermissionSetLicenseId', 'MetricsDate'],
	ActiveProfileMetric: ['UserLicenseId', 'MetricsDate'],
	LoginHistory: ['LoginTime', 'LoginType'],
	ProcessInstanceWorkitem: ['ActorId', 'OriginalActorId'],
	SetupAuditTrail: ['Action'],
	CronJobDetail: ['Name'],
	AsyncApexJob: ['JobType', 'Status'],
	Dashboard: ['Title', 'DeveloperName', 'Type', 'RunningUserId'],
	EmailServicesAddress: ['LocalPart', 'DeveloperName', 'RunAsUserId'],
	Site: ['Name', 'MasterLabel', 'Status', 'AdminId'],
	CollaborationGroup: ['Name', 'OwnerId', 'CollaborationType'],
	Account: ['Name', 'OwnerId'],
	Contact: ['Name', 'LastName', 'OwnerId'],
	Task: ['Status', 'OwnerId'],
	Event: ['OwnerId'],
	Opportunity: ['Name', 'StageName', 'OwnerId'],
	Case: ['CaseNumber', 'OwnerId'],
	Lead: ['Name', 'LastName', 'OwnerId'],
};

/** What Salesforce itself writes on each record. */
const STAMPS = [
	'CreatedDate',
	'CreatedById',
	'LastModifiedDate',
	'LastModifiedById',
	'SystemModstamp',
];

export function neverNull(types: Record<string, ObjectType>): Record<string, ObjectType> {
	return Object.fromEntries(
		Object.entries(types).map(([object, type]) => {
			const names = [...STAMPS, ...(NEVER_NULL[object] ?? [])];
			const fields = Object.entries(type.fields).map(([name, field]) => [
				name,
				names.includes(name) ? { ...field, nillable: false } : field,
			]);
			return [object, { ...type, fields: Object.fromEntries(fields) as ObjectType['fields'] }];
		}),
	);
}
