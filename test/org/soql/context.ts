import type { Org } from '../org';

/** The context of a query: the user, the API version, and the statement. */
export interface Asking {
	org: Org;
	userId: string;
	/** The API version, for what Salesforce changed over time. */
	version: number;
	/** The statement, to show positions in it. */
	text: string;
	/** Like `queryAll`: includes deleted records. */
	all?: boolean;
	/** The Tooling API has other objects. */
	isTooling?: boolean;
}

/** The statement with a caret below the position, as Salesforce prints it. */
export function pointAt(text: string, part: string): string {
	return pointAtOffset(text, placeOf(text, part));
}

/** A position in the statement by its offset. */
export function pointAtOffset(text: string, offset: number): string {
	const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
	const lineEnd = text.indexOf('\n', offset);
	const row = text.slice(0, lineStart).split('\n').length;
	const column = offset - lineStart;
	const from = lineStart + Math.max(0, column - 30);
	const shown = text.slice(from, Math.min(lineEnd < 0 ? text.length : lineEnd, offset + 30));
	const caret = `${' '.repeat(offset - from)}^`;
	return `\n${shown}\n${caret}\nERROR at Row:${row}:Column:${column + 1}\n`;
}

/** Where a word stands alone: `OR` is not the middle of `FORM`. */
function placeOf(text: string, part: string): number {
	const word = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const alone = new RegExp(`(?<![\\w.])${word}(?![\\w])`, 'i').exec(text);
	return alone?.index ?? Math.max(0, text.indexOf(part));
}
