import type { Row } from '../org';
import { SalesforceRefusal } from '../refusal';
import type { Asking } from './context';
import { pointAt } from './context';
import type { Span } from './dateLiterals';
import type { Named } from './functions';
import { comparable, isId, isNumber, literal, unquote } from './literals';
import type { Candidates, Test } from './logic';
import type { Path } from './paths';

/** One condition as the parser returns it. */
export type Condition = Named & {
	operator: string;
	literalType?: string | string[];
	value?: string | string[];
	valueQuery?: unknown;
};

/**
 * A quoted text with `%` and `_` as a pattern that ignores case; a backslash before them takes them
 * as they are (SOQL and SOSL Reference, "Quoted String Escape Sequences").
 */
function likePattern(raw: string): RegExp {
	const parts = raw.slice(1, -1).split(/(\\.|[%_])/);
	const source = parts.map((part) => {
		if (part === '%') return '[^]*';
		if (part === '_') return '[^]';
		return unquote(`'${part}'`).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	});
	return new RegExp(`^${source.join('')}$`, 'i');
}

function comparison<T>(operator: string, get: (subject: T) => unknown, wanted: unknown): Test<T> {
	const span = typeof wanted === 'object' && wanted !== null ? (wanted as Span) : null;
	const [from, to] = span === null ? [wanted, wanted] : [span.from, span.to];
	const known =
		(test: (value: number) => boolean): Test<T> =>
		(subject) => {
			const value = get(subject);
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

/** SOQL and SOSL Reference, "Comparison Operators": which fit which type. */
function refuseOperator({ text }: Asking, name: string, operator: string, { field }: Path): void {
	const ordered = ['<', '<=', '>', '>='].includes(operator);
	const wrong =
		(operator === 'LIKE' && field.type !== 'string' && field.type !== 'picklist') ||
		operator === 'INCLUDES' ||
		operator === 'EXCLUDES' ||
		(ordered && field.type === 'boolean');
	if (wrong)
		throw new SalesforceRefusal(
			'INVALID_QUERY_FILTER_OPERATOR',
			`${pointAt(text, name)}invalid operator on ${field.type} field`,
		);
}

/** One condition on a value as a test. `fetch` finds rows by an index if there is one for this value. */
export function compileComparison<T>(
	asking: Asking,
	condition: Condition,
	path: Path,
	get: (subject: T) => unknown,
	subQuery: (query: unknown) => ReadonlySet<unknown>,
	fetch?: (values: ReadonlySet<unknown>) => Candidates,
): Test<T> {
	const name = condition.field ?? String(condition.fn?.rawValue);
	const operator = condition.operator.toUpperCase();
	refuseOperator(asking, name, operator, path);
	const { literalType: kinds } = condition;
	const one = (raw: string, index: number) =>
		literal(asking, raw, Array.isArray(kinds) ? kinds[index] : kinds, name, path.field);
	const withIndex = (test: Test<T>, values: ReadonlySet<unknown>): Test<T> =>
		fetch === undefined ? test : Object.assign(test, { candidates: fetch(values) });
	const within = (values: ReadonlySet<unknown>): Test<T> => {
		if (operator === 'IN') return withIndex((subject) => values.has(get(subject)), values);
		return (subject) => !values.has(get(subject));
	};
	if (condition.valueQuery !== undefined) return within(subQuery(condition.valueQuery));
	if (Array.isArray(condition.value)) {
		const values = condition.value.map(one);
		if (!values.some((value) => typeof value === 'object' && value !== null))
			return within(new Set(values));
		// Date literals are spans of time, so a set cannot hold them.
		const tests = values.map((value) => comparison('=', get, value));
		const any = (subject: T) => tests.some((test) => test(subject));
		return operator === 'IN' ? any : (subject) => !any(subject);
	}
	const wanted = one(String(condition.value), 0);
	if (operator === 'LIKE') {
		const pattern = likePattern(String(condition.value));
		return (subject) => pattern.test(String(get(subject) ?? ''));
	}
	const test = comparison(operator, get, wanted);
	return operator === '=' && wanted !== null ? withIndex(test, new Set([wanted])) : test;
}

/** The getter for the comparison: direct if the stored value can be compared unchanged. */
export function comparableGetter({ get, field }: Path): (row: Row) => unknown {
	if (isId(field.type) || field.type === 'boolean' || isNumber(field.type)) return get;
	return (row) => comparable(get(row), field);
}
