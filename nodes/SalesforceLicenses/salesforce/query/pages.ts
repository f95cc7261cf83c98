import { jobPages, startJob } from './bulk';
import type { SalesforceClient } from '../client/client';
import {
	BULK_JOB_FAILED,
	BULK_JOB_TIMEOUT,
	BULK_RESULT_BROKEN,
	SalesforceError,
} from '../client/errors';
import { Position } from './position';
import { countOf, type Query } from './statement';
import type { RecordSchema } from './rowReader';
import { count, queryPages } from './query';

export type Api = 'auto' | 'rest' | 'bulk';

/** How a query is read. */
export interface Reading {
	api: Api;
	/** Nobody stops after some rows, so pages may be asked for before the last one was used. */
	readsAll: boolean;
	/** Ends waiting for a job. */
	signal?: AbortSignal;
}

/** Objects or SOQL that Bulk API 2.0 does not take, or an org without it: REST reads the same rows. */
const NO_BULK = new Set(['INVALIDENTITY', 'FEATURENOTENABLED']);
/** The result is gone or broken, and with it what was not read yet: another job reads the rest. */
const RESULT_LOST = new Set([
	BULK_RESULT_BROKEN,
	'INVALIDQUERYLOCATOR',
	'INVALID_QUERY_LOCATOR',
	'NOT_FOUND',
]);
/** The job came to nothing. An aborted one is not among them: somebody did not want it. */
const JOB_LOST = new Set([BULK_JOB_FAILED, BULK_JOB_TIMEOUT]);
/** How often one read goes on by another job. */
const MAX_JOBS = 4;

/** The rows of a query in pages, by the API that suits their number. */
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
			const job = left === null ? null : await tryStart(client, left);
			if (left === null || job === null) break;
			const lost = yield* untilLost(jobPages(client, job, left, schema, position, signal));
			if (lost === null) return;
			if (JOB_LOST.has(lost.errorCode) && api === 'auto') {
				client.report.warn(
					`${query.object} was read by REST, because the Bulk job failed. ${said(lost)}`,
				);
				break;
			}
			if (!RESULT_LOST.has(lost.errorCode) || jobs >= MAX_JOBS || position.rest() === null) {
				throw lost;
			}
			client.report.warn(
				`The result of the Bulk job for ${query.object} got lost half-way, so another job read the rest. ${said(lost)}`,
			);
		}
	}
	yield* queryPages(client, query, schema, { position, readsAll });
}

async function isForBulk(client: SalesforceClient, query: Query, api: Api): Promise<boolean> {
	if (api !== 'auto') return api === 'bulk';
	return (await count(client, countOf(query))) >= client.bulkFromRows;
}

const said = ({ errorCode, message }: SalesforceError) =>
	`Salesforce says: ${errorCode}: ${message.trim()}`;

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

async function tryStart(client: SalesforceClient, query: Query): Promise<string | null> {
	const started = await startJob(client, query).catch((error: unknown) => error);
	if (typeof started === 'string') return started;
	if (!(started instanceof SalesforceError) || !NO_BULK.has(started.errorCode)) throw started;
	client.report.warn(
		`${query.object} was read by REST, because the Bulk API does not take it. ${said(started)}`,
	);
	return null;
}
