/**
 * What the seal of an outcome is about: whom it happened to, what the user was before, and every step.
 * Stores change how a row is written (PostgreSQL's jsonb sorts the keys, CSV makes text of it all, a
 * table has null for what was never there), so the seal is that of a canonical text.
 */

/** The parts of a row under the seal, as they came in. */
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

/** Keys in one order; what is null and what is not there are the same. */
function canonical(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(canonical);
	if (typeof value !== 'object' || value === null) return value ?? null;
	const entries = Object.entries(value)
		.filter(([, inner]) => inner !== null && inner !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : 1));
	// A list of pairs, because an object would put keys that look like numbers first.
	return { of: entries.map(([key, inner]) => [key, canonical(inner)]) };
}
