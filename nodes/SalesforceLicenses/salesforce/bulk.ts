import type { z } from 'zod';
import { bulkRows } from './bulkCsv';
import type { SalesforceClient } from './client';
import {
	BULK_JOB_ABORTED,
	BULK_JOB_FAILED,
	BULK_JOB_TIMEOUT,
	NOT_SALESFORCE,
	parseJson,
	SalesforceError,
} from './errors';
import type { HttpAnswer } from './http';
import type { Query } from './queries';
import { toSoql } from './queries';
import type { RecordSchema } from './query';
import { parseRows } from './query';
import { bulkQueryJob } from './records';

/** Bulk API 2.0 query jobs (Bulk API 2.0 and Bulk API Developer Guide, "Query Jobs"). */

/** Rows in one result page: a page costs a call, and its text stays in memory while it is read. */
const PAGE_ROWS = 50_000;
/** The first wait is short for small jobs, later ones grow: a poll costs a call. */
const FIRST_POLL_MS = 1_000;
const MAX_POLL_MS = 30_000;
/** Salesforce itself gives up on a query job after longer; nobody waits for a node that long. */
const MAX_WAIT_MS = 30 * 60_000;

type Job = z.infer<typeof bulkQueryJob>;

function parseJob({ body }: HttpAnswer): Job {
	const parsed = bulkQueryJob.safeParse(parseJson(body));
	if (parsed.success) return parsed.data;
	throw new SalesforceError(NOT_SALESFORCE, 'A Bulk API job is not as documented');
}

/** Starts the job; Salesforce works on it while we read something else. */
export async function startJob(client: SalesforceClient, query: Query): Promise<string> {
	const answer = await client.ask({
		method: 'POST',
		path: client.path('jobs/query'),
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ operation: 'query', query: toSoql(query) }),
	});
	return parseJob(answer).id;
}

async function waitFor(client: SalesforceClient, id: string, object: string): Promise<void> {
	let waited = 0;
	for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * 2, MAX_POLL_MS)) {
		const job = parseJob(await client.ask({ method: 'GET', path: jobPath(client, id) }));
		if (job.state === 'JobComplete') return;
		if (job.state === 'Failed') {
			const why = job.errorMessage ?? 'Salesforce gives no reason';
			throw new SalesforceError(BULK_JOB_FAILED, `Job ${id} for ${object}: ${why}`);
		}
		if (job.state === 'Aborted') {
			throw new SalesforceError(BULK_JOB_ABORTED, `Job ${id} for ${object} is Aborted`);
		}
		if (waited >= MAX_WAIT_MS) {
			// Best effort: an abandoned job would go on working for nobody.
			await client.send({
				method: 'PATCH',
				path: jobPath(client, id),
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ state: 'Aborted' }),
			});
			throw new SalesforceError(
				BULK_JOB_TIMEOUT,
				`Job ${id} for ${object} is still ${job.state} after ${MAX_WAIT_MS / 60_000} minutes`,
			);
		}
		await client.wait(pause);
		waited += pause;
	}
}

function jobPath(client: SalesforceClient, id: string): string {
	return client.path(`jobs/query/${id}`);
}

/** The rows of a job, a few thousand at a time. A page that comes with fewer rows than it says is an error. */
export async function* jobPages<T>(
	client: SalesforceClient,
	id: string,
	query: Query,
	schema: RecordSchema<T>,
): AsyncGenerator<T[]> {
	await waitFor(client, id, query.object);
	let locator: string | undefined;
	do {
		const from = locator === undefined ? '' : `&locator=${encodeURIComponent(locator)}`;
		const { body, headers } = await client.ask({
			method: 'GET',
			path: `${jobPath(client, id)}/results?maxRecords=${PAGE_ROWS}${from}`,
			headers: { accept: 'text/csv' },
		});
		let rows = 0;
		for (const part of bulkRows(body)) {
			rows += part.length;
			yield parseRows(part, schema, query.object);
		}
		const promised = headers['sforce-numberofrecords'];
		if (promised !== undefined && Number(promised) !== rows) {
			throw new SalesforceError(
				BULK_JOB_FAILED,
				`A result page of job ${id} for ${query.object} holds ${rows} rows instead of ${promised}`,
			);
		}
		locator = headers['sforce-locator'];
		// The word "null" is what Salesforce writes after the last page.
	} while (locator !== undefined && locator !== '' && locator !== 'null');
}
