import type { CandidateFact, LedgerFact, OutcomeFact } from '../facts';
import type { Amount } from '../money';
import { Amounts } from '../money';

/** What was freed, net of what was given back. The ledger is the best source; without it candidates, then outcomes. */

export type RealizedSource = 'ledger' | 'candidates' | 'outcomes' | 'none';

export interface Realized {
	source: RealizedSource;
	total: Amount[];
	thisYear: Amount[];
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
			freedSeats,
			givenBackSeats,
			withoutPrice,
			byDay,
		};
	}
}

const SIGNS = { freed: 1, givenBack: -1, takenAgain: -1, priceChanged: 0 } as const;
/** An outcome that says so wrote; what was done already is no saving of this run. */
const WRITTEN = 'done';

export class RealizedFold {
	doubled = 0;
	private readonly ledger: Sum;
	private readonly candidates: Sum;
	private readonly outcomes: Sum;
	private readonly seen = new Set<string>();

	constructor(now: Date) {
		const year = now.toISOString().slice(0, 4);
		this.ledger = new Sum(year);
		this.candidates = new Sum(year);
		this.outcomes = new Sum(year);
	}

	addLedger(fact: LedgerFact): void {
		if (!this.isNew(`ledger ${fact.key}`)) return;
		const sign = SIGNS[fact.entry];
		const { amount, currency, at } = fact;
		const signed = amount === null || sign === 0 ? amount : sign * amount;
		this.ledger.add({ amount: signed, currency, at }, sign);
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
		if (this.ledger.isUsed) return this.ledger.toRealized('ledger');
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
