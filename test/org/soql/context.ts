import type { Org } from '../org';

/** What a query is asked with: by whom, in which version, and in which words. */
export interface Asking {
	org: Org;
	userId: string;
	/** API version, for what Salesforce changed on the way. */
	version: number;
	/** The statement, to point at places in it. */
	text: string;
	/** As `queryAll`: with what is deleted. */
	all?: boolean;
}

/** The statement with a caret below the place, as Salesforce prints it. */
export function pointAt(text: string, part: string): string {
	return pointAtOffset(text, placeOf(text, part));
}

/** A place in the statement by its offset. */
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

/** Where a word stands by itself: `OR` is not the middle of `FORM`. */
function placeOf(text: string, part: string): number {
	const word = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const alone = new RegExp(`(?<![\\w.])${word}(?![\\w])`, 'i').exec(text);
	return alone?.index ?? Math.max(0, text.indexOf(part));
}
