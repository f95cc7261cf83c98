import { isTakingDecision } from '../answering';
import type { CandidateRow, Verdict } from '../candidateRow';
import { has, isForGood, moved, unchanged } from '../candidateRow';
import { byWhom, withComment } from '../quoting';
import { isTaken } from '../record';

/** What a person at a form decides on a candidate, apart from reclaiming it and giving it back. */

/** Stored as the decision of a candidate that is Ready: the user is asked, even if the profile asks no one. */
export const ASK_FIRST = 'ask first';

/** Instead of a decision to reclaim. A user who has answered or appealed is not asked once more. */
export const askedFirst = (decision: string | null): string =>
	decision === null || isTakingDecision(decision) ? ASK_FIRST : decision;

const TO_BE_ASKED = 'The user is to be asked first.';

/** The decision of a candidate whose question was lost or could not be sent. */
export const afterLostQuestion = ({ decision, notes }: CandidateRow): string | null =>
	decision === null && notes.some(({ text }) => text.startsWith(TO_BE_ASKED))
		? ASK_FIRST
		: decision;

export interface Operator {
	/** E-mail address of the person. */
	decidedBy: string;
	/** What they wrote. */
	comment: string;
	now: Date;
}

const noteOf = (text: string, { decidedBy, comment }: Operator): string =>
	withComment(text + byWhom('Decided', decidedBy), comment);

/** Closes a candidate: it is not one again before that time. */
export function keepUntil(row: CandidateRow, until: string, operator: Operator): Verdict {
	const isReadable = !Number.isNaN(Date.parse(until));
	if (!isReadable || Date.parse(until) <= operator.now.getTime()) {
		return unchanged(row, 'The day until which the license is kept is missing or over.');
	}
	if (isTaken(row)) {
		return unchanged(row, 'Something was reclaimed already. Give it back instead.');
	}
	const what = isForGood(until)
		? 'Excluded for good.'
		: `The license is kept until ${until.slice(0, 'YYYY-MM-DD'.length)}.`;
	const note = noteOf(what, operator);
	return moved(row, {
		event: 'operatorKeeps',
		by: 'operator',
		now: operator.now,
		changes: { keepUntil: until, reason: note, errorCode: null, decision: null },
		note,
	});
}

/** The candidate stays closed; if the license is still unused, the next Identify finds it again. */
export function stopKeeping(row: CandidateRow, operator: Operator): Verdict {
	if (row.state !== 'Closed Skipped' || !has(row.keepUntil)) {
		return unchanged(row, `The license is not kept: the candidate is ${row.state}.`);
	}
	const note = noteOf('The license is not kept anymore.', operator);
	return noted(row, { keepUntil: null, reason: note }, note, operator);
}

export function askFirst(row: CandidateRow, operator: Operator): Verdict {
	if (row.state !== 'Ready') {
		return unchanged(row, `Only a candidate that is Ready can be asked about; it is ${row.state}.`);
	}
	const changes = { decision: askedFirst(row.decision) };
	return noted(row, changes, noteOf(TO_BE_ASKED, operator), operator);
}

/** A decision that leaves the candidate in its state. */
const noted = (
	row: CandidateRow,
	changes: Partial<Pick<CandidateRow, 'decision' | 'keepUntil' | 'reason'>>,
	text: string,
	{ now }: Operator,
): Verdict => ({
	changed: true,
	row: { ...row, ...changes, notes: [...row.notes, { at: now.toISOString(), text }] },
});
