import { KIND_LABELS, labelOf } from '../kit/labels.code';
import { plural } from '../../nodes/SalesforceLicenses/licensing/model/plural';
import { chart } from '../kit/pages/chart';
import type { Pool } from './figures';
import {
	byState,
	isOpen,
	latestDay,
	newestFirst,
	pools,
	savings,
	scheduledJobs,
	trend,
	unrecognized,
} from './figures';
import type { Html } from '../../nodes/SalesforceLicenses/licensing/report/html/html';
import { html } from '../../nodes/SalesforceLicenses/licensing/report/html/html';
import type { Page } from '../kit/pages/layout';
import { layout, moment, number, query, section, table } from '../kit/pages/layout';
import { details, exclusions } from './profileDetails';
import type {
	CandidateRow,
	JobResultRow,
	ProfileRow,
	SnapshotRow,
	SoftwareModelRow,
	SubscriptionRow,
} from '../storage/rows';
import { pageOf, pager, search } from './search';

export interface ProfileRecord {
	profile: ProfileRow;
	subscriptions: SubscriptionRow[];
	candidates: CandidateRow[];
	jobResults: JobResultRow[];
	snapshots: SnapshotRow[];
	models: SoftwareModelRow[];
	/** ISO times, and the URL of this n8n's forms. */
	now: string;
	nextRun: string;
	forms: string;
	/** The query of the URL: profile, find, and a page number for each long list. */
	asked: { [name: string]: string | undefined };
}

/** The record of one integration profile, laid out as in ServiceNow: the profile, then its related lists. */
export function recordPage(record: ProfileRecord): Page {
	const { profile, candidates, now } = record;
	const all = pools(record.subscriptions, record.snapshots, record.models);
	const sections = [
		section('savings', 'Savings', savingsTiles(candidates, now)),
		section('details', 'Details', details(profile)),
		section('models', 'Software models', softwareModels(all, latestDay(record.snapshots))),
		section('unrecognized', 'Unrecognized licenses', unknownIdentifiers(all, record.forms)),
		section('jobs', 'Scheduled jobs', jobs(record)),
		section('results', 'Job results', results(record)),
		section('subscriptions', 'Subscriptions', subscriptions(record)),
		section('exclusions', 'Exclusions', exclusions(profile)),
		section('candidates', 'Candidates', candidateLists(record)),
		section('trends', 'Trends', trends(record.snapshots)),
	];
	const names = ['Savings', 'Details', 'Software models', 'Unrecognized licenses'];
	const lists = ['Scheduled jobs', 'Job results', 'Subscriptions', 'Exclusions', 'Candidates'];
	const ids =
		'savings details models unrecognized jobs results subscriptions exclusions candidates trends';
	const links = ids
		.split(' ')
		.map(
			(id, index) => html`<li><a href="#${id}">${[...names, ...lists, 'Trends'][index]}</a></li>`,
		);
	const head = html`<p><a href="?">All profiles</a></p>
		<h1>${profile.displayName}</h1>
		<p>
			${status(profile)} ${profile.profileType} ${profile.orgName && html`· ${profile.orgName}`}
		</p>
		<ul class="actions">
			<li><a href="${record.forms}/salesforce-licenses-setup">Edit profile</a></li>
			<li><a href="${record.forms}/salesforce-licenses-reclaim">Reclaim or give back seats</a></li>
			<li><a href="${record.forms}/salesforce-licenses-models">Assign software models</a></li>
		</ul>
		<nav aria-label="Sections">
			<ul>
				${links}
			</ul>
		</nav>`;
	const title = `${profile.displayName} · Integration profile`;
	return { status: 200, body: layout(title, head, html`${sections}`, now) };
}

export function status({ status: text }: ProfileRow): Html {
	return html`<span class="badge${text === 'Published' && ' good'}">${text ?? 'Draft'}</span>`;
}

function savingsTiles(candidates: CandidateRow[], now: string): Html {
	const { potential, realizedThisYear, realized, withoutPrice } = savings(candidates, now);
	const tile = (name: string, value: number) =>
		html`<li>${name} <strong>${number(value)}</strong></li>`;
	return html`<ul class="tiles">
			${tile('Possible savings per year', potential)}
			${tile(`Saved in ${now.slice(0, 4)} (per year)`, realizedThisYear)}
			${tile('Saved in total (per year)', realized)}
			${tile('Open candidates', candidates.filter(isOpen).length)}
		</ul>
		${withoutPrice > 0 &&
		html`<p class="soft">
			${plural(withoutPrice, 'candidate is', 'candidates are')} not included: the profile has no
			price for ${withoutPrice === 1 ? 'its license' : 'their licenses'}. Add prices in the guided
			setup.
		</p>`}`;
}

