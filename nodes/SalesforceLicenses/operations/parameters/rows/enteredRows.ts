import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { z } from 'zod';
import type { ParsedRows } from '../jsonRows';
import { parseJsonRows } from '../jsonRows';
import type { Parameters } from '../values';

/** Rows of a fixed collection, which say the same as a list in JSON. */

/** What was chosen in a resource locator, or the plain text in its place. */
export const chosen = <T>(text: z.ZodType<T, z.ZodTypeDef, unknown>) =>
	z.preprocess((given) => {
		const isLocator = typeof given === 'object' && given !== null && 'value' in given;
		return isLocator ? given.value : given;
	}, text);

/** The rows that were entered, or which row and field is wrong, by its name in the editor. */
export function enteredRows<T>(
	given: Parameters,
	field: INodeProperties,
	name: string,
	row: z.ZodType<T, z.ZodTypeDef, unknown>,
): ParsedRows<T> {
	const group = (field.options as INodePropertyCollection[]).find((one) => one.name === name);
	const labels = new Map(group?.values.map((one) => [one.name, one.displayName]));
	const rows = { displayName: field.displayName, name, default: [] };
	return parseJsonRows(given.inside(field).value(rows), row, 'the list', labels);
}

/** Either the rows or the JSON: with both, nobody could tell what counts. */
export function onlyOneOf<T>(
	given: Parameters,
	fields: { rows: INodeProperties; json: INodeProperties },
	rows: T[],
	json: T[],
): T[] {
	if (rows.length === 0) return json;
	if (json.length === 0) return rows;
	const { displayName } = fields.rows;
	throw given.refuse(
		fields.json,
		`there are rows in ${displayName} too`,
		`Use ${displayName} or ${fields.json.displayName}, so that it is clear which rows count.`,
	);
}
