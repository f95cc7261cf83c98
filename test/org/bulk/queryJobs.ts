import { json, noContent, notFound, type OrgResponse } from '../answers';
import type { Org, Row } from '../org';
import type { Call } from '../rest';
import { SalesforceRefusal } from '../refusal';
import type { Path } from '../soql/paths';
import { parse, runQuery } from '../soql/query';
import { csvLine } from './csv';

/** Bulk API 2.0 query jobs (Bulk API 2.0 and Bulk API Developer Guide, "Query Jobs"). */
export interface QueryJob {
	id: string;
	query: string;
	object: string;
	state: 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Aborted' | 'Failed';
	createdById: string;
	createdDate: string;
	pollsLeft: number;
	rows: Row[];
	columns: Path[];
	version: string;
	errorMessage?: string;
}

const DEFAULT_PAGE = 50_000;
const jobs = new WeakMap<Org, Map<string, QueryJob>>();

export function queryJobsOf(org: Org): Map<string, QueryJob> {
	let known = jobs.get(org);
	if (known === undefined) jobs.set(org, (known = new Map<string, QueryJob>()));
	return known;
}

export function queryJobRoute(call: Call): OrgResponse {
	const { org, method, path } = call;
	const [, , id, results] = path.split('/');
	if (id === undefined) return method === 'POST' ? create(call) : notFound();
	const job = queryJobsOf(org).get(id);
	if (job === undefined) return notFound();
	if (results === 'results') return resultPage(call, job);
	if (method === 'GET') return json(200, poll(job));
	if (method === 'PATCH') {
		job.state = 'Aborted';
		return json(200, describe(job));
	}
	if (method === 'DELETE') {
		queryJobsOf(org).delete(id);
		return noContent;
	}
	return notFound();
}

/** What Bulk query does not take: aggregates, GROUP BY, OFFSET, TYPEOF, child sub-queries. */
function refuseUnsupported(text: string): void {
	const query = parse(text);
	const fields = (query.fields ?? []) as Array<{ type: string }>;
	if (
		query.groupBy !== undefined ||
		query.offset !== undefined ||
		fields.some(
			({ type }) =>
				type === 'FieldFunctionExpression' || type === 'FieldSubquery' || type === 'FieldTypeof',
		)
	) {
		throw new SalesforceRefusal(
			'FEATURENOTENABLED',
			'Aggregate relationships, GROUP BY, OFFSET and TYPEOF are not supported by Bulk API 2.0 query',
		);
	}
}

function create(call: Call): OrgResponse {
	const { org, userId, body, root } = call;
	const { operation, query } = JSON.parse(body.toString()) as {
		operation?: string;
		query?: string;
	};
	if (operation !== 'query' && operation !== 'queryAll')
		throw new SalesforceRefusal('INVALIDJOB', 'operation must be query or queryAll');
	refuseUnsupported(String(query));
	const { object, rows, columns } = runQuery(org, String(query), userId);
	if (!org.types[object].bulk)
		throw new SalesforceRefusal(
			'INVALIDENTITY',
			`Entity '${object}' is not supported by the Bulk API.`,
		);
	const id = `750${org.newId('User').slice(3)}`;
	const job: QueryJob = {
		id,
		query: String(query),
		object,
		state: 'UploadComplete',
		createdById: userId,
		createdDate: org.clock().toISOString().replace('Z', '+0000'),
		pollsLeft: org.options.bulkPolls ?? 1,
		rows,
		columns,
		version: root.slice('/services/data/v'.length),
	};
	queryJobsOf(org).set(id, job);
	return json(200, describe(job));
}

function describe(job: QueryJob) {
	const { id, object, createdById, createdDate, state, version } = job;
	return {
		id,
		operation: 'query',
		object,
		createdById,
		createdDate,
		systemModstamp: createdDate,
		state,
		concurrencyMode: 'Parallel',
		contentType: 'CSV',
		apiVersion: Number(version),
		lineEnding: 'LF',
		columnDelimiter: 'COMMA',
	};
}

function poll(job: QueryJob) {
	if (job.state === 'UploadComplete' || job.state === 'InProgress') {
		job.state = job.pollsLeft-- > 0 ? 'InProgress' : 'JobComplete';
	}
	return {
		...describe(job),
		jobType: 'V2Query',
		numberRecordsProcessed: job.state === 'JobComplete' ? job.rows.length : 0,
		retries: 0,
		totalProcessingTime: 1,
		isPkChunkingSupported: true,
		...(job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage }),
	};
}

/** Each page repeats the header row; after the last one the locator is the word "null". */
function resultPage({ query }: Call, job: QueryJob): OrgResponse {
	if (job.state !== 'JobComplete')
		throw new SalesforceRefusal('INVALIDJOBSTATE', `Job is not in a final state: ${job.state}`);
	const from = Number(query.get('locator') ?? 0);
	const size = Number(query.get('maxRecords') ?? DEFAULT_PAGE);
	const to = Math.min(job.rows.length, from + size);
	async function* lines(): AsyncGenerator<string> {
		yield csvLine(job.columns.map(({ spelled }) => spelled));
		for (let start = from; start < to; start += 1_000) {
			const part = job.rows.slice(start, Math.min(to, start + 1_000));
			yield await Promise.resolve(
				part.map((row) => csvLine(job.columns.map(({ get }) => get(row)))).join(''),
			);
		}
	}
	return {
		status: 200,
		headers: {
			'content-type': 'text/csv',
			'Sforce-Locator': to < job.rows.length ? String(to) : 'null',
			'Sforce-NumberOfRecords': String(to - from),
		},
		body: lines(),
	};
}
