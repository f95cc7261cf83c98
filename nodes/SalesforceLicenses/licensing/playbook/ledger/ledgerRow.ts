import type { LicenseKind } from '../../model/licenses';

/**
 * The savings ledger: one row for each event of a seat that was freed. "Realized" always means the sum of
 * its rows, and is never derived from the state of a candidate.
 */
export const LEDGER_ENTRIES = ['freed', 'givenBack', 'takenAgain', 'priceChanged'] as const;
export type LedgerEntry = (typeof LEDGER_ENTRIES)[number];

export interface LedgerRow {
	/** The same for the same event, however often it is computed. */
	ledgerKey: string;
	entry: LedgerEntry;
	/** When it happened: ISO-8601 UTC. */
	at: string;
	/** When the seat that the row is about was freed. */
	freedAt: string;
	profile: string | null;
	candidateKey: string;
	orgId: string | null;
	userId: string;
	username: string | null;
	name: string | null;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	licenseName: string | null;
	softwareModel: string | null;
	/**
	 * Per year. For a freed seat, what it saves; for a seat that was given back or assigned again, what it
	 * saved; for a changed price, the difference. Null without a price.
	 */
	amount: number | null;
	currency: string | null;
	/** What Reclaim did. */
	action: string | null;
	/** Who decided: an email address, or null if a rule did. */
	decidedBy: string | null;
	reason: string | null;
}

/** One seat, from the day it was freed. */
export interface Hold {
	freed: LedgerRow;
	/** When it was given back or assigned again, whichever came first; null while it is free. */
	end: LedgerRow | null;
	prices: LedgerRow[];
}

export const holdKey = ({ candidateKey, freedAt }: Pick<LedgerRow, 'candidateKey' | 'freedAt'>) =>
	`${candidateKey}|${freedAt}`;

/** The seats in a ledger. A duplicate row counts once; without the row that frees its seat, a row does not count. */
export function holdsOf(rows: readonly LedgerRow[]): Map<string, Hold> {
	const holds = new Map<string, Hold>();
	for (const row of rows) {
		if (row.entry !== 'freed' || holds.has(holdKey(row))) continue;
		holds.set(holdKey(row), { freed: row, end: null, prices: [] });
	}
	const seen = new Set<string>();
	for (const row of rows) {
		const hold = holds.get(holdKey(row));
		if (hold === undefined || row.entry === 'freed' || seen.has(row.ledgerKey)) continue;
		seen.add(row.ledgerKey);
		if (row.entry === 'priceChanged') hold.prices.push(row);
		else if (hold.end === null || row.at < hold.end.at) hold.end = row;
	}
	return holds;
}

const cents = (amount: number) => Math.round(amount * 100) / 100;

/** What the seat saves per year, at the latest price; null without one. A price in another currency is ignored. */
export function amountOf({ freed, prices }: Hold): {
	amount: number | null;
	currency: string | null;
} {
	const currency = freed.currency ?? prices[0]?.currency ?? null;
	const amounts = [freed, ...prices]
		.filter((row) => row.amount !== null && row.currency === currency)
		.map(({ amount }) => amount ?? 0);
	if (amounts.length === 0) return { amount: null, currency };
	return { amount: cents(amounts.reduce((sum, amount) => sum + amount, 0)), currency };
}
