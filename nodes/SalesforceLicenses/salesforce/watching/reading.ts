import type { LicenseKind } from '../../licensing/model/licenses';
import type { LicenseList, PartMemory, PartName } from '../../licensing/watching/memory';
import type { SetDifference, SetWatch } from '../../licensing/watching/watchedSet';
import type { SalesforceClient } from '../client/client';
import { leaveOut } from './isolate';
import type { Marks } from './marks';
import { recount } from './marks';
import type { Pools } from './watchPools';

/** Shared by the readers of the sets: what to read, where to put the results, and whether to trust them. */

export interface Found {
	mark: string;
	newest?: string;
	ties?: number;
	cutoff?: string;
	reactivated?: ReadonlySet<string>;
}

export type Settle = (part: PartName, difference: SetDifference, found: Found) => void;

export interface Reading {
	client: SalesforceClient;
	parts: ReadonlySet<PartName>;
	pools: Pools;
	licenses: LicenseList;
	features: readonly string[];
	kinds: ReadonlySet<LicenseKind>;
	marks: Marks;
	cutoff: string;
	/** Null for a part that is read for the first time. */
	remembered: (part: PartName) => PartMemory | null;
	begin: (part: PartName) => SetWatch;
	settle: Settle;
	unchanged: () => void;
}

/** If pools cannot be listed, their kind has no names; a warning already says so. */
export const isPoolKnown = ({ pools }: Reading, kind: LicenseKind) => pools.has(kind);

/**
 * Whether as many records came as there are, before or after: a result that was cut off unnoticed must not
 * remove members.
 */
export async function isWhole(
	client: SalesforceClient,
	counting: string,
	expected: number,
	rows: number,
	kind?: LicenseKind,
): Promise<boolean> {
	if (rows === expected) return true;
	const after = (await recount(client, counting)) ?? expected;
	if (rows >= Math.min(expected, after) && rows <= Math.max(expected, after)) return true;
	const what = kind === undefined ? 'Users' : `Subscriptions (${kind})`;
	leaveOut(client, what, kind, `Salesforce returned ${rows} records, but counts ${after}.`);
	return false;
}

/** Below this size, a set may shrink by any amount. */
const SMALL = 20;

/**
 * If the connected user loses a permission, rows can disappear without an error. If most of a set is gone
 * and the pools still count its seats as used, nothing was removed.
 */
export function isPlausible(
	{ client, pools, remembered }: Reading,
	kind: LicenseKind,
	{ now }: SetDifference,
): boolean {
	const before = remembered(kind)?.set.size ?? 0;
	const isShrunk = before >= SMALL ? now.size < before / 2 : before > 0 && now.size === 0;
	if (!isShrunk) return true;
	const used = [...(pools.get(kind)?.values() ?? [])].reduce(
		(sum, { license }) => sum + license.used,
		0,
	);
	if (used <= now.size * 2) return true;
	leaveOut(
		client,
		`Subscriptions (${kind})`,
		kind,
		`Only ${now.size} can be seen, but the pools count ${used} used seats.`,
	);
	return false;
}