const kind = ({ licenseKind }: { licenseKind: string }) => labelOf(KIND_LABELS, licenseKind);

function softwareModels(all: Pool[], day: string): Html {
	const known = all.filter((pool) => pool.softwareModel || pool.assignedSince);
	const caption = `${plural(known.length, 'license')} with a software model. ${day ? `Unused, owned, used and savings: snapshot of ${day}` : 'There is no snapshot yet'}`;
	return table(
		caption,
		[
			{ name: 'Software model', cell: (pool) => pool.assignedSince ?? pool.softwareModel },
			{ name: 'License', cell: (pool) => pool.licenseName ?? pool.licenseIdentifier },
			{ name: 'Kind', cell: kind },
			...figures(),
		],
		known,
	);
}

const figures = () => [
	{ name: 'Subscriptions', cell: (pool: Pool) => number(pool.subscriptions), isNumber: true },
	{ name: 'Unused', cell: (pool: Pool) => number(pool.stale), isNumber: true },
	{ name: 'Owned', cell: (pool: Pool) => number(pool.total), isNumber: true },
	{ name: 'Used', cell: (pool: Pool) => number(pool.used), isNumber: true },
	{
		name: 'Possible savings per year',
		cell: (pool: Pool) => number(pool.potentialSaving),
		isNumber: true,
	},
];

function unknownIdentifiers(all: Pool[], forms: string): Html {
	const rows = unrecognized(all);
	if (rows.length === 0) return html`<p>Every license has a software model.</p>`;
	const assign = (pool: Pool) => {
		const identifier = `${pool.licenseKind}:${pool.licenseIdentifier}`;
		const address = `${forms}/salesforce-licenses-models${query({ identifier })}`;
		const text = pool.assignedSince
			? `Assigned: ${pool.assignedSince}. Shown everywhere after the next refresh`
			: 'Assign';
		return html`<a href="${address}"
			>${text}<span class="skip"> ${pool.licenseIdentifier}</span></a
		>`;
	};
	return table(
		plural(rows.length, 'unrecognized license'),
		[
			{ name: 'Identifier', cell: (pool) => pool.licenseIdentifier },
			{ name: 'License', cell: (pool) => pool.licenseName },
			{ name: 'Kind', cell: kind },
			{ name: 'Subscriptions', cell: (pool) => number(pool.subscriptions), isNumber: true },
			{ name: 'Software model', cell: assign },
		],
		rows,
	);
}

function jobs({ profile, jobResults, nextRun }: ProfileRecord): Html {
	const published = profile.status === 'Published';
	return table(
		published
			? 'The workflow Scheduled Jobs runs these jobs'
			: 'Scheduled jobs skip draft profiles',
		[
			{ name: 'Job', cell: ({ name }) => name },
			{ name: 'Next run', cell: () => (published ? moment(nextRun) : 'never') },
			{ name: 'Last run', cell: ({ last }) => moment(last?.startedAt) },
			{ name: 'Status', cell: ({ last }) => (last ? result(last.status) : 'never ran') },
		],
		scheduledJobs(profile, jobResults),
	);
}

const result = (text: string) =>
	html`<span
		class="badge${text === 'Complete'
			? ' good'
			: ['Failed', 'Interrupted'].includes(text) && ' bad'}"
		>${text}</span
	>`;

function results({ jobResults, asked }: ProfileRecord): Html {
	const page = pageOf(newestFirst(jobResults), asked, 'resultsPage', 20);
	return html`${table(
		`${plural(jobResults.length, 'job result')}, the newest first`,
		[
			{ name: 'Number', cell: ({ id }) => id },
			{ name: 'Name', cell: ({ name }) => name },
			{ name: 'Status', cell: (row) => result(row.status) },
			{ name: 'Started', cell: ({ startedAt }) => moment(startedAt) },
			{ name: 'Ended', cell: ({ endedAt }) => moment(endedAt) },
			{ name: 'Created', cell: ({ createdRows }) => number(createdRows), isNumber: true },
			{ name: 'Updated', cell: ({ updatedRows }) => number(updatedRows), isNumber: true },
			{ name: 'Removed', cell: ({ removedRows }) => number(removedRows), isNumber: true },
			{ name: 'Error', cell: ({ error }) => error },
		],
		page.rows,
	)}${pager(page, asked, 'results')}`;
}

