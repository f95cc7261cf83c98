import type { Query } from '../query/statement';
import {
	PROFILE_NAME_FIELDS,
	USER_FIELDS,
	USER_LOGIN_FIELDS,
	USER_NAME_FIELDS,
} from '../schema/schema';
import { GRANTING_SET_FIELDS } from '../schema/grants';
import { OWNED_BY_PROFILE } from '../schema/rights';
import { allOf, beginningWith, containing, Soql, soql } from '../schema/soql';
import {
	ASSIGNMENT_END_FIELD,
	CLOSED_FIELDS,
	MANAGER_FIELDS,
	OWNER_FIELDS,
	PERMISSION_SET_ASSIGNMENT_FIELDS,
	PERMISSION_SET_GROUP_COMPONENT_FIELDS,
	PROFILE_FIELDS,
} from '../schema/writes';

/** SOQL of Reclaim and Restore: the state and licenses of the given users, and what decides about them. */

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

/** Without the permission sets of profiles, which are assigned with the profile. */
export function permissionSetsOfQuery(userIds: readonly string[], withEnd = false): Query {
	return {
		object: 'PermissionSetAssignment',
		fields: withEnd
			? [...PERMISSION_SET_ASSIGNMENT_FIELDS, ASSIGNMENT_END_FIELD]
			: PERMISSION_SET_ASSIGNMENT_FIELDS,
		where: soql`AssigneeId IN ${userIds} AND PermissionSet.IsOwnedByProfile = ${false}`,
	};
}

export const licensedGroupComponentsQuery: Query = {
	object: 'PermissionSetGroupComponent',
	fields: PERMISSION_SET_GROUP_COMPONENT_FIELDS,
	where: soql`PermissionSet.LicenseId != null`,
};

/** Permission sets with these permission columns. */
export function grantingSetsQuery(ids: readonly string[], rights: readonly string[]): Query {
	return grantingSets(soql`Id IN ${ids}`, rights);
}

/** The permission set that each of these profiles owns. */
export function setsOfProfilesQuery(ids: readonly string[], rights: readonly string[]): Query {
	return grantingSets(soql`ProfileId IN ${ids}`, rights);
}

/** The permission set that each of these groups owns. */
export function setsOfGroupsQuery(ids: readonly string[], rights: readonly string[]): Query {
	return grantingSets(soql`PermissionSetGroupId IN ${ids}`, rights);
}

function grantingSets(where: Soql, rights: readonly string[]): Query {
	return { object: 'PermissionSet', fields: [...GRANTING_SET_FIELDS, ...rights], where };
}

export function groupComponentsQuery(groupIds: readonly string[]): Query {
	return {
		object: 'PermissionSetGroupComponent',
		fields: PERMISSION_SET_GROUP_COMPONENT_FIELDS,
		where: soql`PermissionSetGroupId IN ${groupIds}`,
	};
}

export function profilesByIdQuery(ids: readonly string[], rights: readonly string[]): Query {
	return { object: 'Profile', fields: [...PROFILE_FIELDS, ...rights], where: soql`Id IN ${ids}` };
}

const ofProfile = (fields: readonly string[]) => fields.map((field) => `Profile.${field}`);
const ofSet = (fields: readonly string[]) => fields.map((field) => `PermissionSet.${field}`);

const anyIsTrue = (fields: readonly string[]) =>
	new Soql(`(${fields.map((field) => `${field} = true`).join(' OR ')})`);

export function profileRightsQuery(ids: readonly string[], rights: readonly string[]): Query {
	return { object: 'Profile', fields: ['Id', ...rights], where: soql`Id IN ${ids}` };
}

/**
 * The permissions of all permission sets that are assigned to these users: the one that the profile owns,
 * ordinary ones, and for a group the set that Salesforce maintains for it, which has the permissions that
 * its members really get.
 */
export function assignedRightsQuery(userIds: readonly string[], rights: readonly string[]): Query {
	return {
		object: 'PermissionSetAssignment',
		fields: ['Id', 'AssigneeId', ...ofSet([OWNED_BY_PROFILE, ...rights])],
		where: soql`AssigneeId IN ${userIds}`,
	};
}

/** The active users to whom a profile grants one of these permissions. */
export function holdersByProfileQuery(rights: readonly string[]): Query {
	const fields = ofProfile(rights);
	return {
		object: 'User',
		fields: ['Id', ...fields],
		where: soql`IsActive = ${true} AND ${anyIsTrue(fields)}`,
	};
}

/**
 * The active users to whom any assigned permission set grants one of these permissions, with more columns
 * of the assignment.
 */
export function holdersBySetQuery(rights: readonly string[], more: readonly string[]): Query {
	const fields = ofSet(rights);
	return {
		object: 'PermissionSetAssignment',
		fields: ['Id', 'AssigneeId', ...more, ...fields],
		where: soql`Assignee.IsActive = ${true} AND ${anyIsTrue(fields)}`,
	};
}

export function profilesByNameQuery(names: readonly string[]): Query {
	return { object: 'Profile', fields: PROFILE_FIELDS, where: soql`Name IN ${names}` };
}

export type OwnedObject = keyof typeof OWNER_FIELDS;

/** The open records of one object that these users own. */
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

export const profilesQuery: Query = { object: 'Profile', fields: PROFILE_NAME_FIELDS };

/** Users by id or username, active or not. At least one id or username must be given. */
export function usersNamedQuery(ids: readonly string[], usernames: readonly string[]): Query {
	const byId = soql`Id IN ${ids}`;
	const byName = soql`Username IN ${usernames}`;
	const either = ids.length === 0 ? byName : soql`${byId} OR ${byName}`;
	return {
		object: 'User',
		fields: USER_NAME_FIELDS,
		where: usernames.length === 0 ? byId : either,
	};
}

/** Users with a similar username: with the same part before the @, or with this text as e-mail address. */
export function similarUsersQuery(name: string): Query {
	const [local] = name.split('@');
	return {
		object: 'User',
		fields: USER_NAME_FIELDS,
		where: soql`Username LIKE ${beginningWith(local)} OR Email = ${name}`,
		limit: 5,
	};
}

/** Users whose username starts with this text. */
export function usersBeginningQuery(text: string, limit: number): Query {
	return {
		object: 'User',
		fields: USER_NAME_FIELDS,
		where: soql`Username LIKE ${beginningWith(text)}`,
		orderBy: 'Username',
		limit,
	};
}

/** One page of a list that people search: by a part of the name, after the last entry of the page before. */
export interface ListPage {
	containing: string;
	after: string | null;
	limit: number;
}

/** Active users whose name or username contains this text. Usernames are unique, so a page can start after one. */
export function usersContainingQuery({ containing: text, after, limit }: ListPage): Query {
	const pattern = containing(text);
	return {
		object: 'User',
		fields: USER_NAME_FIELDS,
		where: allOf(
			soql`IsActive = ${true} AND (Name LIKE ${pattern} OR Username LIKE ${pattern})`,
			after === null ? undefined : soql`Username > ${after}`,
		),
		// Never more than one page, so no cursor is needed.
		orderBy: 'Username',
		limit,
	};
}

/** Profiles whose name contains this text; the names are unique. */
export function profilesContainingQuery({ containing: text, after, limit }: ListPage): Query {
	return {
		...profilesQuery,
		where: allOf(
			soql`Name LIKE ${containing(text)}`,
			after === null ? undefined : soql`Name > ${after}`,
		),
		orderBy: 'Name',
		limit,
	};
}
