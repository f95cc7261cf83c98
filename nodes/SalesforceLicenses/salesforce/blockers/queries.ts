import type { Query } from '../query/statement';
import { toSoql } from '../query/statement';
import { POLICY_GRANT_FIELDS, SET_LICENSE_FIELDS } from '../schema/accessPolicies';
import type { OwnedObject } from '../users/queries';
import { ownedQuery } from '../users/queries';
import type { DependencyQuery } from '../schema/dependencyQueries';
import { allOf, Soql, soql } from '../schema/soql';

/** SOQL for what depends on users. */

/** The records of one object for these users, or how many each user has, as `user` and `records`. */
export function dependencyQuery(
	{ object, user, name, only, decides }: DependencyQuery,
	ids: readonly string[],
) {
	const where = allOf(soql`${new Soql(user)} IN ${ids}`, condition(only));
	if (name === null) return countByQuery(object, user, where);
	const fields = ['Id', user, name, ...(decides === null ? [] : [decides])];
	return toSoql({ object, fields, where });
}

function condition(only: DependencyQuery['only']): Soql | undefined {
	if (only === null) return undefined;
	const field = new Soql(only.field);
	return 'is' in only ? soql`${field} = ${only.is}` : soql`${field} IN ${only.values}`;
}

/** There are no more groups than users in the query, so the 2,000 groups of an aggregate suffice. */
function countByQuery(object: string, user: string, where: Soql | undefined): string {
	return `SELECT ${user} userId, COUNT(Id) records FROM ${object} WHERE ${where?.text ?? ''} GROUP BY ${user}`;
}

/** How many open records of an object each of these users owns. */
export function ownedCountQuery(object: OwnedObject, ids: readonly string[]): string {
	const { fields, where } = ownedQuery(object, ids);
	return countByQuery(object, fields[1], where);
}

/** Users who refer to one of these users in a custom field. */
export function hierarchyQuery(field: string, ids: readonly string[]): string {
	const where = soql`${new Soql(field)} IN ${ids}`;
	return toSoql({ object: 'User', fields: ['Id', 'Username', field], where });
}

/** What active user access policies grant. */
export const policyGrantsQuery: Query = {
	object: 'UserAccessPolicyAction',
	fields: POLICY_GRANT_FIELDS,
	where: soql`Action = ${'Grant'} AND UserAccessPolicy.Status = ${'Active'}`,
	isTooling: true,
};

/** The licenses that these permission sets require. */
export const licensesOfSetsQuery = (ids: readonly string[]): Query => ({
	object: 'PermissionSet',
	fields: SET_LICENSE_FIELDS,
	where: soql`Id IN ${ids}`,
});
