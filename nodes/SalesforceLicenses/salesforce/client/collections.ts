import { z } from 'zod';
import type { SalesforceClient } from './client';
import { errorFromAnswer, NO_ANSWER, parseJson, SalesforceError } from './errors';
import type { HttpRequest } from './http';
import { collectionResult } from './answers';
import { isTransient } from './retries';
import type { ObjectName } from '../schema/schema';

/** sObject Collections take 200 records a call, of one object: setup objects may not be mixed. */
export const MAX_RECORDS_PER_CALL = 200;

export interface RecordUpdate {
	id: string;
	fields: Record<string, unknown>;
}

/** What became of one record. `unknown`: the answer never came, so the record must be read back. */
export type WriteResult =
	| { kind: 'done' }
	| { kind: 'refused'; errorCode: string; message: string }
	| { kind: 'unknown'; errorCode: string; message: string };

const PATH = 'composite/sobjects';
const JSON_BODY = { 'content-type': 'application/json' };

/** Updates up to 200 records of one object in one call, each on its own unless `allOrNone`. */
export async function updateRecords(
	client: SalesforceClient,
	object: ObjectName,
	updates: readonly RecordUpdate[],
	allOrNone = false,
): Promise<WriteResult[]> {
	const records = updates.map(({ id, fields }) => ({
		attributes: { type: object },
		id,
		...fields,
	}));
	return await sendCollection(client, updates.length, {
		method: 'PATCH',
		path: client.path(PATH),
		headers: JSON_BODY,
		body: JSON.stringify({ allOrNone, records }),
	});
}

/** Creates up to 200 records of one object in one call, each on its own. */
export async function createRecords(
	client: SalesforceClient,
	object: ObjectName,
	rows: ReadonlyArray<Record<string, unknown>>,
): Promise<WriteResult[]> {
	const records = rows.map((fields) => ({ attributes: { type: object }, ...fields }));
	return await sendCollection(client, rows.length, {
		method: 'POST',
		path: client.path(PATH),
		headers: JSON_BODY,
		body: JSON.stringify({ allOrNone: false, records }),
	});
}

/** Deletes up to 200 records of one object in one call, each on its own unless `allOrNone`. */
export async function deleteRecords(
	client: SalesforceClient,
	ids: readonly string[],
	allOrNone = false,
): Promise<WriteResult[]> {
	return await sendCollection(client, ids.length, {
		method: 'DELETE',
		path: client.path(`${PATH}?ids=${ids.join(',')}&allOrNone=${allOrNone}`),
	});
}

/** Results are positional. Never throws: whatever happens, every record has a result. */
async function sendCollection(
	client: SalesforceClient,
	size: number,
	request: HttpRequest,
): Promise<WriteResult[]> {
	const forAll = (error: SalesforceError) => Array.from({ length: size }, () => failureOf(error));
	const answer = await client.send(request);
	if (answer instanceof SalesforceError) return forAll(answer);
	if (answer.status !== 200) return forAll(errorFromAnswer(answer));
	const parsed = z.array(collectionResult).safeParse(parseJson(answer.body));
	if (!parsed.success || parsed.data.length !== size) {
		return forAll(
			new SalesforceError(NO_ANSWER, 'The answer to a write was cut off or not as documented'),
		);
	}
	return parsed.data.map(({ success, errors: [error] }) =>
		success
			? { kind: 'done' }
			: {
					kind: 'refused',
					errorCode: error?.statusCode ?? error?.errorCode ?? 'UNKNOWN_EXCEPTION',
					message: error?.message ?? 'Salesforce gave no reason',
				},
	);
}

/** A whole call that failed: refused for good, or open because the org may have done it all the same. */
function failureOf(error: SalesforceError): WriteResult {
	return {
		kind: isTransient(error) ? 'unknown' : 'refused',
		errorCode: error.errorCode,
		message: error.message,
	};
}
