import type { ObjectName } from './schema';
import {
	ACTIVE_FEATURE_LICENSE_METRIC_FIELDS,
	ACTIVE_PERM_SET_LICENSE_METRIC_FIELDS,
	ACTIVE_PROFILE_METRIC_FIELDS,
	featureFlag,
	FREEZE_TIME_FIELDS,
	LOGIN_HISTORY_FIELDS,
	MONTHLY_LOGIN_FIELDS,
	OAUTH_TOKEN_FIELDS,
	ORGANIZATION_FIELDS,
	PACKAGE_LICENSE_FIELDS,
	PERMISSION_SET_LICENSE_ASSIGN_FIELDS,
	PERMISSION_SET_LICENSE_FIELDS,
	TENANT_USAGE_FIELDS,
	USER_FIELDS,
	USER_LICENSE_FIELDS,
	USER_LOGIN_FIELDS,
	USER_PACKAGE_LICENSE_FIELDS,
} from './schema';
import { allOf, Soql, soql } from './soql';

/** The one place for SOQL. */

/** A read as data, so that it can go on after a lost cursor and leave out a field. */
export interface Query {
	object: ObjectName;
	fields: readonly string[];
	where?: Soql;
	/** Rows come ordered by this id field: streams of several objects can then be joined as they arrive. */
	orderBy?: string;
	limit?: number;
}

export function toSoql({ object, fields, where, orderBy, limit }: Query): string {
	const parts = [`SELECT ${fields.join(', ')} FROM ${object}`];
	if (where !== undefined) parts.push(`WHERE ${where.text}`);
	if (orderBy !== undefined) parts.push(`ORDER BY ${orderBy}`);
	if (limit !== undefined) parts.push(`LIMIT ${limit}`);
	return parts.join(' ');
}

/** How many rows the same read would give. */
export function countOf({ object, where }: Query): string {
	const condition = where === undefined ? '' : ` WHERE ${where.text}`;
	return `SELECT COUNT() FROM ${object}${condition}`;
}

/** The same read, from this id on: what is left to read after a cursor was lost. */
export function continueFrom(query: Query & { orderBy: string }, id: string): Query {
	return { ...query, where: allOf(query.where, soql`${new Soql(query.orderBy)} >= ${id}`) };
}

export const organizationQuery: Query = { object: 'Organization', fields: ORGANIZATION_FIELDS };
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

/** Everybody, or only the active users. */
export function usersQuery(options: {
	activeOnly: boolean;
	extraFields: readonly string[];
}): Query {
	return {
		object: 'User',
		fields: [...USER_FIELDS, ...options.extraFields],
		where: options.activeOnly ? soql`IsActive = ${true}` : undefined,
		orderBy: 'Id',
	};
}

export const permissionSetLicenseAssignsQuery: Query = {
	object: 'PermissionSetLicenseAssign',
	fields: PERMISSION_SET_LICENSE_ASSIGN_FIELDS,
	orderBy: 'AssigneeId',
};

export const userPackageLicensesQuery: Query = {
	object: 'UserPackageLicense',
	fields: USER_PACKAGE_LICENSE_FIELDS,
	orderBy: 'UserId',
};

export const frozenLoginsQuery: Query = {
	object: 'UserLogin',
	fields: USER_LOGIN_FIELDS,
	where: soql`IsFrozen = ${true}`,
	orderBy: 'UserId',
};

export const freezeTimesQuery: Query = {
	...frozenLoginsQuery,
	fields: FREEZE_TIME_FIELDS,
};

/** Successful and failed logins: Status cannot be filtered (Object Reference, LoginHistory). */
export function loginHistoryQuery(since: Date, userIds: readonly string[] | null = null): Query {
	return {
		object: 'LoginHistory',
		fields: LOGIN_HISTORY_FIELDS,
		where: allOf(
			soql`LoginTime >= ${since}`,
			userIds === null ? undefined : soql`UserId IN ${userIds}`,
		),
		orderBy: 'Id',
	};
}

/** A login of anybody else: one is enough to know that others are seen. */
export function loginOfAnotherQuery(since: Date, userId: string | null): Query {
	return {
		object: 'LoginHistory',
		fields: LOGIN_HISTORY_FIELDS,
		where: allOf(
			soql`LoginTime >= ${since}`,
			userId === null ? undefined : soql`UserId != ${userId}`,
		),
		limit: 1,
	};
}

export const oauthTokensQuery: Query = { object: 'OauthToken', fields: OAUTH_TOKEN_FIELDS };

/** Counts need no row: the answer's totalSize is the count. */
export const activeUserCount = 'SELECT COUNT() FROM User WHERE IsActive = true';

export function featureHolderCount(featureType: string): string {
	return `SELECT COUNT() FROM User WHERE ${featureFlag(featureType)} = true`;
}

/** A query for one row that only succeeds with the permission it stands for. */
export interface AccessProbe {
	process: 'download' | 'activity' | 'reclaim' | 'consumption';
	what: string;
	statement: string;
	permission: string;
	/** Every org has rows of this object, so none means that they are hidden. */
	neverEmpty: boolean;
}

/** Permissions: Object Reference, "Special Access Rules" of each object. */
export const accessProbes: readonly AccessProbe[] = [
	{
		process: 'download',
		what: 'Read user licenses',
		statement: 'SELECT Id FROM UserLicense LIMIT 1',
		permission: 'View Setup and Configuration',
		neverEmpty: true,
	},
	{
		process: 'download',
		what: 'Read permission set licenses',
		statement: 'SELECT Id, DeveloperName FROM PermissionSetLicense LIMIT 1',
		permission: 'View Setup and Configuration',
		neverEmpty: false,
	},
	{
		process: 'download',
		what: 'Read holders of permission set licenses',
		statement: 'SELECT Id FROM PermissionSetLicenseAssign LIMIT 1',
		permission: 'View Setup and Configuration',
		neverEmpty: false,
	},
	{
		process: 'download',
		what: 'Read package licenses and their holders',
		statement: 'SELECT Id FROM UserPackageLicense LIMIT 1',
		permission: 'Manage Package Licenses',
		neverEmpty: false,
	},
	{
		process: 'activity',
		what: 'Read the last login of users',
		statement: 'SELECT Id, LastLoginDate FROM User WHERE IsActive = true LIMIT 1',
		permission: 'View Setup and Configuration',
		neverEmpty: true,
	},
	{
		process: 'reclaim',
		what: 'Freeze users',
		statement: 'SELECT Id, IsFrozen FROM UserLogin LIMIT 1',
		permission: 'Manage Users',
		neverEmpty: true,
	},
	{
		process: 'consumption',
		what: 'Read usage-based entitlements',
		statement: 'SELECT Id FROM TenantUsageEntitlement LIMIT 1',
		permission: 'View Setup and Configuration',
		neverEmpty: false,
	},
];
