import type { DayMistake } from '../../playbook/operator/keepDay';
import { dayMistake } from '../../playbook/operator/keepDay';
import { changedSince, choosable, decisionsFor, notPossible } from '../choosing';
import { effectsOf } from '../effects';
import {
	CHANGE_FILTER,
	isAskedAnyway,
	NEXT_PAGE,
	PAGE_SIZE,
	PREVIOUS_PAGE,
} from '../pages/candidatesPage';
import type { Decided, ReviewHanded, ReviewPageName, ReviewProfile } from '../review';
import { DECISION_LABELS, NOTHING_DECIDED } from '../review';
import type { Answered, ReviewAnswer } from './answer';
import { NOT_ON_THIS_PAGE, show, textOf, ticked } from './answer';

const NO_DAY = 'Choose the day until which to keep the licenses.';
const WRONG_DAY: Readonly<Record<DayMistake, string>> = {
	missing: NO_DAY,
	unreadable: NO_DAY,
	over: 'Choose a day after today.',
	tooFar: 'Choose a day within the next ten years, or exclude the candidates for good.',
};

/** What was selected on the page of candidates, and what it is selected for. */
export function candidatesAnswer(answered: Answered, profile: ReviewProfile): ReviewAnswer {
	const { purpose, entered, handed, carry, candidates, now } = answered;
	const { ids, isUnknown } = selected(answered);
	const comment = textOf(entered.comment);
	const to = (page: ReviewPageName, more: Partial<ReviewHanded>) =>
		show(profile, page, {
			filter: handed.filter,
			from: handed.from,
			chosen: stillThere(ids, answered),
			...NOTHING_DECIDED,
			comment,
			...more,
		});
	const again = (message: string, more: Partial<ReviewHanded> = {}) =>
		to('candidates', { message, ...more });
	if (isUnknown) return again(NOT_ON_THIS_PAGE);
	if (entered.next === CHANGE_FILTER) return to('groups', {});
	if (entered.next === NEXT_PAGE) return to('candidates', { from: handed.from + PAGE_SIZE });
	if (entered.next === PREVIOUS_PAGE) {
		return to('candidates', { from: Math.max(0, handed.from - PAGE_SIZE) });
	}
	const decision = decisionsFor(purpose, profile, isAskedAnyway(profile)).find(
		(one) => DECISION_LABELS[one] === entered.next,
	);
	if (decision === undefined) return again(NOT_ON_THIS_PAGE);
	const decided = {
		decision,
		comment,
		until: decision === 'keep' ? textOf(entered.until) : '',
	} satisfies Decided;
	if (ids.length === 0) return again('Select at least one candidate.', decided);
	const wrongDay = decision === 'keep' ? dayMistake(decided.until, now) : null;
	if (wrongDay !== null) {
		const mistakes = [{ field: 'until', message: WRONG_DAY[wrongDay] }];
		return to('candidates', { ...decided, mistakes });
	}
	const changed = changedSince(purpose, ids, carry.marks, candidates, now);
	if (changed !== '') return again(changed, decided);
	const wanted = new Set(ids);
	const chosen = candidates.filter(({ id }) => wanted.has(id));
	const refusal =
		notPossible(decision, chosen) || effectsOf(decided, chosen, candidates, profile, now).refusal;
	return refusal ? again(refusal, decided) : to('summary', { ...decided, chosen: ids });
}

/** The IDs that are selected now, on all pages. A choice that was not on the page is unknown, not ignored. */
export function selected({
	entered,
	carry,
	handed,
}: Pick<Answered, 'entered' | 'carry' | 'handed'>): {
	ids: string[];
	isUnknown: boolean;
} {
	const { groups, lines } = carry;
	const onPage = new Set(Object.values(lines));
	const before = new Set(handed.chosen);
	// "All" of a group was ticked on the page: without the tick, the rest of the group is not selected anymore.
	const wereAll = groups.filter(({ ids }) => ids.length > 1 && ids.every((id) => before.has(id)));
	wereAll.forEach(({ ids }) => ids.forEach((id) => before.delete(id)));
	const ids = new Set([...before].filter((id) => !onPage.has(id)));
	let isUnknown = false;
	for (const [name, value] of Object.entries(entered)) {
		const all = /^all_(\d+)$/.exec(name);
		if (all !== null) {
			const group = groups.at(Number(all[1]));
			for (const line of ticked(value)) {
				if (group !== undefined && line === group.all) group.ids.forEach((id) => ids.add(id));
				else isUnknown = true;
			}
		} else if (name.startsWith('lines_')) {
			for (const line of ticked(value)) {
				if (typeof line === 'string' && Object.hasOwn(lines, line)) ids.add(lines[line]);
				else isUnknown = true;
			}
		}
	}
	return { ids: [...ids], isUnknown };
}

export function stillThere(
	ids: readonly string[],
	{ purpose, candidates, now }: Answered,
): string[] {
	const may = new Set(choosable(purpose, candidates, now).map(({ id }) => id));
	return ids.filter((id) => may.has(id));
}
