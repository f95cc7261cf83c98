import type { SnapshotFact } from '../facts';

/** How many seats of each license were in use, day by day, as the snapshots of the job Refresh say. */

export interface DayOfUse {
	/** `2026-11-27`. */
	day: string;
	/** Assigned, and not known to be unused. */
	inUse: number;
	assigned: number;
	/** As Salesforce counts them; null where a snapshot does not say it. */
	used: number | null;
	owned: number | null;
}

export interface MonthOfUse {
	/** `2026-11`. */
	month: string;
	/** Days with a snapshot. */
	days: number;
	/** Most and fewest seats in use on one day. */
	peak: number;
	lowest: number;
	/** Most seats assigned on one day. */
	assigned: number;
}

const LONGEST_GAP_DAYS = 31;

/** A source is a profile, or an org where rows name no profile. */
type Days = Map<string, DayOfUse>;

export class UseHistory {
	/** Snapshots with the key of an earlier one. */
	doubled = 0;
	/** Snapshots of days that have not come yet: a clock was wrong. */
	future = 0;
	private readonly licenses = new Map<string, Map<string, Days>>();

	/** `today` is the last day that counts. */
	constructor(private readonly today: string) {}

	add(key: string, fact: SnapshotFact): void {
		if (fact.day > this.today) {
			this.future++;
			return;
		}
		const sources = this.licenses.get(key) ?? new Map<string, Days>();
		this.licenses.set(key, sources);
		const source = fact.profile ?? fact.orgId ?? '';
		const days: Days = sources.get(source) ?? new Map<string, DayOfUse>();
		sources.set(source, days);
		if (days.has(fact.day)) {
			this.doubled++;
			return;
		}
		const { day, assigned, stale, used, total: owned } = fact;
		days.set(day, { day, inUse: Math.max(0, assigned - stale), assigned, used, owned });
	}

	/**
	 * The days from this one on, oldest first, with all sources added up. Where one source has no snapshot, its last one
	 * stands in for it, or a day on which one job failed would look like a day on which nobody worked. A source that has
	 * had none for a month is not there any more.
	 */
	days(key: string, from: string): DayOfUse[] {
		const sources = [...(this.licenses.get(key)?.values() ?? [])];
		const all = [...new Set(sources.flatMap((days) => [...days.keys()]))].sort();
		const latest = sources.map((days) => [...days.keys()].sort().at(-1) ?? '');
		const last = new Map<Days, DayOfUse>();
		const sums = all.map((day) => {
			sources.forEach((days, index) => {
				const own = days.get(day);
				if (own !== undefined) last.set(days, own);
				else if (dayNumber(day) - dayNumber(latest[index]) > LONGEST_GAP_DAYS) last.delete(days);
			});
			return { ...sumOf([...last.values()]), day };
		});
		return sums.filter(({ day }) => day >= from);
	}

	/** Sources whose first or last snapshot is far from those of the others: sums before or after are without them. */
	partial(key: string): Array<{ source: string; first: string; last: string }> {
		const spans = [...(this.licenses.get(key) ?? [])].map(([source, days]) => {
			const sorted = [...days.keys()].sort();
			return { source, first: sorted[0], last: sorted[sorted.length - 1] };
		});
		if (spans.length < 2) return [];
		const start = spans.reduce((least, { first }) => (first < least ? first : least), this.today);
		const end = spans.reduce((most, { last }) => (last > most ? last : most), '');
		return spans.filter(
			({ first, last }) =>
				dayNumber(first) - dayNumber(start) > LONGEST_GAP_DAYS ||
				dayNumber(end) - dayNumber(last) > LONGEST_GAP_DAYS,
		);
	}
}

const sumOf = (days: readonly DayOfUse[]): Omit<DayOfUse, 'day'> => ({
	inUse: days.reduce((sum, { inUse }) => sum + inUse, 0),
	assigned: days.reduce((sum, { assigned }) => sum + assigned, 0),
	used: sumIfKnown(days.map(({ used }) => used)),
	owned: sumIfKnown(days.map(({ owned }) => owned)),
});

/** A sum without one of its parts is not known. */
const sumIfKnown = (values: ReadonlyArray<number | null>): number | null =>
	values.reduce<number | null>(
		(sum, value) => (sum === null || value === null ? null : sum + value),
		0,
	);

/** Oldest first. */
export function monthsOf(days: readonly DayOfUse[]): MonthOfUse[] {
	return [...Map.groupBy(days, ({ day }) => day.slice(0, 7))].map(([month, some]) => ({
		month,
		days: some.length,
		peak: Math.max(...some.map(({ inUse }) => inUse)),
		lowest: Math.min(...some.map(({ inUse }) => inUse)),
		assigned: Math.max(...some.map(({ assigned }) => assigned)),
	}));
}

export type Forecast = { seats: number; gap: null } | { seats: null; gap: string };

const DAY_MS = 24 * 60 * 60 * 1000;
/** Two working weeks and two holidays: below that, a line through the days says nothing. */
const FEWEST_DAYS = 28;
export const dayNumber = (day: string): number => Math.round(Date.parse(day) / DAY_MS);

/**
 * The seats in use on a day to come: the straight line that fits the days best (least squares), and never below zero.
 * Not known where the line would look further ahead than the history goes back.
 */
export function forecast(days: readonly DayOfUse[], endsAt: string, today: string): Forecast {
	const not = (gap: string): Forecast => ({ seats: null, gap });
	if (endsAt <= today) return not('the contract has ended');
	if (days.length < 2) return not('there is no history');
	const points = days.map(({ day, inUse }) => ({ x: dayNumber(day), y: inUse }));
	const span = points[points.length - 1].x - points[0].x;
	if (span < FEWEST_DAYS) return not(`the history covers less than ${FEWEST_DAYS} days`);
	const end = dayNumber(endsAt);
	if (end - dayNumber(today) > span) {
		return not('the contract ends further ahead than the history goes back');
	}
	const mean = (of: (point: { x: number; y: number }) => number) =>
		points.reduce((sum, point) => sum + of(point), 0) / points.length;
	const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
	const spread = mean((point) => (point.x - x) ** 2);
	const slope = spread === 0 ? 0 : mean((point) => (point.x - x) * (point.y - y)) / spread;
	return { seats: Math.max(0, roundUp(y + slope * (end - x))), gap: null };
}

/** A part of a seat is a seat; rounding errors of the computer are not. */
export const roundUp = (seats: number): number => Math.ceil(seats - 1e-6);
