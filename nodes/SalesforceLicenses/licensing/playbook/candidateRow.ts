import type { LicenseKind } from '../model/licenses';
import type { RuleAction } from '../model/actions';
import type { Actor, CandidateEvent, CandidateState } from './states';
import { isOpen, nextState } from './states';

/** One line of the candidate's history. */
export interface Note {
	at: string;
	text: string;
}

export type Json = Record<string, unknown>;

/** A candidate as it is stored. Times are ISO-8601; unknown values are null. */
export interface CandidateRow {
	profile: string | null;
	candidateKey: string;
	state: CandidateState;
	orgId: string | null;
	userId: string;
	username: string | null;
	email: string | null;
	name: string | null;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	licenseName: string | null;
	softwareModel: string | null;
	lastLoginAt: string | null;
	lastActivityAt: string | null;
	managerId: string | null;
	rule: string | null;
	action: RuleAction;
	justification: string | null;
	reason: string | null;
	outcome: string | null;
	errorCode: string | null;
	/** The latest answer: `user keeps`, `user releases`, `user silent`, `manager takes`, `manager silent`, `appeal`, `no appeal`; or `ask first`, by an operator. */
	decision: string | null;
	/** Who was asked to decide for the user. */
	assignedTo: string | null;
	executionId: string | null;
	currency: string | null;
	savingPeriod: string | null;
	/** The seal of `result`. */
	seal: string | null;
	openedAt: string | null;
	closedAt: string | null;
	askedAt: string | null;
	answerUntil: string | null;
	revocationStartedAt: string | null;
	graceUntil: string | null;
	/** Until then, the user is not a candidate again. */
	keepUntil: string | null;
	inactiveDays: number | null;
	saving: number | null;
	/** The settings of the profile when the candidate was found. The profile as it is now decides. */
	notifyUser: boolean | null;
	/** The candidate as Find Candidates returned it. */
	candidate: Json | null;
	/** The outcome of the dry run. */
	plan: Json | null;
	before: Json | null;
	/** The outcome of Reclaim or Restore. */
	result: Json | null;
	notes: Note[];
}

/** The columns in the order of the table. A missing column does not compile. */
const COLUMNS: Record<keyof CandidateRow, true> = {
	profile: true,
	candidateKey: true,
	state: true,
	orgId: true,
	userId: true,
	username: true,
	email: true,
	name: true,
	licenseKind: true,
	licenseIdentifier: true,
	licenseName: true,
	softwareModel: true,
	lastLoginAt: true,
	lastActivityAt: true,
	managerId: true,
	rule: true,
	action: true,
	justification: true,
	reason: true,
	outcome: true,
	errorCode: true,
	decision: true,
	assignedTo: true,
	executionId: true,
	currency: true,
	savingPeriod: true,
	seal: true,
	openedAt: true,
	closedAt: true,
	askedAt: true,
	answerUntil: true,
	revocationStartedAt: true,
	graceUntil: true,
	keepUntil: true,
	inactiveDays: true,
	saving: true,
	notifyUser: true,
	candidate: true,
	plan: true,
	before: true,
	result: true,
	notes: true,
};

export const CANDIDATE_COLUMNS = Object.keys(COLUMNS) as Array<keyof CandidateRow>;

/** Items for Reclaim, if the seat is to be reclaimed now, and for Restore, if it is to be given back. */
interface Work {
	reclaim?: Json;
	restore?: Json;
}

/** What happened to one candidate. */
export type Verdict = Work &
	({ changed: true; row: CandidateRow } | { changed: false; row: CandidateRow; because: string });

export const unchanged = (row: CandidateRow, because: string): Verdict => ({
	changed: false,
	row,
	because,
});

export interface Happening {
	event: CandidateEvent;
	by: Actor;
	now: Date;
	changes?: Partial<Omit<CandidateRow, 'state' | 'notes'>>;
	/** The text for the history. */
	note: string;
}

/**
 * Moves a candidate according to the table of states. An illegal move does not change it, and the reason
 * is returned.
 */
export function moved(
	row: CandidateRow,
	{ event, by, now, changes = {}, note }: Happening,
): Verdict {
	const move = nextState(row.state, event, by);
	if (!move.ok) return unchanged(row, move.because);
	const at = now.toISOString();
	return {
		changed: true,
		row: {
			...row,
			...changes,
			state: move.state,
			closedAt: isOpen(move.state) ? null : (row.closedAt ?? at),
			notes: [...row.notes, { at, text: note }],
		},
	};
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** An answer to keep a license holds for this long. */
export const KEEP_DAYS = 90;

export const inDays = (now: Date, days: number): string =>
	new Date(now.getTime() + days * DAY_MS).toISOString();

/** Until then is kept what is excluded for good: the last day that every store and language knows. */
export const FOR_GOOD = '9999-12-31T00:00:00.000Z';
export const isForGood = (keepUntil: string | null): boolean =>
	keepUntil?.startsWith('9999-12-31') ?? false;

/** Whether a time is over. A time that is missing or cannot be read is not over. */
export const isOver = (time: string | null, now: Date): boolean =>
	time !== null && Date.parse(time) <= now.getTime();

/** Whether the text is not blank. */
export const has = (text: string | null | undefined): text is string =>
	text !== null && text !== undefined && text !== '';
