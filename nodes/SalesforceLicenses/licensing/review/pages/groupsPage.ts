import { formatCount, plural } from '../../model/plural';
import type { FormField } from '../../playbook/form/fields';
import {
	bold,
	choice,
	escaped,
	optionText,
	paragraph,
	table,
	text,
	withMistakes,
} from '../../playbook/form/fields';
import { choosable, stateChoice, STATES } from '../choosing';
import type { Group } from '../listing';
import {
	departmentOf,
	grouped,
	licenseOf,
	matching,
	plainText,
	savingOf,
	worthOf,
} from '../listing';
import { MOST } from '../most';
import type {
	Filter,
	ReviewFacts,
	ReviewHanded,
	ReviewPage,
	ReviewProfile,
	Stored,
} from '../review';
import { NO_FILTER, NOTHING_CARRIED, PURPOSE_LABELS } from '../review';

/** What there is, by rule and license, and which of it to see. */

export const ALL = 'All';
/** The least days without use, by the choice for it. */
export const AGES: Readonly<Record<string, number>> = {
	Any: 0,
	'30 days': 30,
	'60 days': 60,
	'90 days': 90,
	'180 days': 180,
	'1 year': 365,
};

/** More choices than a person reads through; the filter by text finds the rest. */
const MOST_CHOICES = 200;

export function groupsPage(
	facts: ReviewFacts,
	profile: ReviewProfile,
	handed: ReviewHanded,
): ReviewPage {
	const { purpose, candidates, now } = facts;
	const all = choosable(purpose, candidates, now);
	const state = stateChoice(purpose, handed.filter.state).label;
	const here = matching(purpose, all, { ...NO_FILTER, state });
	const groups = grouped(here);
	const shown = groups.slice(0, MOST_CHOICES);
	const choices = Object.fromEntries(
		shown.map((group, index) => [choiceOf(group, index), group.key]),
	);
	const chosen = Object.keys(choices).find((one) => choices[one] === handed.filter.group);
	const { filter } = handed;
	const fields: FormField[] = [
		...(groups.length < 2
			? []
			: [choice('group', 'Which group?', [ALL, ...Object.keys(choices)], chosen ?? ALL)]),
		text('text', 'Name, username or evidence contains', filter.text, 'e.g. Ann Smith'),
		...among(
			'license',
			'License',
			here.map(({ row }) => licenseOf(row)),
			filter.license,
		),
		...among(
			'department',
			'Department',
			here.map(({ row }) => departmentOf(row)),
			filter.department,
		),
		choice(
			'days',
			'Unused for at least',
			Object.keys(AGES),
			Object.keys(AGES).find((age) => AGES[age] === filter.days) ?? 'Any',
		),
		choice(
			'state',
			'State',
			STATES[purpose].map(({ label }) => label),
			state,
		),
	];
	return {
		page: 'groups',
		profile: profile.displayName,
		title: PURPOSE_LABELS[purpose],
		description: `Profile ${escaped(profile.displayName)}. Choose which candidates to see; nothing happens yet.`,
		button: 'Show the candidates',
		fields: [
			...(handed.message === '' ? [] : [bold(handed.message)]),
			...summaryOf(facts, here, all.length, state),
			...(shown.length === 0 ? [] : [tableOf(shown)]),
			...(groups.length > shown.length
				? [
						paragraph(
							`${plural(groups.length - shown.length, 'smaller group')} not shown: choose "${ALL}" to see them.`,
						),
					]
				: []),
			...withMistakes(fields, handed.mistakes),
		],
		carry: { ...NOTHING_CARRIED, choices },
		nothing: '',
	};
}

function tableOf(groups: readonly Group[]): FormField {
	return table(
		['Group', 'Rule', 'License', 'Candidates', 'Worth', 'Unused for up to'],
		groups.map((group, index) => [
			index + 1,
			group.rule,
			group.license,
			formatCount(group.candidates.length),
			worthOf(group),
			group.oldest === null ? 'not known' : plural(group.oldest, 'day'),
		]),
	);
}

const choiceOf = ({ rule, license, candidates }: Group, index: number): string =>
	optionText(plainText(`${index + 1}. ${rule} · ${license} (${formatCount(candidates.length)})`));

/** A list of what occurs, the most frequent first; nothing if there is no choice. */
function among(
	name: string,
	label: string,
	values: readonly string[],
	chosen: string,
): FormField[] {
	const counts = Map.groupBy(
		values.map(plainText).filter((value) => value !== ''),
		(value) => value,
	);
	const most = [...counts]
		.sort(([a, x], [b, y]) => y.length - x.length || a.localeCompare(b))
		.slice(0, MOST_CHOICES)
		.map(([value]) => value);
	if (most.length < 2) return [];
	return [choice(name, label, [ALL, ...most], most.includes(chosen) ? chosen : ALL)];
}

function summaryOf(
	facts: ReviewFacts,
	here: readonly Stored[],
	all: number,
	state: string,
): FormField[] {
	const { purpose, candidates, counts, unreadable } = facts;
	const attention =
		counts?.get('Attention Required') ??
		candidates.filter(({ row }) => row.state === 'Attention Required').length;
	const lines = [
		here.length === 0
			? `There is nothing in the state "${state}"${othersText(facts, all)}.`
			: `${plural(here.length, 'candidate')}${state === 'Any' ? '' : ` in the state "${state}"`}: ${worthOf(savingOf(here))}.`,
		...cutText(facts, { ...NO_FILTER, state }),
		...(purpose === 'decide' && state === 'Ready' && attention > 0
			? [
					`${plural(attention, 'more candidate needs', 'more candidates need')} attention first: choose the state "Needs attention" to see why.`,
				]
			: []),
		...unreadableText(unreadable),
	];
	return lines.map(paragraph);
}

/** A store that counts gives the candidates of one state only, so how many of the others may be chosen is not known. */
function othersText({ purpose, counts }: ReviewFacts, all: number): string {
	if (all > 0) return `. Other states have ${plural(all, 'candidate')}`;
	const others = ['Ready', 'Attention Required', 'Awaiting User', 'Awaiting Approval'];
	const isElsewhere = others.some((one) => (counts?.get(one) ?? 0) > 0);
	return purpose === 'decide' && isElsewhere ? '. Choose another state to see the others' : '';
}

/** That there may be more than is shown; nothing if all of them are. */
export function cutText(
	{ purpose, candidates, counts }: ReviewFacts,
	{ state, text, group }: Pick<Filter, 'state' | 'text' | 'group'>,
): string[] {
	const most = counts === null ? MOST.rows : MOST.counts;
	const found = matching(purpose, candidates, { ...NO_FILTER, state, text, group });
	if (found.length < most) return [];
	const which =
		purpose === 'decide' ? 'those with the largest savings' : 'those that were closed last';
	const others =
		counts === null
			? 'To see the others, keep the tables in Postgres.'
			: 'To see others, choose a group or enter a text.';
	return [
		`At most ${formatCount(most)} candidates of a state are shown and counted here: ${which}. ${others}`,
	];
}

export const unreadableText = (unreadable: number): string[] =>
	unreadable === 0
		? []
		: [
				`${plural(unreadable, 'stored candidate')} cannot be read and ${unreadable === 1 ? 'is' : 'are'} not shown. Check the table salesforce_candidates.`,
			];
