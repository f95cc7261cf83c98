/* eslint-disable @n8n/community-nodes/require-node-api-error -- the org speaks as Salesforce, not as n8n */
import { json, type OrgResponse } from './answers';
import type { Org } from './org';
import { createRecord, deleteRecord, typeOf, updateRecord } from './records';
import { SalesforceRefusal } from './refusal';
import { afterDeactivations } from './rules/users';

/** sObject Collections (REST API Developer Guide): 200 records a call, positional results, `statusCode`. */
const MAX_RECORDS = 200;

interface Failure {
	success: false;
	errors: Array<{ statusCode: string; message: string; fields: readonly string[] }>;
}
type RowResult = { id: string; success: true; errors: [] } | Failure;

type Input = Record<string, unknown> & { attributes?: { type?: string } };

function tooMany(count: number): void {
	if (count > MAX_RECORDS) {
		throw new SalesforceRefusal(
			'EXCEEDED_ID_LIMIT',
			'record limit reached. cannot submit more than 200 records into this call',
		);
	}
}

/** Setup objects may not be mixed with others in one call, nor with each other. */
function refuseMixed(org: Org, objects: readonly string[]): void {
	const kinds = new Set(objects);
	if (kinds.size > 1 && [...kinds].some((object) => org.types[object]?.setup)) {
		throw new SalesforceRefusal(
			'INVALID_INPUT',
			'Mixing of setup objects with other objects in one collection is not allowed',
		);
	}
}

const failure = ({ code, message, fields }: SalesforceRefusal): Failure => ({
	success: false,
	errors: [{ statusCode: code, message, fields }],
});

/**
 * Each record on its own, or all or none: then the org is put back as it was, and the rows that
 * would have passed say so.
 */
function eachRow<T>(
	org: Org,
	rows: readonly T[],
	allOrNone: boolean,
	write: (row: T) => string,
): RowResult[] {
	const undo = allOrNone ? snapshot(org) : null;
	const results = rows.map((row): RowResult => {
		try {
			return { id: write(row), success: true, errors: [] };
		} catch (error) {
			if (error instanceof SalesforceRefusal) return failure(error);
			throw error;
		}
	});
	if (undo === null || results.every(({ success }) => success)) return results;
	undo();
	return results.map((result) =>
		result.success
			? failure(
					new SalesforceRefusal(
						'ALL_OR_NONE_OPERATION_ROLLED_BACK',
						'Record rolled back because not all records were valid and the request was using AllOrNone header',
					),
				)
			: result,
	);
}

function snapshot(org: Org): () => void {
	const tables = org.dump();
	const { writes } = org.inspector;
	const writesByRecord = new Map(org.inspector.writesByRecord);
	return () => {
		for (const [object, rows] of Object.entries(tables)) {
			org.tables.set(object, new Map(rows.map((row) => [row.Id, row])));
		}
		org.inspector.writes = writes;
		org.inspector.writesByRecord = writesByRecord;
	};
}

function inputOf(body: unknown): { records: Input[]; allOrNone: boolean } {
	const { records, allOrNone } = (body ?? {}) as { records?: unknown; allOrNone?: unknown };
	if (!Array.isArray(records))
		throw new SalesforceRefusal('INVALID_INPUT', 'The records parameter is required');
	return { records: records as Input[], allOrNone: allOrNone === true };
}

export function updateCollection(org: Org, userId: string, body: unknown): OrgResponse {
	const { records, allOrNone } = inputOf(body);
	tooMany(records.length);
	refuseMixed(
		org,
		records.map(({ attributes }) => String(attributes?.type)),
	);
	const deactivated = new Set<string>();
	const results = eachRow(org, records, allOrNone, ({ attributes, id, Id, ...values }) => {
		const object = String(attributes?.type);
		typeOf(org, object);
		const changed = updateRecord(org, userId, object, id ?? Id, values);
		if (object === 'User' && values.IsActive === false) deactivated.add(changed);
		return changed;
	});
	if (results.some(({ success }) => success)) afterDeactivations(org, deactivated);
	return json(200, results);
}

export function createCollection(org: Org, userId: string, body: unknown): OrgResponse {
	const { records, allOrNone } = inputOf(body);
	tooMany(records.length);
	refuseMixed(
		org,
		records.map(({ attributes }) => String(attributes?.type)),
	);
	return json(
		200,
		eachRow(org, records, allOrNone, ({ attributes, ...values }) =>
			createRecord(org, userId, String(attributes?.type), values),
		),
	);
}

export function deleteCollection(
	org: Org,
	userId: string,
	ids: readonly string[],
	allOrNone: boolean,
): OrgResponse {
	tooMany(ids.length);
	const objectOf = (id: string) =>
		Object.keys(org.types).find((object) => id.startsWith(org.types[object].keyPrefix)) ?? '?';
	refuseMixed(org, ids.map(objectOf));
	const assignments = ids.filter((id) => objectOf(id) === 'PermissionSetAssignment').length;
	return json(
		200,
		eachRow(org, ids, allOrNone, (id) => deleteRecord(org, userId, id, assignments)),
	);
}
