/** For Code nodes. */
export const fitted = "$('Fit to the Table').first().json";

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
return [{ json: { rows: latest, count: latest.length, versionNote: ${fitted}.versionNote } }];
`;

export const ROWS_TO_INSERT = `return ${fitted}.insert.map((json) => ({ json }));`;

export const WRITTEN = `
const { insert, update, jsonColumns } = $('Fit to the Table').first().json;
// Inserted rows come back with their new ids, except from a bulk insert.
const rows = insert.length === 0 ? [] : $input.all().map((item) => item.json).filter((row) => row.id !== undefined);
for (const row of rows) for (const name of jsonColumns) if (typeof row[name] === 'string') row[name] = JSON.parse(row[name]);
return [{ json: { rows, count: insert.length + update.length } }];
`;
