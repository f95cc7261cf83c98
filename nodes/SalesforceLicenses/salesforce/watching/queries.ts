import { HUMAN_USER_TYPES } from '../../licensing/model/protectedUsers';
import type { AssignedKind } from '../../licensing/model/licenses';
import type { Query } from '../query/statement';
import { assignmentsQuery, holdsFeature, isOfUsers } from '../licenses/queries';
import { ASSIGNMENT_OBJECTS } from '../schema/assignmentObjects';
import { featureFlag } from '../schema/schema';
import { allOf, Soql, soql } from '../schema/soql';
import { USER_STAMP_FIELDS, WATCHED_LOGIN_FIELDS, WATCHED_USER_FIELDS } from '../schema/watching';

/** SOQL of the trigger: marks that show whether something changed, and the sets that are read if so. */

export const userMark = 'SELECT COUNT(Id) n, MAX(SystemModstamp) newest FROM User';

/** How many users have the newest known timestamp or a newer one: timestamps have a resolution of one second. */
export function usersSince(newest: string): string {
	return `SELECT COUNT(Id) n FROM User WHERE ${soql`SystemModstamp >= ${new Date(newest)}`.text}`;
}

/** How many users have each profile and are active, and how many have each feature license. */
export const usersByProfile =
	'SELECT ProfileId, IsActive, COUNT(Id) n FROM User GROUP BY ProfileId, IsActive';
export function usersByFeature(features: readonly string[]): string {
	const flags = features.map(featureFlag).join(', ');
	return `SELECT ${flags}, COUNT(Id) n FROM User GROUP BY ${flags}`;
}

/** How many people last logged in on each day; an aggregate returns at most 2,000 groups. */
export const HISTOGRAM_DAYS = 1_900;
export function loginDays(since: Date): string {
	const people = soql`IsActive = ${true} AND UserType IN ${[...HUMAN_USER_TYPES]}`;
	const recent = soql`LastLoginDate >= ${since}`;
	return `SELECT DAY_ONLY(LastLoginDate) day, COUNT(Id) n FROM User WHERE ${people.text} AND ${recent.text} GROUP BY DAY_ONLY(LastLoginDate)`;
}

/** How many assignments each license has, and when the newest was created. */
export function assignmentMark(kind: AssignedKind): string {
	const { object, licenseField } = ASSIGNMENT_OBJECTS[kind];
	return `SELECT ${licenseField} license, COUNT(Id) n, MAX(CreatedDate) newest FROM ${object} GROUP BY ${licenseField}`;
}

export function watchedAssignments(kind: AssignedKind): Query {
	return assignmentsQuery(kind, { orderBy: 'Id' });
}

/** Active people who have not logged in since a time. For people who never logged in, the creation date counts. */
export function inactiveSince(cutoff: string): Soql {
	const time = new Date(cutoff);
	const people = soql`IsActive = ${true} AND UserType IN ${[...HUMAN_USER_TYPES]}`;
	const idle = soql`LastLoginDate <= ${time} OR (LastLoginDate = null AND CreatedDate <= ${time})`;
	return allOf(people, idle) ?? idle;
}

export function inactiveCount(cutoff: string, changedSince?: string): string {
	const where = allOf(
		inactiveSince(cutoff),
		changedSince === undefined ? undefined : soql`SystemModstamp >= ${new Date(changedSince)}`,
	);
	return `SELECT COUNT(Id) n FROM User WHERE ${where?.text}`;
}

export function watchedUsersQuery(columns: readonly string[], where?: Soql): Query {
	return { object: 'User', fields: [...WATCHED_USER_FIELDS, ...columns], where, orderBy: 'Id' };
}

/** A login record has only the id of its user, hence the semi-join. */
const frozenAndActive = soql`IsFrozen = ${true} AND UserId IN (SELECT Id FROM User WHERE IsActive = true)`;
export const frozenMark = `SELECT COUNT(Id) n, MAX(LastModifiedDate) newest FROM UserLogin WHERE ${frozenAndActive.text}`;
export const frozenQuery: Query = {
	object: 'UserLogin',
	fields: WATCHED_LOGIN_FIELDS,
	where: frozenAndActive,
	orderBy: 'Id',
};
/** Every org has login records, so an empty result means that they are hidden. */
export const anyLoginQuery: Query = {
	object: 'UserLogin',
	fields: WATCHED_LOGIN_FIELDS,
	limit: 1,
};
export function loginsOfQuery(userIds: readonly string[]): Query {
	return { object: 'UserLogin', fields: WATCHED_LOGIN_FIELDS, where: soql`UserId IN ${userIds}` };
}

/** What deactivated users still hold. */
export function assignmentsOfInactive(kind: AssignedKind, limit?: number): Query {
	const isInactive = (path: string) => new Soql(`${path}IsActive = false`);
	return assignmentsQuery(kind, { where: isOfUsers(kind, isInactive), orderBy: 'Id', limit });
}

export function inactiveWithFeature(features: readonly string[]): Query {
	return {
		object: 'User',
		fields: USER_STAMP_FIELDS,
		where: allOf(soql`IsActive = ${false}`, holdsFeature(features)),
		orderBy: 'Id',
	};
}

/** The newest records, for a test run in the editor. */
export function newestAssignment(kind: AssignedKind): Query {
	return assignmentsQuery(kind, { orderBy: 'CreatedDate DESC', limit: 1 });
}

export function someUsersQuery(where: Soql): Query {
	return { object: 'User', fields: USER_STAMP_FIELDS, where, orderBy: 'Id', limit: 1 };
}
export const anActiveUser = soql`IsActive = ${true} AND UserType IN ${[...HUMAN_USER_TYPES]} AND LastLoginDate != null`;
