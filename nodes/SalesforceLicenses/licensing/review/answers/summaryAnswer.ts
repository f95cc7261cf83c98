import { giveBack } from '../../playbook/asking';
import type { CandidateRow, Json, Verdict } from '../../playbook/candidateRow';
import { FOR_GOOD } from '../../playbook/candidateRow';
import { dayMistake, untilDay } from '../../playbook/operator/keepDay';
import type { Operator } from '../../playbook/operator/operating';
import { askFirst, keepUntil, stopKeeping } from '../../playbook/operator/operating';
import { profileSettings } from '../../playbook/promises/profileNow';
import { changedSince, decisionsFor, notPossible } from '../choosing';
import { effectsOf } from '../effects';
import { isAskedAnyway } from '../pages/candidatesPage';
import { BACK, confirmation, promiseOf } from '../pages/summaryPage';
import type { Decision, ReviewProfile, Stored } from '../review';
import { NO_FILTER } from '../review';
import type { Answered, ReviewAnswer } from './answer';
import { NOT_ON_THIS_PAGE, show } from './answer';
import { stillThere } from './candidatesAnswer';

/** Whether the summary was confirmed, and what follows from it. Everything is checked again as it is now. */
export function summaryAnswer(answered: Answered, profile: ReviewProfile): ReviewAnswer {
	const { purpose, entered, carry, handed, candidates, now, decidedBy } = answered;
	const { decision, filter, from, until, comment } = handed;
	const ids = Object.keys(carry.marks);
	const back = (message: string) =>
		show(profile, 'candidates', {
			filter,
			from,
			decision,
			until,
			comment,
			message,
			chosen: stillThere(ids, answered),
		});
	if (entered.confirm === BACK) return back('Nothing was done yet.');
	if (
		decision === '' ||
		ids.length === 0 ||
		entered.confirm !== confirmation(decision) ||
		(decision === 'keep' && dayMistake(until, now) !== null)
	) {
		return back(NOT_ON_THIS_PAGE);
	}
	const changed = changedSince(purpose, ids, carry.marks, candidates, now);
	if (changed !== '') return back(changed);
	const wanted = new Set(ids);
	const chosen = candidates.filter(({ id }) => wanted.has(id));
	const isPossible = decisionsFor(purpose, profile, isAskedAnyway(profile)).includes(decision);
	const effects = effectsOf({ decision, until }, chosen, candidates, profile, now);
	if (!isPossible || promiseOf(effects.happens) !== carry.promise) {
		const message =
			'Nothing was done. The profile changed while the page was open. Look again at what would happen now.';
		return isPossible
			? { ...back(message), page: 'summary' }
			: { ...back(message), decision: '', page: 'candidates' };
	}
	const refusal = notPossible(decision, chosen) || effects.refusal;
	if (refusal) return back(refusal);
	const written = rowsOf(decision, chosen, until, { decidedBy, comment, now });
	if (written.because !== '') return back(`Nothing was done. ${written.because}`);
	const { settings, reclaimSubflow } = profile;
	return {
		...show(profile, 'result', { filter: NO_FILTER, decision, until }),
		do: DOES[decision],
		candidateIds: ids,
		write: written.rows,
		restore: decision === 'giveBack' ? chosen.flatMap(restoreOf) : [],
		subflow: reclaimSubflow,
		maxUsers: profileSettings(settings).maxUsers,
		maxPercent: typeof settings.maxPercent === 'number' ? settings.maxPercent : 0,
	};
}

const DOES: Readonly<Record<Decision, ReviewAnswer['do']>> = {
	reclaim: 'reclaim',
	ask: 'ask',
	keep: 'store',
	exclude: 'store',
	giveBack: 'giveBack',
	release: 'store',
};

function restoreOf({ row, own }: Stored): Json[] {
	const { restore } = giveBack(row);
	return restore === undefined ? [] : [{ ...own, ...restore }];
}

/** The changed columns of each candidate; none if one of them cannot be changed like this. */
function rowsOf(
	decision: Decision,
	chosen: readonly Stored[],
	until: string,
	operator: Operator,
): { rows: Json[]; because: string } {
	const change = changeFor(decision, until, operator);
	if (change === null) return { rows: [], because: '' };
	const rows: Json[] = [];
	for (const { row, own } of chosen) {
		const verdict = change(row);
		if (!verdict.changed) return { rows: [], because: verdict.because };
		rows.push({ id: own.id, ...changedColumns(row, verdict.row) });
	}
	return { rows, because: '' };
}

function changeFor(
	decision: Decision,
	until: string,
	operator: Operator,
): ((row: CandidateRow) => Verdict) | null {
	switch (decision) {
		case 'keep':
			return (row) => keepUntil(row, untilDay(until), operator);
		case 'exclude':
			return (row) => keepUntil(row, FOR_GOOD, operator);
		case 'release':
			return (row) => stopKeeping(row, operator);
		case 'ask':
			return (row) => askFirst(row, operator);
		case 'reclaim':
		case 'giveBack':
			return null;
	}
}

const changedColumns = (before: CandidateRow, after: CandidateRow): Json =>
	Object.fromEntries(
		Object.entries(after).filter(([name, value]) => before[name as keyof CandidateRow] !== value),
	);
