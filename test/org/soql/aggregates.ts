import type { Query } from '@jetstreamapp/soql-parser-js';
import type { Field } from '../objects/field';
import type { Row } from '../org';
import { SalesforceRefusal } from '../refusal';
import type { Condition } from './conditions';
import { compileComparison } from './conditions';
import type { Asking } from './context';
import { pointAt } from './context';
import type { FunctionCall, Named } from './functions';
import { isDateFunction, resolveNamed } from './functions';
import { comparable, isNumber } from './literals';
import type { Clause } from './logic';
import { compileLogic } from './logic';
import { sort } from './ordering';
import type { Path } from './paths';
import { resolvePath } from './paths';

/** GROUP BY, HAVING and the aggregate functions (SOQL and SOSL Reference, "Aggregate Functions"). */
type Group = readonly Row[];

/** A value of a group, with the type it compares as. */
interface GroupValue {
	field: Field;
	value: (group: Group) => unknown;
}

/** A column without alias is called expr0, expr1, … */
export interface AggregateColumn extends GroupValue {
	name: string;
}

export interface ParsedColumn extends FunctionCall {
	type: string;
	field?: string;
	alias?: string;
}

const best = (better: (a: number, b: number) => boolean) => (values: unknown[], field: Field) =>
	values.reduce((found: unknown, value) => {
		if (found === null) return value;
		const [a, b] = [comparable(value, field), comparable(found, field)];
		return better(a as number, b as number) ? value : found;
	}, null);
const sum = (values: unknown[]) =>
	values.reduce((total: number, value) => total + Number(value), 0);

const FUNCTIONS: Readonly<Record<string, (values: unknown[], field: Field) => unknown>> = {
	COUNT: (values) => values.length,
	COUNT_DISTINCT: (values, field) => new Set(values.map((value) => comparable(value, field))).size,
	MAX: best((a, b) => a > b),
	MIN: best((a, b) => a < b),
	SUM: (values) => (values.length === 0 ? null : sum(values)),
	AVG: (values) => (values.length === 0 ? null : sum(values) / values.length),
};

const numeric: Field = {
	type: 'int',
	filterable: true,
	createable: false,
	updateable: false,
	nillable: true,
};

export const isAggregate = ({ functionName }: ParsedColumn): boolean =>
	functionName !== undefined && functionName.toUpperCase() in FUNCTIONS;

/** Whether the query groups at all: by GROUP BY, or by an aggregate function over everything. */
export function isGrouped(query: Query, columns: readonly ParsedColumn[]): boolean {
	return query.groupBy !== undefined || columns.some(isAggregate);
}

/** An aggregate function of one field. */
function aggregateValue(
	asking: Asking,
	object: string,
	call: FunctionCall,
	alias?: string,
): GroupValue {
	const name = String(call.functionName).toUpperCase();
	const parameter = call.parameters?.[0];
	if (parameter === undefined) return { field: numeric, value: (group) => group.length };
	const path = resolvePath(asking, object, String(parameter), alias);
	const isSummed = isNumber(path.field.type);
	const refused =
		((name === 'SUM' || name === 'AVG') && !isSummed) ||
		((name === 'MAX' || name === 'MIN') && path.field.type === 'boolean') ||
		path.field.aggregatable === false;
	if (refused)
		throw new SalesforceRefusal(
			'INVALID_FIELD',
			`${pointAt(asking.text, String(call.rawValue))}field ${path.spelled} does not support aggregate operator ${name}`,
		);
	const apply = FUNCTIONS[name];
	const keepsType = name === 'MAX' || name === 'MIN';
	return {
		field: keepsType ? path.field : numeric,
		value: (group) => {
			const values: unknown[] = [];
			for (const row of group) {
				const value = path.get(row);
				if (value !== null) values.push(value);
			}
			return apply(values, path.field);
		},
	};
}

