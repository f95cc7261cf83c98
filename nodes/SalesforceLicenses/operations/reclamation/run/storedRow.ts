/**
 * Converts a row from a store back to the form in which Reclaim returned it: a Data Table and CSV keep
 * lists and objects as JSON text, and CSV has an empty text for a missing value.
 */
export function fromStore(json: unknown): unknown {
	if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
	const row: Record<string, unknown> = { ...json };
	for (const key of ['before', 'steps', 'seal']) if (row[key] === '') row[key] = null;
	for (const key of ['before', 'steps']) row[key] = unpacked(row[key]);
	return row;
}

/** A text that is not JSON stays a text, and is then refused. */
function unpacked(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return value;
	}
}
