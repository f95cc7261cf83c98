import type { DetailField } from '../../licensing/finding/conditions';
import { isOfTheRow } from '../../licensing/finding/conditions';
import type { Details } from '../../licensing/finding/facts';
import type { SalesforceClient } from '../client/client';
import { HIDEABLE, USER_DETAILS } from '../schema/userColumns';
import { readUserFields, readUserFieldTypes } from '../client/describe';
import { toIso } from '../schema/columnTypes';

/** What rules ask about a person beyond what every read has: columns of User, own ones of the org included. */

/** The column to read for a field of a rule; a custom field has its own name. */
function pathOf(field: string): string {
	return USER_DETAILS[field as DetailField] ?? field;
}

/** What the description of User lists for a column: a parent shows as the id that leads there. */
function columnOf(path: string): string {
	const [parent, field] = path.split('.');
	return field === undefined ? path : `${parent}Id`;
}

export function detailColumns(details: readonly string[]): string[] {
	return details.map(pathOf);
}

/** Fields that this org lacks or this user may not see: no rule can rest on them, least of all an exemption. */
export async function missingFields(
	client: SalesforceClient,
	fields: readonly string[],
): Promise<Array<{ field: string; column: string }>> {
	const hideable = fields.filter((field) => field in HIDEABLE || !isOfTheRow(field));
	if (hideable.length === 0) return [];
	const available = await readUserFields(client);
	return hideable
		.map((field) => ({ field, column: HIDEABLE[field] ?? columnOf(pathOf(field)) }))
		.filter(({ column }) => !available.has(column));
}

/**
 * The values as texts that are the same by both APIs: REST gives `true`, `85.5` and `…+0000` where the
 * CSV of a Bulk job has "true", "85.50" or "8.55E1" and "…Z". Parents come nested or not at all.
 */
export async function detailReader(
	client: SalesforceClient,
	details: readonly string[],
): Promise<(row: Record<string, unknown>) => Details> {
	const types = await readUserFieldTypes(client, details);
	const columns = details.map((field) => ({
		field,
		steps: pathOf(field).split('.'),
		toText: TO_TEXT[types.get(field) ?? ''] ?? String,
	}));
	return (row) => {
		const values: Record<string, string | null> = {};
		for (const { field, steps, toText } of columns) {
			let value: unknown = row;
			for (const name of steps)
				value = (value as Record<string, unknown> | null | undefined)?.[name];
			values[field] = isNothing(value) ? null : toText(value);
		}
		return values;
	};
}

const isNothing = (value: unknown) => value === null || value === undefined || value === '';

/** What cannot be read as the type that the org says it is stays as it came. */
function numberText(value: unknown): string {
	const number = Number(value);
	return Number.isFinite(number) ? String(number) : String(value);
}

/** Field types of sObject Describe (SOAP API Developer Guide, "Field Types") that the APIs write in two ways. */
const TO_TEXT: Readonly<Record<string, (value: unknown) => string>> = {
	boolean: (value) => String(value).toLowerCase(),
	currency: numberText,
	datetime: (value) => toIso(String(value)) ?? String(value),
	double: numberText,
	int: numberText,
	long: numberText,
	percent: numberText,
};
