/** What a caller wants of a store, with rows that fit the columns of the table. */

export const COLUMN_TYPES = ['string', 'number', 'boolean', 'json'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];
export type Columns = Readonly<Record<string, ColumnType>>;

export const STORE_ACTIONS = ['read', 'write', 'delete'] as const;
export type StoreAction = (typeof STORE_ACTIONS)[number];

export type StoredRow = Record<string, unknown>;

export interface StoreRequest {
	tables: Readonly<Record<string, Columns>>;
	table: unknown;
	action: unknown;
	/** To read or delete the rows with one value; empty for all, or for those in `rows`. */
	column: unknown;
	value: unknown;
	rows: readonly StoredRow[];
	/** Whether the store keeps lists and objects as JSON text. */
	jsonColumns: 'object' | 'text';
}

export interface FittedRequest {
	table: string;
	action: StoreAction;
	column: string;
	/** Empty without a column. */
	columnType: ColumnType | 'id' | '';
	value: unknown;
	columns: string[];
	jsonColumns: string[];
	/** Rows with an ID, which are stored already. */
	update: StoredRow[];
	insert: StoredRow[];
	/** IDs of rows to delete. */
	remove: unknown[];
}

export type Fitted = { ok: true; value: FittedRequest } | { ok: false; reason: string };

/** The column of a range of users, for stores that sort letters by their own rules. */
const DIGITS = 'userIdDigits';

/** Refuses what the store does not have, and values that do not fit: a wrong value must not become another one. */
export function fitRequest(request: StoreRequest, digitsOf: (userId: string) => string): Fitted {
	const { tables, table, action, value } = request;
	const refuse = (reason: string): Fitted => ({ ok: false, reason });
	if (typeof table !== 'string' || !Object.hasOwn(tables, table)) {
		return refuse(
			`Storage has no table "${shown(table)}". Its tables are: ${Object.keys(tables).join(', ')}`,
		);
	}
	const wanted = STORE_ACTIONS.find((one) => one === action);
	if (wanted === undefined) {
		return refuse(
			`Storage has no action "${shown(action)}". Its actions are: ${STORE_ACTIONS.join(', ')}`,
		);
	}
	const columns = tables[table];
	const column = request.column ?? '';
	if (
		typeof column !== 'string' ||
		(column !== '' && column !== 'id' && !Object.hasOwn(columns, column))
	) {
		return refuse(`The table ${table} has no column "${shown(column)}"`);
	}
	// Without a value, rows that have none would be deleted.
	if (wanted === 'delete' && column !== '' && (value ?? '') === '') {
		return refuse(`Storage deletes rows by the column ${column} only with a value`);
	}
	const update: StoredRow[] = [];
	const insert: StoredRow[] = [];
	for (const [index, row] of (wanted === 'write' ? request.rows : []).entries()) {
		const fitted = fitRow(row, columns, request.jsonColumns);
		if (typeof fitted === 'string') {
			return refuse(`Row ${index + 1} does not fit the table ${table}: ${fitted}`);
		}
		if (DIGITS in columns && 'userId' in fitted) {
			fitted[DIGITS] = digitsOf(String(fitted.userId ?? ''));
		}
		if (row.id) update.push({ id: row.id, ...fitted });
		else insert.push(fitted);
	}
	return {
		ok: true,
		value: {
			...{ table, action: wanted, column, value: value ?? '' },
			columnType: column === '' || column === 'id' ? column : columns[column],
			columns: Object.keys(columns),
			jsonColumns: Object.keys(columns).filter((name) => columns[name] === 'json'),
			...{ update, insert },
			remove:
				wanted === 'delete' ? request.rows.map(({ id }) => id).filter((id) => Boolean(id)) : [],
		},
	};
}

const shown = (value: unknown): string =>
	typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');

/** The columns that the row has; a sentence if a value does not fit. */
function fitRow(
	row: StoredRow,
	columns: Columns,
	jsonColumns: 'object' | 'text',
): StoredRow | string {
	const fitted: StoredRow = {};
	for (const [name, type] of Object.entries(columns)) {
		if (!Object.hasOwn(row, name)) continue;
		const given = row[name];
		const value = given === null || given === undefined ? null : fitValue(given, type, jsonColumns);
		if (value === undefined) return `${name} is ${shown(given)}, which is not ${NOUNS[type]}`;
		fitted[name] = value;
	}
	return fitted;
}

const NOUNS: Readonly<Record<ColumnType, string>> = {
	string: 'a text',
	number: 'a number',
	boolean: 'true or false',
	json: 'JSON',
};

/** Undefined for a value that does not fit. */
function fitValue(given: unknown, type: ColumnType, jsonColumns: 'object' | 'text'): unknown {
	if (type === 'string') return typeof given === 'object' ? JSON.stringify(given) : String(given);
	if (type === 'json') return fitJson(given, jsonColumns);
	// Spreadsheets and forms have an empty text for no value.
	if (given === '') return null;
	if (type === 'number') {
		const isNumber =
			typeof given === 'number' || (typeof given === 'string' && given.trim() !== '');
		const number = Number(given);
		return isNumber && Number.isFinite(number) ? number : undefined;
	}
	if (given === true || given === 'true' || given === 1) return true;
	return given === false || given === 'false' || given === 0 ? false : undefined;
}

function fitJson(given: unknown, jsonColumns: 'object' | 'text'): unknown {
	if (jsonColumns === 'text') return typeof given === 'string' ? given : JSON.stringify(given);
	if (typeof given !== 'string') return given;
	if (given.trim() === '') return null;
	try {
		return JSON.parse(given) as unknown;
	} catch {
		return undefined;
	}
}
