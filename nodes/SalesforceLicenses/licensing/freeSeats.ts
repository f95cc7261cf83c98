import type { LicenseKind } from './model';

/** How many seats are left, and who takes them in this run. An unknown number never blocks. */
export class FreeSeats {
	/** How many seats were asked for: what a first pass tells, so that only those pools are read. */
	readonly wanted = new Map<string, number>();
	private readonly left: Map<string, number>;

	constructor(free: Iterable<readonly [key: string, seats: number]> = []) {
		this.left = new Map(free);
	}

	/** Takes one seat; false where none is left. */
	take(key: string): boolean {
		this.wanted.set(key, (this.wanted.get(key) ?? 0) + 1);
		const left = this.left.get(key);
		if (left === undefined) return true;
		if (left <= 0) return false;
		this.left.set(key, left - 1);
		return true;
	}
}

/** Seats are counted per license record; features, which have none, by their name. */
export function seatKey(kind: LicenseKind, licenseId: string): string {
	return `${kind}:${licenseId}`;
}
