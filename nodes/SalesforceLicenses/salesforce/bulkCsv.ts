import { parse } from 'csv-parse/sync';
import { BULK_JOB_FAILED, SalesforceError } from './errors';
import { BOOLEAN_FIELDS } from './schema';

/** Rows parsed at a time: the text of a result page is small, its rows as objects are not. */
const ROWS_AT_ONCE = 2_000;

/**
 * The rows of a Bulk API 2.0 result page, in the shape that REST gives them: every page repeats the
 * header, an empty cell is null, `Profile.Name` is a field of Profile.
 */
export function* bulkRows(csv: string): Generator<Array<Record<string, unknown>>> {
	let header: string[] | null = null;
	for (const part of parts(csv)) {
		const lines = parseLines(part);
		if (lines instanceof SalesforceError) throw lines;
		const [first, ...rest] = lines;
		const names: string[] = header ?? first ?? [];
		const rows = header === null ? rest : lines;
		header = names;
		if (rows.length > 0) yield rows.map((cells) => toRecord(names, cells));
	}
}

/** A cut-off page ends in an open quote or a short line: an error as a value, for the caller to throw. */
function parseLines(csv: string): string[][] | SalesforceError {
	try {
		return parse(csv);
	} catch (error) {
		return new SalesforceError(BULK_JOB_FAILED, `A result page is no whole CSV: ${String(error)}`);
	}
}

/** Cuts after a line break that stands in no quotes: there the quotes so far are even in number. */
function* parts(csv: string): Generator<string> {
	let start = 0;
	let lines = 0;
	let quoted = false;
	for (let at = 0; at < csv.length; at++) {
		const char = csv.charCodeAt(at);
		if (char === 0x22) quoted = !quoted;
		else if (char === 0x0a && !quoted && ++lines >= ROWS_AT_ONCE) {
			yield csv.slice(start, at + 1);
			start = at + 1;
			lines = 0;
		}
	}
	if (start < csv.length) yield csv.slice(start);
}

function toRecord(names: readonly string[], cells: readonly string[]): Record<string, unknown> {
	const record: Record<string, unknown> = {};
	names.forEach((name, index) => {
		const path = name.split('.');
		const field = path.pop() ?? name;
		let parent = record;
		for (const relation of path) {
			parent[relation] ??= {};
			parent = parent[relation] as Record<string, unknown>;
		}
		parent[field] = toValue(name, cells[index]);
	});
	return record;
}

function toValue(name: string, text: string): string | boolean | null {
	if (text === '') return null;
	return BOOLEAN_FIELDS.test(name) ? text === 'true' : text;
}
