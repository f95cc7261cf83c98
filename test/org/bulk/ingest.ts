/* eslint-disable @n8n/community-nodes/require-node-api-error -- the org speaks as Salesforce, not as n8n */
import { parse } from 'csv-parse/sync';
import { json, noContent, notFound, type OrgResponse } from '../answers';
import type { Org } from '../org';
import { createRecord, deleteRecord, typeOf, updateRecord } from '../records';
import { SalesforceRefusal } from '../refusal';
import type { Call } from '../rest';
import { bodyOf, notAllowed } from '../rest';
import { inTransactionOf } from '../rules/transactionLimits';
import { afterDeactivations } from '../rules/users';
import { csvLine } from './csv';
import type { BulkJob } from './jobs';
import { describeJob } from './jobs';

/** Bulk API 2.0 ingest jobs: insert, update, delete by CSV (Bulk API 2.0 Developer Guide, "Ingest"). */
interface IngestJob extends BulkJob {
	state: 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Aborted' | 'Failed';
	errorMessage?: string;
	data: string;
	columns: string[];
	succeeded: unknown[][];
	failed: unknown[][];
}

const jobs = new WeakMap<Org, Map<string, IngestJob>>();

function jobsOf(org: Org): Map<string, IngestJob> {
	let known = jobs.get(org);
	if (known === undefined) jobs.set(org, (known = new Map<string, IngestJob>()));
	return known;
}

export function ingestRoute(call: Call): OrgResponse {
	const { org, method, path, body } = call;
	const [, , id, part] = path.split('/');
	if (id === undefined) {
		if (method === 'POST') return create(call);
		if (method !== 'GET') return notAllowed(call, 'GET', 'POST');
		const records = [...jobsOf(org).values()].map(describe);
		return json(200, { done: true, records, nextRecordsUrl: null });
	}
	const job = jobsOf(org).get(id);
	if (job === undefined) return notFound();
	if (part === 'batches' && method === 'PUT') {
		// A job accepts one upload, while it is open.
		if (job.state !== 'Open' || job.data !== '') throw wrongState(job);
		job.data += body.toString();
		return { status: 201, headers: {}, body: '' };
	}
	if (part === 'successfulResults')
		return csv([['sf__Id', 'sf__Created', ...job.columns], ...job.succeeded]);
	if (part === 'failedResults')
		return csv([['sf__Id', 'sf__Error', ...job.columns], ...job.failed]);
	if (part === 'unprocessedrecords') return csv([job.columns]);
	if (method === 'PATCH') {
		const { state } = bodyOf(call);
		if (state !== 'Aborted' && state !== 'UploadComplete')
			throw new SalesforceRefusal('INVALIDJOBSTATE', `Invalid job state ${String(state)}`);
		if (job.state !== 'Open' && !(state === 'Aborted' && job.state === 'UploadComplete'))
			throw wrongState(job);
		job.state = state;
		return json(200, describe(job));
	}
	if (method === 'GET') {
		if (job.state === 'UploadComplete') process(call, job);
		return json(200, {
			...describe(job),
			numberRecordsProcessed: job.succeeded.length + job.failed.length,
			numberRecordsFailed: job.failed.length,
			...(job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage }),
		});
	}
	if (method === 'DELETE') {
		if (job.state === 'UploadComplete' || job.state === 'InProgress') throw wrongState(job);
		jobsOf(org).delete(id);
		return noContent;
	}
	return notFound();
}

const csv = (lines: unknown[][]): OrgResponse => ({
	status: 200,
	headers: { 'content-type': 'text/csv' },
	body: lines.map(csvLine).join(''),
});

const wrongState = ({ state }: IngestJob) =>
	new SalesforceRefusal('INVALIDJOBSTATE', `Job is not in a state that allows this: ${state}`);

function create(call: Call): OrgResponse {
	const { org, userId, root } = call;
	const { object, operation } = bodyOf(call) as {
		object?: string;
		operation?: string;
	};
	if (!['insert', 'update', 'delete'].includes(String(operation)))
		throw new SalesforceRefusal('INVALIDJOB', `operation ${String(operation)} is not supported`);
	const [name, { bulk }] = typeOf(org, String(object));
	if (!bulk || !org.mayRead(userId, name))
		throw new SalesforceRefusal(
			'INVALIDENTITY',
			`Entity '${name}' is not supported by the Bulk API.`,
		);
	const job: IngestJob = {
		id: `750${org.newId('User').slice(3)}`,
		operation: String(operation),
		object: name,
		state: 'Open',
		createdById: userId,
		createdDate: org.clock().toISOString().replace('Z', '+0000'),
		data: '',
		columns: [],
		succeeded: [],
		failed: [],
		version: root.slice('/services/data/v'.length),
	};
	jobsOf(org).set(job.id, job);
	return json(200, {
		...describe(job),
		contentUrl: `${root.slice(1)}/jobs/ingest/${job.id}/batches`,
	});
}

const describe = (job: IngestJob) => ({
	...describeJob(job, { lineEnding: 'LF', columnDelimiter: 'COMMA' }),
	jobType: 'V2Ingest',
	apexProcessingTime: 0,
	totalProcessingTime: 1,
});

/** CSV has only text: booleans and empty values take the field's type. */
function typed(org: Org, object: string, record: Record<string, string>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(record)
			.filter(([name, value]) => name !== 'Id' && value !== '')
			.map(([name, value]) => {
				const type = org.types[object].fields[name]?.type;
				if (value === '#N/A') return [name, null];
				return [
					name,
					type === 'boolean'
						? value.toLowerCase() === 'true'
						: type === 'int' || type === 'double'
							? Number(value)
							: value,
				];
			}),
	);
}

/** Records are split into transactions, and limits "in a call" apply to each. */
const CHUNK = 200;

function process({ org, userId }: Call, job: IngestJob): void {
	const records = parse(job.data, { columns: true, bom: true }) as Array<Record<string, string>>;
	job.columns = records.length === 0 ? [] : Object.keys(records[0]);
	const unknown = job.columns.find((name) => !(name in org.types[job.object].fields));
	if (unknown !== undefined) {
		job.state = 'Failed';
		job.errorMessage = `InvalidBatch : Field name not found : ${unknown}`;
		return;
	}
	for (let at = 0; at < records.length; at += CHUNK) {
		const chunk = records.slice(at, at + CHUNK);
		const deactivated = new Set<string>();
		inTransactionOf(org, chunk.length, () => {
			for (const record of chunk)
				processRecord(org, userId, job, record, chunk.length, deactivated);
		});
		afterDeactivations(org, deactivated);
	}
	job.state = 'JobComplete';
}

function processRecord(
	org: Org,
	userId: string,
	job: IngestJob,
	record: Record<string, string>,
	recordsInCall: number,
	deactivated: Set<string>,
): void {
	const line = Object.values(record);
	const { operation, object } = job;
	try {
		const values = typed(org, object, record);
		const id =
			operation === 'insert'
				? createRecord(org, userId, object, values)
				: operation === 'update'
					? updateRecord(org, userId, object, record.Id, values)
					: deleteRecord(org, userId, record.Id, recordsInCall, object);
		if (object === 'User' && values.IsActive === false) deactivated.add(id);
		job.succeeded.push([id, operation === 'insert', ...line]);
	} catch (error) {
		if (!(error instanceof SalesforceRefusal)) throw error;
		job.failed.push([
			record.Id ?? '',
			`${error.code}:${error.message}:${error.fields.join(',')} --`,
			...line,
		]);
	}
}
