import type { Query } from '../query/statement';
import { soql } from '../schema/soql';
import { ENTITY_SUBSCRIPTION_FIELDS } from '../schema/writes';

/** The most rows of EntitySubscription that a user without "View All Data" may query. */
export const MAX_FOLLOWS = 1000;

/**
 * Which users of the second list follow which of the first; a query without LIMIT needs "View All Data"
 * (Object Reference).
 */
export function followsAmongQuery(
	followed: readonly string[],
	followers: readonly string[],
): Query {
	return {
		object: 'EntitySubscription',
		fields: ENTITY_SUBSCRIPTION_FIELDS,
		where: soql`ParentId IN ${followed} AND SubscriberId IN ${followers}`,
		limit: MAX_FOLLOWS,
	};
}
