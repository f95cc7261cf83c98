/* eslint-disable @n8n/community-nodes/require-node-api-error -- the org speaks as Salesforce, not as n8n */
import type { OrderByClause, Query } from '@jetstreamapp/soql-parser-js';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import type { Org, Row } from '../org';
import { SalesforceRefusal } from '../refusal';
import type { AggregateColumn } from './aggregates';
import { aggregate, isAggregate } from './aggregates';
import { comparable, compileWhere } from './conditions';
import type { Path } from './paths';
import { pointAt, resolvePath } from './paths';

/** SOQL by a real parser; this file runs what it parsed against the org's records. */

export interface Result {
	object: string;
	rows: Row[];
	columns: Path[];
	/** COUNT() gives no rows, only a size. */
	countOnly: boolean;
	/** Rows of GROUP BY, ready to be shown; they cannot be paged. */
	aggregates: Array<Record<string, unknown>> | null;
	aggregateColumns: AggregateColumn[];
}

/** At most two semi- or anti-joins a query (SOQL and SOSL Reference, "Comparison Operators"). */
const MAX_SEMI_JOINS = 2;
const MAX_OFFSET = 2_000;
/** More groups than these fit no answer, and aggregates cannot be paged. */
const MAX_GROUPS = 2_000;
/** Object Reference, OauthToken. */
const OAUTH_TOKEN_ROWS = 2_500;

export function parse(text: string): Query {
	try {
		return parseQuery(text);
	} catch (error) {
		const [, token] = /but found: '([^']*)'/.exec((error as Error).message) ?? [];
		throw new SalesforceRefusal(
			'MALFORMED_QUERY',
			`${pointAt(text, token ?? '')}unexpected token: '${token ?? '<EOF>'}'`,
		);
	}
}

export function runQuery(org: Org, text: string, userId: string): Result {
	return execute(org, parse(text), text, userId, { semiJoins: 0 });
}

function execute(
	org: Org,
	query: Query,
	text: string,
	userId: string,
	state: { semiJoins: number },
): Result {
	const object = Object.keys(org.types).find(
		(name) => name.toLowerCase() === query.sObject?.toLowerCase(),
	);
	if (object === undefined || !org.may(userId, org.types[object].readPermission)) {
		throw new SalesforceRefusal(
			'INVALID_TYPE',
			`${pointAt(text, String(query.sObject))}sObject type '${String(query.sObject)}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
		);
	}
	const parsed = (query.fields ?? []) as Array<{
		type: string;
		field?: string;
		rawValue?: string;
		relationships?: string[];
		functionName?: string;
		parameters?: unknown[];
	}>;
	const countOnly =
		parsed.length === 1 && parsed[0].rawValue?.toUpperCase().replace(/\s/g, '') === 'COUNT()';
	const grouped = !countOnly && (query.groupBy !== undefined || parsed.some(isAggregate));
	const subQuery = (inner: unknown): ReadonlySet<unknown> => {
		if (++state.semiJoins > MAX_SEMI_JOINS)
			throw new SalesforceRefusal(
				'MALFORMED_QUERY',
				`${pointAt(text, 'IN')}Maximum 2 semi join sub-selects are allowed`,
			);
		const { rows, columns } = execute(org, inner as Query, text, userId, state);
		return new Set(rows.map((row) => columns[0].get(row)));
	};
	const test = compileWhere(org, object, query.where, text, subQuery);
	const table = org.table(object);
	const found =
		test.ids === undefined
			? [...table.values()].filter(test)
			: [...test.ids]
					.map((id) => table.get(String(id)))
					.filter((row): row is Row => row !== undefined && test(row));
	const base = { object, countOnly, aggregates: null, aggregateColumns: [] };

	if (grouped) {
		const { rows, columns } = aggregate(org, object, query, found, text);
		if (rows.length > MAX_GROUPS)
			throw new SalesforceRefusal(
				'EXCEEDED_ID_LIMIT',
				'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
			);
		const limited = query.limit === undefined ? rows : rows.slice(0, query.limit);
		return { ...base, rows: [], columns: [], aggregates: limited, aggregateColumns: columns };
	}
	const columns = countOnly
		? []
		: parsed.flatMap((entry) => columnsOf(org, object, entry, query, text));
	sort(org, object, query, found, text);
	if ((query.offset ?? 0) > MAX_OFFSET)
		throw new SalesforceRefusal(
			'NUMBER_OUTSIDE_VALID_RANGE',
			`${pointAt(text, 'OFFSET')}Maximum SOQL offset allowed is 2000`,
		);
	const cap = object === 'OauthToken' ? OAUTH_TOKEN_ROWS : Infinity;
	const from = query.offset ?? 0;
	return {
		...base,
		rows: found.slice(from, from + Math.min(query.limit ?? Infinity, cap)),
		columns,
	};
}

function columnsOf(
	org: Org,
	object: string,
	entry: {
		type: string;
		field?: string;
		rawValue?: string;
		relationships?: string[];
		functionName?: string;
		parameters?: unknown[];
	},
	query: Query,
	text: string,
): Path[] {
	if (entry.type === 'Field' && entry.field !== undefined)
		return [resolvePath(org, object, entry.field, text)];
	if (entry.type === 'FieldRelationship')
		return [resolvePath(org, object, String(entry.rawValue), text)];
	if (entry.functionName?.toUpperCase() === 'FIELDS') {
		// REST API Developer Guide: FIELDS(ALL) and FIELDS(CUSTOM) need LIMIT 200 or less.
		const what = String(entry.parameters?.[0]).toUpperCase();
		if (what !== 'STANDARD' && (query.limit === undefined || query.limit > 200)) {
			throw new SalesforceRefusal(
				'MALFORMED_QUERY',
				'The SOQL FIELDS function must have a LIMIT of at most 200',
			);
		}
		return Object.keys(org.types[object].fields).map((name) =>
			resolvePath(org, object, name, text),
		);
	}
	throw new SalesforceRefusal(
		'MALFORMED_QUERY',
		`${pointAt(text, String(entry.rawValue))}unexpected token: ${String(entry.rawValue)}`,
	);
}

/** NULLS FIRST unless the query says otherwise. Rows that are in order already are left as they are. */
function sort(org: Org, object: string, query: Query, rows: Row[], text: string): void {
	const orders = (query.orderBy === undefined ? [] : [query.orderBy].flat()) as Array<
		OrderByClause & { field?: string }
	>;
	if (orders.length === 0) return;
	const keys = orders.map((order) => ({
		...resolvePath(org, object, String(order.field), text),
		direction: order.order === 'DESC' ? -1 : 1,
		nulls: order.nulls === 'LAST' ? 1 : -1,
	}));
	const compare = (a: Row, b: Row): number => {
		for (const { get, field, direction, nulls } of keys) {
			const [left, right] = [comparable(get(a), field), comparable(get(b), field)];
			if (left === right) continue;
			if (left === null) return nulls;
			if (right === null) return -nulls;
			return (left as number) < (right as number) ? -direction : direction;
		}
		return 0;
	};
	for (let index = 1; index < rows.length; index++) {
		if (compare(rows[index - 1], rows[index]) > 0) {
			rows.sort(compare);
			return;
		}
	}
}
