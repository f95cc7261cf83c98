import type { z } from 'zod';
import { bulkRows } from './bulkCsv';
import type { SalesforceClient } from '../client/client';
import {
	BULK_JOB_ABORTED,
	BULK_JOB_FAILED,
	BULK_JOB_TIMEOUT,
	BULK_RESULT_BROKEN,
	CANCELED,
	NOT_AS_DOCUMENTED,
	parseJson,
	SalesforceError,
} from '../client/errors';
import type { HttpAnswer } from '../client/http';
import { PageBounds } from './pageBounds';
import type { Position } from './position';
import type { Query } from './statement';
import { toSoql } from './statement';
import type { RecordSchema } from './rowReader';
import { bulkQueryJob } from '../client/answers';
import { readAhead } from './readAhead';
import { parseRows } from './rowReader';
import { plural } from '../../licensing/model/plural';

/** Bulk API 2.0 query jobs (Bulk API 2.0 and Bulk API Developer Guide, "Query Jobs"). */

/** Rows in one result page: each page costs a call, and is read again if it breaks off. */
const PAGE_ROWS = 100_000;
/**
 * The first wait suits small jobs; each later one is as long as all before plus a second, because a poll
 * costs a call.
 */
const FIRST_POLL_MS = 100;
const LATER_POLL_MS = 1_000;
const MAX_POLL_MS = 30_000;
/** Salesforce itself gives up on a query job later than this, but no one waits that long for a node. */
const MAX_WAIT_MS = 30 * 60_000;
/** How often a result page that breaks off is fetched, and the first wait between the tries. */
const PAGE_ATTEMPTS = 4;
const FIRST_RETRY_DELAY_MS = 1_000;

type Job = z.infer<typeof bulkQueryJob>;

function parseJob({ body }: HttpAnswer): Job {
	const parsed = bulkQueryJob.safeParse(parseJson(body));
	if (parsed.success) return parsed.data;
	throw new SalesforceError(
		NOT_AS_DOCUMENTED,
		'A Bulk API job does not match the Salesforce documentation',
	);
}

const isWhole = ({ body }: HttpAnswer) => parseJson(body) !== undefined;

/** Starts the job; Salesforce works on it while other data is read. */
export async function startJob(client: SalesforceClient, query: Query): Promise<string> {
	const request = {
		method: 'POST' as const,
		path: client.path('jobs/query'),
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ operation: 'query', query: toSoql(query) }),
	};
	return parseJob(await client.ask(request, isWhole)).id;
}

/** The job once it has finished, or once the run no longer needs it. */
async function waitFor(client: SalesforceClient, id: string, signal?: AbortSignal): Promise<Job> {
	for (let waited = 0; ; ) {
		const job = parseJob(await client.ask({ method: 'GET', path: jobPath(client, id) }, isWhole));
		if (ENDED.has(job.state) || waited >= MAX_WAIT_MS) return job;
		const pause = waited === 0 ? FIRST_POLL_MS : Math.min(waited + LATER_POLL_MS, MAX_POLL_MS);
		await client.wait(pause, signal);
		if (signal?.aborted === true)
			throw new SalesforceError(CANCELED, 'The result of the job is no longer needed');
		waited += pause;
	}
}

const ENDED = new Set(['JobComplete', 'Failed', 'Aborted']);

function failureOf({ id, state, errorMessage }: Job, object: string): SalesforceError | null {
	const job = `Job ${id} for ${object}`;
	switch (state) {
		case 'JobComplete':
			return null;
		case 'Failed': {
			const why = errorMessage ?? 'Salesforce gave no reason';
			return new SalesforceError(BULK_JOB_FAILED, `${job}: ${why}`);
		}
		case 'Aborted':
			return new SalesforceError(BULK_JOB_ABORTED, `${job} was aborted`);
		default:
			return new SalesforceError(
				BULK_JOB_TIMEOUT,
				`${job} is still ${state} after ${MAX_WAIT_MS / 60_000} minutes`,
			);
	}
}

/**
 * Deletes or aborts a job with one call: a result is personal data and would stay in the org for a week,
 * and a running job would continue for nothing. Best effort. A failed job is kept, because it says why it
 * failed.
 */
