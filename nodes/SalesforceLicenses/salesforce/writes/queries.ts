import type { Query } from '../query/statement';
import { soql } from '../schema/soql';
import { ENTITY_SUBSCRIPTION_FIELDS } from '../schema/writes';

/** The most rows a user without "View All Data" may ask of EntitySubscription. */
export const MAX_FOLLOWS = 1000;

/** Who of the second list follows whom of the first; a query without LIMIT needs "View All Data" (Object Reference). */
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
