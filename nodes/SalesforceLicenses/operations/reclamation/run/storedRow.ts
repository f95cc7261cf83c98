/**
 * A row as Reclaim put it out, from a row as a store gives it back: a Data Table and CSV keep lists and
 * objects as JSON text, and CSV has an empty text for nothing.
 */
export function fromStore(json: unknown): unknown {
	if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
	const row: Record<string, unknown> = { ...json };
	for (const key of ['before', 'steps', 'seal']) if (row[key] === '') row[key] = null;
	for (const key of ['before', 'steps']) row[key] = unpacked(row[key]);
	return row;
}

/** What is not JSON stays text, and is refused as such. */
function unpacked(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return value;
	}
}
