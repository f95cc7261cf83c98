import type { Hold, Ledger } from './holds';
import { amountOf } from './holds';

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
export function realized(ledger: Ledger, now: Date): Realized {
	const money = new Map<string, RealizedMoney>();
	const thisYear = now.toISOString().slice(0, 4);
	const counts = { freedSeats: 0, givenBackSeats: 0, takenAgainSeats: 0, freeSeats: 0 };
	let withoutPrice = 0;
	for (const hold of ledger.holds()) {
		counts.freedSeats++;
		if (hold.end === null) counts.freeSeats++;
		else if (hold.end.entry === 'givenBack') counts.givenBackSeats++;
		else counts.takenAgainSeats++;
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
		if (hold.freedAt.slice(0, 4) === thisYear) sum.perYearFreedThisYear += amount;
	}
	return {
		money: [...money.values()]
			.map((sum) => ({
				currency: sum.currency,
				perYear: cents(sum.perYear),
				perYearFreedThisYear: cents(sum.perYearFreedThisYear),
				saved: cents(sum.saved),
			}))
			.sort((a, b) => a.currency.localeCompare(b.currency)),
		...counts,
		withoutPrice,
		unmatchedRows: ledger.unmatchedRows,
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
