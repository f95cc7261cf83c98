/** CSV by RFC 4180, for warehouses as it is, for spreadsheets without formulas. */

export type CsvValue = string | number | boolean | null;

/** Printable, without quotes and commas, and without a blank at either end that a reader may trim. */
export const PLAIN_TEXT = '(?! )[ !#-+\\--~]+(?<! )';
const PLAIN = new RegExp(`^${PLAIN_TEXT}$`);

/**
 * RFC 4180, 2: a cell is quoted, and quotes in it are doubled, unless it is plain. Null is an empty
 * cell and an empty text is "", so that a warehouse can distinguish them. Written by hand: a library would
 * be bundled into every release for these few lines.
 */
export function csvCell(value: CsvValue): string {
	if (value === null) return '';
	if (typeof value !== 'string') return String(value);
	return PLAIN.test(value) ? value : `"${value.replace(/"/g, '""')}"`;
}

/** What a spreadsheet takes for the start of a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Spreadsheets run a name such as =HYPERLINK(...); OWASP recommends a leading apostrophe. */
export const spreadsheetCell = (value: CsvValue): string =>
	csvCell(typeof value === 'string' && FORMULA.test(value) ? `'${value}` : value);
