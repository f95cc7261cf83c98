import type { StandardSchema } from 'jsforce/lib/types';
import type {
	ActiveFeatureLicenseMetricFields,
	ActivePermSetLicenseMetricFields,
	ActiveProfileMetricFields,
	PermissionSetAssignmentAdditions,
	PermissionSetGroupComponentFields,
	PermissionSetLicenseAdditions,
	TenantConsumptionAlertFields,
	UserAccessPolicyActionFields,
	UserAccessPolicyFields,
	UserLicenseAdditions,
} from './newerFields';

/**
 * The one place for object and field names. With jsforce's typed copy of the standard schema, the compiler
 * refuses a name that Salesforce does not have. Names that the copy lacks are in
 * newerFields.ts.
 */
type Standard = StandardSchema['SObjects'];

interface Fields {
	Organization: Standard['Organization']['Fields'];
	User: Standard['User']['Fields'];
	/** The fields of a user's manager that are read. */
	Manager: Pick<Standard['User']['Fields'], 'Name' | 'Username'>;
	Profile: Standard['Profile']['Fields'];
	UserLicense: Standard['UserLicense']['Fields'] & UserLicenseAdditions;
	UserLogin: Standard['UserLogin']['Fields'];
	PermissionSetLicense: Standard['PermissionSetLicense']['Fields'] & PermissionSetLicenseAdditions;
	PermissionSetLicenseAssign: Standard['PermissionSetLicenseAssign']['Fields'];
	PermissionSet: Standard['PermissionSet']['Fields'];
	PermissionSetAssignment: Standard['PermissionSetAssignment']['Fields'] &
		PermissionSetAssignmentAdditions;
	PermissionSetGroupComponent: PermissionSetGroupComponentFields;
	PackageLicense: Standard['PackageLicense']['Fields'];
	UserPackageLicense: Standard['UserPackageLicense']['Fields'];
	ActiveFeatureLicenseMetric: ActiveFeatureLicenseMetricFields;
	ActivePermSetLicenseMetric: ActivePermSetLicenseMetricFields;
	ActiveProfileMetric: ActiveProfileMetricFields;
	LoginHistory: Standard['LoginHistory']['Fields'];
	OauthToken: Standard['OauthToken']['Fields'];
	TenantUsageEntitlement: Standard['TenantUsageEntitlement']['Fields'];
	TenantConsumptionAlert: TenantConsumptionAlertFields;
	EntitySubscription: Standard['EntitySubscription']['Fields'];
	GroupMember: Standard['GroupMember']['Fields'];
	Group: Standard['Group']['Fields'];
	CronTrigger: Standard['CronTrigger']['Fields'];
	CronJobDetail: Standard['CronJobDetail']['Fields'];
	AsyncApexJob: Standard['AsyncApexJob']['Fields'];
	Dashboard: Standard['Dashboard']['Fields'];
	EmailServicesAddress: Standard['EmailServicesAddress']['Fields'];
	Site: Standard['Site']['Fields'];
	CollaborationGroup: Standard['CollaborationGroup']['Fields'];
	UserRole: Standard['UserRole']['Fields'];
	Account: Standard['Account']['Fields'];
	Case: Standard['Case']['Fields'];
	Contact: Standard['Contact']['Fields'];
	Lead: Standard['Lead']['Fields'];
	Opportunity: Standard['Opportunity']['Fields'];
	ProcessInstanceWorkitem: Standard['ProcessInstanceWorkitem']['Fields'];
	SetupAuditTrail: Standard['SetupAuditTrail']['Fields'];
	UserAccessPolicy: UserAccessPolicyFields;
	UserAccessPolicyAction: UserAccessPolicyActionFields;
}

/** The relationships that queries follow: the parent object behind each name. */
interface Parents {
	User: { Profile: 'Profile'; UserRole: 'UserRole'; Manager: 'Manager' };
	Profile: { UserLicense: 'UserLicense' };
	PermissionSetAssignment: { PermissionSet: 'PermissionSet' };
	PermissionSetGroupComponent: { PermissionSet: 'PermissionSet' };
	GroupMember: { Group: 'Group' };
	CronTrigger: { CronJobDetail: 'CronJobDetail' };
	UserAccessPolicyAction: { UserAccessPolicy: 'UserAccessPolicy' };
}

export type ObjectName = keyof Fields;

type Own<O extends ObjectName> = Extract<keyof Fields[O], string>;

/** A field of the object, or a field of a parent: `Profile.UserLicense.Name`. */
export type FieldPath<O extends ObjectName> =
	| Own<O>
	| (O extends keyof Parents
			? {
					[R in Extract<keyof Parents[O], string>]: Parents[O][R] extends ObjectName
						? `${R}.${FieldPath<Parents[O][R]>}`
						: never;
				}[Extract<keyof Parents[O], string>]
			: never);

export function fields<O extends ObjectName>(_object: O, names: ReadonlyArray<FieldPath<O>>) {
	return names;
}

export const ORGANIZATION_FIELDS = fields('Organization', [
	'Id',
	'Name',
	'OrganizationType',
	'IsSandbox',
	'InstanceName',
	'NamespacePrefix',
	'TrialExpirationDate',
]);

