import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { code, ifTrue, inputs, raw } from '../kit/nodes';
import { statementsOf } from './postgresTables';
import { fitToTable, STORAGE_INPUTS } from './storage.workflow';
import type { Table } from './tables';
import { TABLES } from './tables';

const SQL = Object.fromEntries(
	(Object.keys(TABLES) as Table[]).map((table) => [table, statementsOf(table)]),
);
const OWN_SQL = "$('SQL of Each Table').first().json[$('Fit to the Table').first().json.table]";

/** Job results get their IDs in the order in which others see them: of two runs at once, the one with the lower ID continues. */
const STATEMENTS = `
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

const ANSWER = `
const { action, update, insert, remove, versionNote } = $('Fit to the Table').first().json;
const rows = $input.all().flatMap((item) => item.json.rows || []);
return [{ json: { rows, count: action === 'read' ? rows.length : update.length + insert.length + remove.length, versionNote } }];
`;

/** Storage in Postgres, for more data than Data Tables hold: replaces the other workflow, under the same id. */
export function storagePostgres(): WorkflowFile {
	return workflow({
		id: IDS.storage,
		name: 'Salesforce Licenses: Storage',
		nodes: {
			'When Called': inputs([0, 0], STORAGE_INPUTS),
			'Fit to the Table': fitToTable([1, 0], TABLES, 'object'),
			'SQL of Each Table': raw([2, 0], JSON.stringify(SQL)),
			'Check the Table': postgres([3, 0], {
				query:
					'SELECT count(*)::int AS columns FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped',
				values: "={{ [$('Fit to the Table').first().json.table] }}",
			}),
			'Does It Exist?': ifTrue([4, 0], `={{ $json.columns >= ${OWN_SQL}.columns }}`),
			'Create Table': postgres([5, 1], {
				query: `={{ ${OWN_SQL}.create }}`,
				values: '={{ [] }}',
			}),
			'Statements to Run': { ...code([6, 0], STATEMENTS), settings: { executeOnce: true } },
			Run: postgres([7, 0], { query: '={{ $json.query }}', values: '={{ $json.values }}' }),
			Answer: code([8, 0], ANSWER),
		},
		flow: [
			'When Called > Fit to the Table > SQL of Each Table > Check the Table > Does It Exist?',
			'Does It Exist?.0 > Statements to Run',
			'Does It Exist?.1 > Create Table > Statements to Run',
			'Statements to Run > Run > Answer',
		],
		notes: [
			{
				at: [0, -1.9],
				size: [4, 1.7],
				text: `## Storage: Postgres
The only place where the playbook stores data. Select a **Postgres** credential in *Check the Table*, *Create Table* and *Run*, and publish. Tables, columns and indexes are created on first use, in the first schema of the user's search path.

**In**, one item: \`action\` (\`read\`, \`write\`, \`delete\`), \`table\`, \`rows\`; for \`read\` optionally \`column\` and \`value\`, to read the rows of one value only.
**Out**, one item: \`rows\` and \`count\`.

\`write\` updates rows that have an \`id\` and inserts the others; if a row with the same key exists, it updates that row. Each call is written completely or not at all.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}

/** Values are never part of the statement: n8n's node binds them as quoted parameters. */
export function postgres(
	at: [number, number],
	{ query, values }: { query: string; values: string },
): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.postgres',
		typeVersion: 2.6,
		at,
		parameters: {
			operation: 'executeQuery',
			query,
			options: { queryBatching: 'transaction', queryReplacement: values },
		},
	};
}
