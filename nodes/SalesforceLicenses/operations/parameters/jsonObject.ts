import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { describe } from './given';
import type { Parameters } from './values';

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
