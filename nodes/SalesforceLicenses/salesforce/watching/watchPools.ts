import type { LicenseKind } from '../../licensing/model/licenses';
import { withSoftware } from '../../licensing/model/licenses';
import type { SoftwareOf } from '../../licensing/model/softwareModels';
import type { Happening } from '../../licensing/watching/events';
import type { LicenseList, Memory } from '../../licensing/watching/memory';
import type { PoolLimits } from '../../licensing/watching/pools';
import { poolChanges, UNSEEN } from '../../licensing/watching/pools';
import type { Pool } from '../licenses/kinds/licenseKind';

/** By kind, as read; kinds that could not be read are missing. */
export type Pools = ReadonlyMap<LicenseKind, ReadonlyMap<string, Pool>>;

export interface PoolOptions {
	limits: PoolLimits;
	softwareOf: SoftwareOf;
	/** What the conditions depend on besides the org. */
	config: string;
	emitAll: boolean;
}

/** The events of the pools; updates the memory. Kinds that were not read keep theirs. */
export function watchPools(
	memory: Memory,
	licenses: LicenseList,
	pools: Pools,
	options: PoolOptions,
	now: Date,
): Happening[] {
	const happenings: Happening[] = [];
	const isSameConfig = memory.poolConfig === options.config;
	const last = new Date(memory.polledAt);
	// After a clock was set back, a license may expire before the time of the last poll.
	const since = last < now ? last : now;
	const looked = new Set(isSameConfig ? memory.poolKinds : []);
	for (const [kind, byId] of pools) {
		const tells = looked.has(kind) || options.emitAll;
		for (const { id, ref, license: seats } of byId.values()) {
			const license = withSoftware(seats, options.softwareOf(ref));
			const known = licenses.note(id, ref);
			const before = isSameConfig && looked.has(kind) ? (known.pool ?? UNSEEN) : UNSEEN;
			const { events, after } = poolChanges(license, before, options.limits, now, since);
			known.pool = after;
			if (!tells) continue;
			for (const { event, occasion } of events) happenings.push({ event, license, occasion });
		}
		for (const known of licenses.all)
			if (known.kind === kind && !byId.has(known.id)) known.pool = null;
		looked.add(kind);
	}
	memory.poolConfig = options.config;
	memory.poolKinds = [...looked];
	return happenings;
}
