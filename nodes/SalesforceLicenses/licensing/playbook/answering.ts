import { foldName } from '../model/closest';
import type { CandidateRow, Verdict } from './candidateRow';
import { has, inDays, isOver, KEEP_DAYS, moved, unchanged } from './candidateRow';
import { byWhom, USER_KEEPS, withComment } from './quoting';
import { isTaken } from './record';
import type { Actor, CandidateEvent } from './states';
import type { TakingWindow } from './taking';
import { CAP_REACHED } from './taking';

/** The answers that a question knows, and what its page calls them. */
export const ANSWERS = {
	needed: 'I still need it',
	notNeeded: 'I do not need it',
	keep: 'Keep',
	take: 'Take it back',
	appeal: 'I need my login back',
} as const;
export type Answer = keyof typeof ANSWERS;
const ALL_ANSWERS = Object.keys(ANSWERS) as Answer[];

/** The answer by its value or by the text of the page; undefined for anything else. */
export const answerOf = (given: unknown): Answer | undefined =>
	ALL_ANSWERS.find((answer) => given === answer || given === ANSWERS[answer]);

const BY: Readonly<Record<Answer, Actor>> = {
	needed: 'user',
	notNeeded: 'user',
	appeal: 'user',
	keep: 'approver',
	take: 'approver',
};

/** What an answer or a silence leads to. `takes` counts toward the cap. */
interface Consequence {
	event: CandidateEvent;
	by: Actor;
	decision: string | null;
	note: string;
	takes: boolean;
}

const OF_ANSWER: Readonly<Record<Answer, Omit<Consequence, 'by'>>> = {
	needed: {
		event: 'userKeeps',
		decision: 'user keeps',
		note: USER_KEEPS,
		takes: false,
	},
	notNeeded: {
		event: 'userReleases',
		decision: 'user releases',
		note: 'The user does not need the license.',
		takes: true,
	},
	keep: {
		event: 'approverKeeps',
		decision: null,
		note: 'The manager decided that the user keeps the license.',
		takes: false,
	},
	take: {
		event: 'approverReclaims',
		decision: 'manager takes',
		note: 'The manager decided to take the license back.',
		takes: true,
	},
	appeal: { event: 'appealed', decision: 'appeal', note: 'The user appealed.', takes: false },
};

/** Decisions after which Reclaim may begin. */
const TAKING = ['user releases', 'user silent', 'manager takes', 'manager silent', 'no appeal'];
export const isTakingDecision = (decision: string | null): boolean =>
	TAKING.includes(decision ?? '');

export interface GivenAnswer {
	answer: unknown;
	/** E-mail address or username; empty where the answer came by the user's own link. */
	decidedBy: string;
	comment: string;
}

/** An answer counts only if it is known, asked for, and given by somebody who may give it. */
export function decideAnswer(
	row: CandidateRow,
	{ answer: given, decidedBy, comment }: GivenAnswer,
	window: TakingWindow,
	now: Date,
): Verdict {
	const answer = answerOf(given);
	if (answer === undefined) {
		const known = ALL_ANSWERS.map((one) => `${one} ("${ANSWERS[one]}")`).join(', ');
		return unchanged(row, `The answer is not known, so it does not count. Answers are: ${known}.`);
	}
	const refusal = mayNotDecide(row, BY[answer], decidedBy);
	if (refusal !== null) return unchanged(row, refusal);
	const consequence = { ...OF_ANSWER[answer], by: BY[answer] };
	if (answer === 'appeal' && !isTaken(row)) {
		return unchanged(row, 'Nothing was taken from this user, so there is nothing to appeal.');
	}
	if (consequence.takes && isDecided(row)) return unchanged(row, ALREADY);
	const who = byWhom(BY[answer] === 'approver' ? 'Decided' : 'Answered', decidedBy);
	const note = withComment(consequence.note + who, comment);
	return conclude(row, { ...consequence, note }, window, now);
}

