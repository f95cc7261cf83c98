import { jobPages, startJob } from './bulk';
import type { SalesforceClient } from './client';
import { SalesforceError } from './errors';
import { countOf, type Query } from './queries';
import type { RecordSchema } from './query';
import { count, queryPages } from './query';

export type Api = 'auto' | 'rest' | 'bulk';

/**
 * From this many rows on a Bulk job is cheaper. By calls it is so from 12,000 rows (a job costs
 * about 6 calls: create, polls, result; REST one for every 2,000 rows), but a job may wait in
 * Salesforce's queue, and 25 REST pages are read before most jobs have begun.
 */
export const BULK_FROM_ROWS = 50_000;

/** Objects or SOQL that Bulk API 2.0 does not take, or an org without it: REST reads the same rows. */
const NO_BULK = new Set(['INVALIDENTITY', 'FEATURENOTENABLED']);

/** The rows of a query in pages, by the API that suits their number. */
export async function* readPages<T>(
	client: SalesforceClient,
	query: Query,
	schema: RecordSchema<T>,
	api: Api,
): AsyncGenerator<T[]> {
	const bulk =
		api === 'bulk' || (api === 'auto' && (await count(client, countOf(query))) >= BULK_FROM_ROWS);
	const job = bulk ? await tryStart(client, query, api) : null;
	if (job === null) yield* queryPages(client, query, schema);
	else yield* jobPages(client, job, query, schema);
}

async function tryStart(client: SalesforceClient, query: Query, api: Api): Promise<string | null> {
	const started = await startJob(client, query).catch((error: unknown) => error);
	if (typeof started === 'string') return started;
	if (!(started instanceof SalesforceError) || !NO_BULK.has(started.errorCode)) throw started;
	if (api === 'bulk') {
		client.warn(
			`${query.object} was read by REST, because the Bulk API does not take it. Salesforce says: ${started.errorCode}: ${started.message.trim()}`,
		);
	}
	return null;
}
