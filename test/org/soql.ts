import type {
	Condition,
	FieldType as ParsedField,
	OrderByClause,
	Query,
	WhereClause,
} from '@jetstreamapp/soql-parser-js';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import type { Field } from './objects';
import type { Org, Row } from './org';
import { SalesforceRefusal } from './refusal';

export interface Result {
	object: string;
	rows: Row[];
	columns: string[];
	/** COUNT() gives no rows, only a size. */
	countOnly: boolean;
}

export function parse(text: string): Query {
	try {
		return parseQuery(text);
	} catch (error) {
		throw new SalesforceRefusal(
			'MALFORMED_QUERY',
			`unexpected token: ${(error as Error).message.slice(0, 200)}`,
		);
	}
}

interface Step {
	object: string;
	names: string[];
	field: Field;
	column: string;
}

/** Walks `Profile.UserLicense.Name` to its field, refusing what the object does not have. */
function resolve(org: Org, object: string, path: string, text: string): Step {
	const names = path.split('.');
	let at = object;
	for (const name of names.slice(0, -1)) {
		const reference = Object.values(org.types[at].fields).find(
			({ relationship }) => relationship?.name.toLowerCase() === name.toLowerCase(),
		);
		if (reference?.relationship === undefined) {
			throw new SalesforceRefusal(
				'INVALID_FIELD',
				`\n${text}\n^\nERROR at Row:1:Column:${text.indexOf(path) + 1}\nDidn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
			);
		}
		at = reference.relationship.to;
	}
	const last = names[names.length - 1];
	const column = Object.keys(org.types[at].fields).find(
		(known) => known.toLowerCase() === last.toLowerCase(),
	);
	if (column === undefined) {
		throw new SalesforceRefusal(
			'INVALID_FIELD',
			`\n${text}\n^\nERROR at Row:1:Column:${text.indexOf(path) + 1}\nNo such column '${last}' on entity '${at}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
		);
	}
	return {
		object: at,
		names: [...names.slice(0, -1), column],
		field: org.types[at].fields[column],
		column,
	};
}

export function valueOf(
	org: Org,
	object: string,
	row: Row | undefined,
	names: readonly string[],
): unknown {
	let at = object;
	let current = row;
	for (const name of names.slice(0, -1)) {
		const entry = Object.entries(org.types[at].fields).find(
			([, { relationship }]) => relationship?.name.toLowerCase() === name.toLowerCase(),
		);
		if (entry?.[1].relationship === undefined || current === undefined) return null;
		at = entry[1].relationship.to;
		current = org.table(at).get(String(current[entry[0]]));
	}
	return current?.[names[names.length - 1]] ?? null;
}

type Test = (row: Row) => boolean;

function literal(raw: string, type: string | undefined): unknown {
	if (type === 'STRING')
		return raw
			.slice(1, -1)
			.replace(/\\(.)/g, (_, char: string) => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char);
	if (type === 'BOOLEAN') return raw.toUpperCase() === 'TRUE';
	if (type === 'NULL') return null;
	if (type === 'INTEGER' || type === 'DECIMAL') return Number(raw);
	if (type === 'DATE' || type === 'DATETIME') return new Date(raw).getTime();
	throw new SalesforceRefusal('MALFORMED_QUERY', `the literal ${raw} is not understood`);
}

const comparable = (value: unknown, field: Field): unknown =>
	(field.type === 'datetime' || field.type === 'date') && typeof value === 'string'
		? new Date(value).getTime()
		: typeof value === 'string' && field.type !== 'id' && field.type !== 'reference'
			? value.toLowerCase()
			: value;

function compile(
	org: Org,
	object: string,
	condition: Condition,
	text: string,
	userId: string,
): Test {
	if (!('field' in condition))
		throw new SalesforceRefusal('MALFORMED_QUERY', 'functions are not supported in WHERE here');
	const { names, field } = resolve(org, object, condition.field, text);
	if (!field.filterable) {
		throw new SalesforceRefusal(
			'INVALID_FIELD',
			`\n${text}\n^\nERROR at Row:1:Column:${text.indexOf(condition.field) + 1}\nfield '${condition.field}' can not be filtered in a query call`,
		);
	}
	const operator = condition.operator.toUpperCase();
	const get = (row: Row) => comparable(valueOf(org, object, row, names), field);
	if ('valueQuery' in condition) {
		const inner = execute(org, condition.valueQuery as Query, text, userId);
		const set = new Set(inner.rows.map((row) => row[inner.columns[0]]));
		return (row) => set.has(get(row)) === (operator === 'IN');
	}
	const types = (condition as { literalType?: string | string[] }).literalType;
	const one = (raw: string, index: number) => {
		const value = literal(raw, Array.isArray(types) ? types[index] : types);
		return comparable(
			typeof value === 'string' && (field.type === 'id' || field.type === 'reference')
				? longId(org, value)
				: value,
			field,
		);
	};
	const { value } = condition as { value: string | string[] };
	if (Array.isArray(value)) {
		const set = new Set(value.map(one));
		return (row) => set.has(get(row)) === (operator === 'IN');
	}
	const wanted = one(value, 0);
	if (operator === 'LIKE') {
		const pattern = new RegExp(
			`^${String(wanted)
				.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
				.replace(/%/g, '[^]*')
				.replace(/_/g, '.')}$`,
			'i',
		);
		return (row) => pattern.test(String(get(row) ?? ''));
	}
	if (operator === '=') return (row) => get(row) === wanted;
	if (operator === '!=') return (row) => get(row) !== wanted;
	const order = (row: Row) => {
		const seen = get(row);
		if (seen === null || wanted === null) return Number.NaN;
		return (seen as number) < (wanted as number)
			? -1
			: (seen as number) > (wanted as number)
				? 1
				: 0;
	};
	if (operator === '<') return (row) => order(row) < 0;
	if (operator === '<=') return (row) => order(row) <= 0;
	if (operator === '>') return (row) => order(row) > 0;
	if (operator === '>=') return (row) => order(row) >= 0;
	throw new SalesforceRefusal('MALFORMED_QUERY', `unexpected operator ${operator}`);
}

import { withChecksum } from './org';
function longId(_org: Org, id: string): string {
	return /^[a-zA-Z0-9]{15}$/.test(id) ? withChecksum(id) : id;
}

/** WHERE as a chain of conditions with parentheses: NOT binds tightest, AND and OR may not be mixed without them. */
function compileWhere(
	org: Org,
	object: string,
	where: WhereClause | undefined,
	text: string,
	userId: string,
): Test {
	const tokens: Array<'(' | ')' | 'AND' | 'OR' | 'NOT' | Test> = [];
	for (let clause: WhereClause | undefined = where; clause !== undefined; ) {
		const { left } = clause as {
			left: (Condition & { openParen?: number; closeParen?: number }) | null;
		};
		const operator = (clause as { operator?: string }).operator?.toUpperCase();
		if (left !== null) {
			for (let open = left.openParen ?? 0; open > 0; open--) tokens.push('(');
			if ('field' in left || 'fn' in left) tokens.push(compile(org, object, left, text, userId));
			for (let close = left.closeParen ?? 0; close > 0; close--) tokens.push(')');
		}
		if (operator === 'AND' || operator === 'OR' || operator === 'NOT') tokens.push(operator);
		clause = (clause as { right?: WhereClause }).right;
	}
	let at = 0;
	const unary = (): Test => {
		const token = tokens[at++];
		if (token === 'NOT') {
			const inner = unary();
			return (row) => !inner(row);
		}
		if (token === '(') {
			const inner = either();
			at++;
			return inner;
		}
		return token as Test;
	};
	const both = (): Test => {
		let test = unary();
		while (tokens[at] === 'AND') {
			at++;
			const [left, right] = [test, unary()];
			test = (row) => left(row) && right(row);
		}
		return test;
	};
	const either = (): Test => {
		let test = both();
		while (tokens[at] === 'OR') {
			at++;
			const [left, right] = [test, both()];
			test = (row) => left(row) || right(row);
		}
		return test;
	};
	return tokens.length === 0 ? () => true : either();
}

export function execute(org: Org, query: Query, text: string, userId: string): Result {
	const object = Object.keys(org.types).find(
		(name) => name.toLowerCase() === query.sObject?.toLowerCase(),
	);
	if (object === undefined || !org.may(userId, org.types[object].readPermission)) {
		throw new SalesforceRefusal(
			'INVALID_TYPE',
			`\n${text}\n^\nERROR at Row:1:Column:${text.indexOf(String(query.sObject)) + 1}\nsObject type '${query.sObject}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
		);
	}
	const parsed = (query.fields ?? []) as ParsedField[];
	const countOnly =
		parsed.length === 1 &&
		parsed[0].type === 'FieldFunctionExpression' &&
		parsed[0].rawValue?.toUpperCase() === 'COUNT()';
	const columns = countOnly
		? []
		: parsed.map((entry) => {
				const path =
					entry.type === 'FieldRelationship'
						? [...entry.relationships, entry.field].join('.')
						: entry.type === 'Field'
							? entry.field
							: '';
				if (path === '')
					throw new SalesforceRefusal(
						'MALFORMED_QUERY',
						'aggregates are not supported by this org yet',
					);
				return resolve(org, object, path, text).names.join('.');
			});
	const test = compileWhere(org, object, query.where, text, userId);
	const rows = [...org.table(object).values()].filter(test);
	const orders = (query.orderBy === undefined ? [] : [query.orderBy].flat()) as OrderByClause[];
	if (orders.length > 0) {
		const keys = orders.map((order) => ({
			...resolve(org, object, String((order as { field?: string }).field), text),
			down: order.order === 'DESC',
			last: order.nulls === 'LAST',
		}));
		rows.sort((a, b) => {
			for (const { names, field, down, last } of keys) {
				const [left, right] = [
					comparable(valueOf(org, object, a, names), field),
					comparable(valueOf(org, object, b, names), field),
				];
				if (left === right) continue;
				if (left === null || right === null) return (left === null) === last ? 1 : -1;
				return ((left as number) < (right as number) ? -1 : 1) * (down ? -1 : 1);
			}
			return 0;
		});
	}
	const offset = query.offset ?? 0;
	return {
		object,
		rows: rows.slice(offset, query.limit === undefined ? undefined : offset + query.limit),
		columns,
		countOnly,
	};
}
