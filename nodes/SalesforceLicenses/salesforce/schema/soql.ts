/**
 * The one place where a value becomes SOQL text.
 * Reserved characters: SOQL and SOSL Reference, "Quoted String Escape Sequences".
 */

const ESCAPES: Record<string, string> = {
	'\\': '\\\\',
	"'": "\\'",
	'"': '\\"',
	'\n': '\\n',
	'\r': '\\r',
	'\t': '\\t',
	'\b': '\\b',
	'\f': '\\f',
};

/** A condition or statement whose values are already escaped. */
export class Soql {
	constructor(readonly text: string) {}
}

export type SoqlValue = string | number | boolean | Date | readonly string[] | Soql;

const escaped = (text: string) => text.replace(/[\\'"\n\r\t\b\f]/g, (char) => ESCAPES[char]);

function literal(value: SoqlValue): string {
	if (value instanceof Soql) return value.text;
	if (value instanceof Date) return value.toISOString();
	if (typeof value === 'string') return `'${escaped(value)}'`;
	if (typeof value === 'object') return `(${value.map((entry) => literal(entry)).join(',')})`;
	return String(value);
}

/** soql`Username IN ${names}`: every value is escaped, and lists become `('a','b')`. */
export function soql(strings: TemplateStringsArray, ...values: SoqlValue[]): Soql {
	return new Soql(strings.reduce((text, part, index) => text + literal(values[index - 1]) + part));
}

/**
 * All of these conditions. Only one with an OR gets parentheses, because Salesforce allows no semi-join
 * inside parentheses (SOQL and SOSL Reference, "Comparison Operators").
 */
export function allOf(...conditions: ReadonlyArray<Soql | undefined>): Soql | undefined {
	const given = conditions.filter((condition) => condition !== undefined);
	if (given.length < 2) return given[0];
	return new Soql(given.map(({ text }) => (/ OR /i.test(text) ? `(${text})` : text)).join(' AND '));
}

/** The LIKE pattern that matches a text literally: a backslash escapes % and _. */
function pattern(before: string, text: string, after: string): Soql {
	return new Soql(`'${before}${escaped(text).replace(/[%_]/g, '\\$&')}${after}'`);
}

export const beginningWith = (text: string): Soql => pattern('', text, '%');
export const containing = (text: string): Soql => pattern('%', text, '%');

const ID = /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/;

/** Whether this can be the id of a record with the given key prefix (User: 005). */
export function isId(value: unknown, keyPrefix: string): value is string {
	return typeof value === 'string' && ID.test(value) && value.startsWith(keyPrefix);
}

const CHECKSUM_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The 18-character form of an id: three letters that say which of the 15 are upper case. They restore the
 * case of an id that lost it, for example in a spreadsheet.
 */
export function toLongId(id: string): string {
	if (id.length === 18) return inItsCase(id);
	if (id.length !== 15) return id;
	const suffix = [0, 5, 10].map((start) => {
		const bits = [...id.slice(start, start + 5)].reduce(
			(sum, char, index) => (/[A-Z]/.test(char) ? sum | (1 << index) : sum),
			0,
		);
		return CHECKSUM_ALPHABET[bits];
	});
	return id + suffix.join('');
}

/** Restores the case that the last three characters state; unchanged if they contradict the others. */
function inItsCase(id: string): string {
	const suffix = id.slice(15).toUpperCase();
	const sums = [...suffix].map((char) => CHECKSUM_ALPHABET.indexOf(char));
	if (sums.includes(-1)) return id;
	const isUpper = (index: number) => (sums[Math.floor(index / 5)] & (1 << index % 5)) !== 0;
	const chars = [...id.slice(0, 15)].map((char, index) =>
		isUpper(index) ? char.toUpperCase() : char.toLowerCase(),
	);
	const isWrong = chars.some((char, index) => isUpper(index) && !/[A-Z]/.test(char));
	return isWrong ? id : chars.join('') + suffix;
}
