import { amountOf, holdsOf } from '../../playbook/ledger/ledgerRow';
import type { LedgerRow } from '../../playbook/ledger/ledgerRow';
import { realized } from '../../playbook/ledger/realized';
import type { CandidateFact, LedgerFact, OutcomeFact } from '../facts';
import type { Amount } from '../money';
import { Amounts } from '../money';

/** What was freed, net of what was given back. The ledger is the best source; without it candidates, then outcomes. */

export type RealizedSource = 'ledger' | 'candidates' | 'outcomes' | 'none';

export interface Realized {
	source: RealizedSource;
	total: Amount[];
	thisYear: Amount[];
	/** So far, day by day; only the ledger knows. */
	saved: Amount[];
	freedSeats: number;
	/** Given back by Restore, or taken again outside. */
	givenBackSeats: number;
	/** Seats that were freed and have no price. */
	withoutPrice: number;
	/** Changes of the sum by day, for the trend. */
	byDay: ReadonlyMap<string, Amounts>;
}

class Sum {
	readonly total = new Amounts();
	readonly thisYear = new Amounts();
	readonly byDay = new Map<string, Amounts>();
	freedSeats = 0;
	givenBackSeats = 0;
	withoutPrice = 0;
	isUsed = false;

	constructor(private readonly year: string) {}

	add(
		change: { amount: number | null; currency: string | null; at: string | null },
		seats: number,
	) {
		this.isUsed = true;
		if (seats > 0) this.freedSeats += seats;
		else this.givenBackSeats -= seats;
		if (change.amount === null) {
			if (seats > 0) this.withoutPrice += seats;
			return;
		}
		const { amount, currency, at } = change;
		this.total.add(amount, currency);
		if (at?.startsWith(this.year)) this.thisYear.add(amount, currency);
		if (at === null) return;
		const day = at.slice(0, 10);
		const ofDay = this.byDay.get(day) ?? new Amounts();
		this.byDay.set(day, ofDay);
		ofDay.add(amount, currency);
	}

	toRealized(source: RealizedSource): Realized {
		const { total, thisYear, freedSeats, givenBackSeats, withoutPrice, byDay } = this;
		return {
			source,
			total: total.list(),
			thisYear: thisYear.list(),
			saved: [],
			freedSeats,
			givenBackSeats,
			withoutPrice,
			byDay,
		};
	}
}

/** An outcome that says so wrote; what was done already is no saving of this run. */
const WRITTEN = 'done';

export class RealizedFold {
	doubled = 0;
	private readonly ledger: LedgerRow[] = [];
	private readonly candidates: Sum;
	private readonly outcomes: Sum;
	private readonly seen = new Set<string>();

	constructor(private readonly now: Date) {
		const year = now.toISOString().slice(0, 4);
		this.candidates = new Sum(year);
		this.outcomes = new Sum(year);
	}

	addLedger({ row }: LedgerFact): void {
		this.ledger.push(row);
	}

	addCandidate({ state, saving, currency, closedAt }: CandidateFact): void {
		if (state !== 'Closed Complete') return;
		this.candidates.add({ amount: saving, currency, at: closedAt }, 1);
	}

	addOutcome(fact: OutcomeFact): void {
		const { key, outcome, gaveBack, saving, currency, at } = fact;
		if (outcome !== WRITTEN || !this.isNew(`outcome ${key} ${gaveBack} ${at ?? ''}`)) return;
		// A saving of zero frees no seat: a freeze, or a deactivation of another kind of license.
		const frees = saving === 0 ? 0 : 1;
		const amount = saving === null || saving === 0 ? null : gaveBack ? -saving : saving;
		this.outcomes.add({ amount, currency, at }, gaveBack ? -frees : frees);
	}

	finish(): Realized {
		if (this.ledger.length > 0) return ofLedger(this.ledger, this.now);
		if (this.candidates.isUsed) return this.candidates.toRealized('candidates');
		return this.outcomes.toRealized(this.outcomes.isUsed ? 'outcomes' : 'none');
	}

	private isNew(key: string): boolean {
		if (this.seen.has(key)) this.doubled++;
		else {
			this.seen.add(key);
			return true;
		}
		return false;
	}
}

/** As Update Savings Ledger sums it up. */
function ofLedger(rows: readonly LedgerRow[], now: Date): Realized {
	const sum = realized(rows, now);
	const amounts = (of: 'perYear' | 'perYearFreedThisYear' | 'saved'): Amount[] =>
		sum.money.map((money) => ({ currency: money.currency, amount: money[of] }));
	return {
		source: 'ledger',
		total: amounts('perYear'),
		thisYear: amounts('perYearFreedThisYear'),
		saved: amounts('saved'),
		freedSeats: sum.freedSeats,
		givenBackSeats: sum.givenBackSeats + sum.takenAgainSeats,
		withoutPrice: sum.withoutPrice,
		byDay: changesByDay(rows),
	};
}

/** What each day added to the savings of a year, or took away. */
function changesByDay(rows: readonly LedgerRow[]): Map<string, Amounts> {
	const byDay = new Map<string, Amounts>();
	const add = (at: string, amount: number | null, currency: string | null) => {
		const day = at.slice(0, 10);
		const ofDay = byDay.get(day) ?? new Amounts();
		byDay.set(day, ofDay);
		ofDay.add(amount, currency);
	};
	for (const hold of holdsOf(rows).values()) {
		const { amount, currency } = amountOf(hold);
		if (amount === null) continue;
		for (const row of [hold.freed, ...hold.prices]) {
			if (row.currency === currency) add(row.at, row.amount, currency);
		}
		if (hold.end !== null) add(hold.end.at, -amount, currency);
	}
	return byDay;
}
