import { formatCount, plural } from '../../model/plural';
import type { FormField } from '../../playbook/form/fields';
import {
	bold,
	choice,
	escaped,
	heading,
	html,
	optionText,
	paragraph,
	text,
	ticks,
	withMistakes,
} from '../../playbook/form/fields';
import { blockersOf } from '../../playbook/promises/inTheWay';
import { profileSettings } from '../../playbook/promises/profileNow';
import { choosable, decisionsFor, marksOf } from '../choosing';
import type { Group } from '../listing';
import { grouped, isChecked, lineOf, matching, plainText, savingOf, worthOf } from '../listing';
import type {
	Carried,
	Filter,
	Purpose,
	ReviewFacts,
	ReviewHanded,
	ReviewPage,
	ReviewProfile,
	Stored,
} from '../review';
import { DECISION_LABELS, PURPOSE_LABELS } from '../review';
import { cutText, groupsPage, unreadableText } from './groupsPage';

/** The candidates of a page, group by group, to be selected, and what to do with the selected. */

/** Candidates on a page. */
export const PAGE_SIZE = 50;
export const NEXT_PAGE = 'Show the next page (what is selected stays selected)';
export const PREVIOUS_PAGE = 'Show the previous page (what is selected stays selected)';
export const CHANGE_FILTER = 'Go back to the groups and the filter';

export const isAskedAnyway = ({ settings }: ReviewProfile): boolean =>
	profileSettings(settings).notifyUser;

export function candidatesPage(
	facts: ReviewFacts,
	profile: ReviewProfile,
	handed: ReviewHanded,
): ReviewPage {
	const { purpose, candidates, now } = facts;
	const all = choosable(purpose, candidates, now);
	const groups = grouped(matching(purpose, all, handed.filter));
	const listed = groups.flatMap((group) => group.candidates);
	if (listed.length === 0) {
		const message = handed.message || 'No candidate matches. Change the filter below.';
		return groupsPage(facts, profile, { ...handed, message });
	}
	// A page that does not exist anymore is the last one.
	const last = Math.floor((listed.length - 1) / PAGE_SIZE) * PAGE_SIZE;
	const from = Math.min(handed.from, last);
	const onPage = new Set(listed.slice(from, from + PAGE_SIZE));
	const chosen = new Set(handed.chosen);
	const parts = groups
		.map((group) => ({ group, here: group.candidates.filter((one) => onPage.has(one)) }))
		.filter(({ here }) => here.length > 0);
	const carried = parts.map(({ group }) => ({
		all: allOf(group),
		ids: group.candidates.map(({ id }) => id),
	}));
	const marked = new Set([...parts.flatMap(({ group }) => group.candidates)]);
	const kept = all.filter((one) => chosen.has(one.id) && !marked.has(one));
	return {
		page: 'candidates',
		profile: profile.displayName,
		title: `${PURPOSE_LABELS[purpose]}: ${plural(listed.length, 'candidate')}`,
		description: `Profile ${escaped(profile.displayName)}. Select candidates and say what to do with them below. Nothing happens yet: the next page shows what will happen.`,
		button: 'Continue',
		fields: [
			...(handed.message === '' ? [] : [bold(handed.message)]),
			...introduction(facts, handed.filter, listed, from, kept.length),
			...parts.flatMap(({ group, here }, index) =>
				fieldsOf(purpose, group, here, index, carried[index], chosen),
			),
			...withMistakes(decisionFields(facts, profile, handed, { from, last }), handed.mistakes),
		],
		carry: {
			choices: {},
			groups: carried,
			lines: Object.fromEntries(
				[...onPage].map((one) => [optionText(lineOf(purpose, one)), one.id]),
			),
			marks: marksOf([...marked, ...kept]),
			promise: '',
		},
		nothing: '',
	};
}

function introduction(
	facts: ReviewFacts,
	filter: Filter,
	listed: readonly Stored[],
	from: number,
	elsewhere: number,
): FormField[] {
	const { purpose, unreadable } = facts;
	const unchecked = listed.filter(({ row }) => !isChecked(row)).length;
	const lines = [
		`${plural(listed.length, 'candidate')}: ${worthOf(savingOf(listed))}.`,
		...cutText(facts, filter),
		...(listed.length > PAGE_SIZE
			? [
					`This page shows ${formatCount(from + 1)} to ${formatCount(Math.min(from + PAGE_SIZE, listed.length))}. The others are on further pages, or select all of a group.`,
				]
			: []),
		...(elsewhere > 0
			? [`${formatCount(elsewhere)} selected on other pages or by another filter.`]
			: []),
		...(purpose === 'decide' && unchecked > 0
			? [`For ${plural(unchecked, 'candidate')}, nobody checked what depends on the user.`]
			: []),
		...unreadableText(unreadable),
	];
	return lines.map(paragraph);
}

