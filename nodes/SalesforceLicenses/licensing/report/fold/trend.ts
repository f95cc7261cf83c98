import type { SnapshotFact } from '../facts';
import { poolKey } from './pools';
import type { Amount } from '../money';
import { Amounts } from '../money';

/** Snapshots by day, oldest first. A source is a profile, or an org where rows name no profile. */

export interface TrendDay {
	day: string;
	assigned: number;
	stale: number;
	potential: Amount[];
	/** Sources that have no snapshot of this day: their last one stands in for it. */
	carried: number;
}

interface Sums {
	assigned: number;
	stale: number;
	potential: Amounts;
	/** The licenses that are in it. */
	licenses: Set<number>;
}

export class TrendFold {
	doubled = 0;
	private readonly sources = new Map<string, Map<string, Sums>>();
	private readonly licenses = new Map<string, number>();

	/** The currency is that of the profile, which may come after its snapshots. */
	add(fact: SnapshotFact): void {
		const source = fact.profile ?? fact.orgId ?? '';
		const key = poolKey(fact);
		const license = this.licenses.get(key) ?? this.licenses.size;
		this.licenses.set(key, license);
		const days = this.sources.get(source) ?? new Map<string, Sums>();
		this.sources.set(source, days);
		const sums = days.get(fact.day) ?? {
			...{ assigned: 0, stale: 0, potential: new Amounts(), licenses: new Set<number>() },
		};
		days.set(fact.day, sums);
		if (sums.licenses.has(license)) {
			this.doubled++;
			return;
		}
		sums.licenses.add(license);
		sums.assigned += fact.assigned;
		sums.stale += fact.stale;
		sums.potential.add(fact.potentialSaving, fact.currency);
	}

	/** `currencyOf` says in which currency a source counts, for snapshots that do not say it themselves. */
	finish(currencyOf: (source: string) => string | null): TrendDay[] {
		const allDays = [...new Set([...this.sources.values()].flatMap((days) => [...days.keys()]))];
		const last = new Map<string, Sums>();
		return allDays.sort().map((day) => {
			const sum = { day, assigned: 0, stale: 0, carried: 0 };
			const potential = new Amounts();
			for (const [source, days] of this.sources) {
				const own = days.get(day);
				if (own !== undefined) last.set(source, own);
				const sums = own ?? last.get(source);
				// Before its first snapshot, a source was not there.
				if (sums === undefined) continue;
				if (own === undefined) sum.carried++;
				sum.assigned += sums.assigned;
				sum.stale += sums.stale;
				for (const { amount, currency } of sums.potential.list()) {
					potential.add(amount, currency ?? currencyOf(source));
				}
			}
			return { ...sum, potential: potential.list() };
		});
	}
}
