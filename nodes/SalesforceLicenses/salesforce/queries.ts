import type { ObjectName } from './schema';
import {
	ACTIVE_FEATURE_LICENSE_METRIC_FIELDS,
	ENTITY_SUBSCRIPTION_FIELDS,
	featureFlag,
	ORGANIZATION_FIELDS,
	PACKAGE_LICENSE_FIELDS,
	PERMISSION_SET_ASSIGNMENT_FIELDS,
	PERMISSION_SET_GROUP_COMPONENT_FIELDS,
	PERMISSION_SET_LICENSE_ASSIGN_FIELDS,
	PERMISSION_SET_LICENSE_FIELDS,
	PROFILE_FIELDS,
	USER_FIELDS,
	USER_LICENSE_FIELDS,
	USER_LOGIN_FIELDS,
	USER_PACKAGE_LICENSE_FIELDS,
} from './schema';
import { Soql, soql } from './soql';

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

/** The same read, from this id on: what is left to read after a cursor was lost. */
export function continueFrom(query: Query & { orderBy: string }, id: string): Query {
	const from = soql`${new Soql(query.orderBy)} >= ${id}`;
	return { ...query, where: query.where === undefined ? from : soql`(${query.where}) AND ${from}` };
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

export function usersByIdQuery(ids: readonly string[], extraFields: readonly string[] = []): Query {
	return {
		object: 'User',
		fields: [...USER_FIELDS, ...extraFields],
		where: soql`Id IN ${ids}`,
	};
}

export function loginsByUserQuery(userIds: readonly string[]): Query {
	return { object: 'UserLogin', fields: USER_LOGIN_FIELDS, where: soql`UserId IN ${userIds}` };
}

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

/** Without the sets that belong to profiles: those come and go with the profile. */
export function permissionSetsOfQuery(userIds: readonly string[]): Query {
	return {
		object: 'PermissionSetAssignment',
		fields: PERMISSION_SET_ASSIGNMENT_FIELDS,
		where: soql`AssigneeId IN ${userIds} AND PermissionSet.IsOwnedByProfile = ${false}`,
	};
}

export const licensedGroupComponentsQuery: Query = {
	object: 'PermissionSetGroupComponent',
	fields: PERMISSION_SET_GROUP_COMPONENT_FIELDS,
	where: soql`PermissionSet.LicenseId != null`,
};

export function profilesByIdQuery(ids: readonly string[]): Query {
	return { object: 'Profile', fields: PROFILE_FIELDS, where: soql`Id IN ${ids}` };
}

/** Whether records are still there: to settle a delete whose answer was lost. */
export function existingQuery(object: ObjectName, ids: readonly string[]): Query {
	return { object, fields: ['Id'], where: soql`Id IN ${ids}` };
}

/** Everybody with all rights, by a profile or a permission set: both are assignments of a set. */
export const allRightsQuery: Query = {
	object: 'PermissionSetAssignment',
	fields: ['Id', 'AssigneeId'],
	where: soql`PermissionSet.PermissionsModifyAllData = ${true} AND Assignee.IsActive = ${true}`,
};

/** The standard profile; its name is the same in every org unless somebody translates it. */
export const systemAdministratorsQuery: Query = {
	object: 'User',
	fields: ['Id'],
	where: soql`IsActive = ${true} AND Profile.Name = ${'System Administrator'}`,
};

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

/** The most rows a user without "View All Data" may ask of EntitySubscription. */
export const MAX_FOLLOWS = 1000;

/** Follows between users of the same list; a query without LIMIT needs "View All Data" (Object Reference). */
export function followsAmongQuery(userIds: readonly string[]): Query {
	return {
		object: 'EntitySubscription',
		fields: ENTITY_SUBSCRIPTION_FIELDS,
		where: soql`ParentId IN ${userIds} AND SubscriberId IN ${userIds}`,
		limit: MAX_FOLLOWS,
	};
}

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
