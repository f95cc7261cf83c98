import { z } from 'zod';
import type { SalesforceClient } from '../client/client';
import { followsAmongQuery, MAX_FOLLOWS } from './queries';
import { queryAll, readIfPossible } from '../query/query';

const followRecord = z.object({ ParentId: z.string(), SubscriberId: z.string() });

/**
 * Splits users into groups in which no user follows another. Salesforce deletes Chatter follows
 * for good when both users are deactivated in one call; one by one they come back with the user
 * (Object Reference, EntitySubscription).
 */
export async function splitFollowers<T>(
	client: SalesforceClient,
	rows: readonly T[],
	userIdOf: (row: T) => string,
): Promise<T[][]> {
	const follows =
		rows.length < 2
			? []
			: ((await readIfPossible(client, 'Which users follow which in Chatter', async () =>
					queryAll(client, followsAmongQuery(rows.map(userIdOf)), followRecord),
				)) ?? []);
	// A list cut off at its limit proves nothing: then everybody is written alone.
	if (follows.length >= MAX_FOLLOWS) return rows.map((row) => [row]);
	const neighbors = new Map<string, Set<string>>();
	for (const { ParentId, SubscriberId } of follows) {
		neighbors.set(ParentId, (neighbors.get(ParentId) ?? new Set()).add(SubscriberId));
		neighbors.set(SubscriberId, (neighbors.get(SubscriberId) ?? new Set()).add(ParentId));
	}
	const groups: Array<{ rows: T[]; ids: Set<string> }> = [];
	for (const row of rows) {
		const id = userIdOf(row);
		const near = neighbors.get(id);
		let group = groups.find(
			({ ids }) => near === undefined || ![...near].some((other) => ids.has(other)),
		);
		if (group === undefined) {
			group = { rows: [], ids: new Set() };
			groups.push(group);
		}
		group.rows.push(row);
		group.ids.add(id);
	}
	return groups.map((group) => group.rows);
}
