import type { LicenseKind } from '../../licensing/model/licenses';
import { queryPage } from '../client/answers';
import type { SalesforceClient } from '../client/client';
import { NOT_SALESFORCE, SalesforceError } from '../client/errors';
import type { QueryPage } from './cursorPages';
import { CursorPages } from './cursorPages';
import { Position } from './position';
import type { RecordSchema } from './rowReader';
import { parseRows } from './rowReader';
import type { Query } from './statement';
import { toSoql } from './statement';

/** A query's URI must stay below 16,384 bytes (REST API Developer Guide, "API limits": 414). */
export const MAX_URI_BYTES = 16_384;
/** An id costs 27 bytes in a URI once quoted, separated and encoded. */
export const IDS_PER_QUERY = 400;
/** How often one read goes on after its cursor was lost. */
const MAX_RESTARTS = 5;

function queryPath(client: SalesforceClient, statement: string): string {
	return client.path(`query?q=${encodeURIComponent(statement)}`);
}

/** How many rows match; no row is sent. */
export async function count(client: SalesforceClient, statement: string): Promise<number> {
	return parsePage(await client.read(queryPath(client, statement))).totalSize;
}

function parsePage(body: unknown): QueryPage {
	const parsed = queryPage.safeParse(body);
	if (parsed.success) return parsed.data;
	throw new SalesforceError(
		NOT_SALESFORCE,
		'A query answered with something that is no query result',
	);
}

/**
 * The rows of a query, page by page; no page is kept. A cursor that the org dropped
 * (INVALID_QUERY_LOCATOR, after minutes to two days: help article 000384958) does not lose rows:
 * an ordered read goes on from its last id, an unordered one has been drained at once or fails.
 */
export async function* queryPages<T>(
	client: SalesforceClient,
	query: Query,
	schema: RecordSchema<T>,
	{
		position = new Position(query),
		readsAll = false,
	}: { position?: Position; readsAll?: boolean } = {},
): AsyncGenerator<T[]> {
	const newCursor = (isGuessing: boolean) =>
		new CursorPages(async (path) => await readPage(client, path), isGuessing);
	// A lost cursor ends a read without order, so nothing is risked there.
	let cursor = newCursor(query.orderBy !== undefined);
	let path = queryPath(client, toSoql(position.rest() ?? query));
	let restarts = 0;
	for (let pages = 1; ; pages++) {
		const result = await cursor.take(path);
		if (result instanceof SalesforceError) {
			const rest = position.rest();
			if (result.errorCode !== 'INVALID_QUERY_LOCATOR' || rest === null) throw result;
			if (++restarts > MAX_RESTARTS) throw result;
			// It may have been the guesses that cost us the cursor.
			[cursor, path] = [newCursor(false), queryPath(client, toSoql(rest))];
			continue;
		}
		const { done, nextRecordsUrl } = result;
		const isLast = done || nextRecordsUrl === undefined;
		// Who reads on past the first page reads all; a few rows are on the first one.
		if (!isLast && (readsAll || pages > 1)) cursor.askAhead(result);
		yield parseRows(position.pass(result.records), schema, query.object);
		if (isLast) return;
		if (pages === 1) cursor.askAhead(result);
		path = nextRecordsUrl;
	}
}

async function readPage(
	client: SalesforceClient,
	path: string,
): Promise<QueryPage | SalesforceError> {
	try {
		return parsePage(await client.read(path));
	} catch (error) {
		return error instanceof SalesforceError
			? error
			: new SalesforceError(NOT_SALESFORCE, String(error));
	}
}

/** All rows of a small table. */
export async function queryAll<T>(
	client: SalesforceClient,
	query: Query,
	schema: RecordSchema<T>,
): Promise<T[]> {
	const rows: T[] = [];
	for await (const page of queryPages(client, query, schema, { readsAll: true }))
		rows.push(...page);
	return rows;
}

/** Rows for a list of ids, in as few reads as the URI limit allows. */
export async function queryByIds<T>(
	client: SalesforceClient,
	ids: readonly string[],
	toQuery: (ids: readonly string[]) => Query,
	schema: RecordSchema<T>,
): Promise<T[]> {
	const rows: T[] = [];
	for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
		rows.push(
			...(await queryAll(client, toQuery(ids.slice(start, start + IDS_PER_QUERY)), schema)),
		);
	}
	return rows;
}

/** Codes for "this org, edition or user does not have that object or field". */
const NOT_READABLE = new Set(['INVALID_TYPE', 'INVALID_FIELD', 'INSUFFICIENT_ACCESS', 'NOT_FOUND']);

/**
 * What cannot be read is said, not guessed: null, and a warning that names it. With a license kind, that
 * kind counts as not read.
 */
export async function readIfPossible<T>(
	client: SalesforceClient,
	what: string,
	read: () => Promise<T>,
	kind?: LicenseKind,
): Promise<T | null> {
	const result = await read().catch((error: unknown) => error);
	if (!(result instanceof SalesforceError)) {
		if (result instanceof Error) throw result;
		return result as T;
	}
	if (!NOT_READABLE.has(result.errorCode)) throw result;
	const reason = `${result.errorCode}: ${result.message.trim()}`;
	const message = `${what} could not be read and is left out. Salesforce says: ${reason}`;
	if (kind === undefined) client.report.leaveOut(what, reason, message);
	else {
		client.report.warn(message);
		client.report.leaveOutKind(kind, reason);
	}
	return null;
}
