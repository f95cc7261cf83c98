import type { Query } from '@jetstreamapp/soql-parser-js';
import { TOOLING_OBJECTS, TOOLING_ONLY } from '../objects/accessPolicies';
import type { Row } from '../org';
import { SalesforceRefusal } from '../refusal';
import { isHidden } from '../rules/expiry';
import type { AggregateColumn, ParsedColumn } from './aggregates';
import { aggregate, isGrouped } from './aggregates';
import type { ChildQuery } from './children';
import { childQuery } from './children';
import { selectColumns } from './columns';
import type { Asking } from './context';
import { pointAt } from './context';
import type { Named } from './functions';
import { resolveNamed } from './functions';
import { isId } from './literals';
import { sort } from './ordering';
import { parse } from './parse';
import type { Path } from './paths';
import { compileWhere } from './where';
import type { SemiJoin } from './where';

/** Parses SOQL with a real parser; this file runs the parsed query on the org's records. */

export interface Result {
	object: string;
	rows: Row[];
	columns: Path[];
	children: ChildQuery[];
	/** COUNT() returns no rows, only a size. */
	countOnly: boolean;
	/** Rows of GROUP BY, ready to be shown; they cannot be paged. */
	aggregates: Array<Record<string, unknown>> | null;
	aggregateColumns: AggregateColumn[];
}

/** At most two semi- or anti-joins a query (SOQL and SOSL Reference, "Comparison Operators"). */
const MAX_SEMI_JOINS = 2;
const MAX_OFFSET = 2_000;
/** More groups than this are refused, and aggregates cannot be paged. */
const MAX_GROUPS = 2_000;
/** Object Reference, OauthToken. */
const OAUTH_TOKEN_ROWS = 2_500;

export function runQuery(asking: Asking): Result {
	return execute(asking, parse(asking.text), { semiJoins: 0 });
}

