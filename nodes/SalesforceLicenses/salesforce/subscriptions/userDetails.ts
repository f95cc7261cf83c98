import type { DetailField } from '../../licensing/finding/conditions';
import { isOfTheRow } from '../../licensing/finding/conditions';
import type { Details } from '../../licensing/finding/facts';
import type { SalesforceClient } from '../client/client';
import { HIDEABLE, USER_DETAILS } from '../schema/userColumns';
import { readUserFields, readUserFieldTypes } from '../client/describe';
import { toIso } from '../schema/columnTypes';

/** What rules check about a user beyond the usual columns: columns of User, including custom fields. */

/** The column to read for a field of a rule; a custom field has its own name. */
function pathOf(field: string): string {
	return USER_DETAILS[field as DetailField] ?? field;
}

/** The name of a column in the description of User: a parent appears as the id field that refers to it. */
function columnOf(path: string): string {
	const [parent, field] = path.split('.');
	return field === undefined ? path : `${parent}Id`;
}

export function detailColumns(details: readonly string[]): string[] {
	return details.map(pathOf);
}

/** Fields that this org lacks or this user may not see: no rule can depend on them, least of all an exemption. */
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
 * The values as texts that are the same with both APIs: REST returns `true`, `85.5` and `…+0000`, the CSV
 * of a Bulk job "true", "85.50" or "8.55E1" and "…Z". Parents come nested or not at all.
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

/** A value that does not match the type in the org's description stays unchanged. */
function numberText(value: unknown): string {
	const number = Number(value);
	return Number.isFinite(number) ? String(number) : String(value);
}

/** Field types of sObject Describe (SOAP API Developer Guide, "Field Types") that the two APIs write differently. */
const TO_TEXT: Readonly<Record<string, (value: unknown) => string>> = {
	boolean: (value) => String(value).toLowerCase(),
	currency: numberText,
	datetime: (value) => toIso(String(value)) ?? String(value),
	double: numberText,
	int: numberText,
	long: numberText,
	percent: numberText,
};
