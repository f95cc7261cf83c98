import type { Field, FieldType } from '../objects/field';
import { longId } from '../ids';
import { SalesforceRefusal } from '../refusal';
import type { Asking } from './context';
import { pointAt } from './context';
import { spanOf } from './dateLiterals';

export const isDate = (type: FieldType) => type === 'datetime' || type === 'date';
export const isNumber = (type: FieldType) => type === 'int' || type === 'double';
export const isId = (type: FieldType) => type === 'id' || type === 'reference';

/** The form in which a stored value is compared: text without case, dates as time, ids unchanged. */
export function comparable(value: unknown, { type }: Field): unknown {
	if (typeof value !== 'string') return value ?? null;
	if (isDate(type)) return Date.parse(value);
	return isId(type) ? value : value.toLowerCase();
}

/** How Salesforce names the types in its messages. */
const TYPE_NAMES: Partial<Record<FieldType, string>> = { datetime: 'dateTime', id: 'ID' };

const NUMBERS = [
	'INTEGER',
	'DECIMAL',
	'INTEGER_WITH_CURRENCY_PREFIX',
	'DECIMAL_WITH_CURRENCY_PREFIX',
];

/** The kinds of literal that a type of field may be compared with. */
const ACCEPTED: Readonly<Record<FieldType, readonly string[]>> = {
	id: ['STRING'],
	reference: ['STRING'],
	string: ['STRING'],
	picklist: ['STRING'],
	boolean: ['BOOLEAN'],
	int: NUMBERS,
	double: NUMBERS,
	datetime: ['DATETIME', 'DATE_LITERAL', 'DATE_N_LITERAL'],
	date: ['DATE', 'DATE_LITERAL', 'DATE_N_LITERAL'],
};

const ESCAPES: Readonly<Record<string, string>> = {
	n: '\n',
	N: '\n',
	r: '\r',
	R: '\r',
	t: '\t',
	T: '\t',
	b: '\b',
	B: '\b',
	f: '\f',
	F: '\f',
};

/** SOQL and SOSL Reference, "Quoted String Escape Sequences". */
export function unquote(raw: string): string {
	return raw.slice(1, -1).replace(/\\(.)/g, (_, char: string) => ESCAPES[char] ?? char);
}

/** A literal of the statement as the value for the comparison; the wrong type is refused as in Salesforce. */
export function literal(
	asking: Asking,
	raw: string,
	kind: string | undefined,
	name: string,
	{ type }: Field,
): unknown {
	const { text, org } = asking;
	if (kind === 'NULL') return null;
	if (kind === undefined || !ACCEPTED[type].includes(kind)) {
		const quoted = kind === 'STRING' ? 'and should not be enclosed in quotes' : '';
		const unquoted = ACCEPTED[type].includes('STRING') ? 'and should be enclosed in quotes' : '';
		throw new SalesforceRefusal(
			'INVALID_FIELD',
			`${pointAt(text, name)}value of filter criterion for field '${name}' must be of type ${TYPE_NAMES[type] ?? type} ${quoted}${unquoted}`.trimEnd(),
		);
	}
	if (kind === 'BOOLEAN') return raw.toUpperCase() === 'TRUE';
	if (kind === 'DATE' || kind === 'DATETIME') return Date.parse(raw);
	if (kind === 'DATE_LITERAL' || kind === 'DATE_N_LITERAL') {
		const span = spanOf(raw, org.clock());
		if (span === undefined)
			throw new SalesforceRefusal(
				'MALFORMED_QUERY',
				`${pointAt(text, raw)}unexpected token: '${raw}'`,
			);
		return span;
	}
	if (kind !== 'STRING') return Number(raw);
	const value = unquote(raw);
	if (!isId(type)) return value.toLowerCase();
	if (value !== '' && !/^(?:[a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})$/.test(value))
		throw new SalesforceRefusal(
			'INVALID_QUERY_FILTER_OPERATOR',
			`${pointAt(text, name)}invalid ID field: ${value}`,
		);
	return value === '' ? null : longId(value);
}
