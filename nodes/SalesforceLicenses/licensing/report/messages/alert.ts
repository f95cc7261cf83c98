import type { JobFact, ProfileFact } from '../facts';
import { moment } from '../words';
import type { Message, MessageSection } from './message';

/** What a failed job says to whom it may concern: one message for one cause, however many jobs it stops. */

export interface Alert {
	/** False where an earlier message said the same to the same people. */
	send: boolean;
	subject: string;
	/** What it means. */
	headline: string;
	/** Empty where it is not about one. */
	profile: string;
	/** What happened, what it means, when it is tried again. */
	paragraphs: string[];
}

export interface AlertRequest {
	/** The ID of the job result. */
	failed: number;
	/** The latest job results, of all profiles. */
	jobs: readonly JobFact[];
	profiles: readonly ProfileFact[];
	/** ISO-8601; empty where it is not known. */
	nextRun: string;
	now: Date;
}

interface Cause {
	/** Of one org, unless it stops the jobs of all. */
	ofAll: boolean;
	says: RegExp;
	title: string;
	meaning: string;
}

const CAUSES: readonly Cause[] = [
	{
		ofAll: true,
		says: /salesforce is not available|service unavailable|could not be reached|E(CONNREFUSED|CONNRESET|TIMEDOUT|NOTFOUND|HOSTUNREACH|AI_AGAIN)|socket hang up|timed? ?out/i,
		title: 'Salesforce does not answer',
		meaning:
			'Salesforce, or the network on the way to it, did not answer. What was written before is in the job results, and nothing is lost. Nobody has to do anything unless it lasts.',
	},
	{
		ofAll: true,
		says: /table size limit/i,
		title: 'The tables are full',
		meaning:
			'The Data Tables of n8n are full, so nothing can be stored, and no license is reclaimed. Delete rows you no longer need, raise the limit (N8N_DATA_TABLES_MAX_SIZE_BYTES), or keep the tables in Postgres.',
	},
	{
		ofAll: true,
		says: /unrecognized node type/i,
		title: 'The package is missing on an n8n process',
		meaning:
			'One of the n8n processes does not have the package. Install it on all of them: main, webhook processes and workers.',
	},
	{
		ofAll: false,
		says: /24 hours|API limit/i,
		title: 'The API calls of the org are used up',
		meaning:
			'The org allows no more API calls now. It counts them over the last 24 hours, so they come back hour by hour.',
	},
	{
		ofAll: false,
		says: /lacks a permission|check access/i,
		title: 'A permission is missing',
		meaning: 'The connected user may not do what the job needs. The job fails until this is fixed.',
	},
];

const OTHER = {
	ofAll: false,
	meaning: 'The job stopped. What it wrote before that is in its job result.',
};

/** A cause that lasts is told again with the runs of the next night. */
const AGAIN_AFTER_MS = 20 * 60 * 60 * 1000;
const JOBS_OF_THE_NIGHT: ReadonlySet<string> = new Set(['refresh', 'identify', 'update']);
/** A digest is sent whether or not Salesforce answers. */
const PROVES_NOTHING = 'digest';