/** The field must be groupable: date-times, for one, are not (Object Reference, "Group"). */
function groupKey(asking: Asking, object: string, named: Named, alias?: string): Path {
	const name = named.fn?.functionName?.toUpperCase();
	if (name === 'ROLLUP' || name === 'CUBE')
		throw new SalesforceRefusal('MALFORMED_QUERY', `GROUP BY ${name} is not simulated`);
	const path = resolveNamed(asking, object, named, alias);
	if (path.field.type === 'datetime' || !path.field.filterable)
		throw new SalesforceRefusal(
			'INVALID_FIELD',
			`${pointAt(asking.text, path.spelled)}field '${path.spelled}' can not be grouped in a query call`,
		);
	return path;
}

export function aggregate(
	asking: Asking,
	object: string,
	query: Query,
	parsed: readonly ParsedColumn[],
	rows: Group,
): { rows: Array<Record<string, unknown>>; columns: AggregateColumn[] } {
	const { text } = asking;
	const alias = query.sObjectAlias;
	const groupBy = (query.groupBy === undefined ? [] : [query.groupBy].flat()) as Named[];
	const keys = groupBy.map((named) => groupKey(asking, object, named, alias));
	if (keys.length === 0 && query.limit !== undefined)
		throw new SalesforceRefusal(
			'MALFORMED_QUERY',
			`${pointAt(text, 'LIMIT')}Non-grouped query that uses overall aggregate functions cannot also use LIMIT`,
		);
	/** A grouped field or an aggregate function: nothing else has one value for a group. */
	const valueOf = (named: Named): GroupValue => {
		if (named.fn !== undefined && isAggregate({ type: '', ...named.fn }))
			return aggregateValue(asking, object, named.fn, alias);
		const path = resolveNamed(asking, object, named, alias);
		if (!keys.some(({ spelled }) => spelled === path.spelled))
			throw new SalesforceRefusal(
				'MALFORMED_QUERY',
				`${pointAt(text, path.spelled)}Field must be grouped or aggregated: ${path.spelled}`,
			);
		return {
			field: path.field,
			value: ([first]) => (first === undefined ? null : path.get(first)),
		};
	};
	let unnamed = 0;
	const columns = parsed.map((column): AggregateColumn => {
		const isFunction = isAggregate(column) || isDateFunction(column.functionName);
		const named: Named = isFunction ? { fn: column } : { field: column.rawValue ?? column.field };
		const own = () => resolvePath(asking, object, String(named.field), alias).names.at(-1);
		const name = column.alias ?? (isFunction ? `expr${unnamed++}` : String(own()));
		return { name, ...valueOf(named) };
	});
	const groups = groupsOf(rows, keys);
	const having = compileLogic<Group>(query.having as Clause | undefined, text, (condition) => {
		const { field, value } = valueOf(condition as Named);
		const path: Path = {
			spelled: '',
			names: [],
			field,
			steps: [],
			get: () => null,
			valueOf: () => null,
		};
		return compileComparison<Group>(
			asking,
			condition as unknown as Condition,
			path,
			(group) => comparable(value(group), field),
			() => new Set(),
		);
	});
	const kept = having === undefined ? groups : groups.filter(having);
	const orders = (query.orderBy === undefined ? [] : [query.orderBy].flat()) as Array<
		Named & { order?: string; nulls?: string }
	>;
	sort(
		kept,
		orders.map((order) => {
			const { field, value } = valueOf(order);
			return {
				get: value,
				field,
				descending: order.order === 'DESC',
				nullsLast: order.nulls === 'LAST',
			};
		}),
	);
	const shown = kept.map((group) =>
		Object.fromEntries(columns.map(({ name, value }) => [name, value(group)])),
	);
	return { rows: shown, columns };
}

function groupsOf(rows: Group, keys: readonly Path[]): Group[] {
	// Without GROUP BY everything is one group, even an empty result.
	if (keys.length === 0) return [rows];
	const groups = new Map<unknown, Row[]>();
	for (const row of rows) {
		const key =
			keys.length === 1
				? comparable(keys[0].get(row), keys[0].field)
				: JSON.stringify(keys.map(({ get, field }) => comparable(get(row), field)));
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [row]);
		else group.push(row);
	}
	return [...groups.values()];
}
