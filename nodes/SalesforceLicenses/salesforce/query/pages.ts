import { jobPages, startJob } from './bulk';
import type { SalesforceClient } from '../client/client';
import {
	BULK_RESULT_BROKEN,
	ENDLESS_PAGES,
	NOT_AS_DOCUMENTED,
	SalesforceError,
} from '../client/errors';
import { orError } from '../client/orError';
import { isConnectionLost, isRefusal, saysSalesforce } from '../client/retries';
import { Position } from './position';
import { countOf, type Query } from './statement';
import type { RecordSchema } from './rowReader';
import { count, queryPages } from './query';

export type Api = 'auto' | 'rest' | 'bulk';

/** How a query is read. */
export interface Reading {
	api: Api;
	/** The caller reads all rows, so pages may be requested before the last one was used. */
	readsAll: boolean;
	/** Stops the wait for a job. */
	signal?: AbortSignal;
}

/** Objects or SOQL that Bulk API 2.0 does not support, or an org without it: retrying never helps. */
const NOT_FOR_BULK = new Set(['INVALIDENTITY', 'FEATURENOTENABLED']);
/** The result is gone or broken, together with its unread rows: another job reads the rest. */
const RESULT_LOST = new Set([
	BULK_RESULT_BROKEN,
	'INVALIDQUERYLOCATOR',
	'INVALID_QUERY_LOCATOR',
	'NOT_FOUND',
]);
/** Reading the same by REST would be no better, or would duplicate rows. */
const NOT_BY_REST = new Set([ENDLESS_PAGES, NOT_AS_DOCUMENTED]);
/** How often one read continues with another job. */
const MAX_JOBS = 4;

/**
 * The rows of a query in pages, read with the API that suits their number. With *Auto*, any reason that
 * keeps Salesforce from creating or finishing a job leads to a read by REST; with *Bulk* it is an error.
 */
export async function* readPages<T>(
	client: SalesforceClient,
	query: Query,
	schema: RecordSchema<T>,
	{ api, readsAll, signal }: Reading,
): AsyncGenerator<T[]> {
	const position = new Position(query);
	if (await isForBulk(client, query, api)) {
		for (let jobs = 1; ; jobs++) {
			const left = position.rest();
			const job = left === null ? null : await tryStart(client, left, api);
			if (left === null || job === null) break;
			const lost = yield* untilLost(jobPages(client, job, left, schema, position, signal));
			if (lost === null) return;
			// Rows returned without an order cannot be distinguished from the remaining ones.
			if (isConnectionLost(lost) || NOT_BY_REST.has(lost.errorCode) || position.rest() === null)
				throw lost;
			if (RESULT_LOST.has(lost.errorCode) && jobs < MAX_JOBS) {
				client.report.warn(
					`The result of the Bulk job for ${query.object} was lost while it was read, so a second job read the rest. ${saysSalesforce(lost)}`,
				);
				continue;
			}
			if (api !== 'auto') throw lost;
			client.report.warn(
				`${query.object} was read with REST, because the Bulk job failed. ${saysSalesforce(lost)}`,
			);
			break;
		}
	}
	yield* queryPages(client, query, schema, { position, readsAll });
}

/** If Salesforce cannot even count in time, the object is large; any other refusal will come from the read itself. */
const TOO_MANY_TO_COUNT = new Set([
	'OPERATION_TOO_LARGE',
	'QUERY_TIMEOUT',
	'REQUEST_RUNNING_TOO_LONG',
]);

async function isForBulk(client: SalesforceClient, query: Query, api: Api): Promise<boolean> {
	if (api !== 'auto') return api === 'bulk';
	const rows = await orError(count(client, countOf(query)), isRefusal);
	if (rows instanceof SalesforceError) return TOO_MANY_TO_COUNT.has(rows.errorCode);
	return rows >= client.policy.bulkFromRows;
}

/** The pages up to the end (null) or to the error that ended them. */
async function* untilLost<T>(
	pages: AsyncGenerator<T[]>,
): AsyncGenerator<T[], SalesforceError | null> {
	try {
		for (;;) {
			const step = await pages.next().catch((error: unknown) => {
				if (error instanceof SalesforceError) return error;
				throw error;
			});
			if (step instanceof SalesforceError) return step;
			if (step.done === true) return null;
			yield step.value;
		}
	} finally {
		await pages.return(undefined);
	}
}

/** The job, or null if REST reads the same rows. */
async function tryStart(client: SalesforceClient, query: Query, api: Api): Promise<string | null> {
	const job = await orError(
		startJob(client, query),
		(error) => !isConnectionLost(error) && (api === 'auto' || NOT_FOR_BULK.has(error.errorCode)),
	);
	if (!(job instanceof SalesforceError)) return job;
	client.report.warn(
		`${query.object} was read with REST, because Salesforce did not create a Bulk job. ${saysSalesforce(job)}`,
	);
	return null;
}
