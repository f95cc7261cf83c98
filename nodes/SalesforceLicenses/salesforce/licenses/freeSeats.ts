import { FreeSeats, seatKey } from '../../licensing/planning/freeSeats';
import type { LicenseKind } from '../../licensing/model/licenses';
import type { SalesforceClient } from '../client/client';
import { seatCounts } from './queries';
import { count, readIfPossible } from '../query/query';
import { readPools } from './pools';

/**
 * The seats that are free right now, for the licenses wanted. Where the pool seems too small the
 * holders are counted, because the count that a pool carries may be a day old.
 */
export async function readFreeSeats(
	client: SalesforceClient,
	orgId: string,
	wanted: ReadonlyMap<string, number>,
): Promise<FreeSeats> {
	const kinds = [...new Set([...wanted.keys()].map((key) => key.split(':')[0] as LicenseKind))];
	const free: Array<[string, number]> = [];
	for (const [kind, pools] of await readPools(client, orgId, kinds)) {
		for (const { id, license } of pools.values()) {
			const key = seatKey(kind, id);
			const seats = wanted.get(key);
			if (seats === undefined || license.available === null || license.total === null) continue;
			if (license.available >= seats) free.push([key, license.available]);
			else {
				const used = await readIfPossible(
					client,
					`The seats in use of ${license.licenseName}`,
					() => count(client, seatCounts[kind](id)),
				);
				free.push([key, license.total - (used ?? license.used)]);
			}
		}
	}
	return new FreeSeats(free);
}
