import type { LicenseKind } from '../model/licenses';

/** How many seats are free, and who gets them in this run. An unknown number never blocks. */
export class FreeSeats {
	/** How many seats were requested: filled by a first pass, so that only those pools are read. */
	readonly wanted = new Map<string, number>();
	private readonly left: Map<string, number>;
	/** Which users got a seat: two items about one user need one seat. */
	private readonly given = new Set<string>();

	constructor(
		free: Iterable<readonly [key: string, seats: number]> = [],
		/** Pools that assign no seat at all, and why. */
		private readonly closed: ReadonlyMap<string, string> = new Map(),
	) {
		this.left = new Map(free);
	}

	/** Why no seat of this pool can be assigned, however many are free; null if one can. */
	closedReason(key: string): string | null {
		return this.closed.get(key) ?? null;
	}

	/** Takes one seat for this user; false if none is left. */
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

/** Seats are counted per license record; features have no record and are counted by name. */
export function seatByLicenseId(kind: LicenseKind, licenseId: string): string {
	return `${kind}:${licenseId}`;
}