/** The object as Salesforce spells it; one that the user may not see does not exist. */
function objectNamed(
	{ org, userId, text, version, isTooling = false }: Asking,
	name: string,
): string {
	const object = Object.keys(org.types).find((known) => known.toLowerCase() === name.toLowerCase());
	if (
		object === undefined ||
		!(isTooling ? TOOLING_OBJECTS.has(object) : !TOOLING_ONLY.has(object)) ||
		!org.mayRead(userId, object) ||
		version < (org.types[object].since ?? 0)
	) {
		throw new SalesforceRefusal(
			'INVALID_TYPE',
			`${pointAt(text, name)}sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
		);
	}
	return object;
}

function execute(asking: Asking, query: Query, state: { semiJoins: number }): Result {
	const { text } = asking;
	const object = objectNamed(asking, String(query.sObject));
	const parsed = (query.fields ?? []) as ParsedColumn[];
	const countOnly =
		parsed.length === 1 && parsed[0].rawValue?.toUpperCase().replace(/\s/g, '') === 'COUNT()';
	const grouped = !countOnly && isGrouped(query, parsed);
	const semiJoin: SemiJoin = (inner, left, place) => {
		if (++state.semiJoins > MAX_SEMI_JOINS)
			throw new SalesforceRefusal(
				'MALFORMED_QUERY',
				`${pointAt(text, 'IN')}Maximum 2 semi join sub-selects are allowed`,
			);
		refuseSemiJoin(asking, object, inner as Query, left, place.underOrOrNot);
		const { rows, columns } = execute(asking, inner as Query, state);
		return new Set(rows.map((row) => columns[0].get(row)));
	};
	const empty = { object, countOnly, aggregates: null, aggregateColumns: [], children: [] };
	const test = compileWhere(asking, object, query.where, query.sObjectAlias, semiJoin);
	const columns = grouped || countOnly ? [] : selectColumns(asking, object, query, parsed);
	const children = parsed.flatMap((column) =>
		column.type === 'FieldSubquery' ? [childQuery(asking, object, column)] : [],
	);
	const keys = grouped ? [] : sortKeys(asking, object, query);
	if ((query.offset ?? 0) > MAX_OFFSET)
		throw new SalesforceRefusal(
			'NUMBER_OUTSIDE_VALID_RANGE',
			`${pointAt(text, 'OFFSET')}Maximum SOQL offset allowed is 2000`,
		);
	const cap = object === 'OauthToken' ? OAUTH_TOKEN_ROWS : Infinity;
	const from = query.offset ?? 0;
	const upTo = from + Math.min(query.limit ?? Infinity, cap);
	const enough = grouped || keys.length > 0 ? Infinity : upTo;
	const found = search(asking, object, test, enough);

	if (grouped) {
		const { rows, columns: shown } = aggregate(asking, object, query, parsed, found);
		const limited = query.limit === undefined ? rows : rows.slice(0, query.limit);
		if (limited.length > MAX_GROUPS)
			throw new SalesforceRefusal(
				'EXCEEDED_ID_LIMIT',
				'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
			);
		return { ...empty, rows: [], columns: [], aggregates: limited, aggregateColumns: shown };
	}
	sort(found, keys);
	const rows = from === 0 && found.length <= upTo ? found : found.slice(from, upTo);
	return { ...empty, rows, columns, children };
}

/** All rows that pass, or up to the limit; without records of others if users may see only their own. */
function search(
	{ org, userId, all }: Asking,
	object: string,
	test: (((row: Row) => boolean) & { candidates?: () => Iterable<unknown> }) | undefined,
	enough: number,
): Row[] {
	const table = org.table(object);
	const own = org.ownRowsField(userId, object);
	const mayHide = all !== true && object === 'PermissionSetAssignment';
	if (test === undefined && own === undefined && enough === Infinity && !mayHide)
		return [...table.values()];
	const source = (test?.candidates?.() ?? table.values()) as Iterable<Row>;
	const found: Row[] = [];
	if (enough <= 0) return found;
	for (const row of source) {
		if (own !== undefined && row[own] !== userId) continue;
		if (test !== undefined && !test(row)) continue;
		if (mayHide && isHidden(org, object, row)) continue;
		found.push(row);
		if (found.length >= enough) break;
	}
	return found;
}

/** SOQL and SOSL Reference, "Comparison Operators": what a semi- or anti-join may be. */
function refuseSemiJoin(
	{ text }: Asking,
	object: string,
	inner: Query,
	left: Path,
	underOrOrNot: boolean,
): void {
	const refuse = (message: string): never => {
		throw new SalesforceRefusal(
			'MALFORMED_QUERY',
			`${pointAt(text, String(inner.sObject))}${message}`,
		);
	};
	if (underOrOrNot)
		refuse(
			'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions',
		);
	if (!isId(left.field.type))
		refuse(
			`The left operand field in the WHERE expression for the IN operator should be an id field, cannot use: '${left.spelled}'`,
		);
	if ((inner.fields ?? []).length !== 1)
		refuse('The inner select of a semi join must select one field');
	if (inner.sObject?.toLowerCase() === object.toLowerCase() && left.spelled === 'Id')
		refuse('The inner and outer selects should not be on the same object type');
	if (inner.limit !== undefined || inner.orderBy !== undefined || inner.groupBy !== undefined)
		refuse('COUNT, FOR UPDATE, ORDER BY and LIMIT are not supported in sub-selects of a semi join');
}

function sortKeys(asking: Asking, object: string, query: Query) {
	const orders = (query.orderBy === undefined ? [] : [query.orderBy].flat()) as Array<
		Named & { order?: string; nulls?: string }
	>;
	return orders.map((order) => {
		const path = resolveNamed(asking, object, order, query.sObjectAlias);
		if (path.field.sortable === false || !path.field.filterable)
			throw new SalesforceRefusal(
				'INVALID_FIELD',
				`${pointAt(asking.text, path.spelled)}field '${path.spelled}' can not be sorted in a query call`,
			);
		return {
			get: path.get,
			field: path.field,
			descending: order.order === 'DESC',
			nullsLast: order.nulls === 'LAST',
		};
	});
}
