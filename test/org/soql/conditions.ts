import type { Condition, WhereClause } from '@jetstreamapp/soql-parser-js';
import type { Field } from '../objects/field';
import type { Org, Row } from '../org';
import { longId } from '../records';
import { SalesforceRefusal } from '../refusal';
import { pointAt, resolvePath } from './paths';

export type Test = (row: Row) => boolean;
/** Runs the query of a semi-join: the values of its only column. */
export type SubQuery = (query: unknown) => ReadonlySet<unknown>;

const DAY_MS = 86_400_000;

/** A literal that stands for a span of time: TODAY, LAST_N_DAYS:30. */
interface Span {
	from: number;
	to: number;
}

/** SOQL and SOSL Reference, "Date Formats and Date Literals". Days are UTC here. */
function spanOf(name: string, now: Date): Span {
	const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
	const [word, amount] = name.toUpperCase().split(':');
	const days = Number(amount) * DAY_MS;
	const month = (offset: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1);
	const year = (offset: number) => Date.UTC(now.getUTCFullYear() + offset, 0, 1);
	const spans: Record<string, () => Span> = {
		TODAY: () => ({ from: today, to: today + DAY_MS }),
		YESTERDAY: () => ({ from: today - DAY_MS, to: today }),
		TOMORROW: () => ({ from: today + DAY_MS, to: today + 2 * DAY_MS }),
		THIS_MONTH: () => ({ from: month(0), to: month(1) }),
		LAST_MONTH: () => ({ from: month(-1), to: month(0) }),
		THIS_YEAR: () => ({ from: year(0), to: year(1) }),
		LAST_YEAR: () => ({ from: year(-1), to: year(0) }),
		LAST_90_DAYS: () => ({ from: today - 90 * DAY_MS, to: today + DAY_MS }),
		LAST_N_DAYS: () => ({ from: today - days, to: today + DAY_MS }),
		NEXT_N_DAYS: () => ({ from: today + DAY_MS, to: today + DAY_MS + days }),
		N_DAYS_AGO: () => ({ from: today - days, to: today - days + DAY_MS }),
	};
	const span = spans[word] as (() => Span) | undefined;
	if (span === undefined)
		throw new SalesforceRefusal('MALFORMED_QUERY', `the date literal ${name} is not simulated`);
	return span();
}

const isDate = ({ type }: Field) => type === 'datetime' || type === 'date';
const isId = ({ type }: Field) => type === 'id' || type === 'reference';

/** What a stored value compares as: text without case, dates as time, ids as they are. */
export function comparable(value: unknown, field: Field): unknown {
	if (typeof value !== 'string') return value ?? null;
	if (isDate(field)) return new Date(value).getTime();
	return isId(field) ? value : value.toLowerCase();
}

function literal(
	raw: string,
	type: string | undefined,
	field: Field,
	now: Date,
	text: string,
): unknown {
	switch (type) {
		case 'NULL':
			return null;
		case 'BOOLEAN':
			return raw.toUpperCase() === 'TRUE';
		case 'INTEGER':
		case 'DECIMAL':
		case 'INTEGER_WITH_CURRENCY_PREFIX':
			return Number(raw);
		case 'DATE':
		case 'DATETIME':
			return new Date(raw).getTime();
		case 'DATE_LITERAL':
		case 'DATE_N_LITERAL':
			return spanOf(raw, now);
		default: {
			if (isDate(field))
				throw new SalesforceRefusal(
					'INVALID_FIELD',
					`${pointAt(text, raw)}value of filter criterion for field must be of type dateTime and should not be enclosed in quotes`,
				);
			const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
			const value = raw.slice(1, -1).replace(/\\(.)/g, (_, char: string) => escapes[char] ?? char);
			return isId(field) ? longId(value) : value.toLowerCase();
		}
	}
}

function likePattern(value: string): RegExp {
	const escaped = value
		.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
		.replace(/%/g, '[^]*')
		.replace(/_/g, '[^]');
	return new RegExp(`^${escaped}$`, 'i');
}

function comparison(operator: string, get: (row: Row) => unknown, wanted: unknown): Test {
	const span = typeof wanted === 'object' && wanted !== null ? (wanted as Span) : null;
	const [from, to] = span === null ? [wanted, wanted] : [span.from, span.to];
	const known =
		(test: (value: number) => boolean): Test =>
		(row) => {
			const value = get(row);
			return value !== null && from !== null && test(value as number);
		};
	const inSpan = (value: unknown) =>
		value !== null && (value as number) >= (from as number) && (value as number) < (to as number);
	switch (operator) {
		case '=':
			return span === null ? (row) => get(row) === wanted : (row) => inSpan(get(row));
		case '!=':
		case '<>':
			return span === null ? (row) => get(row) !== wanted : (row) => !inSpan(get(row));
		case '<':
			return known((value) => value < (from as number));
		case '<=':
			return known((value) => (span === null ? value <= (from as number) : value < (to as number)));
		case '>':
			return known((value) => (span === null ? value > (from as number) : value >= (to as number)));
		case '>=':
			return known((value) => value >= (from as number));
		default:
			throw new SalesforceRefusal('MALFORMED_QUERY', `unexpected operator: ${operator}`);
	}
}