/** What every read of a user needs; the connected user must be able to see all of these. */
export const USER_FIELDS = fields('User', [
	'Id',
	'Username',
	'Name',
	'Email',
	'IsActive',
	'UserType',
	'LastLoginDate',
	'CreatedDate',
	'ProfileId',
	'Profile.Name',
	'Profile.UserLicenseId',
	'Profile.UserLicense.Name',
	'Profile.UserLicense.LicenseDefinitionKey',
]);

/** Read if the connected user may see them. */
export const USER_OPTIONAL_FIELDS = fields('User', [
	'Department',
	'ManagerId',
	'FederationIdentifier',
]);

export const USER_NAME_FIELDS = fields('User', ['Id', 'Username', 'Name']);
export const PROFILE_NAME_FIELDS = fields('Profile', ['Id', 'Name']);

export const USER_LICENSE_FIELDS = fields('UserLicense', [
	'Id',
	'Name',
	'MasterLabel',
	'LicenseDefinitionKey',
	'Status',
	'TotalLicenses',
	'UsedLicenses',
]);

/** Only in orgs with Digital Experiences. */
export const MONTHLY_LOGIN_FIELDS = fields('UserLicense', [
	'Id',
	'MonthlyLoginsEntitlement',
	'MonthlyLoginsUsed',
]);

export const PERMISSION_SET_LICENSE_FIELDS = fields('PermissionSetLicense', [
	'Id',
	'DeveloperName',
	'MasterLabel',
	'Status',
	'TotalLicenses',
	'UsedLicenses',
	'ExpirationDate',
]);

export const PERMISSION_SET_LICENSE_ASSIGN_FIELDS = fields('PermissionSetLicenseAssign', [
	'Id',
	'AssigneeId',
	'PermissionSetLicenseId',
	'CreatedDate',
]);

export const PACKAGE_LICENSE_FIELDS = fields('PackageLicense', [
	'Id',
	'NamespacePrefix',
	'Status',
	'AllowedLicenses',
	'UsedLicenses',
	'ExpirationDate',
]);

export const USER_PACKAGE_LICENSE_FIELDS = fields('UserPackageLicense', [
	'Id',
	'UserId',
	'PackageLicenseId',
	'CreatedDate',
]);

export const USER_LOGIN_FIELDS = fields('UserLogin', ['Id', 'UserId', 'IsFrozen']);
export const FREEZE_TIME_FIELDS = fields('UserLogin', ['Id', 'UserId', 'LastModifiedDate']);

export const ACTIVE_FEATURE_LICENSE_METRIC_FIELDS = fields('ActiveFeatureLicenseMetric', [
	'FeatureType',
	'MetricsDate',
	'TotalLicenseCount',
	'AssignedUserCount',
	'ActiveUserCount',
]);

export const ACTIVE_PERM_SET_LICENSE_METRIC_FIELDS = fields('ActivePermSetLicenseMetric', [
	'PermissionSetLicenseId',
	'MetricsDate',
	'ActiveUserCount',
]);

export const ACTIVE_PROFILE_METRIC_FIELDS = fields('ActiveProfileMetric', [
	'UserLicenseId',
	'MetricsDate',
	'ActiveUserCount',
]);

export const LOGIN_HISTORY_FIELDS = fields('LoginHistory', [
	'Id',
	'UserId',
	'LoginTime',
	'LoginType',
	'Status',
]);

/** Never AccessToken or DeleteToken: they are secrets. */
export const OAUTH_TOKEN_FIELDS = fields('OauthToken', ['Id', 'UserId', 'LastUsedDate']);

export const TENANT_USAGE_FIELDS = fields('TenantUsageEntitlement', [
	'Id',
	'MasterLabel',
	'Setting',
	'CurrentAmountAllowed',
	'AmountUsed',
	'Frequency',
	'StartDate',
	'EndDate',
	'UsageDate',
]);

/** Key prefixes of record ids (Object Reference; help article 000385203). */
export const KEY_PREFIX = { User: '005', Organization: '00D', Profile: '00e' } as const;

/**
 * Feature licenses. There is no object for them: a flag on User says who holds one, and it exists only in
 * an org that has the feature. The flag is `UserPermissions` followed by the FeatureType of
 * ActiveFeatureLicenseMetric. Flags such as CallCenterAutoLogin are settings, not licenses.
 */
export const FEATURE_LICENSES: Readonly<Record<string, string>> = {
	AvantgoUser: 'AvantGo User',
	ChatterAnswersUser: 'Chatter Answers User',
	InteractionUser: 'Flow User',
	JigsawProspectingUser: 'Data.com User',
	KnowledgeUser: 'Knowledge User',
	LiveAgentUser: 'Chat User',
	MarketingUser: 'Marketing User',
	MobileUser: 'Apex Mobile User',
	OfflineUser: 'Offline User',
	SFContentUser: 'Salesforce CRM Content User',
	SiteforceContributorUser: 'Site.com Contributor User',
	SiteforcePublisherUser: 'Site.com Publisher User',
	SupportUser: 'Service Cloud User',
	WirelessUser: 'Wireless User',
	WorkDotComUserFeature: 'WDC User',
};

export function featureFlag(featureType: string): string {
	return `UserPermissions${featureType}`;
}
