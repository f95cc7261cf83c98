import type { LicenseKind, LicenseRef } from '../../model/licenses';
import type { LicenseCount } from './licenseCounts';

/** One row a day, profile and license, for trends. */
export interface Snapshot extends LicenseRef {
	/** The ID of the row to update; absent where there is none yet. */
	id?: unknown;
	profile: string;
	/** YYYY-MM-DD, in UTC. */
	day: string;
	softwareModel: string | null;
	assigned: number;
	stale: number;
	total: number | null;
	used: number | null;
	/** Annual, in the currency of the prices; null without a price. */
	potentialSaving: number | null;
}

/** The pool of a license, as License > Get Many returns it. */
export interface Pool {
	licenseKind: string;
	licenseIdentifier: string;
	total: number | null;
	used: number | null;
	price: number | null;
}

export interface StoredSnapshot extends LicenseRef {
	id?: unknown;
	profile: string | null;
	day: string | null;
	softwareModel: string | null;
}

interface Request {
	profile: string;
	now: Date;
	readKinds: readonly LicenseKind[];
	/** Of all portions; the same license may come more than once. */
	licenses: readonly LicenseCount[];
	pools: readonly Pool[];
	snapshots: readonly StoredSnapshot[];
}

const keyOf = (one: { licenseKind: string; licenseIdentifier: string }) =>
	`${one.licenseKind}:${one.licenseIdentifier}`;

/** Only of kinds that were read: of the others, today's figures are unknown. */
export function snapshotsOf(request: Request): Snapshot[] {
	const { profile, now, readKinds, licenses, pools, snapshots } = request;
	const day = now.toISOString().slice(0, 10);
	const wasRead = ({ licenseKind }: LicenseRef) => readKinds.includes(licenseKind);
	const counts = new Map<string, LicenseCount>();
	for (const one of licenses.filter(wasRead)) {
		const known = counts.get(keyOf(one));
		if (known === undefined) counts.set(keyOf(one), { ...one });
		else {
			known.subscriptions += one.subscriptions;
			known.inactive += one.inactive;
		}
	}
	const today = new Map<string, unknown>();
	for (const row of snapshots) {
		if (row.profile !== profile || row.day !== day || !wasRead(row)) continue;
		today.set(keyOf(row), row.id);
		// No user holds it any longer: today's row must not keep this morning's figures.
		if (!counts.has(keyOf(row))) {
			const { licenseKind, licenseIdentifier, licenseName, softwareModel } = row;
			const ref = { licenseKind, licenseIdentifier, licenseName, softwareModel };
			counts.set(keyOf(row), { ...ref, subscriptions: 0, inactive: 0 });
		}
	}
	const poolOf = new Map(pools.map((pool) => [keyOf(pool), pool]));
	return [...counts].map(([key, { subscriptions, inactive, ...license }]) => {
		const pool = poolOf.get(key);
		const price = pool?.price ?? null;
		return {
			...(today.get(key) === undefined ? {} : { id: today.get(key) }),
			...{ profile, day, ...license, assigned: subscriptions, stale: inactive },
			total: pool?.total ?? null,
			used: pool?.used ?? null,
			potentialSaving: price === null ? null : price * inactive,
		};
	});
}
