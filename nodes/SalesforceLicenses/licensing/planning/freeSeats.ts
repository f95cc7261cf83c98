import type { LicenseKind } from '../model/licenses';

/** How many seats are left, and who takes them in this run. An unknown number never blocks. */
export class FreeSeats {
	/** How many seats were asked for: what a first pass tells, so that only those pools are read. */
	readonly wanted = new Map<string, number>();
	private readonly left: Map<string, number>;
	/** Who got what: two items about one user need one seat. */
	private readonly given = new Set<string>();

	constructor(
		free: Iterable<readonly [key: string, seats: number]> = [],
		/** Pools that give no seat at all, and why in words. */
		private readonly closed: ReadonlyMap<string, string> = new Map(),
	) {
		this.left = new Map(free);
	}

	/** Why no seat of this pool can be had, however many are free; null where that is not so. */
	closedReason(key: string): string | null {
		return this.closed.get(key) ?? null;
	}

	/** Takes one seat for this user; false where none is left. */
	take(key: string, userId: string): boolean {
		const once = `${key}:${userId}`;
		if (this.given.has(once)) return true;
		this.wanted.set(key, (this.wanted.get(key) ?? 0) + 1);
		if (this.closed.has(key)) return false;
		const left = this.left.get(key);
		if (left !== undefined && left <= 0) return false;
		if (left !== undefined) this.left.set(key, left - 1);
		this.given.add(once);
		return true;
	}
}

/** Seats are counted per license record; features, which have none, by their name. */
export function seatByLicenseId(kind: LicenseKind, licenseId: string): string {
	return `${kind}:${licenseId}`;
}
