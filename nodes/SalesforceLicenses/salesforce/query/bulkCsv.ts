import { BOOLEAN_FIELDS } from '../schema/columnTypes';

/**
 * Reads the CSV of Bulk API 2.0 (RFC 4180) while it arrives. Written by hand because the library takes
 * three times as long, and reading CSV is most of the work of a large download.
 */

/** Characters read at a time: enough to be fast, and little memory. */
const PIECE_BYTES = 16 * 1024;
/** Far longer than any real row; a body without line feeds would otherwise be kept as a whole. */
const MAX_ROW_BYTES = 4 * 1024 * 1024;
const ENDLESS_ROW = 'A line of the CSV is too long or has no end';
const [QUOTE, COMMA, LINE_FEED, RETURN] = [0x22, 0x2c, 0x0a, 0x0d];

/**
 * The rows of a result page, in the shape of REST rows: the first line names the columns, an empty cell is
 * null, `Profile.Name` is a field of Profile. Ends with an Error if the page was cut off.
 */
export async function* bulkRows(
	chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Array<Record<string, unknown>>, Error | null> {
	let toRecord: ((cells: readonly string[]) => Record<string, unknown>) | null = null;
	let width = 0;
	let rest = '';
	for await (const text of texts(chunks)) {
		const scanned = scan(rest + text);
		({ rest } = scanned);
		if (rest.length > MAX_ROW_BYTES) return new Error(ENDLESS_ROW);
		const { lines } = scanned;
		if (toRecord === null) {
			const header = lines.shift();
			if (header === undefined) continue;
			width = header.length;
			toRecord = recordsOf(header);
		}
		if (lines.some(({ length }) => length !== width))
			return new Error('A line of the CSV does not have as many cells as the header');
		if (lines.length > 0) yield lines.map(toRecord);
	}
	return rest === '' ? null : new Error('The CSV ends in the middle of a line');
}

/** Splits after a line feed, so that no character is split. */
async function* texts(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
	let pieces: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of chunks) {
		pieces.push(chunk);
		size += chunk.length;
		if (size < PIECE_BYTES) continue;
		const bytes = Buffer.concat(pieces);
		const end = bytes.lastIndexOf(LINE_FEED) + 1;
		pieces = [bytes.subarray(end)];
		size = bytes.length - end;
		if (end > 0) yield bytes.toString('utf8', 0, end);
		else if (size > MAX_ROW_BYTES) throw new Error(ENDLESS_ROW);
	}
	if (size > 0) yield Buffer.concat(pieces).toString('utf8');
}

/** The complete lines of a text as cells, and the rest after the last line. */
function scan(text: string): { lines: string[][]; rest: string } {
	const lines: string[][] = [];
	let cells: string[] = [];
	let lineStart = 0;
	for (let at = 0; at < text.length; ) {
		const start = at;
		let quotesInside = false;
		if (text.charCodeAt(at) === QUOTE) {
			let end = text.indexOf('"', at + 1);
			while (end !== -1 && text.charCodeAt(end + 1) === QUOTE) {
				quotesInside = true;
				end = text.indexOf('"', end + 2);
			}
			if (end === -1) break;
			const cell = text.slice(start + 1, end);
			cells.push(quotesInside ? cell.replaceAll('""', '"') : cell);
			at = end + 1;
		} else {
			while (at < text.length && !isEnd(text.charCodeAt(at))) at++;
			cells.push(text.slice(start, at));
		}
		if (text.charCodeAt(at) === RETURN) at++;
		if (text.charCodeAt(at) === LINE_FEED) {
			lines.push(cells);
			cells = [];
			lineStart = at + 1;
		}
		at++;
	}
	return { lines, rest: text.slice(lineStart) };
}

const isEnd = (code: number) => code === COMMA || code === LINE_FEED || code === RETURN;

/**
 * In a large process such as n8n, so many object shapes start from `{}` that V8 keeps further ones as hash
 * tables, which are five times slower; the shapes of a class are counted separately.
 */
class CsvRecord {
	[field: string]: unknown;
}

/** Creates records from the cells of these columns; parents come before their children. */
function recordsOf(
	names: readonly string[],
): (cells: readonly string[]) => Record<string, unknown> {
	const paths = ['', ...new Set(names.flatMap(parentsOf))];
	const place = (name: string) => {
		const dot = name.lastIndexOf('.');
		return { parent: paths.indexOf(dot < 0 ? '' : name.slice(0, dot)), field: name.slice(dot + 1) };
	};
	const parents = paths.slice(1).map(place);
	const columns = names.map((name) => ({ ...place(name), isFlag: BOOLEAN_FIELDS.test(name) }));
	return (cells) => {
		const record = new CsvRecord();
		const objects = [record];
		for (const { parent, field } of parents) {
			const below = new CsvRecord();
			objects[parent][field] = below;
			objects.push(below);
		}
		for (let index = 0; index < columns.length; index++) {
			const { parent, field, isFlag } = columns[index];
			const cell = cells[index];
			objects[parent][field] = cell === '' ? null : isFlag ? cell === 'true' : cell;
		}
		return record;
	};
}

/** `Profile.UserLicense.Name` belongs to `Profile` and `Profile.UserLicense`. */
function parentsOf(name: string): string[] {
	const steps = name.split('.').slice(0, -1);
	return steps.map((_, index) => steps.slice(0, index + 1).join('.'));
}