const allOf = ({ candidates }: Group) => `All ${formatCount(candidates.length)} of this group`;

/** Lines in one list up to a candidate with blockers, which stand right below it. */
function fieldsOf(
	purpose: Purpose,
	group: Group,
	here: readonly Stored[],
	index: number,
	{ all, ids }: Carried['groups'][number],
	chosen: ReadonlySet<string>,
): FormField[] {
	const name = plainText(`${group.rule} · ${group.license}`);
	const isAll = ids.length > 1 && ids.every((id) => chosen.has(id));
	const fields: FormField[] = [
		heading(`${name} · ${plural(ids.length, 'candidate')} · ${worthOf(group)}`),
		...(ids.length > 1 ? [ticks(`all_${index}`, `All of ${name}`, [all], isAll ? [all] : [])] : []),
	];
	let lines: Stored[] = [];
	let isFirst = true;
	const flush = () => {
		if (lines.length === 0) return;
		fields.push(
			ticks(
				`lines_${index}_${fields.length}`,
				isFirst ? name : '',
				lines.map((one) => lineOf(purpose, one)),
				// "All" says it already; a line that is not ticked then takes nothing back.
				isAll ? [] : lines.filter(({ id }) => chosen.has(id)).map((one) => lineOf(purpose, one)),
			),
		);
		lines = [];
		isFirst = false;
	};
	for (const one of here) {
		lines.push(one);
		const blockers = purpose === 'decide' ? blockersOf(one.row) : [];
		if (blockers.length === 0 && reasonOf(purpose, one) === '') continue;
		flush();
		fields.push(below(purpose, one));
	}
	flush();
	return fields;
}

const reasonOf = (purpose: Purpose, { row }: Stored): string =>
	purpose === 'decide' && row.state === 'Ready' ? '' : (row.reason ?? '');

const MOST_BLOCKERS = 3;

/** What is in the way of a candidate, with the cure. */
function below(purpose: Purpose, one: Stored): FormField {
	const blockers = purpose === 'decide' ? blockersOf(one.row) : [];
	const reason = reasonOf(purpose, one);
	const items = [
		...(reason === '' || blockers.some(({ says }) => says.includes(reason)) ? [] : [reason]),
	].map((text) => `<li>${escaped(plainText(text))}</li>`);
	const cures = blockers
		.slice(0, MOST_BLOCKERS)
		.map(
			({ says, fix }) =>
				`<li>${escaped(plainText(says))}${fix === '' ? '' : ` <b>To fix:</b> ${escaped(plainText(fix))}`}</li>`,
		);
	const more =
		blockers.length > MOST_BLOCKERS
			? [`<li>And ${blockers.length - MOST_BLOCKERS} more, in the notes of the candidate.</li>`]
			: [];
	const name = escaped(plainText(one.row.name ?? one.row.userId));
	return html(
		`<p><b>${name}: look first</b></p><ul>${[...items, ...cures, ...more].join('')}</ul>`,
		'blockers',
	);
}

function decisionFields(
	{ purpose }: ReviewFacts,
	profile: ReviewProfile,
	{ decision, until, comment }: ReviewHanded,
	{ from, last }: { from: number; last: number },
): FormField[] {
	const possible = decisionsFor(purpose, profile, isAskedAnyway(profile));
	const ways = [
		...possible.map((one) => DECISION_LABELS[one]),
		...(from < last ? [NEXT_PAGE] : []),
		...(from > 0 ? [PREVIOUS_PAGE] : []),
		CHANGE_FILTER,
	];
	const before = decision === '' ? '' : DECISION_LABELS[decision];
	return [
		{
			...choice(
				'next',
				'What to do with the selected candidates',
				ways,
				ways.includes(before) ? before : '',
			),
			fieldType: 'radio',
		},
		...(possible.includes('keep')
			? [
					{
						fieldType: 'date' as const,
						fieldName: 'until',
						fieldLabel: `Until (only for "${DECISION_LABELS.keep}")`,
						defaultValue: until,
					},
				]
			: []),
		...(possible.some((one) => one !== 'reclaim' && one !== 'giveBack')
			? [text('comment', 'Reason (optional, for the notes of the candidate)', comment)]
			: []),
	];
}
