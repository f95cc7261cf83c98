import { plural } from '../../model/plural';
import type { Tile } from '../headline';
import { warnings } from '../headline';
import type { Html } from '../html/html';
import { html } from '../html/html';
import { card, layout, table } from '../html/layout';
import { tileList, warningBanner } from '../html/reportPage';
import type { Amount } from '../money';
import { Amounts } from '../money';
import type { Report } from '../report';
import { count, money, percent } from '../words';
import type { RecordSettings, WebPage } from './asked';
import { query, webPage } from './asked';
import type { EstateFold, ProfileSummary } from './estateFold';
import { personList, profileTable } from './estateLists';
import { statusPills } from './profileDetails';

/** All profiles and orgs: where the URL names no profile, or one that does not exist. */
export function estatePage(report: Report, estate: EstateFold, settings: RecordSettings): WebPage {
	const { asked, forms } = settings;
	const profiles = estate.list();
	if (asked.profile !== '') return unknownProfile(report, profiles, settings);
	const main = html`${attention(profiles)}${warningBanner(warnings(report))}
	${profiles.length > 0 && tileList(tilesOf(report, estate, profiles), linksOf(estate))}
	${profileTable(report, profiles, settings)}${personList(estate, settings)}`;
	return webPage(
		200,
		layout(
			'All orgs · Salesforce licenses',
			head(headline(profiles), subline(profiles), forms),
			main,
			report.createdAt,
		),
	);
}

const LINKS = {
	potential: '#profiles',
	realized: '#profiles',
	unused: '#profiles',
	spend: '#profiles',
};

/** Without such people there is no list to lead to. */
const linksOf = ({ persons }: EstateFold): Record<string, string> =>
	persons.count() === 0 ? LINKS : { ...LINKS, persons: '#persons' };

const head = (title: string, text: Html | string, forms: string) =>
	html`<div class="head">
		<div>
			<h1>${title}</h1>
			<p>${text}</p>
		</div>
		${forms !== '' &&
		html`<ul class="actions">
			<li><a class="btn main" href="${forms}/salesforce-licenses-setup">Guided setup</a></li>
		</ul>`}
	</div>`;

const sumOf = (
	profiles: readonly ProfileSummary[],
	of: (one: ProfileSummary) => readonly Amount[],
) => {
	const sum = new Amounts();
	for (const one of profiles) sum.addAll(of(one));
	return sum.list();
};

function headline(profiles: readonly ProfileSummary[]): string {
	const potential = sumOf(profiles, (one) => one.potential);
	if (potential.some(({ amount }) => amount > 0)) {
		return `You could save ${money(potential)} a year`;
	}
	const open = profiles.reduce((sum, one) => sum + one.open, 0);
	return open > 0 ? `${plural(open, 'seat')} can be reclaimed` : 'All orgs';
}

function subline(profiles: readonly ProfileSummary[]): string {
	const orgs = new Set(profiles.map(({ profile: { orgId, name } }) => orgId ?? name)).size;
	if (profiles.length === 0) return 'There is no integration profile yet.';
	return `${plural(profiles.length, 'integration profile')} of ${plural(orgs, 'org')}.`;
}

function tilesOf(report: Report, estate: EstateFold, profiles: readonly ProfileSummary[]): Tile[] {
	const add = (of: (one: ProfileSummary) => number | null) => {
		const known = profiles.map(of).filter((one) => one !== null);
		return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0);
	};
	const [assigned, stale] = [add((one) => one.assigned), add((one) => one.stale)];
	const owned = new Map(profiles.flatMap(({ spend }) => [...spend]));
	const spend = new Amounts();
	for (const amounts of owned.values()) spend.addAll(amounts);
	const priced = [...owned.values()].filter((amounts) => amounts.length > 0).length;
	const persons = estate.persons.count();
	return [
		{
			key: 'potential',
			label: 'Possible savings per year',
			figure: money(sumOf(profiles, (one) => one.potential)),
			detail: plural(add((one) => one.open) ?? 0, 'open candidate'),
		},
		{
			key: 'realized',
			label: `Saved in ${report.createdAt.slice(0, 4)} (per year)`,
			figure: money(sumOf(profiles, (one) => one.realized.thisYear)),
			detail: `${plural(add((one) => one.realized.freedSeats) ?? 0, 'seat')} freed`,
		},
		{
			key: 'unused',
			label: 'Unused seats',
			figure: count(stale),
			detail: `of ${count(assigned)} assigned (${percent(assigned && stale !== null ? stale / assigned : null)})`,
		},
		{
			key: 'spend',
			label: 'Cost of owned seats per year',
			figure: money(spend.list()),
			detail: `${count(priced)} of ${plural(owned.size, 'license')} with a price`,
		},
		{
			key: 'persons',
			label: 'People with seats in several orgs',
			figure: persons === null ? 'not known' : count(persons),
			detail: 'by e-mail address',
		},
	];
}

function attention(profiles: readonly ProfileSummary[]): Html {
	const waiting = profiles.filter((one) => one.attention > 0);
	const failed = profiles.filter((one) => one.failedRefresh !== undefined);
	if (waiting.length === 0 && failed.length === 0) return html``;
	const state = 'Attention Required';
	return html`<div class="banner" role="note">
		<b>Needs you</b>
		<ul>
			${waiting.map(
				({ profile: { name }, attention: number }) =>
					html`<li>
						<a href="${query({ profile: name, state })}#candidates"
							>${name}: ${plural(number, 'candidate needs', 'candidates need')} attention</a
						>
					</li>`,
			)}
			${failed.map(
				({ profile: { name }, failedRefresh }) =>
					html`<li>
						<a href="${query({ profile: name })}#jobs">${name}: the last refresh failed</a>:
						${failedRefresh?.error}
					</li>`,
			)}
		</ul>
	</div>`;
}

function unknownProfile(
	report: Report,
	profiles: readonly ProfileSummary[],
	{ asked, forms }: RecordSettings,
): WebPage {
	const text = html`There is no integration profile named “${asked.profile}”. It may have been
	deleted. Choose one of these:`;
	const title = 'There is no such profile';
	const main = card(
		'profiles',
		'All profiles',
		'',
		table(
			plural(profiles.length, 'profile'),
			[
				{
					name: 'Profile',
					cell: ({ profile: { name } }) => html`<a href="${query({ profile: name })}">${name}</a>`,
				},
				{ name: 'Org', cell: ({ profile }) => profile.orgName },
				{ name: 'Status', cell: ({ profile }) => statusPills(profile.settings) },
			],
			profiles,
		),
	);
	return webPage(404, layout(title, head(title, text, forms), main, report.createdAt));
}
