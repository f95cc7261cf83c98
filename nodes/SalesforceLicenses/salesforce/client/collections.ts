import type { SalesforceClient } from './client';
import type { HttpRequest } from './http';
import type { ExpectedIds, WriteResult } from './writeAnswers';
import { resultsOf } from './writeAnswers';
import type { ObjectName } from '../schema/schema';
import type { CreatedObject } from '../schema/writes';
import { ID_PREFIXES } from '../schema/writes';

export interface RecordUpdate {
	id: string;
	fields: Record<string, unknown>;
}

const PATH = 'composite/sobjects';
const JSON_BODY = { 'content-type': 'application/json' };

/** Updates up to 200 records of one object in one call, independently unless `allOrNone`. */
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
	return await sendCollection(
		client,
		updates.map(({ id }) => id),
		{
			method: 'PATCH',
			path: client.path(PATH),
			headers: JSON_BODY,
			body: JSON.stringify({ allOrNone, records }),
		},
	);
}

/** Creates up to 200 records of one object in one call, independently. */
export async function createRecords(
	client: SalesforceClient,
	object: CreatedObject,
	rows: ReadonlyArray<Record<string, unknown>>,
): Promise<WriteResult[]> {
	const records = rows.map((fields) => ({ attributes: { type: object }, ...fields }));
	return await sendCollection(
		client,
		{ count: rows.length, createdPrefix: ID_PREFIXES[object] },
		{
			method: 'POST',
			path: client.path(PATH),
			headers: JSON_BODY,
			body: JSON.stringify({ allOrNone: false, records }),
		},
	);
}

/** Deletes up to 200 records of one object in one call, independently unless `allOrNone`. */
export async function deleteRecords(
	client: SalesforceClient,
	ids: readonly string[],
	allOrNone = false,
): Promise<WriteResult[]> {
	return await sendCollection(client, ids, {
		method: 'DELETE',
		path: client.path(`${PATH}?ids=${ids.join(',')}&allOrNone=${allOrNone}`),
	});
}

/** Results are positional: every record has one, whatever happens. */
async function sendCollection(
	client: SalesforceClient,
	expected: ExpectedIds,
	request: HttpRequest,
): Promise<WriteResult[]> {
	return resultsOf(await client.send(request), expected);
}