function subscriptions({ subscriptions: all, asked }: ProfileRecord): Html {
	const found = search(all, asked.find);
	const page = pageOf(found, asked, 'subscriptionsPage', 50);
	return html`<form method="get" action="#subscriptions" role="search">
			<input type="hidden" name="profile" value="${asked.profile}" />
			<div>
				<label for="find">Find by user, license or software model</label>
				<input id="find" name="find" type="search" value="${asked.find}" />
			</div>
			<button type="submit">Find</button>
			${asked.find &&
			html`<a href="${query({ profile: asked.profile ?? '' })}#subscriptions">Show all</a>`}
		</form>
		${table(
			asked.find
				? `${number(found.length)} of ${plural(all.length, 'subscription')} with “${asked.find}”`
				: plural(all.length, 'subscription'),
			[
				{
					name: 'User',
					cell: ({ name, username }) => html`${name}<br /><span class="soft">${username}</span>`,
				},
				{
					name: 'License',
					cell: ({ licenseName, licenseIdentifier }) => licenseName ?? licenseIdentifier,
				},
				{ name: 'Kind', cell: kind },
				{ name: 'Software model', cell: ({ softwareModel }) => softwareModel ?? 'unrecognized' },
				{ name: 'Last login', cell: ({ lastLoginAt }) => moment(lastLoginAt) },
				{ name: 'Last activity', cell: ({ lastActivityAt }) => moment(lastActivityAt) },
				{
					name: 'User status',
					cell: ({ isActive, isFrozen }) =>
						isActive === false ? 'inactive' : isFrozen === true ? 'frozen' : 'active',
				},
			],
			page.rows,
		)}${pager(page, asked, 'subscriptions')}`;
}

function candidateLists({ candidates, asked }: ProfileRecord): Html {
	const open = newestFirst(candidates.filter(isOpen)).sort(
		(one, other) => (other.saving ?? 0) - (one.saving ?? 0),
	);
	const page = pageOf(open, asked, 'candidatesPage', 20);
	return html`${table(
		`${plural(candidates.length, 'candidate')} by state`,
		[
			{ name: 'State', cell: ({ state }) => state },
			{ name: 'Meaning', cell: ({ meaning }) => meaning },
			{ name: 'Candidates', cell: ({ count }) => number(count), isNumber: true },
			{ name: 'Saving per year', cell: ({ saving }) => number(saving), isNumber: true },
		],
		byState(candidates),
	)}
	${table(
		`${plural(open.length, 'open candidate')}, the largest saving first`,
		[
			{ name: 'Number', cell: ({ id }) => id },
			{
				name: 'User',
				cell: ({ name, username }) => html`${name}<br /><span class="soft">${username}</span>`,
			},
			{
				name: 'License',
				cell: ({ licenseName, licenseIdentifier }) => licenseName ?? licenseIdentifier,
			},
			{ name: 'State', cell: ({ state }) => state },
			{ name: 'Reason', cell: ({ reason, justification }) => reason ?? justification },
			{ name: 'Inactive days', cell: ({ inactiveDays }) => number(inactiveDays), isNumber: true },
			{ name: 'Saving per year', cell: ({ saving }) => number(saving), isNumber: true },
		],
		page.rows,
	)}${pager(page, asked, 'candidates')}`;
}

function trends(snapshots: SnapshotRow[]): Html {
	const days = trend(snapshots);
	if (days.length === 0)
		return html`<p>There is no snapshot yet. The job Refresh stores one per day.</p>`;
	const axis = days.map(({ day }) => day);
	const line = (name: string, values: number[], color: string, dashes = '') => ({
		...{ name, values, color, dashes },
	});
	return html`<div class="columns">
			${chart('seats', 'Subscriptions', axis, [
				line(
					'Assigned',
					days.map(({ assigned }) => assigned),
					'#0b57a4',
				),
				line(
					'Unused',
					days.map(({ stale }) => stale),
					'#b3261e',
					'6 4',
				),
			])}
			${chart('saving', 'Possible savings per year', axis, [
				line(
					'Possible savings',
					days.map(({ potentialSaving }) => potentialSaving),
					'#14602c',
				),
			])}
		</div>
		<details>
			<summary>Show as a table</summary>
			${table(
				`Snapshots of ${plural(days.length, 'day')}`,
				[
					{ name: 'Day', cell: ({ day }) => day },
					{ name: 'Assigned', cell: ({ assigned }) => number(assigned), isNumber: true },
					{ name: 'Unused', cell: ({ stale }) => number(stale), isNumber: true },
					{
						name: 'Possible savings per year',
						cell: (day) => number(day.potentialSaving),
						isNumber: true,
					},
				],
				[...days].reverse(),
			)}
		</details>`;
}
