import type { Query } from '../query/statement';
import {
	ACTIVE_FEATURE_LICENSE_METRIC_FIELDS,
	ACTIVE_PERM_SET_LICENSE_METRIC_FIELDS,
	ACTIVE_PROFILE_METRIC_FIELDS,
	MONTHLY_LOGIN_FIELDS,
	PACKAGE_LICENSE_FIELDS,
	PERMISSION_SET_LICENSE_ASSIGN_FIELDS,
	PERMISSION_SET_LICENSE_FIELDS,
	TENANT_USAGE_FIELDS,
	USER_LICENSE_FIELDS,
	USER_PACKAGE_LICENSE_FIELDS,
	featureFlag,
} from '../schema/schema';
import { soql } from '../schema/soql';

export const userLicensesQuery: Query = { object: 'UserLicense', fields: USER_LICENSE_FIELDS };
export const permissionSetLicensesQuery: Query = {
	object: 'PermissionSetLicense',
	fields: PERMISSION_SET_LICENSE_FIELDS,
};
export const packageLicensesQuery: Query = {
	object: 'PackageLicense',
	fields: PACKAGE_LICENSE_FIELDS,
};
export const featureMetricsQuery: Query = {
	object: 'ActiveFeatureLicenseMetric',
	fields: ACTIVE_FEATURE_LICENSE_METRIC_FIELDS,
};

export const monthlyLoginsQuery: Query = { object: 'UserLicense', fields: MONTHLY_LOGIN_FIELDS };
export const permissionSetLicenseMetricsQuery: Query = {
	object: 'ActivePermSetLicenseMetric',
	fields: ACTIVE_PERM_SET_LICENSE_METRIC_FIELDS,
};
export const profileMetricsQuery: Query = {
	object: 'ActiveProfileMetric',
	fields: ACTIVE_PROFILE_METRIC_FIELDS,
};

export const tenantUsageQuery: Query = {
	object: 'TenantUsageEntitlement',
	fields: TENANT_USAGE_FIELDS,
};

export function featureHolderCount(featureType: string): string {
	return `SELECT COUNT() FROM User WHERE ${featureFlag(featureType)} = true`;
}

/** How many seats are taken right now, where the count of the pool may lag behind. */
export const seatCounts = {
	userLicense: (id: string) =>
		soql`SELECT COUNT() FROM User WHERE IsActive = true AND Profile.UserLicenseId = ${id}`.text,
	permissionSetLicense: (id: string) =>
		soql`SELECT COUNT() FROM PermissionSetLicenseAssign WHERE PermissionSetLicenseId = ${id}`.text,
	packageLicense: (id: string) =>
		soql`SELECT COUNT() FROM UserPackageLicense WHERE PackageLicenseId = ${id}`.text,
	featureLicense: (id: string) => featureHolderCount(id),
};

export function permissionSetLicensesOfQuery(userIds: readonly string[]): Query {
	return {
		object: 'PermissionSetLicenseAssign',
		fields: PERMISSION_SET_LICENSE_ASSIGN_FIELDS,
		where: soql`AssigneeId IN ${userIds}`,
	};
}

export function packageLicensesOfQuery(userIds: readonly string[]): Query {
	return {
		object: 'UserPackageLicense',
		fields: USER_PACKAGE_LICENSE_FIELDS,
		where: soql`UserId IN ${userIds}`,
	};
}
