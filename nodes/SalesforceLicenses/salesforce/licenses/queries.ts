import type { AssignedKind } from '../../licensing/model/licenses';
import type { Query } from '../query/statement';
import { countOf } from '../query/statement';
import { ASSIGNMENT_OBJECTS } from '../schema/assignmentObjects';
import { UTILIZATION_ALERT_FIELDS } from '../schema/digitalWallet';
import {
	ACTIVE_FEATURE_LICENSE_METRIC_FIELDS,
	ACTIVE_PERM_SET_LICENSE_METRIC_FIELDS,
	ACTIVE_PROFILE_METRIC_FIELDS,
	MONTHLY_LOGIN_FIELDS,
	PACKAGE_LICENSE_FIELDS,
	PERMISSION_SET_LICENSE_FIELDS,
	TENANT_USAGE_FIELDS,
	USER_LICENSE_FIELDS,
	featureFlag,
} from '../schema/schema';
import { Soql, soql } from '../schema/soql';

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

/** Summer '26: for orgs that are older, there are no alerts. */
export const ALERTS_API_VERSION = '67.0';
export const utilizationAlertsQuery: Query = {
	object: 'TenantConsumptionAlert',
	fields: UTILIZATION_ALERT_FIELDS,
	where: soql`AlertStatus = ${'Active'}`,
	apiVersion: ALERTS_API_VERSION,
};

/** How many users hold a feature license. */
export function featureHolderCount(featureType: string): string {
	return `SELECT COUNT() FROM User WHERE ${featureFlag(featureType)} = true`;
}

/** How many active users have a profile of this user license. */
export function userLicenseHolderCount(licenseId: string): string {
	return soql`SELECT COUNT() FROM User WHERE IsActive = true AND Profile.UserLicenseId = ${licenseId}`
		.text;
}

/** How many assignments this license has. */
export function assignmentCount(kind: AssignedKind, licenseId: string): string {
	return countOf(assignmentsQuery(kind, { where: isOfLicenses(kind, [licenseId]) }));
}

/** Assignments of one kind. */
export function assignmentsQuery(
	kind: AssignedKind,
	rest: Pick<Query, 'where' | 'orderBy' | 'limit'> = {},
): Query {
	const { object, fields } = ASSIGNMENT_OBJECTS[kind];
	return { object, fields, ...rest };
}

/** Assignments of these users. */
export function assignmentsOfUsers(kind: AssignedKind, userIds: readonly string[]): Query {
	const { userField } = ASSIGNMENT_OBJECTS[kind];
	return assignmentsQuery(kind, { where: soql`${new Soql(userField)} IN ${userIds}` });
}

/** The condition on assignments that they are for these licenses. */
export function isOfLicenses(kind: AssignedKind, licenseIds: readonly string[]): Soql {
	return soql`${new Soql(ASSIGNMENT_OBJECTS[kind].licenseField)} IN ${licenseIds}`;
}

/** The condition on assignments that their user meets this one. `conditionOn` gets the path to the user. */
export function isOfUsers(
	kind: AssignedKind,
	conditionOn: (path: string) => Soql | undefined,
): Soql | undefined {
	const { userField, userPath } = ASSIGNMENT_OBJECTS[kind];
	const condition = conditionOn(userPath ?? '');
	if (userPath !== null || condition === undefined) return condition;
	return soql`${new Soql(userField)} IN (SELECT Id FROM User WHERE ${condition})`;
}

/** The conditions on users that they hold one of these licenses. */
export function holdsUserLicense(licenseIds: readonly string[]): Soql {
	return soql`Profile.UserLicenseId IN ${licenseIds}`;
}
export function holdsAssigned(kind: AssignedKind, licenseIds: readonly string[]): Soql {
	const { object, userField } = ASSIGNMENT_OBJECTS[kind];
	return soql`Id IN (SELECT ${new Soql(userField)} FROM ${new Soql(object)} WHERE ${isOfLicenses(kind, licenseIds)})`;
}
export function holdsFeature(features: readonly string[]): Soql {
	return new Soql(features.map((feature) => `${featureFlag(feature)} = true`).join(' OR '));
}
