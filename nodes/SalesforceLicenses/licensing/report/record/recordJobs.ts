import { plural } from '../../model/plural';
import type { JobFact, ProfileFact } from '../facts';
import { newestFirst } from '../fold/jobs';
import { count } from '../words';
import type { Html } from '../html/html';
import { html } from '../html/html';
import { asTable, card, moment, table } from '../html/layout';
import type { RecordSettings } from './asked';
import { editorLink } from './asked';
import { csvLink, pageOf, pager } from './listPage';

/** When the jobs of a profile run, and how they ended. */

const RESULTS_A_PAGE = 50;

interface ScheduledJob {
	name: string;
	last: JobFact | undefined;
}

/** Names as the workflow "Run a Job" writes them. */
function scheduledJobs(
	{ name: profile, settings }: ProfileFact,
	newest: readonly JobFact[],
): ScheduledJob[] {
	const jobs: Array<[job: string, name: string]> = [
		['refresh', `Refresh ${profile} Subscriptions`],
		['identify', `Identify new reclamation candidates of ${profile}`],
		['update', `Update existing reclamation candidates of ${profile}`],
	];
	if (settings.autoReclaim === true) jobs.push(['reclaim', `Reclaim candidates of ${profile}`]);
	return jobs.map(([job, name]) => ({
		name,
		last: newest.find((one) => one.job === job && one.status !== 'Skipped'),
	}));
}

/** A run that began longer ago has ended with its process. */
const MOST_HOURS = 6;

/** What works at the moment. The page does not reload itself, which would take the place from who reads it. */
export function atWork(results: readonly JobFact[], now: string): Html {
	const earliest = Date.parse(now) - MOST_HOURS * 3_600_000;
	const running = results.filter(
		({ status: state, startedAt }) =>
			state === 'Running' && startedAt !== null && Date.parse(startedAt) > earliest,
	);
	if (running.length === 0) return html``;
	return html`<div class="banner" role="note">
		<b>At work</b>
		<ul>
			${running.map(
				({ name, job, startedAt }) =>
					html`<li>
						${name ?? job}, since ${moment(startedAt)}. <a href="">Reload this page</a> to see what
						came of it.
					</li>`,
			)}
		</ul>
	</div>`;
}

export function jobSection(
	profile: ProfileFact,
	results: readonly JobFact[],
	settings: RecordSettings,
): Html {
	const { asked, nextRun } = settings;
	const newest = [...results].sort(newestFirst);
	const isPublished = profile.settings.status === 'Published';
	const page = pageOf(newest, asked.resultsPage, RESULTS_A_PAGE);
	const next = nextRun === '' ? 'not known' : moment(nextRun);
	return card(
		'jobs',
		'Jobs',
		results.length === 0 ? 'no job has run yet' : csvLink(asked, 'jobs'),
		table(
			isPublished
				? 'The workflow Scheduled Jobs runs these jobs'
				: 'Scheduled jobs skip draft profiles',
			[
				{ name: 'Job', cell: ({ name }) => name },
				{ name: 'Next run', cell: () => (isPublished ? next : 'never') },
				{ name: 'Last run', cell: ({ last }) => moment(last?.startedAt) },
				{ name: 'Status', cell: ({ last }) => (last ? status(last) : 'never ran') },
			],
			scheduledJobs(profile, newest),
		),
		results.length > 0 &&
			asTable(
				html`${table(
					`${plural(page.rows.length, 'job result')}, the newest first`,
					[
						{ name: 'Name', cell: (one) => execution(one, settings) },
						{ name: 'Status', cell: status },
						{ name: 'Started', cell: ({ startedAt }) => moment(startedAt) },
						{ name: 'Ended', cell: ({ endedAt }) => moment(endedAt) },
						{ name: 'Created', cell: ({ created }) => count(created), isNumber: true },
						{ name: 'Updated', cell: ({ updated }) => count(updated), isNumber: true },
						{ name: 'Removed', cell: ({ removed }) => count(removed), isNumber: true },
						{ name: 'Error', cell: ({ error }) => error },
						{ name: 'Not read', cell: ({ notRead }) => notRead },
						{ name: 'Started by', cell: ({ startedBy }) => startedBy },
						{ name: 'Number', cell: ({ id }) => id, isNumber: true },
					],
					page.rows,
				)}${pager(page, asked, 'resultsPage', 'results')}`,
				'Show the job results',
				{ id: 'results', isOpen: asked.resultsPage !== '' },
			),
	);
}

/** Digests are executions of another workflow. */
function execution({ name, job, executionId }: JobFact, settings: RecordSettings): Html | string {
	const href =
		job === 'digest' ? '' : editorLink(settings, settings.jobWorkflow, executionId ?? '');
	const text = name ?? job;
	return href === '' ? text : html`<a href="${href}">${text}</a>`;
}

function status({ status: text }: JobFact): Html {
	const look =
		text === 'Complete'
			? 'pill good'
			: text === 'Failed' || text === 'Interrupted'
				? 'pill bad'
				: text.startsWith('Complete')
					? 'pill warn'
					: 'pill';
	return html`<span class="${look}">${text}</span>`;
}