type Parsed = Condition & {
	field?: string;
	operator: string;
	literalType?: string | string[];
	value?: string | string[];
	valueQuery?: unknown;
};

/** One condition as a test, or as a set of ids where an index answers it. */
export function compileCondition(
	org: Org,
	object: string,
	condition: Parsed,
	text: string,
	subQuery: SubQuery,
): Test & { ids?: ReadonlySet<unknown> } {
	if (condition.field === undefined)
		throw new SalesforceRefusal('MALFORMED_QUERY', 'functions in WHERE are not simulated');
	const path = resolvePath(org, object, condition.field, text);
	if (!path.field.filterable) {
		throw new SalesforceRefusal(
			'INVALID_FIELD',
			`${pointAt(text, condition.field)}field '${condition.field}' can not be filtered in a query call`,
		);
	}
	const get = (row: Row) => comparable(path.get(row), path.field);
	const operator = condition.operator.toUpperCase();
	const types = condition.literalType;
	const one = (raw: string, index: number) =>
		literal(raw, Array.isArray(types) ? types[index] : types, path.field, org.clock(), text);
	const within = (set: ReadonlySet<unknown>) => {
		const test: Test = operator === 'IN' ? (row) => set.has(get(row)) : (row) => !set.has(get(row));
		return Object.assign(test, operator === 'IN' && path.spelled === 'Id' ? { ids: set } : {});
	};
	if (condition.valueQuery !== undefined) return within(subQuery(condition.valueQuery));
	if (Array.isArray(condition.value)) return within(new Set(condition.value.map(one)));
	const wanted = one(String(condition.value), 0);
	if (operator === 'LIKE') {
		const pattern = likePattern(String(wanted));
		return (row) => pattern.test(String(get(row) ?? ''));
	}
	const test = comparison(operator, get, wanted);
	return Object.assign(
		test,
		operator === '=' && path.spelled === 'Id' ? { ids: new Set([wanted]) } : {},
	);
}

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | (Test & { ids?: ReadonlySet<unknown> });

/**
 * WHERE with its parentheses. NOT binds tightest; AND and OR may not be mixed on one level without
 * parentheses (SOQL and SOSL Reference, "Logical Operators").
 */
export function compileWhere(
	org: Org,
	object: string,
	where: WhereClause | undefined,
	text: string,
	subQuery: SubQuery,
): Test & { ids?: ReadonlySet<unknown> } {
	const tokens: Token[] = [];
	for (let clause = where as Record<string, unknown> | undefined; clause !== undefined; ) {
		const left = clause.left as
			| (Parsed & { openParen?: number; closeParen?: number })
			| null
			| undefined;
		if (left !== null && left !== undefined) {
			tokens.push(...Array<Token>(left.openParen ?? 0).fill('('));
			if ('operator' in left) tokens.push(compileCondition(org, object, left, text, subQuery));
			tokens.push(...Array<Token>(left.closeParen ?? 0).fill(')'));
		}
		const operator = String(clause.operator ?? '').toUpperCase();
		if (operator === 'AND' || operator === 'OR' || operator === 'NOT') tokens.push(operator);
		clause = clause.right as Record<string, unknown> | undefined;
	}
	if (tokens.length === 0) return () => true;
	return parseTokens(tokens, text);
}

function parseTokens(
	tokens: readonly Token[],
	text: string,
): Test & { ids?: ReadonlySet<unknown> } {
	let at = 0;
	const operand = (): Test & { ids?: ReadonlySet<unknown> } => {
		const token = tokens[at++];
		if (token === 'NOT') {
			const inner = operand();
			return (row) => !inner(row);
		}
		if (token === '(') {
			const inner = level();
			if (tokens[at++] !== ')')
				throw new SalesforceRefusal(
					'MALFORMED_QUERY',
					`${pointAt(text, 'WHERE')}expecting a right parentheses`,
				);
			return inner;
		}
		if (typeof token !== 'function')
			throw new SalesforceRefusal(
				'MALFORMED_QUERY',
				`${pointAt(text, 'WHERE')}unexpected token: ${token ?? '<EOF>'}`,
			);
		return token;
	};
	const level = (): Test & { ids?: ReadonlySet<unknown> } => {
		const tests = [operand()];
		const first = tokens[at];
		while (tokens[at] === 'AND' || tokens[at] === 'OR') {
			if (tokens[at] !== first)
				throw new SalesforceRefusal(
					'MALFORMED_QUERY',
					`${pointAt(text, String(tokens[at]))}unexpected token: ${String(tokens[at])}`,
				);
			at++;
			tests.push(operand());
		}
		if (tests.length === 1) return tests[0];
		if (first === 'OR') return (row) => tests.some((test) => test(row));
		const all: Test = (row) => tests.every((test) => test(row));
		return Object.assign(all, { ids: tests.find(({ ids }) => ids !== undefined)?.ids });
	};
	return level();
}
