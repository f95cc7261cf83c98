import type { Hold, LedgerRow } from './ledgerRow';
import { amountOf, holdsOf } from './ledgerRow';

/** The totals of the ledger in one currency. */
export interface RealizedMoney {
	currency: string;
	/** The yearly savings of the seats that are free now. */
	perYear: number;
	/** The part of it that was freed in the year of `now`. */
	perYearFreedThisYear: number;
	/** The amount saved so far, day by day, including seats that are no longer free. */
	saved: number;
}

export interface Realized {
	money: RealizedMoney[];
	freedSeats: number;
	givenBackSeats: number;
	takenAgainSeats: number;
	/** Seats that are free now. */
	freeSeats: number;
	/** How many of these have no price. */
	withoutPrice: number;
	/** Rows without the row that frees their seat: they do not count. */
	unmatchedRows: number;
}

const DAYS_OF_A_YEAR = 365;
const DAY_MS = 24 * 60 * 60 * 1000;
const cents = (amount: number) => Math.round(amount * 100) / 100;

/** Sums up a ledger. Currencies are never added up. */
export function realized(rows: readonly LedgerRow[], now: Date): Realized {
	const holds = holdsOf(rows);
	const money = new Map<string, RealizedMoney>();
	const all = [...holds.values()];
	const free = all.filter(({ end }) => end === null);
	let withoutPrice = 0;
	for (const hold of all) {
		const { amount, currency } = amountOf(hold);
		if (amount === null || currency === null) {
			if (hold.end === null) withoutPrice++;
			continue;
		}
		const sum = money.get(currency) ?? {
			...{ currency, perYear: 0, perYearFreedThisYear: 0, saved: 0 },
		};
		money.set(currency, sum);
		sum.saved += savedBy(hold, currency, now);
		if (hold.end !== null) continue;
		sum.perYear += amount;
		if (hold.freed.freedAt.slice(0, 4) === now.toISOString().slice(0, 4))
			sum.perYearFreedThisYear += amount;
	}
	const freedKeys = new Set(holds.keys());
	return {
		money: [...money.values()]
			.map((sum) => ({
				currency: sum.currency,
				perYear: cents(sum.perYear),
				perYearFreedThisYear: cents(sum.perYearFreedThisYear),
				saved: cents(sum.saved),
			}))
			.sort((a, b) => a.currency.localeCompare(b.currency)),
		freedSeats: holds.size,
		givenBackSeats: all.filter(({ end }) => end?.entry === 'givenBack').length,
		takenAgainSeats: all.filter(({ end }) => end?.entry === 'takenAgain').length,
		freeSeats: free.length,
		withoutPrice,
		unmatchedRows: rows.filter(
			({ candidateKey, freedAt }) => !freedKeys.has(`${candidateKey}|${freedAt}`),
		).length,
	};
}

/**
 * From the day it was freed, with each change of the price from its own day. A clock that jumps back saves
 * nothing.
 */
function savedBy({ freed, end, prices }: Hold, currency: string, now: Date): number {
	const until = end === null ? now.getTime() : Math.min(Date.parse(end.at), now.getTime());
	return [freed, ...prices]
		.filter((row) => row.amount !== null && row.currency === currency)
		.reduce((sum, { amount, at }) => {
			const days = Math.max(0, until - Date.parse(at)) / DAY_MS;
			return sum + ((amount ?? 0) * days) / DAYS_OF_A_YEAR;
		}, 0);
}
