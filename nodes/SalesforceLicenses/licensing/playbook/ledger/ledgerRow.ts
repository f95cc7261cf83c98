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
