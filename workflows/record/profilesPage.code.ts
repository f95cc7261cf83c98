import { isOpen, newestFirst, savings } from './figures';
import { plural } from '../../nodes/SalesforceLicenses/licensing/model/plural';
import { html } from '../../nodes/SalesforceLicenses/licensing/report/html/html';
import type { Page } from '../kit/pages/layout';
import { layout, moment, number, query, table } from '../kit/pages/layout';
import { status } from './recordPage.code';
import type { CandidateRow, JobResultRow, ProfileRow } from '../storage/rows';

export interface Profiles {
	profiles: ProfileRow[];
	candidates: CandidateRow[];
	jobResults: JobResultRow[];
	now: string;
	forms: string;
	/** The name of a requested profile that does not exist: the page says so, with status 404. */
	unknown: string;
}

/** The list of all integration profiles, shown when the URL names none. */
export function profilesPage(given: Profiles): Page {
	const { profiles, now, unknown } = given;
	const candidates = (profile: ProfileRow) =>
		given.candidates.filter((row) => row.profile === profile.displayName);
	const refreshed = ({ displayName }: ProfileRow) =>
		newestFirst(given.jobResults).find(
			(row) =>
				row.profile === displayName && row.job === 'refresh' && row.status.startsWith('Complete'),
		)?.endedAt;
	const list = table(
		plural(profiles.length, 'profile'),
		[
			{
				name: 'Profile',
				cell: ({ displayName }) =>
					html`<a href="${query({ profile: displayName })}">${displayName}</a>`,
			},
			{ name: 'Status', cell: status },
			{ name: 'Org', cell: ({ orgName }) => orgName },
			{ name: 'Dry run', cell: ({ dryRun }) => (dryRun !== false ? 'yes' : 'no') },
			{ name: 'Last refreshed', cell: (profile) => moment(refreshed(profile)) },
			{
				name: 'Open candidates',
				cell: (profile) => number(candidates(profile).filter(isOpen).length),
				isNumber: true,
			},
			{
				name: 'Possible savings per year',
				cell: (profile) => number(savings(candidates(profile), now).potential),
				isNumber: true,
			},
			{
				name: `Saved in ${now.slice(0, 4)} (per year)`,
				cell: (profile) => number(savings(candidates(profile), now).realizedThisYear),
				isNumber: true,
			},
		],
		[...profiles].sort((one, other) => one.displayName.localeCompare(other.displayName)),
	);
	const title = unknown === '' ? 'Integration profiles' : 'There is no such profile';
	const head = html`<h1>${title}</h1>
		${unknown !== '' &&
		html`<p>
			There is no integration profile named “${unknown}”. It may have been deleted. Choose one of
			these:
		</p>`}
		<ul class="actions">
			<li><a href="${given.forms}/salesforce-licenses-setup">Guided setup</a></li>
		</ul>`;
	return {
		status: unknown === '' ? 200 : 404,
		body: layout(title, head, html`<section>${list}</section>`, now),
	};
}
