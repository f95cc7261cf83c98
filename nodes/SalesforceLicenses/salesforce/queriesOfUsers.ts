import type { Query } from './queries';
import { featureHolderCount } from './queries';
import type { ObjectName } from './schema';
import {
	PERMISSION_SET_LICENSE_ASSIGN_FIELDS,
	USER_FIELDS,
	USER_LOGIN_FIELDS,
	USER_PACKAGE_LICENSE_FIELDS,
} from './schema';
import {
	CLOSED_FIELDS,
	ENTITY_SUBSCRIPTION_FIELDS,
	MANAGER_FIELDS,
	OWNER_FIELDS,
	PERMISSION_SET_ASSIGNMENT_FIELDS,
	PERMISSION_SET_GROUP_COMPONENT_FIELDS,
	PROFILE_FIELDS,
} from './schemaOfWrites';
import { Soql, soql } from './soql';

/** SOQL of Reclaim and Restore: what chosen users are and hold, and what decides about them. */

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

export function profilesByNameQuery(names: readonly string[]): Query {
	return { object: 'Profile', fields: PROFILE_FIELDS, where: soql`Name IN ${names}` };
}

export type OwnedObject = keyof typeof OWNER_FIELDS;

/** What these users own of one object and what is still open. */
export function ownedQuery(object: OwnedObject, userIds: readonly string[]): Query {
	const owner = OWNER_FIELDS[object];
	const closed = CLOSED_FIELDS[object];
	const owned = soql`${new Soql(owner)} IN ${userIds}`;
	return {
		object,
		fields: ['Id', owner],
		where: closed === undefined ? owned : soql`${owned} AND ${new Soql(closed)} = ${false}`,
		orderBy: 'Id',
	};
}

export function ownersQuery(object: OwnedObject, ids: readonly string[]): Query {
	return { object, fields: ['Id', OWNER_FIELDS[object]], where: soql`Id IN ${ids}` };
}

export function managersQuery(userIds: readonly string[]): Query {
	return { object: 'User', fields: MANAGER_FIELDS, where: soql`Id IN ${userIds}` };
}
