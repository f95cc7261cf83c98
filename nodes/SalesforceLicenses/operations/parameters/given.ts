import { z } from 'zod';
import { trimName } from '../../licensing/model/closest';

/** Describes the value of a parameter in words, and reads lists of names. Does not depend on n8n. */

/** Keeps messages readable. */
const MOST_CHARACTERS = 60;

const cut = (text: string) =>
	text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;

/** A value in words for a message: `the text "no"`, `empty`, `the list []`. */
export function describe(value: unknown): string {
	if (value === undefined) return 'missing (undefined)';
	if (value === '') return 'empty';
	if (typeof value === 'string') {
		return trimName(value) === '' ? 'blank' : `the text "${cut(value)}"`;
	}
	if (typeof value === 'number' && Number.isNaN(value)) return 'NaN (not a number)';
	if (value instanceof Date) return 'a date';
	if (typeof value !== 'object' || value === null) return cut(String(value));
	const what = Array.isArray(value) ? 'the list' : 'the object';
	return `${what} ${cut(JSON.stringify(value) ?? '')}`;
}

export const trimmedText = z.string().transform(trimName);

/** A text that is not blank. */
export const someText = (message: string) =>
	z.string({ invalid_type_error: message }).transform(trimName).pipe(z.string().min(1, message));

/** `usd` becomes `USD`. */
export const currencyCode = trimmedText
	.pipe(z.string().regex(/^[A-Za-z]{3}$/, 'Enter a currency code of three letters, e.g. USD'))
	.transform((code) => code.toUpperCase());

/** The parts of a text separated by commas, semicolons or line breaks, trimmed, without empty ones. */
export function toList(text: string): string[] {
	return text
		.split(/[,;\n]/)
		.map(trimName)
		.filter((part) => part !== '');
}

export const EMPTY_NAME =
	'A name in the list is empty; an expression may have returned nothing. Fix the names, or remove the field';

const texts = z.union([z.string(), z.array(z.string())], {
	errorMap: () => ({ message: 'Enter a text or a list of texts' }),
});

/**
 * Names without duplicates: a list, or one text with commas, semicolons or line breaks. An empty name
 * comes from an expression that found nothing; it must mean neither all nor none, so it is refused.
 */
export const namesSchema = texts.transform((given, context) => {
	const names = typeof given === 'string' ? toList(given) : given.map(trimName);
	if (typeof given === 'string' ? names.length === 0 : names.includes('')) {
		context.addIssue({ code: 'custom', message: EMPTY_NAME });
	}
	return [...new Set(names)];
});

/** The same for a form field, which is an empty text until it is filled in. */
export const listSchema = texts.transform((given) => (given === '' ? [] : given)).pipe(namesSchema);

/** A range in words: `from 1 to 5`, `of 1 or more`. */
export function rangeOf({ minValue, maxValue }: { minValue?: number; maxValue?: number }): string {
	if (minValue !== undefined && maxValue !== undefined) return ` from ${minValue} to ${maxValue}`;
	if (minValue !== undefined) return ` of ${minValue} or more`;
	return maxValue === undefined ? '' : ` of ${maxValue} or less`;
}
