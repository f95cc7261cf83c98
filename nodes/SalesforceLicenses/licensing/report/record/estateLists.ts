import { plural } from '../../model/plural';
import type { Html } from '../html/html';
import { html } from '../html/html';
import { card, moment, table } from '../html/layout';
import type { Amount } from '../money';
import { Amounts } from '../money';
import type { Report } from '../report';
import { count, money } from '../words';
import type { RecordSettings } from './asked';
import { query } from './asked';
import type { EstateFold, ProfileSummary } from './estateFold';
import { csvLink, pageOf, pager } from './listPage';
import { statusPills } from './profileDetails';
import { PAGE_SIZE } from './readLists';

/** The lists of the page of all profiles: each figure leads to its list on the page of the profile. */

export function profileTable(
	report: Report,
	profiles: readonly ProfileSummary[],
	{ asked }: RecordSettings,
): Html {
	if (profiles.length === 0) {
		return card(
			'profiles',
			'All profiles',
			'',
			html`<p>There is no profile yet. The guided setup creates the first one.</p>`,
		);
	}
	const to = (name: string, list: string, figure: string, said: string, state = '') =>
		figure === '–' || figure === '0'
			? figure
			: html`<a href="${query({ profile: name, state })}#${list}" aria-label="${said} of ${name}"
					>${figure}</a
				>`;
	return card(
		'profiles',
		'All profiles',
		csvLink(asked, 'profiles'),
		table(
			plural(profiles.length, 'profile'),
			[
				{
					name: 'Profile',
					cell: ({ profile: { name } }) => html`<a href="${query({ profile: name })}">${name}</a>`,
				},
				{ name: 'Status', cell: ({ profile }) => statusPills(profile.settings) },
				{ name: 'Org', cell: ({ profile }) => profile.orgName },
				{ name: 'Last refreshed', cell: ({ refreshedAt }) => moment(refreshedAt) },
				{
					name: 'Open candidates',
					cell: ({ profile: { name }, open }) =>
						to(name, 'candidates', count(open), plural(open, 'open candidate')),
					isNumber: true,
				},
				{
					name: 'Need attention',
					cell: ({ profile: { name }, attention: number }) =>
						to(
							...([name, 'candidates', count(number)] as const),
							plural(number, 'candidate that needs attention', 'candidates that need attention'),
							'Attention Required',
						),
					isNumber: true,
				},
				{
					name: 'Unused',
					cell: ({ profile: { name }, stale }) =>
						to(name, 'models', count(stale), `${count(stale)} unused seats`),
					isNumber: true,
				},
				{
					name: 'Assigned',
					cell: ({ profile: { name }, assigned }) =>
						to(name, 'subscriptions', count(assigned), `${count(assigned)} assigned seats`),
					isNumber: true,
				},
				{
					name: 'Cost of owned seats',
					cell: ({ profile: { name }, spend }) =>
						to(name, 'models', money(sumOfAll(spend)), `${money(sumOfAll(spend))} for owned seats`),
					isNumber: true,
				},
				{
					name: 'Possible savings per year',
					cell: ({ profile: { name }, potential }) =>
						to(name, 'candidates', money(potential), `${money(potential)} possible savings`),
					isNumber: true,
				},
				{
					name: `Saved in ${report.createdAt.slice(0, 4)} (per year)`,
					cell: ({ profile: { name }, realized }) =>
						to(
							...([name, 'candidates', money(realized.thisYear)] as const),
							`${money(realized.thisYear)} saved`,
							'Closed Complete',
						),
					isNumber: true,
				},
			],
			profiles,
		),
	);
}

export function sumOfAll(spend: ReadonlyMap<string, Amount[]>): Amount[] {
	const sum = new Amounts();
	for (const amounts of spend.values()) sum.addAll(amounts);
	return sum.list();
}

export function personList(estate: EstateFold, { asked }: RecordSettings): Html | false {
	const total = estate.persons.count();
	if (total === 0) return false;
	const page = pageOf(estate.persons.list(), asked.personsPage, PAGE_SIZE, total ?? undefined);
	return card(
		'persons',
		'People with seats in several orgs',
		html`the same e-mail address · ${csvLink(asked, 'persons')}`,
		table(
			total === null ? 'Not all users could be read' : plural(total, 'person', 'people'),
			[
				{ name: 'Person', cell: ({ name, person }) => html`${name}<small>${person}</small>` },
				{ name: 'Orgs', cell: ({ orgs }) => count(orgs), isNumber: true },
				{ name: 'Seats', cell: ({ seats }) => count(seats), isNumber: true },
				{
					name: 'Profiles',
					cell: ({ profiles, person }) =>
						html`${profiles.map(
							(name, index) =>
								html`${index > 0 && ', '}<a
										href="${query({ profile: name, find: person })}#subscriptions"
										aria-label="${name}: seats of ${person}"
										>${name}</a
									>`,
						)}`,
				},
			],
			page.rows,
		),
		pager(page, asked, 'personsPage', 'persons'),
	);
}
