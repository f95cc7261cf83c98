import type { Query } from '@jetstreamapp/soql-parser-js';
import type { Org, Row } from '../org';
import { SalesforceRefusal } from '../refusal';
import type { Path } from './paths';
import { pointAt, resolvePath } from './paths';

/** GROUP BY and the aggregate functions; a column without alias is called expr0, expr1, … */
export interface AggregateColumn {
	name: string;
	value(rows: readonly Row[]): unknown;
}

interface ParsedColumn {
	type: string;
	field?: string;
	rawValue?: string;
	alias?: string;
	functionName?: string;
	parameters?: unknown[];
	isAggregateFn?: boolean;
}

export function isAggregate(column: {
	type: string;
	isAggregateFn?: boolean;
	functionName?: string;
}): boolean {
	return column.isAggregateFn === true && column.functionName?.toUpperCase() !== 'FIELDS';
}

const FUNCTIONS: Record<string, (values: unknown[], rows: readonly Row[]) => unknown> = {
	COUNT: (values) => values.length,
	COUNT_DISTINCT: (values) => new Set(values).size,
	MAX: (values) =>
		values.reduce(
			(best: unknown, value) =>
				best === null || (value as number) > (best as number) ? value : best,
			null,
		),
	MIN: (values) =>
		values.reduce(
			(best: unknown, value) =>
				best === null || (value as number) < (best as number) ? value : best,
			null,
		),
	SUM: (values) => values.reduce((sum: number, value) => sum + Number(value), 0),
	AVG: (values) =>
		values.length === 0
			? null
			: values.reduce((sum: number, value) => sum + Number(value), 0) / values.length,
};

export function aggregate(
	org: Org,
	object: string,
	query: Query,
	rows: readonly Row[],
	text: string,
): { rows: Array<Record<string, unknown>>; columns: AggregateColumn[] } {
	if (query.having !== undefined)
		throw new SalesforceRefusal('MALFORMED_QUERY', 'HAVING is not simulated');
	const groupBy = (query.groupBy === undefined ? [] : [query.groupBy].flat()) as Array<{
		field?: string;
	}>;
	const keys = groupBy.map(({ field }) => resolvePath(org, object, String(field), text));
	let unnamed = 0;
	const columns = ((query.fields ?? []) as ParsedColumn[]).map((column): AggregateColumn => {
		if (!isAggregate(column)) return groupColumn(org, object, column, keys, text);
		const apply = FUNCTIONS[String(column.functionName).toUpperCase()];
		const parameter = column.parameters?.[0];
		const path = parameter === undefined ? null : resolvePath(org, object, String(parameter), text);
		const values = (group: readonly Row[]) =>
			path === null
				? [...group]
				: group.map((row) => path.get(row)).filter((value) => value !== null);
		return {
			name: column.alias ?? `expr${unnamed++}`,
			value: (group) => apply(values(group), group),
		};
	});
	const groups = new Map<string, Row[]>();
	for (const row of rows) {
		const key = JSON.stringify(keys.map((path) => path.get(row)));
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [row]);
		else group.push(row);
	}
	if (keys.length === 0 && groups.size === 0) groups.set('', []);
	return {
		rows: [...groups.values()].map((group) =>
			Object.fromEntries(columns.map(({ name, value }) => [name, value(group)])),
		),
		columns,
	};
}

function groupColumn(
	org: Org,
	object: string,
	column: ParsedColumn,
	keys: readonly Path[],
	text: string,
): AggregateColumn {
	const path = resolvePath(org, object, String(column.rawValue ?? column.field), text);
	if (!keys.some(({ spelled }) => spelled === path.spelled)) {
		throw new SalesforceRefusal(
			'MALFORMED_QUERY',
			`${pointAt(text, path.spelled)}Field must be grouped or aggregated: ${path.spelled}`,
		);
	}
	return {
		name: column.alias ?? path.names[path.names.length - 1],
		value: (group) => (group.length === 0 ? null : path.get(group[0])),
	};
}
