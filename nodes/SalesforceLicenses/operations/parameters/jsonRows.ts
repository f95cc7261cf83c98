import type { INodeProperties } from 'n8n-workflow';
import { trimName } from '../../licensing/model/closest';
import { z } from 'zod';
import { describe } from './given';
import type { Parameters } from './values';
import './words/ownWords';

export type ParsedRows<T> = { ok: true; rows: T[] } | { ok: false; reason: string };

/** A few errors are enough to see what is wrong. */
const MAX_COMPLAINTS = 3;

/**
 * Parses a list that the user enters as JSON or with an expression. Says which row and field is wrong:
 * `row 2, price: must be a number, but it is the text "ten"`, or with the names that the editor shows: `row 2, Price`.
 */
export function parseJsonRows<T>(
	json: unknown,
	row: z.ZodType<T, z.ZodTypeDef, unknown>,
	what: string,
	labels?: ReadonlyMap<unknown, string>,
): ParsedRows<T> {
	const value = typeof json === 'string' ? parseText(json) : json;
	if (value instanceof SyntaxError) {
		return { ok: false, reason: `${upperFirst(what)} is not valid JSON: ${value.message}` };
	}
	const parsed = z.array(row, { errorMap: needsList }).safeParse(value);
	if (parsed.success) return { ok: true, rows: parsed.data };
	const reasons = parsed.error.issues
		.slice(0, MAX_COMPLAINTS)
		.map(({ path: [index, ...field], message }) => {
			const where = [index === undefined ? what : `row ${Number(index) + 1}`, ...field].map(
				(name) => labels?.get(name) ?? name,
			);
			return `${where.join(', ')}: ${message}`;
		});
	return { ok: false, reason: reasons.join('; ') };
}

const needsList: z.ZodErrorMap = (issue, { data, defaultError }) => ({
	message:
		issue.code === 'invalid_type'
			? `Enter a JSON list of rows; it is ${describe(data)}`
			: defaultError,
});

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function parseText(json: string): unknown {
	if (trimName(json) === '') return [];
	try {
		return JSON.parse(json) as unknown;
	} catch (error) {
		return error instanceof SyntaxError ? error : new SyntaxError(String(error));
	}
}

/** A parameter that is one JSON object, as text or from an expression. */
const object = z.record(z.unknown());

export function objectOf(given: Parameters, field: INodeProperties): Record<string, unknown> {
	const value = given.value(field);
	let json = value;
	if (typeof value === 'string') {
		try {
			json = JSON.parse(value) as unknown;
		} catch (error) {
			const complaint = `it is not valid JSON: ${(error as Error).message}`;
			throw given.refuse(field, complaint, 'Enter one JSON object.');
		}
	}
	const parsed = object.safeParse(json);
	if (parsed.success) return parsed.data;
	throw given.refuse(
		field,
		`it must be a JSON object, but it is ${describe(json)}`,
		'Enter one JSON object, or check the expression.',
	);
}

/** The row itself, or the row inside an n8n item. */
export const inItem = <T extends z.ZodTypeAny>(row: T) => {
	const item = z.object({ json: z.record(z.unknown()) });
	return z.preprocess((given) => item.safeParse(given).data?.json ?? given, row);
};

/** An expression that gives nothing has lost its table, which is not the same as an empty one. */
export function rowsOf<T>(
	given: Parameters,
	field: INodeProperties,
	row: z.ZodType<T, z.ZodTypeDef, unknown>,
): T[] {
	const value = given.value(field);
	const cure = 'Refer to the node that reads the rows. An empty list [] means that there are none.';
	if (typeof value === 'string' && value.trim() === '' && given.isExpression(field)) {
		throw given.refuse(field, 'its expression returns an empty text', cure);
	}
	const parsed = parseJsonRows(value, row, 'the list');
	if (parsed.ok) return parsed.rows;
	throw given.refuse(field, parsed.reason, cure);
}
