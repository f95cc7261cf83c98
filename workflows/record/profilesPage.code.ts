import { isOpen, newestFirst, savings } from './figures';
import { html } from '../kit/pages/html';
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
	/** A profile that was asked for and is none: the page says so, with status 404. */
	unknown: string;
}

/** All integration profiles, where none was asked for. */
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
		`${profiles.length} profiles`,
		[
			{
				name: 'Profile',
				cell: ({ displayName }) =>
					html`<a href="${query({ profile: displayName })}">${displayName}</a>`,
			},
			{ name: 'Status', cell: status },
			{ name: 'Org', cell: ({ orgName }) => orgName },
			{ name: 'Dry run', cell: ({ dryRun }) => (dryRun === true ? 'yes' : 'no') },
			{ name: 'Last refreshed', cell: (profile) => moment(refreshed(profile)) },
			{
				name: 'Open candidates',
				cell: (profile) => number(candidates(profile).filter(isOpen).length),
				isNumber: true,
			},
			{
				name: 'Potential saving',
				cell: (profile) => number(savings(candidates(profile), now).potential),
				isNumber: true,
			},
			{
				name: `Realized in ${now.slice(0, 4)}`,
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
			No integration profile is called “${unknown}”. It may have been renamed or deleted. These are
			there:
		</p>`}
		<ul class="actions">
			<li><a href="${given.forms}/salesforce-licenses-setup">Guided setup</a></li>
		</ul>`;
	return {
		status: unknown === '' ? 200 : 404,
		body: layout(title, head, html`<section>${list}</section>`, now),
	};
}
