import { plural } from '../../model/plural';
import type { FormField } from './fields';
import { bold, html, messageOf, nothingToEnter, otherwise, table } from './fields';
import { reclaimLink, recordLink, workflowLink } from './links';
import type { SetupFacts, SetupPage, StoredProfile } from './setup';
import { BACK, LEAVE, STEPS } from './setup';

/** What the first run does while it works, what came of it, and the way on. */

export const RUN_AGAIN = 'Run it again';
export const LOOK_AGAIN = 'Show the progress';

/** The jobs of the first run, in their order. */
const JOBS = { refresh: 'Read the subscriptions', identify: 'Find candidates' } as const;
type Job = keyof typeof JOBS;
const JOB_NAMES = Object.keys(JOBS) as Job[];

type State = 'Waiting' | 'Running' | 'Done' | 'Done, with warnings' | 'Failed';

interface JobShown {
	job: Job;
	state: State;
	text: string;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const countOf = (value: unknown): number | null =>
	typeof value === 'number' && Number.isFinite(value) ? value : null;
const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

type Facts = Pick<SetupFacts, 'jobs' | 'portions' | 'handed'>;

/** What each job does, by its latest result since the run was started. */
export function jobsShown({ jobs, portions, handed }: Facts): JobShown[] {
	const { since, startError } = handed;
	return JOB_NAMES.map((job): JobShown => {
		if (startError !== '') return { job, state: 'Failed', text: startError };
		const [latest] = jobs
			.filter((row) => row.job === job && since !== '' && textOf(row.startedAt) >= since)
			.sort((one, other) => (textOf(one.startedAt) < textOf(other.startedAt) ? 1 : -1));
		if (latest === undefined) return { job, state: 'Waiting', text: '' };
		switch (latest.status) {
			case 'Running':
				return { job, state: 'Running', text: progressOf(job, portions) };
			case 'Complete':
				return { job, state: 'Done', text: resultOf(job, latest.counts) };
			case 'Complete with warnings':
				return {
					job,
					state: 'Done, with warnings',
					text: [resultOf(job, latest.counts), textOf(latest.error)].filter(Boolean).join('. '),
				};
			default:
				return {
					job,
					state: 'Failed',
					text: textOf(latest.error) || `The job ended as "${textOf(latest.status)}".`,
				};
		}
	});
}

/** A job works in portions of users, and each portion is stored with what it did. */
function progressOf(job: Job, portions: Facts['portions']): string {
	const done = portions
		.filter(({ job: name }) => textOf(name).startsWith(`${job} `))
		.map(({ summary }) => (isObject(summary) ? summary : {}));
	const sum = (key: string) => done.reduce((all, one) => all + (countOf(one[key]) ?? 0), 0);
	const read = `${plural(sum('subscriptions'), 'subscription')} read`;
	if (done.length === 0) return 'The first portion of users is being read';
	const so = `${plural(done.length, 'portion')} of users done: ${read}`;
	return job === 'identify' ? `${so}, ${plural(sum('found'), 'candidate')} found` : so;
}

function resultOf(job: Job, given: unknown): string {
	const counts = isObject(given) ? given : {};
	const said = (key: string, one: string) => {
		const count = countOf(counts[key]);
		return count === null ? `${one}s: not said` : plural(count, one);
	};
	return job === 'refresh'
		? `${said('subscriptions', 'subscription')} of ${said('licenses', 'license')}`
		: said('open', 'open candidate');
}

export function firstRunPage(facts: SetupFacts, profile: StoredProfile): SetupPage {
	const { handed, n8nUrl } = facts;
	const { displayName } = profile;
	const jobs = jobsShown(facts);
	const failed = jobs.filter(({ state }) => state === 'Failed');
	const isOver =
		failed.length > 0
			? jobs.every(({ state }) => state !== 'Running')
			: jobs.every(({ state }) => state.startsWith('Done'));
	return {
		page: 'firstRun',
		title: `${STEPS.firstRun}: ${displayName}`,
		description: isOver
			? failed.length > 0
				? 'Not everything could be done.'
				: 'The profile is live.'
			: 'The run is at work. You can close this page: the run continues.',
		button: isOver ? BACK : LOOK_AGAIN,
		fields: [
			...messageOf(handed.message),
			bold(headline(jobs, isOver)),
			table(
				['Job', 'Status', 'Result'],
				jobs.map(({ job, state, text }) => [JOBS[job], state, text]),
			),
			...(isOver
				? wayOn(facts, profile)
				: [
						html(
							`<p>The ${recordLink(n8nUrl, displayName, 'record page')} shows the running job, too.</p>`,
						),
					]),
			...(isOver ? [] : [nothingToEnter()]),
			otherwise(isOver ? (failed.length > 0 ? [RUN_AGAIN, LEAVE] : [LEAVE, RUN_AGAIN]) : [BACK]),
		],
		carry: { since: handed.since },
	};
}

function headline(jobs: readonly JobShown[], isOver: boolean): string {
	const failed = jobs.filter(({ state }) => state === 'Failed');
	if (isOver && failed.length > 0) {
		return `The first run failed: ${[...new Set(failed.map(({ text }) => text))].join(' ')}`;
	}
	if (isOver) return `First run complete: ${jobs.map(({ text }) => text).join(', ')}.`;
	const running = jobs.find(({ state }) => state === 'Running');
	return running === undefined
		? 'The first run is starting.'
		: `${JOBS[running.job]}: ${running.text}.`;
}

function wayOn({ n8nUrl, workflows }: SetupFacts, { displayName }: StoredProfile): FormField[] {
	const schedule = workflowLink(n8nUrl, workflows.schedule ?? '', 'Scheduled Jobs');
	return [
		html(
			`<ul><li>${reclaimLink(n8nUrl, displayName, 'Decide on candidates')}: reclaim, ask, keep or exclude.</li><li>${recordLink(n8nUrl, displayName, 'Open the record page')}: candidates, seats and savings.</li><li>${schedule} runs every night. To stop it for this profile, go back to the steps and unpublish it.</li></ul>`,
		),
	];
}
