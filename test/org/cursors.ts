import { encoded, json, type OrgResponse } from './answers';
import type { Org } from './org';
import { SalesforceRefusal } from './refusal';
import { recordWriter, shown } from './render';
import type { Asking } from './soql/context';
import type { Path } from './soql/paths';
import type { Result } from './soql/query';
import { runQuery } from './soql/query';

/** Query results page by page (REST API Developer Guide, "Query"; locators: help article 000384958). */
const MAX_BATCH = 2_000;
const MIN_BATCH = 200;
/** Object Reference, OauthToken: 500 rows a page. */
const OAUTH_TOKEN_BATCH = 500;
const LIFETIME_MS = 2 * 86_400_000;
/** New cursors replace the oldest ones. */
const MAX_CURSORS = 50;

interface Cursor {
	id: string;
	result: Result;
	root: string;
	resource: 'query' | 'queryAll';
	batch: number;
	/** No other session can continue it. */
	userId: string;
	openedAt: number;
}

const opened = new WeakMap<Org, Map<string, Cursor>>();

function cursorsOf(org: Org): Map<string, Cursor> {
	let cursors = opened.get(org);
	if (cursors === undefined) opened.set(org, (cursors = new Map<string, Cursor>()));
	return cursors;
}

/** As after two days, or if the server runs out of space. */
export function expireLocators(org: Org): void {
	cursorsOf(org).clear();
}

/** Sforce-Query-Options is only a hint: the server decides, and sometimes returns fewer rows. */
function batchSize(org: Org, object: string, hint: string | undefined): number {
	const hinted = Number(/batchSize\s*=\s*(\d+)/i.exec(hint ?? '')?.[1] ?? MAX_BATCH);
	const wanted = org.options.batchSize ?? Math.max(MIN_BATCH, Math.min(MAX_BATCH, hinted));
	return Math.min(wanted, object === 'OauthToken' ? OAUTH_TOKEN_BATCH : MAX_BATCH);
}

export function openQuery(
	asking: Asking,
	root: string,
	resource: Cursor['resource'],
	hint: string | undefined,
): OrgResponse {
	const { org, userId } = asking;
	const result = runQuery(asking);
	if (result.countOnly)
		return json(200, { totalSize: result.rows.length, done: true, records: [] });
	if (result.aggregates !== null) {
		const types = new Map(result.aggregateColumns.map(({ name, field }) => [name, field.type]));
		const records = result.aggregates.map((row) => ({
			attributes: { type: 'AggregateResult' },
			...Object.fromEntries(
				Object.entries(row).map(([name, value]) => [name, shown(value, types.get(name) ?? '')]),
			),
		}));
		return json(200, { totalSize: records.length, done: true, records });
	}
	const cursor: Cursor = {
		id: org.ids.take('0r8'),
		result,
		root,
		resource,
		batch: batchSize(org, result.object, hint),
		userId,
		openedAt: org.clock().getTime(),
	};
	return page(org, cursor, 0);
}

export function nextPage(
	org: Org,
	id: string,
	userId: string,
	resource: Cursor['resource'],
): OrgResponse {
	const [locator, from] = id.split('-');
	const cursor = cursorsOf(org).get(locator);
	const alive =
		cursor !== undefined &&
		cursor.userId === userId &&
		cursor.resource === resource &&
		/^\d+$/.test(from ?? '') &&
		org.clock().getTime() - cursor.openedAt <= LIFETIME_MS;
	if (!alive) throw new SalesforceRefusal('INVALID_QUERY_LOCATOR', 'invalid query locator');
	return page(org, cursor, Number(from));
}

function keep(cursors: Map<string, Cursor>, cursor: Cursor): void {
	cursors.set(cursor.id, cursor);
	for (const id of cursors.keys()) {
		if (cursors.size <= MAX_CURSORS) return;
		cursors.delete(id);
	}
}

function page(org: Org, cursor: Cursor, from: number): OrgResponse {
	const { id, result, root, resource, batch } = cursor;
	const { rows } = result;
	// With wide rows, Salesforce returns fewer than requested.
	const given =
		org.options.batchSizeUnderfill === true ? Math.max(1, Math.floor(batch * 0.7)) : batch;
	const to = Math.min(rows.length, from + given);
	const done = to >= rows.length;
	if (!done) keep(cursorsOf(org), cursor);
	const write = recordWriter(org, result.object, result.columns, root, result.children);
	const next = done ? '' : `"nextRecordsUrl":"${root}/${resource}/${id}-${to}",`;
	const parts = [`{"totalSize":${rows.length},"done":${String(done)},${next}"records":[`];
	for (let index = from; index < to; index++) {
		parts.push(index === from ? write(rows[index]) : `,${write(rows[index])}`);
	}
	parts.push(']}');
	return {
		status: 200,
		headers: { 'content-type': 'application/json;charset=UTF-8' },
		body: encoded(parts),
	};
}

/** `?columns=true`, which the Salesforce CLI requests after each query: metadata instead of rows. */
export function columnMetadata(asking: Asking): OrgResponse {
	const { object, columns, aggregateColumns } = runQuery(asking);
	const list: Column[] = [];
	const joined = new Map<string, Column[]>();
	for (const { names, field } of columns) {
		if (names.length === 1) {
			list.push(column(names[0], field.type));
			continue;
		}
		const below = joined.get(names[0]) ?? [];
		if (below.length === 0) list.push(column(names[0], 'reference', below));
		below.push(column(names.slice(1).join('.'), field.type));
		joined.set(names[0], below);
	}
	list.push(...aggregateColumns.map(({ name, field }) => column(name, field.type, [], true)));
	return json(200, {
		columnMetadata: list,
		entityName: object,
		groupBy: aggregateColumns.length > 0,
		idSelected: columns.some(({ spelled }) => spelled === 'Id'),
		keyPrefix: asking.org.types[object].keyPrefix,
	});
}

type Column = ReturnType<typeof column>;

function column(
	columnName: string,
	type: Path['field']['type'],
	joinColumns: unknown[] = [],
	aggregate = false,
) {
	return {
		aggregate,
		apexType: type === 'id' || type === 'reference' ? 'Id' : type,
		booleanType: type === 'boolean',
		columnName,
		custom: columnName.endsWith('__c'),
		displayName: columnName,
		foreignKeyName: null,
		insertable: false,
		joinColumns,
		numberType: type === 'int' || type === 'double',
		textType: type === 'string' || type === 'picklist',
		updatable: false,
	};
}
