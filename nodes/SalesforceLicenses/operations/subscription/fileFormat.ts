import type { Subscription } from '../../licensing/model/subscription';
import { SUBSCRIPTION_COLUMNS } from '../../licensing/model/subscription';
import type { HeldLicense, UserSubscriptions } from '../../licensing/model/userSubscriptions';
import { isOfTheLicense } from '../../licensing/model/userSubscriptions';
import { csvCell, PLAIN_TEXT } from '../../licensing/report/csvCells';
import type { Utf8 } from '../../transport/fileStream';
import { utf8 } from '../../transport/fileStream';

export interface FileFormat {
	extension: string;
	mimeType: string;
	/** The text before the first row. */
	head: Utf8;
	/** Makes the lines of one file: a line for each subscription of the user. */
	lines(): (user: UserSubscriptions) => Utf8;
}

type Cell = Subscription[keyof Subscription];

const cellOf = (value: Cell): Utf8 => utf8(csvCell(value));

/** A row of plain or empty cells, as many as there are columns: one match checks all of them. */
const plainCells = SUBSCRIPTION_COLUMNS.map(
	(_, commas) => new RegExp(`^(?:${PLAIN_TEXT})?(?:,(?:${PLAIN_TEXT})?){${commas}}$`),
);

function csvCells(columns: readonly Column[], row: Row): Utf8 {
	if (columns.length === 1) return cellOf(row[columns[0]] as Cell);
	let text = '';
	let hasEmpty = false;
	for (let index = 0; index < columns.length; index++) {
		const value = row[columns[index]] as Cell;
		if (index > 0) text += ',';
		if (value === '') hasEmpty = true;
		else if (value !== null) text += String(value);
	}
	if (!hasEmpty && plainCells[columns.length - 1].test(text)) return text;
	return columns.map((column) => cellOf(row[column] as Cell)).join(',');
}

type Column = keyof Subscription;
type Row = Readonly<Partial<Record<Column, Cell>>>;

/** What the cells of a row depend on. */
type Owner = 'user' | 'license' | 'hold';

const ownerOf = (column: Column): Owner => {
	if (!isOfTheLicense(column)) return 'user';
	return column === 'subscriptionKey' || column === 'assignedAt' ? 'hold' : 'license';
};

/** Neighboring columns that depend on the same. */
interface Run {
	owner: Owner;
	columns: Column[];
}

const COLUMN_RUNS: readonly Run[] = (() => {
	const runs: Run[] = [];
	for (const column of SUBSCRIPTION_COLUMNS) {
		const owner = ownerOf(column);
		if (runs.at(-1)?.owner !== owner) runs.push({ owner, columns: [] });
		runs[runs.length - 1].columns.push(column);
	}
	return runs;
})();

interface Writing {
	/** The text around a line. */
	begin: string;
	end: string;
	/** The cells of these columns, separated by commas. */
	cells(columns: readonly Column[], row: Row): Utf8;
}

const isSameLicense = (a: HeldLicense, b: HeldLicense) =>
	a.licenseKind === b.licenseKind &&
	a.licenseIdentifier === b.licenseIdentifier &&
	a.licenseName === b.licenseName &&
	a.softwareModel === b.softwareModel &&
	a.publisher === b.publisher &&
	a.edition === b.edition &&
	a.category === b.category;

/**
 * Encodes the cells of a user once for all their lines, and the cells of a license once for all its users:
 * together they are most of a file.
 */
function lineWriter({ begin, end, cells }: Writing): (user: UserSubscriptions) => Utf8 {
	const last = COLUMN_RUNS.length - 1;
	/** The text of a column run, with the text around it in the line. */
	const textOf = (index: number, row: Row): Utf8 =>
		(index === 0 ? begin : '') +
		cells(COLUMN_RUNS[index].columns, row) +
		(index === last ? end : ',');
	const textsOf = (owner: Owner, row: Row) =>
		COLUMN_RUNS.map((run, index) => (run.owner === owner ? textOf(index, row) : ''));
	const licenses = new Map<string, { held: HeldLicense; texts: Utf8[] }>();
	const textsOfLicense = (held: HeldLicense) => {
		let known = licenses.get(held.licenseIdentifier);
		if (known === undefined || !isSameLicense(known.held, held)) {
			known = { held, texts: textsOf('license', held) };
			licenses.set(held.licenseIdentifier, known);
		}
		return known.texts;
	};
	return (user) => {
		const ofUser = textsOf('user', user as Row);
		let lines: Utf8 = '';
		for (const held of user.subscriptions) {
			const ofLicense = textsOfLicense(held);
			for (let index = 0; index <= last; index++) {
				const { owner } = COLUMN_RUNS[index];
				if (owner === 'user') lines += ofUser[index];
				else lines += owner === 'license' ? ofLicense[index] : textOf(index, held);
			}
		}
		return lines;
	};
}

export const FILE_FORMATS: Readonly<Record<'csv' | 'ndjson', FileFormat>> = {
	csv: {
		extension: 'csv',
		mimeType: 'text/csv',
		head: utf8(`${SUBSCRIPTION_COLUMNS.join(',')}\r\n`),
		lines: () => lineWriter({ begin: '', end: '\r\n', cells: csvCells }),
	},
	ndjson: {
		extension: 'ndjson',
		mimeType: 'application/x-ndjson',
		head: '',
		lines: () =>
			lineWriter({
				begin: '{',
				end: '}\n',
				cells: (columns, row) =>
					utf8(columns.map((column) => `"${column}":${JSON.stringify(row[column])}`).join(',')),
			}),
	},
};
