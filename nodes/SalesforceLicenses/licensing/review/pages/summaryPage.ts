import { plural } from '../../model/plural';
import { bold, choice, escaped, html, paragraph, table } from '../../playbook/form/fields';
import { blockersOf } from '../../playbook/promises/inTheWay';
import { day } from '../../report/words';
import { choosable, evidenceOf, marksOf } from '../choosing';
import { effectsOf, people, usersOf } from '../effects';
import { licenseOf } from '../listing';
import type { Decision, ReviewFacts, ReviewHanded, ReviewPage, ReviewProfile } from '../review';
import { candidatesPage, PAGE_SIZE } from './candidatesPage';

/** Before the last click: who, what, how much, and how to undo it. */

export const BACK = 'No, go back to the list';
const CONFIRMATIONS: Readonly<Record<Decision, string>> = {
	reclaim: 'Yes, reclaim now',
	ask: 'Yes, ask the users now',
	keep: 'Yes, keep them until this day',
	exclude: 'Yes, exclude them for good',
	giveBack: 'Yes, give back now',
	release: 'Yes, stop keeping them',
};
export const confirmation = (decision: Decision): string => CONFIRMATIONS[decision];
export const promiseOf = (happens: readonly string[]): string => happens.join('\n');

export function summaryPage(
	facts: ReviewFacts,
	profile: ReviewProfile,
	handed: ReviewHanded,
): ReviewPage {
	const { purpose, candidates, now } = facts;
	const { decision } = handed;
	const ids = new Set(handed.chosen);
	const chosen = choosable(purpose, candidates, now).filter(({ id }) => ids.has(id));
	if (decision === '' || chosen.length === 0 || chosen.length !== ids.size) {
		const message =
			handed.message ||
			'Some of the selected candidates changed while the page was open. Nothing was done. Select again.';
		return candidatesPage(facts, profile, { ...handed, message });
	}
	const effects = effectsOf({ ...handed, decision }, chosen, candidates, profile, now);
	if (effects.refusal !== null) {
		return candidatesPage(facts, profile, { ...handed, message: effects.refusal });
	}
	const takes = decision === 'reclaim' || decision === 'ask';
	const blocked = takes ? chosen.filter(({ row }) => blockersOf(row).length > 0) : [];
	const isBlocked = blocked.length > 0;
	return {
		page: 'summary',
		profile: profile.displayName,
		title: titleOf(decision, chosen.length, usersOf(chosen).size, handed.until),
		description: `Profile ${escaped(profile.displayName)}. Nothing was done yet.`,
		button: 'Continue',
		fields: [
			...(handed.message === '' ? [] : [bold(handed.message)]),
			...effects.happens.map(bold),
			paragraph(effects.money),
			paragraph(effects.undo),
			...(isBlocked
				? [
						bold(
							`Something depends on ${people(usersOf(blocked).size)} of them: see "What is in the way".`,
						),
					]
				: []),
			table(
				['Name', 'Username', 'License', 'Evidence', ...(isBlocked ? ['What is in the way'] : [])],
				chosen
					.slice(0, PAGE_SIZE)
					.map(({ row }) => [
						row.name ?? row.userId,
						row.username,
						licenseOf(row),
						evidenceOf(purpose, row),
						...(isBlocked ? [inTheWay(blockersOf(row))] : []),
					]),
			),
			...(chosen.length > PAGE_SIZE
				? [html(`<p>And ${plural(chosen.length - PAGE_SIZE, 'more candidate')}.</p>`)]
				: []),
			{
				...choice('confirm', 'Do it?', [confirmation(decision), BACK]),
				fieldType: 'radio',
			},
		],
		carry: {
			choices: {},
			groups: [],
			lines: {},
			marks: marksOf(chosen),
			promise: promiseOf(effects.happens),
		},
		nothing: '',
	};
}

function inTheWay(blockers: ReturnType<typeof blockersOf>): string {
	const [first] = blockers;
	if (first === undefined) return '';
	const more = blockers.length > 1 ? ` And ${blockers.length - 1} more.` : '';
	return `${first.says} ${first.fix}${more}`;
}

function titleOf(decision: Decision, seats: number, users: number, until: string): string {
	const what = `${plural(seats, 'seat')} of ${people(users)}`;
	switch (decision) {
		case 'reclaim':
			return `Reclaim ${what}?`;
		case 'ask':
			return `Ask ${people(users)} about ${plural(seats, 'seat')}?`;
		case 'keep':
			return `Keep ${what} until ${day(until)}?`;
		case 'exclude':
			return `Exclude ${what} for good?`;
		case 'giveBack':
			return `Give back ${what}?`;
		case 'release':
			return `Stop keeping ${what}?`;
	}
}
