import type { Query } from '../query/statement';
import {
	FREEZE_TIME_FIELDS,
	LOGIN_HISTORY_FIELDS,
	OAUTH_TOKEN_FIELDS,
	USER_LOGIN_FIELDS,
} from '../schema/schema';
import { Soql, allOf, soql } from '../schema/soql';

/** SOQL of the work signal: which users created or changed records of an object, and when last. */

/** SOQL and SOSL Reference, GROUP BY: an aggregate returns at most 2,000 rows and cannot be paged. */
export const MAX_GROUPS = 2_000;

/** Both are on every object that people work with (Object Reference, "System Fields"). */
export const WORK = {
	created: { by: 'CreatedById', at: 'CreatedDate' },
	changed: { by: 'LastModifiedById', at: 'LastModifiedDate' },
} as const;
export type WorkKind = keyof typeof WORK;

/** An object's API name; custom ones end in __c and may have a namespace. */
export const OBJECT_NAME = /^[A-Za-z][A-Za-z0-9_]{0,79}$/;

/**
 * The latest work of each user since a time, up to 2,000 users in the order of their ids. The next portion
 * starts after the last id. Limited to the given users, if any.
 */
export function workQuery(
	object: string,
	kind: WorkKind,
	since: Date,
	after: string | null,
	userIds: readonly string[] | null = null,
): string {
	const [by, at] = [new Soql(WORK[kind].by), new Soql(WORK[kind].at)];
	const where = allOf(
		soql`${at} >= ${since}`,
		after === null ? undefined : soql`${by} > ${after}`,
		userIds === null ? undefined : soql`${by} IN ${userIds}`,
	);
	return `SELECT ${by.text}, MAX(${at.text}) latest FROM ${object} WHERE ${where?.text} GROUP BY ${by.text} ORDER BY ${by.text} LIMIT ${MAX_GROUPS}`;
}

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

/** A login of any other user: one proves that logins of others are visible. */
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
