import type { OrgConnection } from '../client/orgConnection';
import { FreeSeats, seatByLicenseId } from '../../licensing/planning/freeSeats';
import type { LicenseKind } from '../../licensing/model/licenses';
import { closedReason } from '../../licensing/model/licenses';
import { KIND_READERS } from './kinds/allKinds';
import { count, readIfPossible } from '../query/query';
import { readPools } from './pools';

/**
 * The seats that are free right now, for the requested licenses. If a pool seems too small, its holders
 * are counted, because the pool's own count may be a day old. Pools that are disabled, expired or deleted
 * have none.
 */
export async function readFreeSeats(
	connection: OrgConnection,
	wanted: ReadonlyMap<string, number>,
): Promise<FreeSeats> {
	const { client, now } = connection;
	const kinds = [...new Set([...wanted.keys()].map((key) => key.split(':')[0] as LicenseKind))];
	const free: Array<[string, number]> = [];
	const closed = new Map<string, string>();
	for (const [kind, pools] of await readPools(connection, kinds)) {
		const gone = [...wanted.keys()].filter(
			(key) => key.startsWith(`${kind}:`) && !pools.has(key.slice(kind.length + 1)),
		);
		for (const key of gone) closed.set(key, GONE);
		for (const { id, license } of pools.values()) {
			const key = seatByLicenseId(kind, id);
			const seats = wanted.get(key);
			const why = closedReason(license, now);
			if (why !== null) closed.set(key, why);
			if (why !== null || seats === undefined) continue;
			if (license.available === null || license.total === null) continue;
			if (license.available >= seats) free.push([key, license.available]);
			else {
				const used = await readIfPossible(
					client,
					`The number of used seats of ${license.licenseName}`,
					() => count(client, KIND_READERS[kind].seatCount(id)),
				);
				free.push([key, license.total - (used ?? license.used)]);
			}
		}
	}
	return new FreeSeats(free, closed);
}

const GONE = 'The org no longer has this license.';
