/**
 * A row as Reclaim put it out, from a row as a store gives it back: a Data Table and CSV keep lists and
 * objects as JSON text, and CSV has text for everything and an empty text for nothing.
 */
export function fromStore(json: unknown): unknown {
	if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
	const row: Record<string, unknown> = { ...json };
	for (const [key, value] of Object.entries(row)) {
		if (typeof value === 'string') row[key] = unpacked(key, value);
	}
	return row;
}

const STRUCTURED: ReadonlySet<string> = new Set(['before', 'steps']);
const OPTIONAL: ReadonlySet<string> = new Set([
	'candidateKey',
	'orgId',
	'targetProfileId',
	'outcome',
	'onlyWhile',
	'saving',
	'currency',
	'recheckActivity',
	'seal',
]);

function unpacked(key: string, value: string): unknown {
	if (value === '' && (OPTIONAL.has(key) || STRUCTURED.has(key))) return null;
	if (STRUCTURED.has(key)) return parsed(value);
	if (key === 'saving' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
	if (key === 'recheckActivity' && value === 'false') return false;
	return key === 'recheckActivity' && value === 'true' ? true : value;
}

/** What is not JSON stays text, and is refused as such. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
