import type { LedgerEntry, LedgerRow } from './ledgerRow';

/** What a row says of its seat. Whom it is about is not kept: a ledger may have very many rows. */
export interface HoldEvent extends Pick<LedgerRow, 'ledgerKey' | 'at' | 'amount' | 'currency'> {
	entry: LedgerEntry;
}

type Seat = Pick<LedgerRow, 'candidateKey' | 'freedAt' | 'licenseKind' | 'licenseIdentifier'> & {
	/** When it was given back or assigned again, whichever came first; null while it is free. */
	end: HoldEvent | null;
	prices: readonly HoldEvent[];
};

/** One seat, from the day it was freed. */
export interface Hold extends Seat {
	freed: HoldEvent;
}

const NONE: readonly HoldEvent[] = [];

/** A class, because its instances take less memory than objects that are put together. */
class Entry implements Seat {
	readonly candidateKey: string;
	readonly freedAt: string;
	readonly licenseKind: LedgerRow['licenseKind'];
	readonly licenseIdentifier: string;
	/** Null until its row has come. */
	freed: HoldEvent | null = null;
	end: HoldEvent | null = null;
	prices: readonly HoldEvent[] = NONE;
	/** Rows about it besides those that free it. */
	others = 0;
	/** The same seat, freed at another time. */
	next: Entry | null = null;

	constructor(row: LedgerRow) {
		this.candidateKey = row.candidateKey;
		this.freedAt = row.freedAt;
		this.licenseKind = row.licenseKind;
		this.licenseIdentifier = row.licenseIdentifier;
	}
}

const isHold = (entry: Entry): entry is Entry & Hold => entry.freed !== null;

/**
 * The seats in a ledger, whose rows may come in any order. A duplicate row counts once; without the row that frees its
 * seat, a row does not count.
 */
export class Ledger {
	rows = 0;
	/** By candidate, the first of its entries. */
	private readonly entries = new Map<string, Entry>();

	constructor(rows: Iterable<LedgerRow> = []) {
		for (const row of rows) this.add(row);
	}

	add(row: LedgerRow): void {
		this.rows++;
		const seat = this.find(row.candidateKey, row.freedAt) ?? this.start(row);
		const { entry, ledgerKey, at, amount, currency } = row;
		const event: HoldEvent = { entry, ledgerKey, at, amount, currency };
		if (entry === 'freed') {
			seat.freed ??= event;
			return;
		}
		seat.others++;
		if (entry !== 'priceChanged') {
			if (seat.end === null || at < seat.end.at) seat.end = event;
		} else if (!seat.prices.some((known) => known.ledgerKey === ledgerKey)) {
			seat.prices = [...seat.prices, event];
		}
	}

	/** Undefined where no row frees it. */
	hold(candidateKey: string, freedAt: string): Hold | undefined {
		const found = this.find(candidateKey, freedAt);
		return found !== undefined && isHold(found) ? found : undefined;
	}

	/** The times at which the seat of a candidate was freed. */
	*holdsOf(candidateKey: string): Generator<Hold> {
		const first = this.entries.get(candidateKey) ?? null;
		for (let entry = first; entry !== null; entry = entry.next) if (isHold(entry)) yield entry;
	}

	*holds(): Generator<Hold> {
		for (const entry of this.all()) if (isHold(entry)) yield entry;
	}

	/** Rows without the row that frees their seat. */
	get unmatchedRows(): number {
		let rows = 0;
		for (const { freed, others } of this.all()) if (freed === null) rows += others;
		return rows;
	}

	private *all(): Generator<Entry> {
		for (const first of this.entries.values()) {
			for (let entry: Entry | null = first; entry !== null; entry = entry.next) yield entry;
		}
	}

	private find(candidateKey: string, freedAt: string): Entry | undefined {
		let entry = this.entries.get(candidateKey) ?? null;
		while (entry !== null && entry.freedAt !== freedAt) entry = entry.next;
		return entry ?? undefined;
	}

	private start(row: LedgerRow): Entry {
		const entry = new Entry(row);
		const first = this.entries.get(row.candidateKey);
		if (first === undefined) this.entries.set(row.candidateKey, entry);
		else {
			entry.next = first.next;
			first.next = entry;
		}
		return entry;
	}
}

const cents = (amount: number) => Math.round(amount * 100) / 100;

/** What the seat saves per year, at the latest price; null without one. A price in another currency is ignored. */
export function amountOf({ freed, prices }: Pick<Hold, 'freed' | 'prices'>): {
	amount: number | null;
	currency: string | null;
} {
	const currency = freed.currency ?? prices[0]?.currency ?? null;
	let sum: number | null = null;
	for (const row of [freed, ...prices]) {
		if (row.amount !== null && row.currency === currency) sum = (sum ?? 0) + row.amount;
	}
	return { amount: sum === null ? null : cents(sum), currency };
}