async function tidyUp(client: SalesforceClient, id: string, job: Job | null): Promise<void> {
	if (job?.state === 'Failed' || job?.state === 'Aborted') return;
	const path = jobPath(client, id);
	await client.send(
		job?.state === 'JobComplete'
			? { method: 'DELETE', path, isCleanUp: true }
			: {
					method: 'PATCH',
					path,
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify({ state: 'Aborted' }),
					isCleanUp: true,
				},
	);
}

function jobPath(client: SalesforceClient, id: string): string {
	return client.path(`jobs/query/${id}`);
}

/** What Salesforce writes as the locator after the last page. */
const LAST = 'null';

interface PageEnd {
	/** The locator of the next page. */
	locator: string;
	given: number;
}
type ResultPage = AsyncGenerator<Array<Record<string, unknown>>, PageEnd>;

/** The rows of a job, a few thousand at a time. However the read ends, the job is cleaned up. */
export async function* jobPages<T>(
	client: SalesforceClient,
	id: string,
	query: Query,
	schema: RecordSchema<T>,
	position: Position,
	signal?: AbortSignal,
): AsyncGenerator<T[]> {
	let job: Job | null = null;
	try {
		job = await waitFor(client, id, signal);
		const failure = failureOf(job, query.object);
		if (failure !== null) throw failure;
		const what = `of job ${id} for ${query.object}`;
		const bounds = new PageBounds(`the result ${what}`);
		const page = `${jobPath(client, id)}/results?maxRecords=${PAGE_ROWS}`;
		for (let path: string | null = page; path !== null; ) {
			const parts: ResultPage = resultPage(client, path, what);
			let step = await parts.next();
			for (; step.done !== true; step = await parts.next())
				yield parseRows(position.pass(step.value), schema, query.object);
			const { locator, given }: PageEnd = step.value;
			path = locator === LAST ? null : `${page}&locator=${encodeURIComponent(locator)}`;
			if (path !== null) bounds.goOn(locator, given, job.numberRecordsProcessed ?? null);
		}
	} finally {
		await tidyUp(client, id, job);
	}
}

/**
 * The rows of one page, and finally the position of the next one. A page that breaks off, or holds fewer
 * rows than it says, is fetched again, and rows that were already returned are skipped.
 */
async function* resultPage(client: SalesforceClient, path: string, what: string): ResultPage {
	let given = 0;
	for (let attempt = 1; ; attempt++) {
		const { body, chunks, headers } = await client.ask({
			method: 'GET',
			path,
			headers: { accept: 'text/csv' },
			isStreamed: true,
		});
		let rows = 0;
		let broken: string | null = null;
		const parts = bulkRows(readAhead(chunks ?? bytesOf(body)));
		try {
			for (;;) {
				const step = await parts.next().catch((error: Error) => ({ done: true, value: error }));
				if (step.done === true) {
					broken = step.value instanceof Error ? step.value.message : null;
					break;
				}
				const part = step.value as Array<Record<string, unknown>>;
				const fresh = part.slice(Math.max(0, given - rows));
				rows += part.length;
				given += fresh.length;
				if (fresh.length > 0) yield fresh;
			}
		} finally {
			await parts.return(null);
		}
		const promised = headers['sforce-numberofrecords'];
		if (broken === null && promised !== undefined && Number(promised) !== rows)
			broken = `It has ${plural(rows, 'row')} instead of ${promised}`;
		const locator = headers['sforce-locator'];
		// Without a locator, it is unknown whether more rows follow.
		if (broken === null && (locator === undefined || locator === ''))
			broken = 'It does not say whether more rows follow';
		if (broken === null) return { locator, given: rows };
		if (attempt >= PAGE_ATTEMPTS)
			throw new SalesforceError(
				BULK_RESULT_BROKEN,
				`A result page ${what} is incomplete: ${broken}`,
			);
		await client.wait(FIRST_RETRY_DELAY_MS * 2 ** (attempt - 1));
	}
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
	yield await Promise.resolve(Buffer.from(text, 'utf8'));
}
