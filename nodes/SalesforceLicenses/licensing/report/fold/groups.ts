import type { Pool } from './pools';

/** Counts by department, manager, org or software model. Of each group it is kept how many seats of which pool. */

export interface SeatCounts {
	assigned: number;
	stale: number;
	unknown: number;
	deactivated: number;
	openCandidates: number;
}

const nothing = (): SeatCounts => ({
	assigned: 0,
	stale: 0,
	unknown: 0,
	deactivated: 0,
	openCandidates: 0,
});

export interface GroupCounts extends SeatCounts {
	key: string;
	seats: ReadonlyMap<Pool, SeatCounts>;
}

export class Groups {
	private readonly groups = new Map<string, Map<Pool, SeatCounts>>();

	add(key: string, pool: Pool, counts: Partial<SeatCounts>): void {
		let group = this.groups.get(key);
		if (group === undefined) this.groups.set(key, (group = new Map<Pool, SeatCounts>()));
		let seats = group.get(pool);
		if (seats === undefined) group.set(pool, (seats = nothing()));
		for (const [name, count] of Object.entries(counts)) seats[name as keyof SeatCounts] += count;
	}

	has(key: string): boolean {
		return this.groups.has(key);
	}

	list(): GroupCounts[] {
		return [...this.groups].map(([key, seats]) => {
			const sum = nothing();
			for (const counts of seats.values()) {
				for (const [name, count] of Object.entries(counts)) sum[name as keyof SeatCounts] += count;
			}
			return { key, ...sum, seats };
		});
	}
}
