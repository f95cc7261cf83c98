import type { Subscription } from '../../licensing/model';
import { SUBSCRIPTION_COLUMNS } from '../../licensing/subscriptionColumns';
import type { UserSubscriptions } from '../../licensing/userSubscriptions';
import { isOfTheLicense } from '../../licensing/userSubscriptions';
import type { Utf8 } from '../../transport/fileStream';
import { utf8 } from '../../transport/fileStream';

export interface FileFormat {
	extension: string;
	mimeType: string;
	/** What stands before the first row. */
	head: Utf8;
	/** Makes the lines of one file: a line for each subscription of the user. */
	lines(): (user: UserSubscriptions) => Utf8;
}

type Cell = Subscription[keyof Subscription];

/**
 * RFC 4180, 2: a cell is quoted, and quotes in it are doubled, unless it is plain. Null is nothing
 * and an empty text is "", so that a warehouse can tell them apart. Written by hand: a library would
 * be bundled into every release for these few lines.
 */
export function csvCell(value: Cell): Utf8 {
	if (value === null) return '';
	if (typeof value !== 'string') return String(value);
	const isPlain =
		PLAIN.test(value) &&
		!isBlank(value.charCodeAt(0)) &&
		!isBlank(value.charCodeAt(value.length - 1));
	return isPlain ? value : utf8(`"${value.replace(/"/g, '""')}"`);
}

/** Printable, without quote and comma. */
const PLAIN = /^[ !#-+\--~]+$/;
/** At an end of a cell a reader may trim it. */
const isBlank = (code: number) => code === 0x20;

/** Columns side by side that either all belong to the user or all to the license. */
interface Run {
	isOfLicense: boolean;
	columns: Array<keyof Subscription>;
}

const RUNS: readonly Run[] = (() => {
	const runs: Run[] = [];
	for (const column of SUBSCRIPTION_COLUMNS) {
		const isOfLicense = isOfTheLicense(column);
		if (runs.at(-1)?.isOfLicense !== isOfLicense) runs.push({ isOfLicense, columns: [] });
		runs[runs.length - 1].columns.push(column);
	}
	return runs;
})();

interface Writing {
	/** What stands around a line. */
	begin: string;
	end: string;
	cell(value: Cell, column: keyof Subscription): Utf8;
}

/**
 * Writes what is said of a user once for all their lines, and what is said of a license once for all
 * who hold it: that is most of a file.
 */
function lineWriter({ begin, end, cell }: Writing): (user: UserSubscriptions) => Utf8 {
	const last = RUNS.length - 1;
	/** The text of a run, with what follows it in the line. */
	const textOf = (row: Partial<Subscription>, { columns }: Run, index: number): Utf8 => {
		const cellOf = (column: keyof Subscription) => cell(row[column] as Cell, column);
		const text = columns.length === 1 ? cellOf(columns[0]) : columns.map(cellOf).join(',');
		return (index === 0 ? begin : '') + text + (index === last ? end : ',');
	};
	/** The text of a run for one license; it is made anew where a cell is another than the last time. */
	const remembered = (run: Run, index: number) => {
		const cells: Cell[] = run.columns.map(() => null);
		let text: string | null = null;
		return (held: Partial<Subscription>) => {
			for (let at = 0; at < cells.length; at++) {
				const value = held[run.columns[at]] as Cell;
				if (value !== cells[at]) text = null;
				cells[at] = value;
			}
			return (text ??= textOf(held, run, index));
		};
	};
	const licenses = new Map<string, Array<ReturnType<typeof remembered>>>();
	return (user) => {
		const texts = RUNS.map((run, index) => (run.isOfLicense ? '' : textOf(user, run, index)));
		let lines: Utf8 = '';
		for (const held of user.subscriptions) {
			let runs = licenses.get(held.licenseIdentifier);
			if (runs === undefined) licenses.set(held.licenseIdentifier, (runs = RUNS.map(remembered)));
			for (let index = 0; index <= last; index++)
				lines += RUNS[index].isOfLicense ? runs[index](held) : texts[index];
		}
		return lines;
	};
}

export const FILE_FORMATS: Readonly<Record<'csv' | 'ndjson', FileFormat>> = {
	csv: {
		extension: 'csv',
		mimeType: 'text/csv',
		head: utf8(`${SUBSCRIPTION_COLUMNS.join(',')}\r\n`),
		lines: () => lineWriter({ begin: '', end: '\r\n', cell: csvCell }),
	},
	ndjson: {
		extension: 'ndjson',
		mimeType: 'application/x-ndjson',
		head: '',
		lines: () =>
			lineWriter({
				begin: '{',
				end: '}\n',
				cell: (value, column) => `"${column}":${utf8(JSON.stringify(value))}`,
			}),
	},
};
