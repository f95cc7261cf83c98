/* eslint-disable @n8n/community-nodes/require-node-api-error -- the org speaks as Salesforce, not as n8n */
import { json, type OrgResponse } from './answers';
import type { Org } from './org';
import { refuseUnknownFields } from './fieldChecks';
import { createRecord, deleteRecord, objectOfId, updateRecord } from './records';
import { SalesforceRefusal } from './refusal';
import { inTransactionOf } from './rules/transactionLimits';
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

/** Setup objects must not be mixed with others in one call, nor with each other. */
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

/** Each record independently, or all or none: then the org is restored, and rows that would have succeeded say so. */
function eachRow<T>(
	org: Org,
	rows: readonly T[],
	allOrNone: boolean,
	write: (row: T) => string,
): RowResult[] {
	const writeOne = (row: T): RowResult => {
		try {
			return { id: write(row), success: true, errors: [] };
		} catch (error) {
			if (error instanceof SalesforceRefusal) return failure(error);
			throw error;
		}
	};
	const writeAll = () => inTransactionOf(org, rows.length, () => rows.map(writeOne));
	if (!allOrNone) return writeAll();
	const forget = org.inspector.remember();
	const passed = (results: readonly RowResult[]) => results.every(({ success }) => success);
	const results = org.transaction.allOrNone(writeAll, passed);
	if (passed(results)) return results;
	forget();
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

function inputOf(body: unknown): { records: Input[]; allOrNone: boolean } {
	const { records, allOrNone } = (body ?? {}) as { records?: unknown; allOrNone?: unknown };
	if (!Array.isArray(records))
		throw new SalesforceRefusal('INVALID_INPUT', 'The records parameter is required');
	return { records: records as Input[], allOrNone: allOrNone === true };
}

/** The fields of a record, without those that only identify it. */
function valuesOf(record: Input): Record<string, unknown> {
	const about = ['attributes', 'id', 'Id'];
	return Object.fromEntries(Object.entries(record).filter(([name]) => !about.includes(name)));
}

/** The objects of the records, in order; a record that cannot be read fails the whole call. */
function objectsOf(org: Org, records: readonly Input[]): string[] {
	const objects = records.map((record) => {
		const { attributes } = record;
		const wanted = attributes?.type?.toLowerCase();
		if (wanted === undefined)
			throw new SalesforceRefusal('INVALID_INPUT', 'The type attribute of a record is required');
		const object = Object.keys(org.types).find((known) => known.toLowerCase() === wanted);
		if (object === undefined)
			throw new SalesforceRefusal(
				'INVALID_TYPE',
				`sObject type '${String(attributes?.type)}' is not supported.`,
			);
		refuseUnknownFields(object, org.types[object], valuesOf(record));
		return object;
	});
	refuseMixed(org, objects);
	return objects;
}

export function updateCollection(org: Org, userId: string, body: unknown): OrgResponse {
	const { records, allOrNone } = inputOf(body);
	tooMany(records.length);
	const objects = objectsOf(org, records);
	const deactivated = new Set<string>();
	const rows = records.map((record, index) => ({ record, object: objects[index] }));
	const results = eachRow(org, rows, allOrNone, ({ record, object }) => {
		const values = valuesOf(record);
		const changed = updateRecord(org, userId, object, record.id ?? record.Id, values);
		if (object === 'User' && values.IsActive === false) deactivated.add(changed);
		return changed;
	});
	if (results.some(({ success }) => success)) afterDeactivations(org, deactivated);
	return json(200, results);
}

export function createCollection(org: Org, userId: string, body: unknown): OrgResponse {
	const { records, allOrNone } = inputOf(body);
	tooMany(records.length);
	const objects = objectsOf(org, records);
	const rows = records.map((record, index) => ({ record, object: objects[index] }));
	return json(
		200,
		eachRow(org, rows, allOrNone, ({ record, object }) =>
			createRecord(org, userId, object, valuesOf(record)),
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
	const objects = ids.map((id) => objectOfId(org, id) ?? '?');
	refuseMixed(org, objects);
	const assignments = objects.filter((object) => object === 'PermissionSetAssignment').length;
	return json(
		200,
		eachRow(org, ids, allOrNone, (id) => deleteRecord(org, userId, id, assignments)),
	);
}
