import { foldName } from '../model/closest';
import type { CandidateRow, Verdict } from './candidateRow';
import { FOR_GOOD, has, inDays, isOver, KEEP_DAYS, moved, unchanged } from './candidateRow';
import { dayMistake, dayText, untilDay, whyNot } from './operator/keepDay';
import { byWhom, quote, UNCLEAR_ANSWER, USER_KEEPS, withComment } from './quoting';
import { isTaken } from './record';
import type { Actor, CandidateEvent } from './states';
import type { TakingWindow } from './taking';
import { CAP_REACHED } from './taking';

/** The possible answers to a question, and their texts on the page. */
export const ANSWERS = {
	needed: 'I still need it',
	notNeeded: 'I do not need it',
	keep: 'Keep',
	keepYear: 'Keep for a year',
	keepUntil: 'Keep until a date',
	keepForGood: 'Keep for good',
	take: 'Take it back',
	appeal: 'I need my login back',
} as const;
export type Answer = keyof typeof ANSWERS;
const ALL_ANSWERS = Object.keys(ANSWERS) as Answer[];

/** The answer by its value or by its text on the page; undefined for anything else. */
export const answerOf = (given: unknown): Answer | undefined =>
	ALL_ANSWERS.find((answer) => given === answer || given === ANSWERS[answer]);

const BY: Readonly<Record<Answer, Actor>> = {
	needed: 'user',
	notNeeded: 'user',
	appeal: 'user',
	keep: 'approver',
	keepYear: 'approver',
	keepUntil: 'approver',
	keepForGood: 'approver',
	take: 'approver',
};

/** The result of an answer or of silence. `takes` counts toward the cap. */
interface Consequence {
	event: CandidateEvent;
	by: Actor;
	decision: string | null;
	note: string;
	takes: boolean;
	/** For how long it is kept, if it is; null for good, 90 days if it does not say. */
	keepDays?: number | null;
	/** Instead of that, the time until which it is kept. */
	keepUntil?: string;
}

const YEAR_DAYS = 365;

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
	keepYear: {
		event: 'approverKeeps',
		decision: null,
		note: 'The manager decided that the user keeps the license for a year.',
		takes: false,
		keepDays: YEAR_DAYS,
	},
	keepUntil: {
		event: 'approverKeeps',
		decision: null,
		note: 'The manager decided that the user keeps the license until',
		takes: false,
	},
	keepForGood: {
		event: 'approverKeeps',
		decision: null,
		note: 'The manager decided that the user keeps the license for good.',
		takes: false,
		keepDays: null,
	},
	take: {
		event: 'approverReclaims',
		decision: 'manager takes',
		note: 'The manager decided to take the license back.',
		takes: true,
	},
	appeal: { event: 'appealed', decision: 'appeal', note: 'The user appealed.', takes: false },
};

/** Decisions after which Reclaim may start. */
const TAKING = ['user releases', 'user silent', 'manager takes', 'manager silent', 'no appeal'];
export const isTakingDecision = (decision: string | null): boolean =>
	TAKING.includes(decision ?? '');

export interface GivenAnswer {
	answer: unknown;
	/** E-mail address or username; empty if the user answered through their own link. */
	decidedBy: string;
	comment: string;
	/** The day until which to keep the license, as it was entered; only for the answer that asks for one. */
	keepUntil?: unknown;
}

