import { chunks } from './chunks';
import type { LicenseKind } from '../../licensing/model/licenses';
import { queryPage } from '../client/answers';
import type { SalesforceClient } from '../client/client';
import { NOT_SALESFORCE, SalesforceError } from '../client/errors';
import { orError } from '../client/orError';
import { isRefusal, saysSalesforce } from '../client/retries';
import type { QueryPage } from './cursorPages';
import { CursorPages } from './cursorPages';
import { PageBounds } from './pageBounds';
import { Position } from './position';
import type { RecordSchema } from './rowReader';
import { parseRows } from './rowReader';
import type { Query } from './statement';
import { toSoql } from './statement';

/** A query's URI must stay below 16,384 bytes (REST API Developer Guide, "API limits": 414). */
export const MAX_URI_BYTES = 16_384;
/** An id takes 27 bytes in a URI once it is quoted, separated and encoded. */
export const IDS_PER_QUERY = 400;
/** How often one read continues after its cursor was lost. */
const MAX_RESTARTS = 5;

export function queryPath(
	client: SalesforceClient,
	statement: string,
	{ apiVersion, isTooling }: Pick<Query, 'apiVersion' | 'isTooling'> = {},
): string {
	const resource = isTooling === true ? 'tooling/query' : 'query';
	return client.path(`${resource}?q=${encodeURIComponent(statement)}`, apiVersion);
}

/** How many rows match; no rows are returned. */
export async function count(client: SalesforceClient, statement: string): Promise<number> {
	return (await client.read(queryPath(client, statement), asPage)).totalSize;
}

const asPage = (json: unknown): QueryPage | undefined => queryPage.safeParse(json).data;

/**
 * The rows of a query, page by page; no page is kept. A cursor that the org dropped
 * (INVALID_QUERY_LOCATOR, after minutes to two days: help article 000384958) loses no rows: an ordered
 * read continues from its last id, an unordered one was read at once or fails.
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
	// A lost cursor ends an unordered read, so nothing is risked there.
	let cursor = newCursor(query.orderBy !== undefined);
	let path = queryPath(client, toSoql(position.rest() ?? query), query);
	let bounds = new PageBounds(query.object);
	let restarts = 0;
	for (let pages = 1; ; pages++) {
		const result = await cursor.take(path);
		if (result instanceof SalesforceError) {
			const rest = position.rest();
			if (result.errorCode !== 'INVALID_QUERY_LOCATOR' || rest === null) throw result;
			if (++restarts > MAX_RESTARTS) throw result;
			// The guesses may have cost us the cursor.
			[cursor, path] = [newCursor(false), queryPath(client, toSoql(rest), query)];
			bounds = new PageBounds(query.object);
			continue;
		}
		const next = bounds.pathAfter(result);
		// A caller who reads past the first page reads all; a few rows fit on the first page.
		if (next !== null && (readsAll || pages > 1)) cursor.askAhead(result, next);
		yield parseRows(position.pass(result.records), schema, query.object);
		if (next === null) return;
		if (pages === 1) cursor.askAhead(result, next);
		path = next;
	}
}

async function readPage(
	client: SalesforceClient,
	path: string,
): Promise<QueryPage | SalesforceError> {
	// As a value, because a page that was requested in advance may fail before it is awaited.
	return await client
		.read(path, asPage)
		.catch((error: unknown) =>
			error instanceof SalesforceError ? error : new SalesforceError(NOT_SALESFORCE, String(error)),
		);
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
	for (const part of chunks(ids, IDS_PER_QUERY)) {
		rows.push(...(await queryAll(client, toQuery(part), schema)));
	}
	return rows;
}

/**
 * For reads besides the main one: if Salesforce refuses one, for any reason, that is reported, not
 * guessed: null, a warning that names it, and an entry in the report. If a license kind is given, it
 * counts as not read. Errors of the connection end the run.
 */
export async function readIfPossible<T>(
	client: SalesforceClient,
	what: string,
	read: () => Promise<T>,
	kind?: LicenseKind,
): Promise<T | null> {
	const result = await orError(read(), isRefusal);
	if (!(result instanceof SalesforceError)) return result;
	const message = `Skipped: ${what} could not be read. ${saysSalesforce(result)}`;
	const reason = `${result.errorCode}: ${result.message}`;
	if (kind === undefined) client.report.leaveOut(what, reason, message);
	else {
		client.report.warn(message);
		client.report.leaveOutKind(kind, reason);
	}
	return null;
}
