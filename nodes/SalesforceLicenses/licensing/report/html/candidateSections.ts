import { plural } from '../../model/plural';
import type { CandidateFact } from '../facts';
import type { Report } from '../report';
import { count, day, money, stateLabel } from '../words';
import type { Html } from './html';
import { html } from './html';
import type { Column } from './layout';
import { card, moment, table } from './layout';

/** The sections that the report and the record page share. Each is nothing where there is nothing to show. */

type Section = Html | false;

export function topCandidates({ candidates }: Report): Section {
	if (candidates.total === 0) return false;
	const { top, open, byState } = candidates;
	const states = byState.filter((one) => one.count > 0);
	return card(
		'candidates',
		'Candidates',
		`${count(open)} open of ${count(candidates.total)}`,
		table(
			'Candidates by state',
			[
				{ name: 'State', cell: ({ state }) => stateChip(state) },
				{ name: 'Candidates', cell: (one) => count(one.count), isNumber: true },
				{ name: 'Savings per year', cell: ({ saving }) => money(saving), isNumber: true },
			],
			states,
		),
		top.length > 0 &&
			table(
				`The ${plural(top.length, 'open candidate')} that would save most`,
				CANDIDATE_COLUMNS,
				top,
			),
	);
}

const CHIPS: Readonly<Record<string, string>> = {
	'Attention Required': 'pill bad',
	'Awaiting User': 'pill warn',
	'Awaiting Approval': 'pill warn',
	'Awaiting Revocation': 'pill warn',
	'Closed Complete': 'pill good',
};

export const stateChip = (state: string): Html =>
	html`<span class="${Object.hasOwn(CHIPS, state) ? CHIPS[state] : 'pill'}"
		>${stateLabel(state)}</span
	>`;

/** When something happens by itself. */
function until({ state, answerUntil, graceUntil }: CandidateFact): string {
	if (state === 'Awaiting Revocation') {
		return graceUntil === null ? '' : `Frozen until ${day(graceUntil)}. `;
	}
	return state.startsWith('Awaiting') && answerUntil !== null
		? `Answer due ${day(answerUntil)}. `
		: '';
}

export const CANDIDATE_COLUMNS: ReadonlyArray<Column<CandidateFact>> = [
	{
		name: 'User',
		cell: ({ name, username, key }) =>
			html`${name ?? username ?? key}${name !== null && html`<small>${username}</small>`}`,
	},
	{
		name: 'License',
		cell: ({ licenseName, licenseIdentifier }) => licenseName ?? licenseIdentifier,
	},
	{
		name: 'Unused for',
		cell: ({ inactiveDays, lastLoginAt }) =>
			inactiveDays !== null
				? plural(inactiveDays, 'day')
				: lastLoginAt === null
					? 'never used'
					: '–',
	},
	{
		name: 'State',
		cell: (one) =>
			html`${stateChip(one.state)}<small>${until(one)}${one.reason ?? one.justification}</small>`,
	},
	{
		name: 'Saves per year',
		cell: ({ saving, currency }) =>
			saving === null ? 'no price' : money([{ amount: saving, currency }]),
		isNumber: true,
	},
];

/** `listOf` leads to the candidates with a kind of blocker; without it, the numbers are plain. */
export function blockers(
	{ blockers: all }: Report,
	listOf: ((kind: string) => string) | null = null,
): Section {
	if (all.length === 0) return false;
	return card(
		'blockers',
		'What stands in the way',
		'of open candidates and outcomes',
		table(
			`${plural(all.length, 'kind')} of blockers, what Salesforce refuses first`,
			[
				{ name: 'Example', cell: ({ example, kind }) => (example === '' ? kind : example) },
				{ name: 'What to do', cell: ({ fix }) => fix },
				{
					name: 'Candidates',
					cell: ({ candidates, example, kind }) =>
						listOf === null
							? count(candidates)
							: html`<a
									href="${listOf(kind)}"
									aria-label="${plural(candidates, 'candidate')}: ${example === ''
										? kind
										: example}"
									>${count(candidates)}</a
								>`,
					isNumber: true,
				},
			],
			all,
		),
	);
}

export function restored({ restored: all }: Report): Section {
	if (all.length === 0) return false;
	return card(
		'restored',
		'Given back',
		'by Restore, the newest first',
		table(
			plural(all.length, 'seat'),
			[
				{ name: 'User', cell: ({ name }) => name },
				{ name: 'License', cell: ({ license }) => license },
				{ name: 'Outcome', cell: ({ outcome }) => outcome },
				{ name: 'When', cell: ({ at }) => moment(at) },
			],
			all,
		),
	);
}

export function failedJobs({ jobs, settings }: Report): Section {
	if (jobs.failures.length === 0) return false;
	return card(
		'failures',
		'Failed jobs',
		`in the last ${plural(settings.periodDays, 'day')}`,
		table(
			plural(jobs.failures.length, 'failed job'),
			[
				{ name: 'Job', cell: ({ name, job }) => name ?? job },
				{ name: 'Started', cell: ({ startedAt }) => moment(startedAt) },
				{ name: 'Error', cell: ({ error }) => error },
			],
			jobs.failures,
		),
	);
}