/** An answer counts only if it is known, was asked for, and comes from a person who may give it. */
export function decideAnswer(
	row: CandidateRow,
	{ answer: given, decidedBy, comment, keepUntil }: GivenAnswer,
	window: TakingWindow,
	now: Date,
): Verdict {
	const answer = answerOf(given);
	if (answer === undefined) {
		const known = ALL_ANSWERS.map((one) => `${one} ("${ANSWERS[one]}")`).join(', ');
		return unchanged(
			row,
			`This answer is unknown, so it does not count. The possible answers are: ${known}.`,
		);
	}
	const refusal = mayNotDecide(row, BY[answer], decidedBy);
	if (refusal !== null) return unchanged(row, refusal);
	const day = dayText(keepUntil);
	const consequence = { ...OF_ANSWER[answer], ...withDay(answer, day, now), by: BY[answer] };
	if (answer === 'appeal' && !isTaken(row)) {
		return unchanged(row, 'Nothing was reclaimed from this user, so there is nothing to appeal.');
	}
	if (consequence.takes && isDecided(row)) return unchanged(row, ALREADY);
	const who = byWhom(BY[answer] === 'approver' ? 'Decided' : 'Answered', decidedBy);
	const note = withComment(consequence.note + who, comment);
	if (consequence.takes && day !== '') return unclear(row, answer, { day, who, comment, now });
	return conclude(row, { ...consequence, note }, window, now);
}

/** A manager who chose to keep the license keeps it, even if the day cannot be used. */
function withDay(answer: Answer, day: string, now: Date): Partial<Consequence> {
	const { note } = OF_ANSWER[answer];
	if (answer !== 'keepUntil') {
		return day === ''
			? {}
			: {
					note: `${note} The date ${quote(day)} was not used: it is for the answer “${ANSWERS.keepUntil}” only.`,
				};
	}
	const mistake = dayMistake(day, now);
	if (mistake !== null) {
		return {
			note: `${note} a date, but ${whyNot(mistake, day)}, so it is kept for ${KEEP_DAYS} days.`,
		};
	}
	return { note: `${note} ${day}.`, keepUntil: untilDay(day) };
}

/** The license is not taken from someone who may have been meant to keep it until then. */
function unclear(
	row: CandidateRow,
	answer: Answer,
	given: { day: string; who: string; comment: string; now: Date },
): Verdict {
	const { day, who, comment, now } = given;
	const reason = `${UNCLEAR_ANSWER} “${ANSWERS[answer]}”, with the date ${quote(day)}, which is for “${ANSWERS.keepUntil}” only. Nothing was reclaimed. The next run asks again.`;
	const note = withComment(reason + who, comment);
	const changes = { reason: note, errorCode: 'UNCLEAR_ANSWER' };
	return moved(row, { event: 'answerUnclear', by: BY[answer], now, changes, note });
}

/**
 * The time to answer is over. Silence reclaims only if the profile has the literal value `reclaim`; the
 * end of a grace period decides nothing new, it only confirms the earlier decision.
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
				? `The time to answer is not over yet. It ends at ${row.answerUntil}.`
				: 'The candidate has no answerUntil, so its time to answer cannot be over.',
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
				? `The grace period is not over yet. It ends at ${row.graceUntil}.`
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

/** Whether the open question was answered. If the user wants to keep the license, the manager is asked next. */
function isDecided({ state, decision }: CandidateRow): boolean {
	return has(decision) && !(state === 'Awaiting Approval' && decision === 'user keeps');
}

function conclude(
	row: CandidateRow,
	{ event, by, decision, note, takes, keepDays = KEEP_DAYS, keepUntil }: Consequence,
	window: TakingWindow,
	now: Date,
): Verdict {
	const until = keepUntil ?? (keepDays === null ? FOR_GOOD : inDays(now, keepDays));
	const kept =
		event === 'approverKeeps' || event === 'silenceKeeps' ? { keepUntil: until, reason: note } : {};
	const changes = { ...kept, ...(decision === null ? {} : { decision }) };
	const verdict = moved(row, { event, by, now, changes, note });
	// Only legal moves count toward the cap.
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

/** Users may not decide on their own seat, except through their own answers. */
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
		return 'Decided By is empty. Users may not decide on their own license, so the answer counts only if it is known who gave it.';
	}
	if (isOwn) {
		return `${decidedBy} is the user of this license. Users may not decide on their own license. Ask the manager or a fallback approver.`;
	}
	return own.length > 0
		? null
		: 'The candidate has neither username nor e-mail address, so it is unknown whether the license belongs to the person who decided.';
}
