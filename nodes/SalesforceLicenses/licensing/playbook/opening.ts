import type { CandidateRow, Json, Note } from './candidateRow';
import { has, isOver } from './candidateRow';
import { isObject, refusalIn } from './record';
import { isOpen, nextState, NEW } from './states';

/** What a found candidate says about itself: the columns that it has in the table. */
export type FoundSeat = Pick<
	CandidateRow,
	| 'candidateKey'
	| 'orgId'
	| 'userId'
	| 'username'
	| 'email'
	| 'name'
	| 'licenseKind'
	| 'licenseIdentifier'
	| 'licenseName'
	| 'softwareModel'
	| 'lastLoginAt'
	| 'lastActivityAt'
	| 'managerId'
	| 'rule'
	| 'action'
	| 'justification'
	| 'currency'
	| 'savingPeriod'
	| 'inactiveDays'
	| 'saving'
>;

export interface Found {
	seat: FoundSeat;
	/** The candidate as Find Candidates returned it. */
	candidate: Json;
	/** Why no run may touch this user. */
	protection: string | null;
}

export type Opened = { opened: true; row: CandidateRow } | { opened: false; because: string };

export const NO_EMAIL =
	'The user cannot be asked: there is no e-mail address in Salesforce. Enter one in Salesforce (Setup > Users > the user > Email).';

/** Opens found candidates one by one; knows what is stored, and what it has opened itself. */
export class Opening {
	private readonly known = new Map<string, string>();

	constructor(
		stored: readonly CandidateRow[],
		private readonly profile: { profile: string; notifyUser: boolean },
		private readonly now: Date,
	) {
		for (const row of stored) {
			const because = this.whyNot(row);
			if (because !== null) this.known.set(row.candidateKey, because);
		}
	}

	open({ seat, candidate, protection }: Found): Opened {
		if (protection !== null) return { opened: false, because: protection };
		const because = this.known.get(seat.candidateKey);
		if (because !== undefined) return { opened: false, because };
		const refused = refusalIn(candidate.blockers);
		const unreachable = this.profile.notifyUser && !has(seat.email) ? NO_EMAIL : null;
		const reason = refused ?? unreachable;
		const move = nextState(NEW, reason === null ? 'found' : 'foundBlocked', 'job');
		if (!move.ok) return { opened: false, because: move.because };
		this.known.set(seat.candidateKey, 'The same candidate came in twice. It is opened once.');
		const row: CandidateRow = {
			...seat,
			...this.profile,
			state: move.state,
			reason,
			errorCode: errorCodeOf(refused, unreachable),
			outcome: null,
			decision: null,
			assignedTo: null,
			executionId: null,
			seal: null,
			openedAt: this.now.toISOString(),
			closedAt: null,
			askedAt: null,
			answerUntil: null,
			revocationStartedAt: null,
			graceUntil: null,
			keepUntil: null,
			candidate,
			plan: null,
			before: null,
			result: null,
			notes: this.firstNotes(seat, candidate.blockers),
		};
		return { opened: true, row };
	}

	/** Null where the stored candidate is closed and nothing speaks against a new one. */
	private whyNot({ state, keepUntil }: CandidateRow): string | null {
		if (isOpen(state)) return `This candidate is open already, in the state ${state}.`;
		if (!has(keepUntil) || isOver(keepUntil, this.now)) return null;
		return `The user keeps this license until ${keepUntil}.`;
	}

	private firstNotes({ rule, justification }: FoundSeat, blockers: unknown): Note[] {
		const at = this.now.toISOString();
		const why = `Found by the rule "${rule ?? ''}": ${justification ?? ''}`;
		const obstacles = (Array.isArray(blockers) ? blockers : [])
			.filter(isObject)
			.map(({ text, fix }) => `Blocker: ${String(text ?? '')} ${String(fix ?? '')}`);
		return [why, ...obstacles].map((text) => ({ at, text: text.trim() }));
	}
}

function errorCodeOf(refused: string | null, unreachable: string | null): string | null {
	if (refused !== null) return 'BLOCKED';
	return unreachable === null ? null : 'NO_EMAIL';
}
