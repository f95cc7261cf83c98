import { DATA_TABLES, TABLES } from './tables';

/** For Code nodes. */
export const fitted = "$('Fit to the Table').first().json";

const oneALine = (tables: object): string =>
	Object.entries(tables)
		.map(([name, columns]) => `\t${name}: ${JSON.stringify(columns)},`)
		.join('\n');

/** For Code nodes: the request of the caller, refused if its table, column or action does not exist. */
const request = (tables: object) => `
// The columns of every table. 'json' is stored as text and returned as an object.
const TABLES = {
${oneALine(tables)}
};

const { action, table, column, value } = $input.first().json;
const rows = $input.first().json.rows || [];
const schema = TABLES[table];
if (!schema) throw new Error('Storage has no table "' + table + '". Its tables are: ' + Object.keys(TABLES).join(', '));
if (!['read', 'write', 'delete'].includes(action)) throw new Error('Storage has no action "' + action + '". Its actions are: read, write, delete');
if (column && column !== 'id' && !(column in schema)) throw new Error('The table ' + table + ' has no column "' + column + '"');
// Without a value, rows that have none would be deleted.
if (action === 'delete' && column && (value ?? '') === '') throw new Error('Storage deletes rows by the column ' + column + ' only with a value');
`;

export const STORAGE_REQUEST = request(TABLES);

export const FIT = `
${request(DATA_TABLES)}
function fit(row) {
	const fitted = {};
	for (const [name, type] of Object.entries(schema)) {
		if (!(name in row)) continue;
		const given = row[name];
		if (given === null || given === undefined) fitted[name] = null;
		else if (type === 'json') fitted[name] = typeof given === 'string' ? given : JSON.stringify(given);
		else if (type === 'number') fitted[name] = Number(given);
		else if (type === 'boolean') fitted[name] = given === true || given === 'true';
		else fitted[name] = String(given);
	}
	if (schema.userIdDigits && 'userId' in fitted) fitted.userIdDigits = [...String(fitted.userId ?? '').slice(0, 15)].map((char) => char.charCodeAt(0) - 38).join('');
	return fitted;
}

return [{ json: {
	action, table, column: column || '', value: value ?? '',
	jsonColumns: Object.keys(schema).filter((name) => schema[name] === 'json'),
	update: action === 'write' ? rows.filter((row) => row.id).map((row) => ({ id: row.id, ...fit(row) })) : [],
	insert: action === 'write' ? rows.filter((row) => !row.id).map(fit) : [],
	remove: action === 'delete' ? rows.map((row) => row.id).filter(Boolean) : [],
} }];
`;

export const REQUEST = `
const { update, insert, remove, ...request } = $json;
return [{ json: { ...request, updates: update.length, inserts: insert.length, removes: remove.length } }];
`;

export const READ = `
const names = $('Fit to the Table').first().json.jsonColumns;
const rows = $input.all().map((item) => item.json).filter((row) => row.id !== undefined);
for (const row of rows) {
	for (const name of names) {
		if (typeof row[name] === 'string') {
			try { row[name] = JSON.parse(row[name]); } catch { row[name] = null; }
		}
	}
}
// Refresh inserts the new rows of a portion before it deletes the earlier ones: the latest count.
const isDoubled = $('Fit to the Table').first().json.table === 'salesforce_subscriptions';
const latest = isDoubled ? [...new Map(rows.map((row) => [row.profile + ':' + (row.subscriptionKey ?? row.id), row])).values()] : rows;
return [{ json: { rows: latest, count: latest.length } }];
`;

export const ROWS_TO_INSERT = `return ${fitted}.insert.map((json) => ({ json }));`;

export const WRITTEN = `
const { insert, update, jsonColumns } = $('Fit to the Table').first().json;
// Inserted rows come back with their new ids, except from a bulk insert.
const rows = insert.length === 0 ? [] : $input.all().map((item) => item.json).filter((row) => row.id !== undefined);
for (const row of rows) for (const name of jsonColumns) if (typeof row[name] === 'string') row[name] = JSON.parse(row[name]);
return [{ json: { rows, count: insert.length + update.length } }];
`;
