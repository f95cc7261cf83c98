import { z } from 'zod';
import type { SalesforceClient } from './client';
import { errorFromAnswer, isTransient, NO_ANSWER, parseJson, SalesforceError } from './errors';
import { collectionResult } from './records';
import type { ObjectName } from './schema';

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

/**
 * Updates up to 200 records of one object in one call, each on its own (`allOrNone` false). Results
 * are positional. Never throws: whatever happens, every record has a result.
 */
export async function updateRecords(
	client: SalesforceClient,
	object: ObjectName,
	updates: readonly RecordUpdate[],
): Promise<WriteResult[]> {
	const records = updates.map(({ id, fields }) => ({
		attributes: { type: object },
		id,
		...fields,
	}));
	const answer = await client.send({
		method: 'PATCH',
		path: client.path('composite/sobjects'),
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ allOrNone: false, records }),
	});
	if (answer instanceof SalesforceError) return updates.map(() => failureOf(answer));
	if (answer.status !== 200) {
		const error = errorFromAnswer(answer);
		return updates.map(() => failureOf(error));
	}
	const parsed = z.array(collectionResult).safeParse(parseJson(answer.body));
	if (!parsed.success || parsed.data.length !== updates.length) {
		const error = new SalesforceError(
			NO_ANSWER,
			'The answer to a write was cut off or not as documented',
		);
		return updates.map(() => failureOf(error));
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
	const open = isTransient(error) && error.errorCode !== 'REQUEST_LIMIT_EXCEEDED';
	return { kind: open ? 'unknown' : 'refused', errorCode: error.errorCode, message: error.message };
}
