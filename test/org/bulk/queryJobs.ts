import { encoded, json, noContent, notFound, type OrgResponse } from '../answers';
import type { Org, Row } from '../org';
import type { Call } from '../rest';
import { SalesforceRefusal } from '../refusal';
import { askingOf, bodyOf, notAllowed } from '../rest';
import type { ParsedColumn } from '../soql/aggregates';
import type { Path } from '../soql/paths';
import { parse } from '../soql/parse';
import { runQuery } from '../soql/query';
import { csvValue, csvWriter } from './csv';
import type { BulkJob, CsvForm } from './jobs';
import { describeJob } from './jobs';

/** Bulk API 2.0 query jobs (Bulk API 2.0 and Bulk API Developer Guide, "Query Jobs"). */
export interface QueryJob extends BulkJob, CsvForm {
	query: string;
	state: 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Aborted' | 'Failed';
	pollsLeft: number;
	rows: Row[];
	columns: Path[];
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
	if (id === undefined) {
		if (method === 'POST') return create(call);
		return method === 'GET' ? list(org) : notAllowed(call, 'GET', 'POST');
	}
	const job = queryJobsOf(org).get(id);
	if (job === undefined) return notFound();
	if (results !== undefined && method !== 'GET') return notAllowed(call, 'GET');
	if (results === 'results') return resultPage(call, job);
	if (results === 'resultPages') return resultPages(call, job);
	switch (method) {
		case 'GET':
			return json(200, poll(job));
		case 'PATCH':
			return abort(call, job);
		case 'DELETE':
			// Only finished jobs can be deleted.
			if (isUnderWay(job)) throw wrongState(job);
			queryJobsOf(org).delete(id);
			return noContent;
		default:
			return notAllowed(call, 'DELETE', 'GET', 'PATCH');
	}
}

const isUnderWay = ({ state }: QueryJob) => state === 'UploadComplete' || state === 'InProgress';

const wrongState = ({ state }: QueryJob) =>
	new SalesforceRefusal('INVALIDJOBSTATE', `Job is not in a state that allows this: ${state}`);

function abort(call: Call, job: QueryJob): OrgResponse {
	const { state } = bodyOf(call);
	if (state !== 'Aborted')
		throw new SalesforceRefusal('INVALIDJOBSTATE', `Invalid job state ${String(state)}`);
	if (!isUnderWay(job)) throw wrongState(job);
	job.state = 'Aborted';
	return json(200, describe(job));
}

function list(org: Org): OrgResponse {
	const records = [...queryJobsOf(org).values()].map((job) => ({
		...describe(job),
		jobType: 'V2Query',
	}));
	return json(200, { done: true, records, nextRecordsUrl: null });
}

/** What Bulk queries do not support: aggregates, GROUP BY, OFFSET, TYPEOF, child sub-queries, FIELDS(ALL). */
function refuseUnsupported(text: string): void {
	const query = parse(text);
	const fields = (query.fields ?? []) as ParsedColumn[];
	const isTaken = (column: ParsedColumn) =>
		column.type === 'Field' ||
		column.type === 'FieldRelationship' ||
		column.rawValue?.toUpperCase().replace(/\s/g, '') === 'FIELDS(STANDARD)';
	if (query.groupBy !== undefined || query.offset !== undefined || !fields.every(isTaken)) {
		throw new SalesforceRefusal(
			'FEATURENOTENABLED',
			'Aggregate relationships, GROUP BY, OFFSET and TYPEOF are not supported by Bulk API 2.0 query',
		);
	}
}

function create(call: Call): OrgResponse {
	const { org, userId, root } = call;
	const {
		operation,
		query,
		lineEnding = 'LF',
		columnDelimiter = 'COMMA',
	} = bodyOf(call) as {
		operation?: string;
		query?: string;
		lineEnding?: string;
		columnDelimiter?: string;
	};
	if (!(columnDelimiter in DELIMITERS) || !['LF', 'CRLF'].includes(lineEnding))
		throw new SalesforceRefusal('INVALIDJOB', 'columnDelimiter or lineEnding is unknown');
	if (operation !== 'query' && operation !== 'queryAll')
		throw new SalesforceRefusal('INVALIDJOB', 'operation must be query or queryAll');
	refuseUnsupported(String(query));
	const asking = { ...askingOf(call, String(query)), all: operation === 'queryAll' };
	const { object, rows, columns } = runQuery(asking);
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
		operation,
		lineEnding,
		columnDelimiter,
	};
	queryJobsOf(org).set(id, job);
	return json(200, describe(job));
}

const describe = (job: QueryJob) => describeJob(job, job);

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

/** A locator is meaningless to clients. */
const locatorOf = (from: number) => Buffer.from(`${from}`).toString('base64url');

function offsetOf(locator: string | null, { rows }: QueryJob): number {
	if (locator === null) return 0;
	const from = Number(Buffer.from(locator, 'base64url').toString());
	if (!Number.isInteger(from) || from <= 0 || from >= rows.length)
		throw new SalesforceRefusal('INVALIDQUERYLOCATOR', `Invalid locator: ${locator}`);
	return from;
}

/** `maxRecords` is "still subject to the size limits" (Bulk API 2.0 Developer Guide, "Get Results for a Query Job"). */
function pageSize({ query, org }: Call): number {
	const size = Number(query.get('maxRecords') ?? DEFAULT_PAGE);
	if (!Number.isInteger(size) || size < 1)
		throw new SalesforceRefusal('INVALIDREQUEST', 'maxRecords must be a positive number');
	return Math.min(size, org.options.bulkPageRows ?? Infinity);
}

/** Pages that can be fetched in parallel (Bulk API 2.0 Developer Guide, "Get Parallel Results", from v58). */
function resultPages(call: Call, job: QueryJob): OrgResponse {
	if (job.state !== 'JobComplete') throw wrongState(job);
	const pages = [];
	const size = pageSize(call);
	for (let from = 0; from < Math.max(1, job.rows.length); from += size) {
		const link = `${call.root}/jobs/query/${job.id}/results?maxRecords=${size}`;
		pages.push({ resultLink: from === 0 ? link : `${link}&locator=${locatorOf(from)}` });
	}
	return json(200, { resultPages: pages, nextRecordsUrl: null, done: true });
}

const DELIMITERS: Readonly<Record<string, string>> = {
	BACKQUOTE: '`',
	CARET: '^',
	COMMA: ',',
	PIPE: '|',
	SEMICOLON: ';',
	TAB: '\t',
};

/** Each page repeats the header row; after the last one the locator is the word "null". */
function resultPage(call: Call, job: QueryJob): OrgResponse {
	if (job.state !== 'JobComplete') throw wrongState(job);
	const from = offsetOf(call.query.get('locator'), job);
	const to = Math.min(job.rows.length, from + pageSize(call));
	const line = csvWriter(
		DELIMITERS[job.columnDelimiter],
		job.lineEnding === 'CRLF' ? '\r\n' : '\n',
	);
	async function* lines(): AsyncGenerator<Buffer> {
		yield encoded([line(job.columns.map(({ spelled }) => spelled))]);
		for (let start = from; start < to; start += 1_000) {
			const part = job.rows.slice(start, Math.min(to, start + 1_000));
			yield await Promise.resolve(
				encoded(
					part.map((row) => line(job.columns.map(({ get, field }) => csvValue(get(row), field)))),
				),
			);
		}
	}
	return {
		status: 200,
		headers: {
			'content-type': 'text/csv',
			'Sforce-Locator': to < job.rows.length ? locatorOf(to) : 'null',
			'Sforce-NumberOfRecords': String(to - from),
		},
		body: lines(),
	};
}
