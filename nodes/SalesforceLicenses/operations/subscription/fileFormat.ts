import { isOfTheLicense } from '../../licensing/groupByUser';
import type { Subscription } from '../../licensing/model';
import { SUBSCRIPTION_COLUMNS } from '../../licensing/subscriptionColumns';

export interface FileFormat {
	extension: string;
	mimeType: string;
	/** What stands before the first row. */
	head: string;
	/** Makes the lines of one file. */
	lines(): (row: Subscription) => string;
}

type Cell = Subscription[keyof Subscription];

/**
 * RFC 4180, 2: a cell with a comma, quote or line break is quoted, and quotes in it are doubled.
 * Null is nothing and an empty text is "", so that a warehouse can tell them apart. Written by hand:
 * a library would be bundled into every release for these few lines.
 */
export function csvCell(value: Cell): string {
	if (value === null) return '';
	if (typeof value !== 'string') return String(value);
	const isPlain =
		value !== '' &&
		!SPECIAL.test(value) &&
		!isBlank(value.charCodeAt(0)) &&
		!isBlank(value.charCodeAt(value.length - 1));
	return isPlain ? value : `"${value.replace(/"/g, '""')}"`;
}

const SPECIAL = /[",\r\n]/;
/** Blanks at an end may be trimmed by a reader; beyond ASCII all may be blanks. */
const isBlank = (code: number) => code <= 0x20 || code >= 0x80;

/** Columns side by side that either all belong to the user or all to the license. */
const RUNS: ReadonlyArray<ReadonlyArray<keyof Subscription>> = (() => {
	const runs: Array<Array<keyof Subscription>> = [];
	let wasOfLicense: boolean | null = null;
	for (const column of SUBSCRIPTION_COLUMNS) {
		const isOfLicense = isOfTheLicense(column);
		if (isOfLicense !== wasOfLicense) runs.push([]);
		runs[runs.length - 1].push(column);
		wasOfLicense = isOfLicense;
	}
	return runs;
})();

/**
 * Lines of CSV. Rows of one user come together, and what they share is most of a line, so a run of
 * columns that holds what it held in the last row is not written anew.
 */
function csvLines(): (row: Subscription) => string {
	const known = RUNS.map((columns) => ({ columns, cells: [] as Cell[], text: '' }));
	return (row) => {
		let line = '';
		for (const run of known) {
			const { columns, cells } = run;
			let isSame = cells.length > 0;
			for (let index = 0; index < columns.length; index++) {
				const cell = row[columns[index]];
				if (cells[index] === cell && isSame) continue;
				isSame = false;
				cells[index] = cell;
			}
			if (!isSame) run.text = cells.map(csvCell).join(',');
			line += line === '' ? run.text : `,${run.text}`;
		}
		return `${line}\r\n`;
	};
}

export const FILE_FORMATS: Readonly<Record<'csv' | 'ndjson', FileFormat>> = {
	csv: {
		extension: 'csv',
		mimeType: 'text/csv',
		head: `${SUBSCRIPTION_COLUMNS.join(',')}\r\n`,
		lines: csvLines,
	},
	ndjson: {
		extension: 'ndjson',
		mimeType: 'application/x-ndjson',
		head: '',
		lines: () => (row) => `${JSON.stringify(row)}\n`,
	},
};
