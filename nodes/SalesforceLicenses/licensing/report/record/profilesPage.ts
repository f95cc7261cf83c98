import { plural } from '../../model/plural';
import type { Report } from '../report';
import { count, money } from '../words';
import { html } from '../html/html';
import { card, layout, moment, table } from '../html/layout';
import { warningBanner } from '../html/reportPage';
import { warnings } from '../headline';
import type { RecordSettings, WebPage } from './asked';
import { query } from './asked';
import { statusPills } from './profileDetails';
import type { ProfileSummary } from './profilesFold';

/** The list of all integration profiles: where the URL names none, or one that does not exist. */
export function profilesPage(
	report: Report,
	profiles: readonly ProfileSummary[],
	{ asked, forms }: RecordSettings,
): WebPage {
	const isUnknown = asked.profile !== '';
	const title = isUnknown ? 'There is no such profile' : 'Integration profiles';
	const head = html`<div class="head">
		<div>
			<h1>${title}</h1>
			${isUnknown &&
			html`<p>
				There is no integration profile named “${asked.profile}”. It may have been deleted. Choose
				one of these:
			</p>`}
		</div>
		${forms !== '' &&
		html`<ul class="actions">
			<li><a class="btn main" href="${forms}/salesforce-licenses-setup">Guided setup</a></li>
		</ul>`}
	</div>`;
	const year = report.createdAt.slice(0, 4);
	const list = table(
		plural(profiles.length, 'profile'),
		[
			{
				name: 'Profile',
				cell: ({ profile: { name } }) => html`<a href="${query({ profile: name })}">${name}</a>`,
			},
			{ name: 'Status', cell: ({ profile }) => statusPills(profile.settings) },
			{ name: 'Org', cell: ({ profile }) => profile.orgName },
			{ name: 'Last refreshed', cell: ({ refreshedAt }) => moment(refreshedAt) },
			{ name: 'Open candidates', cell: ({ open }) => count(open), isNumber: true },
			{ name: 'Need attention', cell: ({ attention }) => count(attention), isNumber: true },
			{
				name: 'Possible savings per year',
				cell: ({ potential }) => money(potential),
				isNumber: true,
			},
			{
				name: `Saved in ${year} (per year)`,
				cell: ({ realized }) => money(realized.thisYear),
				isNumber: true,
			},
		],
		profiles,
	);
	const empty = html`<p>There is no profile yet. The guided setup creates the first one.</p>`;
	const main = html`${warningBanner(isUnknown ? [] : warnings(report))}${card(
		'profiles',
		'All profiles',
		'open candidates and savings',
		profiles.length === 0 ? empty : list,
	)}`;
	return { status: isUnknown ? 404 : 200, html: layout(title, head, main, report.createdAt) };
}
