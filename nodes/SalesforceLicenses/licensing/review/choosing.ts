import type { CandidateRow } from '../playbook/candidateRow';
import { has, isForGood, isOver } from '../playbook/candidateRow';
import { canBeGivenBack, isTaken } from '../playbook/record';
import { isOpen } from '../playbook/states';
import { day, stateLabel } from '../report/words';
import type { Decision, Marks, Purpose, ReviewProfile, Stored } from './review';

/** Which candidates a person may decide on, and in which states they are. */

const MAY_BE_CHOSEN: Readonly<Record<Purpose, (row: CandidateRow, now: Date) => boolean>> = {
	// What was taken, or may have been, can only be given back.
	decide: (row) => isOpen(row.state) && row.state !== 'Awaiting Revocation' && !isTaken(row),
	giveBack: canBeGivenBack,
	kept: ({ state, keepUntil }, now) =>
		state === 'Closed Skipped' && has(keepUntil) && !isOver(keepUntil, now),
};

export const choosable = (purpose: Purpose, candidates: readonly Stored[], now: Date): Stored[] =>
	candidates.filter(({ row }) => MAY_BE_CHOSEN[purpose](row, now));

export interface StateChoice {
	label: string;
	is: (row: CandidateRow) => boolean;
}

const ANY: StateChoice = { label: 'Any', is: () => true };

const RECLAIMED = 'Reclaimed';
const FROZEN = 'Frozen for the grace period';
const PARTLY = 'Partly reclaimed';

/** The states of a purpose; the first one is shown if no other is chosen. */
export const STATES: Readonly<Record<Purpose, readonly StateChoice[]>> = {
	decide: [
		{ label: 'Ready', is: ({ state }) => state === 'Ready' },
		{ label: 'Needs attention', is: ({ state }) => state === 'Attention Required' },
		{ label: 'Being asked', is: ({ state }) => state.startsWith('Awaiting') },
		ANY,
	],
	giveBack: [
		ANY,
		...[RECLAIMED, FROZEN, PARTLY].map((label) => ({
			label,
			is: (row: CandidateRow) => takenState(row) === label,
		})),
	],
	kept: [
		ANY,
		{ label: 'Kept until a date', is: ({ keepUntil }) => !isForGood(keepUntil) },
		{ label: 'Excluded for good', is: ({ keepUntil }) => isForGood(keepUntil) },
	],
};

export const stateChoice = (purpose: Purpose, label: string): StateChoice =>
	STATES[purpose].find((one) => one.label === label) ?? STATES[purpose][0];

/** In which state a candidate is that can be given back. */
function takenState({ state, graceUntil }: CandidateRow): string {
	if (state === 'Closed Complete') return RECLAIMED;
	return has(graceUntil) && state === 'Awaiting Revocation' ? FROZEN : PARTLY;
}

/** Why the candidate is on the list. */
export function evidenceOf(purpose: Purpose, row: CandidateRow): string {
	if (purpose === 'kept') {
		return isForGood(row.keepUntil) ? 'Excluded for good' : `Kept until ${day(row.keepUntil)}`;
	}
	if (purpose === 'decide') {
		const evidence = row.justification ?? 'no evidence stored';
		return row.state === 'Ready' ? evidence : `${stateLabel(row.state)} · ${evidence}`;
	}
	const since = takenState(row);
	if (since === RECLAIMED) return `${since} ${day(row.closedAt)}`;
	return since === FROZEN ? `Frozen until ${day(row.graceUntil)}` : since;
}

/** What a person may decide, by the profile as it is now. */
export function decisionsFor(
	purpose: Purpose,
	{ reclaimSubflow }: ReviewProfile,
	isAskedAnyway: boolean,
): Decision[] {
	if (purpose === 'giveBack') return ['giveBack'];
	if (purpose === 'kept') return ['release'];
	if (reclaimSubflow === '') return ['keep', 'exclude'];
	return isAskedAnyway ? ['reclaim', 'keep', 'exclude'] : ['reclaim', 'ask', 'keep', 'exclude'];
}

/** Why some of the chosen cannot be decided on like this; empty if all of them can. */
export function notPossible(decision: Decision, chosen: readonly Stored[]): string {
	if (decision !== 'reclaim' && decision !== 'ask') return '';
	const others = chosen.filter(({ row }) => row.state !== 'Ready');
	if (others.length === 0) return '';
	return `Nothing was done. Only candidates that are Ready can be reclaimed, and these are not: ${namesOf(others, ({ row }) => stateLabel(row.state))}. Select others, or decide to keep them.`;
}

/** All that decides what happens to the candidate. */
const markOf = ({ row }: Stored): string =>
	[row.state, row.action, row.decision, row.graceUntil, row.closedAt, row.keepUntil]
		.map((part) => part ?? '')
		.join('|');

export const marksOf = (candidates: readonly Stored[]): Marks =>
	Object.fromEntries(candidates.map((one) => [one.id, markOf(one)]));

/** Which of the chosen are not as they were shown; a sentence, or empty if all of them are. */
export function changedSince(
	purpose: Purpose,
	ids: readonly string[],
	marks: Marks,
	candidates: readonly Stored[],
	now: Date,
): string {
	const stored = new Map(candidates.map((one) => [one.id, one]));
	const may = new Set(choosable(purpose, candidates, now).map(({ id }) => id));
	const changed = ids.filter((id) => {
		const one = stored.get(id);
		const isThere = one !== undefined && may.has(id) && Object.hasOwn(marks, id);
		return !isThere || marks[id] !== markOf(one);
	});
	if (changed.length === 0) return '';
	const there = changed.flatMap((id) => stored.get(id) ?? []);
	const gone = changed.length - there.length;
	const names = [
		...(there.length > 0 ? [namesOf(there, ({ row }) => `now: ${stateLabel(row.state)}`)] : []),
		...(gone > 0 ? [`${gone} that ${gone === 1 ? 'is' : 'are'} not stored anymore`] : []),
	];
	return `Nothing was done. These candidates changed while the page was open: ${names.join(', ')}. Select again.`;
}

const MOST_NAMES = 3;

function namesOf(some: readonly Stored[], why: (one: Stored) => string): string {
	const said = some
		.slice(0, MOST_NAMES)
		.map((one) => `${one.row.name ?? one.row.userId} (${why(one)})`);
	const more = some.length > said.length ? ` and ${some.length - said.length} more` : '';
	return `${said.join(', ')}${more}`;
}
