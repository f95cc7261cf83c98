import type { DetailField } from '../../licensing/finding/conditions';
import { isOfTheRow } from '../../licensing/finding/conditions';
import type { Details } from '../../licensing/finding/facts';
import type { SalesforceClient } from '../client/client';
import { HIDEABLE, PERSON_DETAILS } from '../schema/personColumns';
import { readUserFields } from '../client/describe';

/** What rules ask about a person beyond what every read has: columns of User, own ones of the org included. */

/** The column to read for a field of a rule; a custom field has its own name. */
function pathOf(field: string): string {
	return PERSON_DETAILS[field as DetailField] ?? field;
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

/** The values, whether the parents come nested (REST) or not at all. */
export function detailsOf(row: Record<string, unknown>, details: readonly string[]): Details {
	return Object.fromEntries(details.map((field) => [field, textAt(row, pathOf(field))]));
}

function textAt(row: Record<string, unknown>, path: string): string | null {
	let value: unknown = row;
	for (const name of path.split('.')) {
		value = (value as Record<string, unknown> | null | undefined)?.[name];
	}
	return value === null || value === undefined || value === '' ? null : String(value);
}
