import type { PricePeriod } from '../../finding/savings';
import type { Price } from '../../model/prices';
import { priceOf } from '../../model/prices';
import type { CandidateRow } from '../candidateRow';
import type { FreedSeat } from './freedSeats';
import { freedSeats, heldBefore, ownSeat } from './freedSeats';
import type { Hold } from './holds';
import { amountOf, Ledger } from './holds';
import type { LedgerRow } from './ledgerRow';
import { rowOf } from './rowOf';

/** A license that a user holds, as Download returned it. */
export interface HeldNow {
	subscriptionKey: string;
	/** When it was assigned; null if Salesforce does not say. */
	assignedAt: string | null;
	licenseName?: string | null;
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

type Closed = CandidateRow & { closedAt: string };
const isClosed = (candidate: CandidateRow): candidate is Closed => candidate.closedAt !== null;

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
	const closed = candidates.filter(isClosed);
	const names = namesOf(candidates, stored, facts.held);
	const seatsOf = (candidate: CandidateRow) =>
		freedSeats(candidate).map((seat) => ({
			...seat,
			licenseName: seat.licenseName ?? names.get(licenseOf(seat.key)) ?? null,
		}));
	const add = (candidate: CandidateRow, row: LedgerRow | null) => {
		if (row === null) return;
		ledger.add(row);
		entries.push({ row, candidate });
	};
	// A seat that is a candidate of its own has the saving of that candidate.
	for (const isOwn of [true, false]) {
		for (const candidate of closed) {
			for (const seat of seatsOf(candidate)) {
				if (seat.isOwn !== isOwn || !isNew(ledger, seat, candidate)) continue;
				add(candidate, freed(candidate, seat, facts));
			}
		}
	}
	const ofUser = openHoldsByUser(ledger);
	const own = new Set(closed.map(({ candidateKey, closedAt }) => `${candidateKey} ${closedAt}`));
	for (const candidate of closed) {
		for (const seat of seatsOf(candidate)) {
			for (const hold of heldAgain(ledger, seat)) add(candidate, secondTime(candidate, seat, hold));
			const hold = ledger.hold(seat.key, candidate.closedAt);
			if (hold === undefined || hold.end !== null) continue;
			const taken = takenAgain(candidate, seat, hold, held.get(seat.key), facts);
			add(candidate, taken ?? priceChange(candidate, seat, hold, facts));
		}
		if (candidate.state !== 'Closed Skipped') continue;
		for (const hold of ofUser.get(userOf(candidate.candidateKey)) ?? []) {
			if (hold.end !== null || !isGivenBack(candidate, hold)) continue;
			const isOwn = hold.candidateKey === candidate.candidateKey;
			const isOfAnother = own.has(`${hold.candidateKey} ${hold.freedAt}`);
			if (!isOwn && (isOfAnother || !heldBefore(candidate, hold))) continue;
			add(candidate, givenBack(candidate, hold, facts));
		}
	}
	return entries;
}

/** Steps name licenses by their identifiers only; people and price books know their names, too. */
function namesOf(
	candidates: readonly CandidateRow[],
	stored: readonly LedgerRow[],
	held: readonly HeldNow[],
): ReadonlyMap<string, string> {
	const names = new Map<string, string>();
	const add = (key: string, name: string | null | undefined) => {
		if (name !== null && name !== undefined) names.set(licenseOf(key), name);
	};
	for (const { candidateKey, licenseName } of [...stored, ...candidates])
		add(candidateKey, licenseName);
	for (const { subscriptionKey, licenseName } of held) add(subscriptionKey, licenseName);
	return names;
}

const licenseOf = (key: string): string => key.split(':').slice(2).join(':');

/** The org and the user in the key of a seat: IDs have no colon. */
const userOf = (key: string): string => key.split(':', 2).join(':');

function openHoldsByUser(ledger: Ledger): Map<string, Hold[]> {
	const byUser = new Map<string, Hold[]>();
	for (const hold of ledger.holds()) {
		if (hold.end !== null) continue;
		const user = userOf(hold.candidateKey);
		byUser.set(user, [...(byUser.get(user) ?? []), hold]);
	}
	return byUser;
}

/** Several candidates of one user free the other seats of that user once. */
function isNew(ledger: Ledger, { key, isOwn }: FreedSeat, candidate: Closed): boolean {
	if (ledger.hold(key, candidate.closedAt) !== undefined) return false;
	if (isOwn) return true;
	const since = Date.parse(candidate.revocationStartedAt ?? candidate.closedAt);
	for (const hold of ledger.holdsOf(key)) {
		if (hold.end === null || Date.parse(hold.freedAt) >= since) return false;
	}
	return true;
}

