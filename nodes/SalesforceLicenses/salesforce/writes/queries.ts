import type { Query } from '../query/statement';
import { soql } from '../schema/soql';
import { ENTITY_SUBSCRIPTION_FIELDS } from '../schema/writes';

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
