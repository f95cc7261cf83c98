/** Job results get their ids in the order in which others see them: of two runs at once the lower one goes on. */
export const STATEMENTS = `
const { table, column, columnType, value, action, update, insert, remove } = $('Fit to the Table').first().json;
const sql = $('SQL of Each Table').first().json[table];
const where = !column ? '' : ' WHERE "' + column + '"' + (column === 'id' ? ' = $1::bigint' : (columnType === 'string' ? '' : '::text') + ' = $1');
const run = [];
const add = (query, ...values) => run.push({ json: { query, values } });
const none = "SELECT '[]'::json AS rows";
if (action === 'read') add(sql.read + where + ' ORDER BY "id") AS found', ...(column ? [String(value)] : []));
if (action === 'delete') add('WITH gone AS (' + sql.remove + (column ? where : ' WHERE "id" IN (SELECT jsonb_array_elements_text($1::jsonb)::bigint)') + ' RETURNING "id") ' + none, column ? String(value) : JSON.stringify(remove));
if (update.length > 0) add(sql.update, JSON.stringify(update));
if (insert.length > 0 && sql.before) add(sql.before);
// Of rows with the same key, the last one wins.
if (insert.length > 0) add(sql.insert, JSON.stringify([...new Map(insert.map((row, index) => [JSON.stringify(sql.key[0] ? sql.key.map((name) => row[name]) : index), row])).values()]));
if (run.length === 0) add(none);
return run;
`;

export const ANSWER = `
const { action, update, insert, remove } = $('Fit to the Table').first().json;
const rows = $input.all().flatMap((item) => item.json.rows || []);
return [{ json: { rows, count: action === 'read' ? rows.length : update.length + insert.length + remove.length } }];
`;
