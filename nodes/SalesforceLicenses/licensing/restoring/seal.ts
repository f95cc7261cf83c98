/**
 * What the seal of an outcome covers: whose it is, the state of the user before, and every step. Stores
 * change how a row is written (PostgreSQL's jsonb sorts the keys, CSV turns everything into text, a table
 * has null for a missing value), so a canonical text is sealed.
 */

/** The sealed parts of a row, as they were in the input. */
export interface SealedRecord {
	before: unknown;
	steps: unknown;
}

/** The same text for the same record, however it was stored. */
export function canonicalText(
	orgId: string,
	userId: string,
	{ before, steps }: SealedRecord,
): string {
	return JSON.stringify(canonical({ orgId, userId, before, steps }));
}

/** Sorts the keys; null and missing values are treated alike. */
function canonical(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(canonical);
	if (typeof value !== 'object' || value === null) return value ?? null;
	const entries = Object.entries(value)
		.filter(([, inner]) => inner !== null && inner !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : 1));
	// A list of pairs, because an object would put keys that look like numbers first.
	return { of: entries.map(([key, inner]) => [key, canonical(inner)]) };
}
