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

	/**
	 * By how much the sums changed since `since`, of the sources that have a snapshot of both ends. The earlier one may
	 * be at most as old as `oldest`. Null where there is none.
	 */
	changeSince(since: string, oldest: string): { assigned: number; stale: number } | null {
		const changes = [...this.sources.values()].flatMap((days) => {
			const sorted = [...days.keys()].sort();
			const [latest, before] = [sorted.at(-1), sorted.findLast((day) => day <= since)];
			const [now, then] = [days.get(latest ?? ''), days.get(before ?? '')];
			if (now === undefined || then === undefined || (before ?? '') < oldest) return [];
			return [{ assigned: now.assigned - then.assigned, stale: now.stale - then.stale }];
		});
		if (changes.length === 0) return null;
		const sum = (of: 'assigned' | 'stale') => changes.reduce((all, one) => all + one[of], 0);
		return { assigned: sum('assigned'), stale: sum('stale') };
	}

	/** Sources that came later than the first day: earlier sums are without them. */
	late(): Array<{ source: string; first: string }> {
		const firsts = [...this.sources]
			.filter(([source]) => source !== '')
			.map(([source, days]) => ({ source, first: [...days.keys()].sort()[0] }))
			.sort((a, b) => a.first.localeCompare(b.first));
		return firsts.filter(({ first }) => first > firsts[0].first);
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
