import { freesSeat } from '../../finding/savings';
import type { PricePeriod } from '../../finding/savings';
import type { Price } from '../../model/prices';
import { priceOf } from '../../model/prices';
import type { CandidateRow } from '../candidateRow';
import type { Hold } from './holds';
import { amountOf, Ledger } from './holds';
import type { LedgerEntry, LedgerRow } from './ledgerRow';

/** A license that a user holds, as Download returned it. */
export interface HeldNow {
	subscriptionKey: string;
	/** When it was assigned; null if Salesforce does not say. */
	assignedAt: string | null;
}

/** The data that the ledger is compared with. */
export interface LedgerFacts {
	held: readonly HeldNow[];
	/** When `held` was read: seats freed later may still be in it. */
	heldReadAt: Date;
	prices: readonly Price[];
	pricePeriod: PricePeriod;
	now: Date;
}

const A_YEAR: Readonly<Record<PricePeriod, number>> = { month: 12, year: 1 };
const cents = (amount: number) => Math.round(amount * 100) / 100;

export interface NewEntry {
	row: LedgerRow;
	candidate: CandidateRow;
}

/**
 * The events since the last update of the ledger: seats that Reclaim freed, that Restore gave back, that
 * were assigned again outside the playbook, or whose price changed. A second update adds nothing.
 */
export function newEntries(
	candidates: readonly CandidateRow[],
	stored: readonly LedgerRow[],
	facts: LedgerFacts,
): NewEntry[] {
	const ledger = new Ledger(stored);
	const held = new Map(facts.held.map((one) => [one.subscriptionKey, one]));
	const entries: NewEntry[] = [];
	for (const candidate of candidates) {
		const freedAt = candidate.closedAt;
		if (freedAt === null) continue;
		const { candidateKey } = candidate;
		const add = (row: LedgerRow | null) => {
			if (row !== null) entries.push({ row, candidate });
		};
		if (ledger.hold(candidateKey, freedAt) === undefined) {
			const row = freed(candidate, freedAt);
			add(row);
			if (row === null) {
				const appealed = appealedHold(candidate, ledger);
				if (appealed !== undefined) add(endOf(candidate, appealed, undefined, facts));
				continue;
			}
			ledger.add(row);
		}
		const hold = ledger.hold(candidateKey, freedAt);
		if (hold === undefined || hold.end !== null) continue;
		const end = endOf(candidate, hold, held.get(candidateKey), facts);
		add(end ?? priceChange(candidate, hold, facts));
	}
	return entries;
}

/** An appeal opens a candidate that was closed, so it is closed again later than its seat was freed. */
function appealedHold(
	{ state, decision, candidateKey, revocationStartedAt, closedAt }: CandidateRow,
	ledger: Ledger,
): Hold | undefined {
	if (state !== 'Closed Skipped' || decision !== 'appeal') return undefined;
	const [from, to] = [Date.parse(revocationStartedAt ?? ''), Date.parse(closedAt ?? '')];
	for (const hold of ledger.holdsOf(candidateKey)) {
		const at = Date.parse(hold.freedAt);
		if (hold.end === null && at >= from && at <= to) return hold;
	}
	return undefined;
}

/** Only what Reclaim freed: a license removed elsewhere was closed as skipped, and a freeze frees nothing. */
function freed(candidate: CandidateRow, freedAt: string): LedgerRow | null {
	if (candidate.state !== 'Closed Complete' || !freesSeat(candidate.action, candidate)) return null;
	const { saving, currency, savingPeriod } = candidate;
	const times = savingPeriod === 'month' || savingPeriod === 'year' ? A_YEAR[savingPeriod] : null;
	const amount =
		saving === null || times === null || currency === null ? null : cents(saving * times);
	return rowOf(candidate, freedAt, {
		entry: 'freed',
		at: freedAt,
		amount,
		currency: amount === null ? null : currency,
		reason: candidate.justification,
	});
}

function endOf(
	candidate: CandidateRow,
	hold: Hold,
	heldNow: HeldNow | undefined,
	{ heldReadAt, now }: LedgerFacts,
): LedgerRow | null {
	const { freedAt } = hold;
	if (candidate.state === 'Closed Skipped') {
		const at = candidate.notes.at(-1)?.at ?? now.toISOString();
		return rowOf(candidate, freedAt, {
			entry: 'givenBack',
			at,
			...amountOf(hold),
			reason: candidate.reason,
		});
	}
	// An open appeal has not given anything back yet.
	if (candidate.state !== 'Closed Complete' || heldNow === undefined) return null;
	if (heldReadAt.getTime() <= Date.parse(freedAt)) return null;
	const { assignedAt } = heldNow;
	const isLater = assignedAt !== null && Date.parse(assignedAt) > Date.parse(freedAt);
	return rowOf(candidate, freedAt, {
		entry: 'takenAgain',
		at: isLater ? new Date(assignedAt).toISOString() : heldReadAt.toISOString(),
		...amountOf(hold),
		reason: 'The user holds the license again. It was assigned outside the playbook.',
	});
}

/** A move to a cheaper license saves the difference between two prices, so a single price is not enough. */
function priceChange(candidate: CandidateRow, hold: Hold, facts: LedgerFacts): LedgerRow | null {
	if (candidate.action === 'changeProfile') return null;
	const price = priceOf(facts.prices, {
		licenseKind: candidate.licenseKind,
		licenseIdentifier: candidate.licenseIdentifier,
		licenseName: candidate.licenseName ?? undefined,
	});
	if (price === null) return null;
	const { amount, currency } = amountOf(hold);
	if (amount !== null && currency !== price.currency) return null;
	const difference = cents(price.price * A_YEAR[facts.pricePeriod] - (amount ?? 0));
	if (amount !== null && difference === 0) return null;
	return rowOf(candidate, hold.freedAt, {
		entry: 'priceChanged',
		at: facts.now.toISOString(),
		amount: difference,
		currency: price.currency,
		reason: null,
	});
}

type Happened = Pick<LedgerRow, 'at' | 'amount' | 'currency' | 'reason'> & { entry: LedgerEntry };

function rowOf(candidate: CandidateRow, freedAt: string, happened: Happened): LedgerRow {
	const { candidateKey } = candidate;
	const { entry, at } = happened;
	const ofDay = entry === 'priceChanged' ? `|${at}` : '';
	return {
		ledgerKey: `${candidateKey}|${freedAt}|${entry}${ofDay}`,
		entry,
		at,
		freedAt,
		profile: candidate.profile,
		candidateKey,
		orgId: candidate.orgId,
		userId: candidate.userId,
		username: candidate.username,
		name: candidate.name,
		licenseKind: candidate.licenseKind,
		licenseIdentifier: candidate.licenseIdentifier,
		licenseName: candidate.licenseName,
		softwareModel: candidate.softwareModel,
		amount: happened.amount,
		currency: happened.currency,
		action: candidate.action,
		decidedBy: decidedBy(candidate),
		reason: happened.reason,
	};
}

/** Silence and rules are not a person's decision. */
function decidedBy({ decision, assignedTo, email }: CandidateRow): string | null {
	if (decision === 'manager takes') return assignedTo;
	return decision === 'user releases' ? email : null;
}
