/** What jsforce's copy of the standard schema lacks, from the Object Reference. */

/** Object Reference, UserLicense: fields that are newer than jsforce's copy of the schema. */
export interface UserLicenseAdditions {
	LicenseDefinitionKey: string;
	MasterLabel: string;
	Status: string;
	TotalLicenses: number;
	UsedLicenses: number;
}

/** Object Reference, PermissionSetLicense. */
export interface PermissionSetLicenseAdditions {
	ExpirationDate: string | null;
}

/** Object Reference, ActiveFeatureLicenseMetric (API version 52.0 and later). */
export interface ActiveFeatureLicenseMetricFields {
	FeatureType: string;
	MetricsDate: string;
	TotalLicenseCount: number;
	AssignedUserCount: number;
	ActiveUserCount: number;
}

/**
 * Object Reference, PermissionSetAssignment: newer fields for groups, and ExpirationDate from API version
 * 52.0 on.
 */
export interface PermissionSetAssignmentAdditions {
	PermissionSetGroupId: string | null;
	ExpirationDate: string | null;
}

/** Object Reference, PermissionSetGroupComponent (API version 45.0 and later). */
export interface PermissionSetGroupComponentFields {
	Id: string;
	PermissionSetGroupId: string;
	PermissionSetId: string;
}

/** Object Reference, ActivePermSetLicenseMetric (API version 52.0 and later). */
export interface ActivePermSetLicenseMetricFields {
	PermissionSetLicenseId: string;
	MetricsDate: string;
	ActiveUserCount: number;
}

/** Object Reference, ActiveProfileMetric (API version 52.0 and later). */
export interface ActiveProfileMetricFields {
	UserLicenseId: string;
	MetricsDate: string;
	ActiveUserCount: number;
}

/** Tooling API, UserAccessPolicy (API version 57.0 and later). */
export interface UserAccessPolicyFields {
	MasterLabel: string;
	Status: string;
	TriggerType: string;
}

/** Tooling API, UserAccessPolicyAction (API version 57.0 and later). */
export interface UserAccessPolicyActionFields {
	Id: string;
	Action: string;
	TargetId: string | null;
	UserAccessPolicyId: string;
}

/** Object Reference, TenantConsumptionAlert (API version 67.0 and later). */
export interface TenantConsumptionAlertFields {
	Id: string;
	AlertScope: string;
	AlertSubScope1: string | null;
	AlertSubScope2: string | null;
	AlertStatus: string;
	AlertTimestamp: string;
	TriggerType: string;
	TriggerValue: number;
}
