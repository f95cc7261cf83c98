import { z } from 'zod';

/** What somebody gave, in words, and as a list. No n8n in here. */

/** A message stays one that people read. */
const MOST_CHARACTERS = 60;

const cut = (text: string) =>
	text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;

/** A value in the words of a message: `the text "no"`, `empty`, `the list []`. */
export function describe(value: unknown): string {
	if (value === undefined) return 'missing (undefined)';
	if (value === '') return 'empty';
	if (typeof value === 'string') {
		return trimmed(value) === '' ? 'blank' : `the text "${cut(value)}"`;
	}
	if (typeof value === 'number' && Number.isNaN(value)) return 'NaN (not a number)';
	if (value instanceof Date) return 'a date';
	if (typeof value !== 'object' || value === null) return cut(String(value));
	const what = Array.isArray(value) ? 'the list' : 'the object';
	return `${what} ${cut(JSON.stringify(value) ?? '')}`;
}

/** Blanks and what nobody sees: `trim` alone leaves zero-width characters that come along when text is copied. */
const EDGES = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/** The text without blanks and invisible characters at its ends (no-break space, byte order mark, zero-width space). */
export function trimmed(text: string): string {
	return text.replace(EDGES, '');
}

export const trimmedText = z.string().transform(trimmed);

/** A text that says something. */
export const someText = (message: string) =>
	z.string({ invalid_type_error: message }).transform(trimmed).pipe(z.string().min(1, message));

/** `usd` becomes `USD`. */
export const currencyCode = trimmedText
	.pipe(z.string().regex(/^[A-Za-z]{3}$/, 'A currency is a code of three letters, e.g. USD'))
	.transform((code) => code.toUpperCase());

/** The parts of a text with commas, semicolons or line breaks, trimmed, without empty ones. */
export function toList(text: string): string[] {
	return text
		.split(/[,;\n]/)
		.map(trimmed)
		.filter((part) => part !== '');
}

/** A list of texts, or one text with commas, semicolons or line breaks. Missing, null and other values are no list. */
export const listSchema = z.union(
	[
		z.string().transform(toList),
		z.array(z.string()).transform((parts) => parts.map(trimmed).filter((part) => part !== '')),
	],
	{ errorMap: () => ({ message: 'A text or a list of texts is needed' }) },
);

/** `Max Percent (10)`-like words for a range: `from 1 to 5`, `of 1 or more`. */
export function rangeOf({ minValue, maxValue }: { minValue?: number; maxValue?: number }): string {
	if (minValue !== undefined && maxValue !== undefined) return ` from ${minValue} to ${maxValue}`;
	if (minValue !== undefined) return ` of ${minValue} or more`;
	return maxValue === undefined ? '' : ` of ${maxValue} or less`;
}
