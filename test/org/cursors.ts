import { json, type OrgResponse } from './answers';
import type { Org, Row } from './org';
import { SalesforceRefusal } from './refusal';
import type { Path } from './soql/paths';
import type { Result } from './soql/query';
import { runQuery } from './soql/query';

/** Query results page by page (REST API Developer Guide, "Query"; locators: help article 000384958). */
const MAX_BATCH = 2_000;
const MIN_BATCH = 200;

interface Cursor {
	result: Result;
	root: string;
	resource: 'query' | 'queryAll';
}

const opened = new WeakMap<Org, Map<string, Cursor>>();

function cursorsOf(org: Org): Map<string, Cursor> {
	let cursors = opened.get(org);
	if (cursors === undefined) opened.set(org, (cursors = new Map<string, Cursor>()));
	return cursors;
}

/** As the clock would do after two days, or the server when it runs out of room. */
export function expireLocators(org: Org): void {
	cursorsOf(org).clear();
}

/** JSON has `+0000`, and dates stay dates. */
function shown(value: unknown): unknown {
	return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
		? value.replace('Z', '+0000')
		: value;
}

const attributes = (object: string, row: Row, root: string) => ({
	type: object,
	url: `${root}/sobjects/${object}/${row.Id}`,
});

/** A row with its parents nested; a parent that is not there is null. */
export function render(
	object: string,
	row: Row,
	columns: readonly Path[],
	root: string,
): Record<string, unknown> {
	const record: Record<string, unknown> = { attributes: attributes(object, row, root) };
	for (const path of columns) {
		const target = parentOf(record, row, path);
		if (target === null) continue;
		const value = path.get(row);
		target[path.names[path.names.length - 1]] =
			path.field.type === 'datetime' ? shown(value) : value;
	}
	return record;
}

/** The object that the last name of the path goes into; null where a parent on the way is missing. */
function parentOf(
	record: Record<string, unknown>,
	row: Row,
	{ names, hasParent }: Path,
): Record<string, unknown> | null {
	let at = record;
	for (let depth = 1; depth < names.length; depth++) {
		const name = names[depth - 1];
		if (!hasParent(row, depth)) {
			at[name] = null;
			return null;
		}
		at = (at[name] ??= { attributes: { type: name } }) as Record<string, unknown>;
	}
	return at;
}

export function openQuery(
	org: Org,
	text: string,
	userId: string,
	root: string,
	resource: Cursor['resource'],
	hint: string | undefined,
): OrgResponse {
	const result = runQuery(org, text, userId);
	if (result.countOnly)
		return json(200, { totalSize: result.rows.length, done: true, records: [] });
	if (result.aggregates !== null) {
		const records = result.aggregates.map((row) => ({
			attributes: { type: 'AggregateResult' },
			...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, shown(value)])),
		}));
		return json(200, { totalSize: records.length, done: true, records });
	}
	// Sforce-Query-Options is a hint only.
	const hinted = Number(/batchSize=(\d+)/i.exec(hint ?? '')?.[1] ?? MAX_BATCH);
	const batch = Math.min(
		org.options.batchSize ?? Math.max(MIN_BATCH, Math.min(MAX_BATCH, hinted)),
		MAX_BATCH,
	);
	const locator = org.newId('User').replace(/^005/, '0r8');
	const cursor = { result, root, resource };
	if (result.rows.length > batch) cursorsOf(org).set(locator, cursor);
	return page(cursor, locator, 0, batch);
}

export function nextPage(org: Org, id: string): OrgResponse {
	const [locator, from, batch] = id.split('-');
	const cursor = cursorsOf(org).get(locator);
	if (cursor === undefined)
		throw new SalesforceRefusal('INVALID_QUERY_LOCATOR', 'invalid query locator');
	return page(cursor, locator, Number(from), Number(batch ?? MAX_BATCH));
}

function page(
	{ result, root, resource }: Cursor,
	locator: string,
	from: number,
	batch: number,
): OrgResponse {
	const to = from + batch;
	const done = to >= result.rows.length;
	const records = result.rows
		.slice(from, to)
		.map((row) => render(result.object, row, result.columns, root));
	return json(200, {
		totalSize: result.rows.length,
		done,
		...(done ? {} : { nextRecordsUrl: `${root}/${resource}/${locator}-${to}-${batch}` }),
		records,
	});
}

/** `?columns=true`, which the Salesforce CLI asks after each query: metadata instead of rows. */
export function columnMetadata(org: Org, text: string, userId: string): OrgResponse {
	const { object, columns, aggregateColumns } = runQuery(org, text, userId);
	const column = (
		columnName: string,
		type: string,
		joinColumns: unknown[] = [],
		aggregate = false,
	) => ({
		aggregate,
		apexType: type === 'id' || type === 'reference' ? 'Id' : type,
		booleanType: type === 'boolean',
		columnName,
		custom: false,
		displayName: columnName,
		foreignKeyName: null,
		insertable: false,
		joinColumns,
		numberType: type === 'int',
		textType: type === 'string' || type === 'picklist',
		updatable: false,
	});
	const roots = new Map<string, Array<ReturnType<typeof column>>>();
	const list: Array<ReturnType<typeof column>> = [];
	for (const { names, field } of columns) {
		if (names.length === 1) {
			list.push(column(names[0], field.type));
			continue;
		}
		const joined = roots.get(names[0]) ?? [];
		if (joined.length === 0) list.push(column(names[0], 'reference', joined));
		joined.push(column(names.slice(1).join('.'), field.type));
		roots.set(names[0], joined);
	}
	list.push(...aggregateColumns.map(({ name }) => column(name, 'int', [], true)));
	return json(200, {
		columnMetadata: list,
		entityName: object,
		groupBy: aggregateColumns.length > 0,
		idSelected: columns.some(({ spelled }) => spelled === 'Id'),
		keyPrefix: org.types[object].keyPrefix,
	});
}
