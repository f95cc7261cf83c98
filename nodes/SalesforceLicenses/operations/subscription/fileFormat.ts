import type { Subscription } from '../../licensing/model';
import { SUBSCRIPTION_COLUMNS } from '../../licensing/subscriptionColumns';

export interface FileFormat {
	extension: string;
	mimeType: string;
	/** What stands before the first row. */
	head: string;
	line(row: Subscription): string;
}

type Cell = Subscription[keyof Subscription];

/**
 * RFC 4180, 2: a cell with a comma, quote or line break is quoted, and quotes in it are doubled.
 * Null is nothing and an empty text is "", so that a warehouse can tell them apart. Written by hand:
 * a library would be bundled into every release for these few lines.
 */
export function csvCell(value: Cell): string {
	if (value === null) return '';
	const text = String(value);
	return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

export const FILE_FORMATS: Readonly<Record<'csv' | 'ndjson', FileFormat>> = {
	csv: {
		extension: 'csv',
		mimeType: 'text/csv',
		head: csvLine(SUBSCRIPTION_COLUMNS),
		line: (row) => csvLine(SUBSCRIPTION_COLUMNS.map((column) => row[column])),
	},
	ndjson: {
		extension: 'ndjson',
		mimeType: 'application/x-ndjson',
		head: '',
		line: (row) => `${JSON.stringify(row)}\n`,
	},
};