function freed(candidate: Closed, seat: FreedSeat, facts: LedgerFacts): LedgerRow {
	const { justification, licenseName, licenseIdentifier, closedAt } = candidate;
	return rowOf(candidate, seat, closedAt, {
		entry: 'freed',
		at: closedAt,
		...(seat.isOwn ? savingOf(candidate) : (priceOfSeat(seat, facts) ?? NO_AMOUNT)),
		reason: seat.isOwn
			? justification
			: `Freed by the same reclaim as ${licenseName ?? licenseIdentifier}.`,
	});
}

const NO_AMOUNT = { amount: null, currency: null };

function savingOf({ saving, currency, savingPeriod }: CandidateRow) {
	const times = savingPeriod === 'month' || savingPeriod === 'year' ? A_YEAR[savingPeriod] : null;
	if (saving === null || times === null || currency === null) return NO_AMOUNT;
	return { amount: cents(saving * times), currency };
}

/** By the year; null without a price. */
function priceOfSeat(seat: FreedSeat, { prices, pricePeriod }: LedgerFacts) {
	const { licenseKind, licenseIdentifier, licenseName } = seat;
	const named = { licenseKind, licenseIdentifier, licenseName: licenseName ?? undefined };
	const price = priceOf(prices, named);
	if (price === null) return null;
	return { amount: cents(price.price * A_YEAR[pricePeriod]), currency: price.currency };
}

/** A seat that is free cannot be freed: it was in use again, although no update of the ledger saw that. */
function heldAgain(ledger: Ledger, { key }: FreedSeat): Hold[] {
	const holds = [...ledger.holdsOf(key)];
	const latest = Math.max(...holds.map(({ freedAt }) => Date.parse(freedAt)));
	return holds.filter(({ freedAt, end }) => end === null && Date.parse(freedAt) < latest);
}

function secondTime(candidate: Closed, seat: FreedSeat, hold: Hold): LedgerRow {
	const { openedAt, closedAt } = candidate;
	const found = openedAt !== null && Date.parse(openedAt) > Date.parse(hold.freedAt);
	return rowOf(candidate, seat, hold.freedAt, {
		entry: 'takenAgain',
		at: found ? openedAt : closedAt,
		...amountOf(hold),
		reason: 'The license was assigned again outside the playbook, and then freed a second time.',
	});
}

function takenAgain(
	candidate: Closed,
	seat: FreedSeat,
	hold: Hold,
	heldNow: HeldNow | undefined,
	{ heldReadAt }: LedgerFacts,
): LedgerRow | null {
	const { freedAt } = hold;
	if (heldNow === undefined || heldReadAt.getTime() <= Date.parse(freedAt)) return null;
	const { assignedAt } = heldNow;
	const isLater = assignedAt !== null && Date.parse(assignedAt) > Date.parse(freedAt);
	return rowOf(candidate, seat, freedAt, {
		entry: 'takenAgain',
		at: isLater ? new Date(assignedAt).toISOString() : heldReadAt.toISOString(),
		...amountOf(hold),
		reason: 'The user holds the license again. It was assigned outside the playbook.',
	});
}

/** An appeal opens a candidate that was closed, so it is closed again later than its seats were freed. */
function isGivenBack({ decision, revocationStartedAt, closedAt }: Closed, { freedAt }: Hold) {
	if (freedAt === closedAt) return true;
	if (decision !== 'appeal') return false;
	const at = Date.parse(freedAt);
	return at >= Date.parse(revocationStartedAt ?? '') && at <= Date.parse(closedAt);
}

function givenBack(candidate: Closed, hold: Hold, { now }: LedgerFacts): LedgerRow {
	const isOwn = hold.candidateKey === candidate.candidateKey;
	const { licenseKind, licenseIdentifier, candidateKey: key } = hold;
	const named = { licenseName: null, softwareModel: null };
	const seat = isOwn
		? ownSeat(candidate)
		: { key, licenseKind, licenseIdentifier, ...named, isOwn };
	return rowOf(candidate, seat, hold.freedAt, {
		entry: 'givenBack',
		at: candidate.notes.at(-1)?.at ?? now.toISOString(),
		...amountOf(hold),
		reason: candidate.reason,
	});
}

/** A move to a cheaper license saves the difference between two prices, so a single price is not enough. */
function priceChange(
	candidate: Closed,
	seat: FreedSeat,
	hold: Hold,
	facts: LedgerFacts,
): LedgerRow | null {
	if (candidate.action === 'changeProfile') return null;
	const price = priceOfSeat(seat, facts);
	if (price === null) return null;
	const { amount, currency } = amountOf(hold);
	if (amount !== null && currency !== price.currency) return null;
	const difference = cents(price.amount - (amount ?? 0));
	if (amount !== null && difference === 0) return null;
	return rowOf(candidate, seat, hold.freedAt, {
		entry: 'priceChanged',
		at: facts.now.toISOString(),
		amount: difference,
		currency: price.currency,
		reason: null,
	});
}
