import type { Query } from '../query/statement';
import type { ObjectName } from '../schema/schema';
import { soql } from '../schema/soql';
import { ENTITY_SUBSCRIPTION_FIELDS } from '../schema/writes';

/** Whether records are still there: to settle a delete whose answer was lost. */
export function existingQuery(object: ObjectName, ids: readonly string[]): Query {
	return { object, fields: ['Id'], where: soql`Id IN ${ids}` };
}

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