/** Null where the job result is not there, or says nothing of a failure. */
export function alertOf({ failed, jobs, profiles, nextRun, now }: AlertRequest): Alert | null {
	const own = jobs.find(({ id }) => id === failed);
	if (own === undefined || own.status !== 'Failed') return null;
	const recipientOf = (job: JobFact) =>
		profiles.find(({ name }) => name === job.profile)?.settings.alertEmail ?? '';
	const orgOf = (job: JobFact) => {
		const profile = profiles.find(({ name }) => name === job.profile);
		return profile?.orgId ?? job.profile ?? '';
	};
	const isSame = (job: JobFact) =>
		causeKey(job, orgOf) === causeKey(own, orgOf) && recipientOf(job) === recipientOf(own);
	const told = jobs.some(
		(job) =>
			job !== own &&
			job.status === 'Failed' &&
			isSame(job) &&
			isBefore(job, own) &&
			now.getTime() - Date.parse(job.endedAt ?? '') < AGAIN_AFTER_MS &&
			!wentWellBetween(jobs, job, own),
	);
	const { ofAll, title, meaning } = causeOf(own);
	const name = own.name ?? own.job;
	return {
		send: !told,
		subject: `[${own.profile ?? 'Salesforce licenses'}] ${name} failed${title === null ? '' : `: ${title}`}`,
		headline: title ?? `${name} failed`,
		profile: own.profile ?? '',
		paragraphs: [
			`${name}: ${own.error ?? 'There is no message.'}`,
			meaning,
			again(own, profiles, nextRun),
			ofAll
				? 'Other jobs may fail for the same reason. They send no further message today; the record pages and the digest list them.'
				: 'If it fails again for the same reason, the next message comes tomorrow.',
		],
	};
}

function causeOf({ error }: JobFact): Omit<Cause, 'says' | 'title'> & { title: string | null } {
	const known = CAUSES.find(({ says }) => says.test(error ?? ''));
	return known ?? { ...OTHER, title: null };
}

/** The first sentence tells causes apart; what follows it may name a time or a record. */
function causeKey(job: JobFact, orgOf: (job: JobFact) => string): string {
	const { ofAll, title } = causeOf(job);
	const sentence = /^[^.!?]*/.exec(job.error ?? '')?.[0].replace(/\d+/g, '#') ?? '';
	return `${ofAll ? '' : orgOf(job)}|${title ?? sentence}`;
}

/** Of two that fail at once, one is before the other for both of them. */
function isBefore(a: JobFact, b: JobFact): boolean {
	const [first, second] = [a.endedAt ?? '', b.endedAt ?? ''];
	return first === second ? (a.id ?? 0) < (b.id ?? 0) : first !== '' && first < second;
}

/** Since the first failure, a job of the same profile went well: it is another outage. */
const wentWellBetween = (jobs: readonly JobFact[], first: JobFact, second: JobFact): boolean =>
	jobs.some(
		(job) =>
			job.profile === first.profile &&
			job.job !== PROVES_NOTHING &&
			job.status.startsWith('Complete') &&
			(job.startedAt ?? '') > (first.endedAt ?? '') &&
			(job.endedAt ?? '') < (second.endedAt ?? ''),
	);

function again(
	{ job, profile }: JobFact,
	profiles: readonly ProfileFact[],
	nextRun: string,
): string {
	const settings = profiles.find(({ name }) => name === profile)?.settings;
	const isNightly = JOBS_OF_THE_NIGHT.has(job) || settings?.autoReclaim === true;
	if (!isNightly) {
		return 'It is not tried again by itself: start it once more in the form “Reclaim or give back”.';
	}
	if (settings?.status !== 'Published') return 'It runs again when the profile is published.';
	return nextRun === ''
		? 'It is tried again with the next scheduled run.'
		: `It is tried again at ${moment(nextRun)} (UTC).`;
}

/** As a mail and a Slack message show it. */
export const messageOf = (
	{ subject, headline, profile, paragraphs }: Alert,
	recordPage: string,
): Message => ({
	...{ title: 'Salesforce licenses', subject, headline, recordPage },
	orgNames: profile === '' ? [] : [profile],
	...{ subline: paragraphs[0] ?? '', warnings: [], figures: [], footnote: '' },
	note: '',
	sections: [
		{
			title: 'What it means',
			rows: paragraphs.slice(1).map((text): MessageSection['rows'][number] => [text, '', '']),
		},
	].filter(({ rows }) => rows.length > 0),
});

/** Where nothing is known of the job, the message says what its caller said. */
export const plainAlert = (subject: string, text: string): Alert => ({
	...{ send: true, subject, headline: subject, profile: '' },
	paragraphs: [text],
});
