import type { Ledger } from '../../playbook/ledger/holds';
import { amountOf } from '../../playbook/ledger/holds';
import { realized } from '../../playbook/ledger/realized';
import type { Amount } from '../money';
import { Amounts } from '../money';

/** What was freed, net of what was given back and taken again: the sum of the ledger, and of nothing else. */

export interface Realized {
	/** False where there is no ledger: what was saved is not known then. */
	isKnown: boolean;
	total: Amount[];
	thisYear: Amount[];
	/** So far, day by day. */
	saved: Amount[];
	freedSeats: number;
	/** Given back by Restore, or taken again outside. */
	givenBackSeats: number;
	/** Seats that are free now and have no price. */
	withoutPrice: number;
	/** Rows without the row that frees their seat, which count for nothing. */
	unmatchedRows: number;
}

export interface DayAmounts {
	day: string;
	amounts: Amount[];
}

/** As Update Savings Ledger sums it up. */
export function realizedOf(ledger: Ledger, now: Date): Realized {
	const sum = realized(ledger, now);
	const amounts = (of: 'perYear' | 'perYearFreedThisYear' | 'saved'): Amount[] =>
		sum.money.map((money) => ({ currency: money.currency, amount: money[of] }));
	return {
		isKnown: ledger.rows > 0,
		total: amounts('perYear'),
		thisYear: amounts('perYearFreedThisYear'),
		saved: amounts('saved'),
		freedSeats: sum.freedSeats,
		givenBackSeats: sum.givenBackSeats + sum.takenAgainSeats,
		withoutPrice: sum.withoutPrice,
		unmatchedRows: sum.unmatchedRows,
	};
}

/** What each day added to the savings of a year, or took away. */
export function realizedByDay(ledger: Ledger): ReadonlyMap<string, Amounts> {
	const byDay = new Map<string, Amounts>();
	const add = (at: string, amount: number | null, currency: string | null) => {
		const day = at.slice(0, 10);
		const ofDay = byDay.get(day) ?? new Amounts();
		byDay.set(day, ofDay);
		ofDay.add(amount, currency);
	};
	for (const hold of ledger.holds()) {
		const { amount, currency } = amountOf(hold);
		if (amount === null) continue;
		for (const row of [hold.freed, ...hold.prices]) {
			if (row.currency === currency) add(row.at, row.amount, currency);
		}
		if (hold.end !== null) add(hold.end.at, -amount, currency);
	}
	return byDay;
}

/** Of several profiles, each with a ledger of its own. What was freed in another year is not of this one. */
export function sumOfRealized(
	all: ReadonlyArray<{ at: string; realized: Realized }>,
	now: Date,
): Realized {
	const year = now.toISOString().slice(0, 4);
	const amounts = (of: (one: { at: string; realized: Realized }) => readonly Amount[]) => {
		const sum = new Amounts();
		for (const one of all) sum.addAll(of(one));
		return sum.list();
	};
	const count = (of: (one: Realized) => number) =>
		all.reduce((sum, { realized: one }) => sum + of(one), 0);
	return {
		isKnown: all.some(({ realized: one }) => one.isKnown),
		total: amounts(({ realized: one }) => one.total),
		thisYear: amounts(({ at, realized: one }) => (at.slice(0, 4) === year ? one.thisYear : [])),
		saved: amounts(({ realized: one }) => one.saved),
		freedSeats: count(({ freedSeats }) => freedSeats),
		givenBackSeats: count(({ givenBackSeats }) => givenBackSeats),
		withoutPrice: count(({ withoutPrice }) => withoutPrice),
		unmatchedRows: count(({ unmatchedRows }) => unmatchedRows),
	};
}