/**
 * The time to answer is over. Silence takes only if the profile says so with the literal `reclaim`; the
 * end of a grace period takes nothing new, it confirms what was decided before.
 */
export function decideSilence(
	row: CandidateRow,
	onSilence: unknown,
	window: TakingWindow,
	now: Date,
): Verdict {
	if (row.state === 'Awaiting Revocation') return endGrace(row, now);
	if (isDecided(row)) return unchanged(row, ALREADY);
	if (!isOver(row.answerUntil, now)) {
		return unchanged(
			row,
			has(row.answerUntil)
				? `The time to answer is not over: it ends at ${row.answerUntil}.`
				: 'The candidate has no answerUntil, so the time to answer cannot be over.',
		);
	}
	const asked = row.state === 'Awaiting Approval' ? 'manager' : 'user';
	const said = `The ${asked} did not ${asked === 'user' ? 'answer' : 'decide'} in time.`;
	const silence =
		onSilence === 'reclaim'
			? {
					event: 'silenceReclaims' as const,
					decision: `${asked} silent`,
					note: `${said} The profile reclaims the license in that case.`,
					takes: true,
				}
			: {
					event: 'silenceKeeps' as const,
					decision: null,
					note: `${said} The profile keeps the license in that case.`,
					takes: false,
				};
	return conclude(row, { ...silence, by: 'job' }, window, now);
}

function endGrace(row: CandidateRow, now: Date): Verdict {
	if (row.decision === 'appeal') return unchanged(row, 'The user appealed.');
	if (!isOver(row.graceUntil, now)) {
		return unchanged(
			row,
			has(row.graceUntil)
				? `The grace period is not over: it ends at ${row.graceUntil}.`
				: 'The user is not frozen for a grace period.',
		);
	}
	return moved(row, {
		event: 'graceOver',
		by: 'job',
		now,
		changes: { decision: 'no appeal' },
		note: 'The user did not appeal.',
	});
}

const ALREADY = 'This question has been answered already. The first answer counts.';

/** Whether the question that is open has its answer. A user who keeps leads to the question to the manager. */
function isDecided({ state, decision }: CandidateRow): boolean {
	return has(decision) && !(state === 'Awaiting Approval' && decision === 'user keeps');
}

function conclude(
	row: CandidateRow,
	{ event, by, decision, note, takes }: Consequence,
	window: TakingWindow,
	now: Date,
): Verdict {
	const kept =
		event === 'approverKeeps' || event === 'silenceKeeps'
			? { keepUntil: inDays(now, KEEP_DAYS), reason: note }
			: {};
	const changes = { ...kept, ...(decision === null ? {} : { decision }) };
	const verdict = moved(row, { event, by, now, changes, note });
	// Only what is a legal move counts toward the cap.
	const full = verdict.changed && takes ? window.take(row.userId) : null;
	if (full === null) return verdict;
	return moved(row, {
		event: 'capReached',
		by: 'job',
		now,
		changes: { ...changes, reason: full, errorCode: CAP_REACHED },
		note: `${note} ${full}`,
	});
}

/** Nobody decides on a seat of their own, except by the user's own answers. */
function mayNotDecide(row: CandidateRow, by: Actor, decidedBy: string): string | null {
	const own = [row.email, row.username].filter(has).map(foldName);
	const who = foldName(decidedBy);
	const isOwn = own.includes(who);
	if (by === 'user') {
		return who === '' || isOwn
			? null
			: `This question is for the user, but ${decidedBy} answered. The answer does not count.`;
	}
	if (who === '') {
		return 'Decided By is empty. Nobody may decide on their own license, so the answer counts only if it is known who gave it.';
	}
	if (isOwn) {
		return `${decidedBy} is the user of this license. Nobody decides on their own license: ask the manager or a fallback approver.`;
	}
	return own.length > 0
		? null
		: 'The candidate has neither username nor e-mail address, so it cannot be told whether it is the license of the person who decides.';
}
