import type { OrgConnection } from '../client/orgConnection';
import type { LicenseKind } from '../../licensing/model/licenses';
import type { EventName, Happening } from '../../licensing/watching/events';
import type { Memory, PartMemory, PartName } from '../../licensing/watching/memory';
import { emptyMemory, LicenseList } from '../../licensing/watching/memory';
import type { Element } from '../../licensing/watching/element';
import type { SetDifference } from '../../licensing/watching/watchedSet';
import { SetWatch } from '../../licensing/watching/watchedSet';
import type { SalesforceClient } from '../client/client';
import { SalesforceError } from '../client/errors';
import { readPools } from '../licenses/pools';
import { MAY_DIFFER_BY_MS } from '../organization/orgTime';
import { leaveOut } from './isolate';
import { readMarks } from './marks';
import { readDueParts } from './readDueParts';
import { toHappenings } from './toHappenings';
import type { Pools, PoolOptions } from './watchPools';
import { watchPools } from './watchPools';

/** The part of a subscription's element that identifies the license. */
const PLACE = 3;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The events and filters that the user selected. */
export interface WatchOptions {
	events: ReadonlySet<EventName>;
	kinds: readonly LicenseKind[];
	inactiveDays: number;
	/** Also report what is already so when a part is read for the first time. */
	emitAll: boolean;
	pools: Omit<PoolOptions, 'emitAll'>;
}

export interface Watched {
	happenings: Happening[];
	memory: Memory;
	pools: Pools;
}

/**
 * One poll: what happened since the memory was made, and the memory for the next poll. The given memory is
 * not changed, so that a poll that fails halfway has reported and forgotten nothing.
 */
export async function watchOrg(
	connection: OrgConnection,
	last: Memory | null,
	options: WatchOptions,
): Promise<Watched> {
	const { client, orgId, now } = connection;
	const memory =
		last?.orgId === orgId ? (JSON.parse(JSON.stringify(last)) as Memory) : emptyMemory(orgId);
	const isAhead = Date.parse(memory.polledAt) > now.getTime() + MAY_DIFFER_BY_MS;
	if (isAhead) setBack(memory, now, client);
	const licenses = new LicenseList(memory.licenses);
	const parts = partsFor(options);

	const pools = await readPools(connection, options.kinds);
	const happenings = watchPools(
		memory,
		licenses,
		pools,
		{ ...options.pools, emitAll: options.emitAll },
		now,
	);

	const cutoff = cutoffOf(now, options.inactiveDays, memory.parts.activity);
	const features = [...(pools.get('featureLicense')?.keys() ?? [])];
	const marks = await readMarks(client, parts, memory, { cutoff, now, features });
	const configs: Partial<Record<PartName, string>> = {
		activity: `${options.inactiveDays}`,
		inactiveHolders: [...options.kinds].sort().join() + features.join(),
	};
	/** What a set depends on besides the org. */
	const configOf = (part: PartName) => configs[part] ?? '';
	const isKnown = (part: PartName) => memory.parts[part]?.config === configOf(part);
	let settled = 0;
	await readDueParts({
		client,
		parts,
		pools,
		licenses,
		features,
		kinds: new Set(options.kinds),
		marks,
		cutoff,
		remembered: (part) => (isKnown(part) ? (memory.parts[part] ?? null) : null),
		begin: (part) => begin(part),
		settle(part, difference, found) {
			settled++;
			happenings.push(
				...toHappenings(part, seenBefore(part, difference), {
					licenses,
					inactiveDays: options.inactiveDays,
					reactivated: found.reactivated ?? new Set(),
					mark: found.mark,
				}),
			);
			memory.parts[part] = {
				config: configOf(part),
				mark: found.mark,
				newest: found.newest ?? '',
				ties: found.ties ?? 0,
				cutoff: found.cutoff ?? '',
				set: difference.now,
			};
		},
		unchanged: () => settled++,
	});
	refuseNothing(client, parts, settled, pools);
	memory.polledAt = now.toISOString();
	return {
		happenings: happenings.filter(({ event }) => options.events.has(event)),
		memory,
		pools,
	};

	/** If the flag of a feature became visible or hidden, the feature was not assigned or removed. */
	function seenBefore(part: PartName, difference: SetDifference): SetDifference {
		const last = memory.features;
		memory.features = part === 'featureLicense' ? features : last;
		if (part !== 'featureLicense' || !isKnown(part) || last.join() === features.join())
			return difference;
		const isAmong = (names: readonly string[]) => (element: Element) =>
			names.includes(licenses.refAt(element[PLACE])?.licenseIdentifier ?? '');
		return {
			...difference,
			added: difference.added.filter(isAmong(last)),
			removed: difference.removed.filter(isAmong(features)),
			unnamed: null,
		};
	}

	/** A part that is read for the first time is only remembered, unless everything is to be reported. */
	function begin(part: PartName): SetWatch {
		if (isAhead && part === 'activity') return new SetWatch(null, false);
		const known = isKnown(part) ? (memory.parts[part]?.set ?? null) : null;
		try {
			return new SetWatch(known, known !== null || options.emitAll);
		} catch {
			leaveOut(
				client,
				`The memory of the trigger (${part})`,
				undefined,
				'It is damaged, so the trigger starts over with a new baseline.',
			);
			return new SetWatch(null, false);
		}
	}
}

/**
 * Both clocks were ahead at the last poll. Users that it took for inactive may not be, so the activity
 * is only remembered anew, and what it reported of pools counts for today.
 */
function setBack(memory: Memory, now: Date, client: SalesforceClient): void {
	delete memory.parts.activity;
	const today = Math.floor(now.getTime() / DAY_MS);
	const noLater = (day: number) => Math.sign(day) * Math.min(Math.abs(day), today);
	for (const { pool } of memory.licenses)
		if (pool !== null) Object.assign(pool, { low: noLater(pool.low), over: noLater(pool.over) });
	client.report.warn(
		`The activity of users: the last poll was at ${memory.polledAt}, which is later than now. A clock was wrong, so the trigger sets a new baseline for it.`,
	);
}

/** The sets that the chosen events need. */
function partsFor({ events, kinds }: WatchOptions): ReadonlySet<PartName> {
	const parts = new Set<PartName>();
	if (events.has('subscriptionAssigned') || events.has('subscriptionRemoved'))
		for (const kind of kinds) parts.add(kind);
	if (events.has('userInactive') || events.has('userReturned')) parts.add('activity');
	if (events.has('frozenHolder')) parts.add('frozen');
	if (events.has('inactiveHolder')) parts.add('inactiveHolders');
	return parts;
}

/** Whole seconds, and never earlier than at the last poll: a clock that is set back makes no user return. */
function cutoffOf(now: Date, days: number, last: PartMemory | undefined): string {
	const seconds = Math.floor((now.getTime() - days * DAY_MS) / 1000);
	const cutoff = new Date(seconds * 1000).toISOString();
	return last !== undefined && last.config === `${days}` && last.cutoff > cutoff
		? last.cutoff
		: cutoff;
}

/**
 * If nothing at all could be read, the poll fails: a trigger that receives nothing must not look as if
 * nothing happened.
 */
function refuseNothing(
	{ report }: SalesforceClient,
	parts: ReadonlySet<PartName>,
	settled: number,
	pools: Pools,
): void {
	if (settled > 0 || (parts.size === 0 && pools.size > 0)) return;
	throw new SalesforceError(
		'INSUFFICIENT_ACCESS',
		`The trigger cannot read anything that it watches. ${report.warnings.join(' ')}`,
	);
}
