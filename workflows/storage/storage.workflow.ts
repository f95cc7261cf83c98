import { version } from '../../package.json';
import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import {
	asTheyCome,
	code,
	dataTable,
	ifTrue,
	inputs,
	SALESFORCE,
	stop,
	switchOn,
	where,
} from '../kit/nodes';
import { READ, REQUEST, ROWS_TO_INSERT, WRITTEN, fitted } from './storage.code';
import type { Table } from './tables';
import { DATA_TABLES, TABLES } from './tables';

/** For expressions: n8n copies the data that each one reads, so they get the request without its rows. */
const request = "$('Request').first().json";
const TABLE = `={{ ${request}.table }}`;
const VALUE = `={{ ${request}.column === 'id' ? Number(${request}.value) : ${request}.value }}`;

const CANDIDATES = 'salesforce_candidates';
/** One by one, rows come back with their IDs, and each takes some 50 ms. */
const FEW = 20;

export const STORAGE_INPUTS = {
	action: 'string',
	table: 'string',
	rows: 'array',
	column: 'string',
	value: 'string',
} as const;

/** The only place where the playbook stores data. */
export function storage(): WorkflowFile {
	return workflow({
		id: IDS.storage,
		name: 'Salesforce Licenses: Storage',
		nodes: {
			// The names of the switch's outputs need room before the next column.
			'When Called': inputs([-0.8, 1], STORAGE_INPUTS),
			'Fit to the Table': fitToTable([0.1, 1], DATA_TABLES, 'text'),
			Request: code([0.1, 1.8], REQUEST),
			Table: switchOn([0.8, 1.6], '={{ $json.table }}', Object.keys(TABLES)),
			...Object.fromEntries(
				Object.keys(TABLES).map((table, index) => [
					`Create ${table}`,
					createTable(table as Table, [2.2, index - 1]),
				]),
			),
			Action: switchOn([3.2, 1], `={{ ${request}.action }}`, ['read', 'write', 'delete']),
			'By One Value?': ifTrue([4, 0], `={{ ${request}.column !== '' }}`),
			'Read Rows by Value': {
				...dataTable(
					[5, -0.5],
					{
						operation: 'get',
						...where(`={{ ${request}.column }}`, VALUE),
						returnAll: true,
					},
					TABLE,
				),
				settings: { alwaysOutputData: true, retryOnFail: true, maxTries: 3, waitBetweenTries: 500 },
			},
			'Read All Rows': {
				...dataTable([5, 0.5], { operation: 'get', returnAll: true }, TABLE),
				settings: { alwaysOutputData: true, retryOnFail: true, maxTries: 3, waitBetweenTries: 500 },
			},
			'Rows Read': code([6, 0], READ),
			'Any to Update?': ifTrue([4, 1.5], `={{ ${request}.updates > 0 }}`),
			'Rows to Update': code([5, 1.3], `return ${fitted}.update.map((json) => ({ json }));`),
			'Update Row': {
				...dataTable(
					[6, 1.3],
					{ operation: 'update', ...where('id', '={{ $json.id }}'), ...asTheyCome },
					TABLE,
				),
				settings: { alwaysOutputData: true },
			},
			// A plan that was stored nowhere must not be carried out.
			'All Rows Found?': {
				...ifTrue(
					[6.9, 1.1],
					`={{ $('Update Row').all().filter((one) => one.json.id !== undefined).length >= ${request}.updates }}`,
				),
				settings: { executeOnce: true },
			},
			'Row Not Found': stop(
				[7.8, 0.3],
				`={{ 'A row to update is no longer in the table ' + ${request}.table + ': another run changed it in the meantime. Whatever comes after this was not done. Run the job again.' }}`,
			),
			'Any to Insert?': {
				...ifTrue([7.2, 1.9], `={{ ${request}.inserts > 0 }}`),
				settings: { executeOnce: true },
			},
			'Many Candidates?': ifTrue(
				[8, 1.3],
				`={{ ${request}.table === '${CANDIDATES}' && ${request}.inserts > ${FEW} }}`,
			),
			'Candidates to Insert': code([9, 0.9], ROWS_TO_INSERT),
			// n8n inserts in bulk only where the name of the table is not an expression.
			'Insert Candidates': dataTable(
				[10, 0.9],
				{ operation: 'insert', ...asTheyCome, options: { optimizeBulk: true } },
				CANDIDATES,
			),
			'Rows to Insert': code([9, 1.7], ROWS_TO_INSERT),
			'Insert Row': dataTable([10, 1.7], { operation: 'insert', ...asTheyCome }, TABLE),
			'Rows Written': code([11, 1.5], WRITTEN),
			'Delete by One Value?': ifTrue([4, 3], `={{ ${request}.column !== '' }}`),
			'Delete Rows by Value': dataTable(
				[5, 2.3],
				{ operation: 'deleteRows', ...where(`={{ ${request}.column }}`, VALUE) },
				TABLE,
			),
			'Any to Delete?': ifTrue([5, 3.2], `={{ ${request}.removes > 0 }}`),
			'Rows to Delete': code([6, 3], `return ${fitted}.remove.map((id) => ({ json: { id } }));`),
			'Delete Row': dataTable(
				[7, 3],
				{ operation: 'deleteRows', ...where('id', '={{ $json.id }}') },
				TABLE,
			),
			'Rows Deleted': code(
				[8, 3],
				`return [{ json: { rows: [], count: ${fitted}.remove.length } }];`,
			),
		},
		flow: [
			'When Called > Fit to the Table > Request > Table',
			...Object.keys(TABLES).map((table, index) => `Table.${index} > Create ${table} > Action`),
			'Action.0 > By One Value?',
			'By One Value?.0 > Read Rows by Value > Rows Read',
			'By One Value?.1 > Read All Rows > Rows Read',
			'Action.1 > Any to Update?',
			'Any to Update?.0 > Rows to Update > Update Row > All Rows Found?',
			'All Rows Found?.0 > Any to Insert?',
			'All Rows Found?.1 > Row Not Found',
			'Any to Update?.1 > Any to Insert?',
			'Any to Insert?.0 > Many Candidates?',
			'Many Candidates?.0 > Candidates to Insert > Insert Candidates > Rows Written',
			'Many Candidates?.1 > Rows to Insert > Insert Row > Rows Written',
			'Any to Insert?.1 > Rows Written',
			'Action.2 > Delete by One Value?',
			'Delete by One Value?.0 > Delete Rows by Value > Rows Deleted',
			'Delete by One Value?.1 > Any to Delete?',
			'Any to Delete?.0 > Rows to Delete > Delete Row > Rows Deleted',
			'Any to Delete?.1 > Rows Deleted',
		],
		notes: [
			{
				at: [-0.8, -3.4],
				size: [3.6, 2.2],
				text: `## Storage
The only place where the playbook stores data: n8n **Data Tables**, created on first use. All other workflows call this one. To use another store, replace the nodes here; nothing else changes.

**In**, one item: \`action\` (\`read\`, \`write\`, \`delete\`), \`table\`, \`rows\`; for \`read\` optionally \`column\` and \`value\`, to read the rows of one value only; for \`delete\` \`rows\` with their \`id\`, or \`column\` and \`value\`, to delete the rows of one value.
**Out**, one item: \`rows\` and \`count\`.

\`write\` updates rows that have an \`id\` and inserts the others; more than 20 new candidates are inserted in bulk, and do not come back. The columns are listed in **Fit to the Table**.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}

/** Checks the request, and gives its rows the columns and types of the table. */
export function fitToTable(
	at: NodeOnCanvas['at'],
	tables: object,
	jsonColumns: 'object' | 'text',
): NodeOnCanvas {
	return {
		type: SALESFORCE,
		typeVersion: 1,
		at,
		parameters: {
			resource: 'playbook',
			operation: 'fitRows',
			tables: JSON.stringify(tables, null, '\t'),
			table: '={{ $json.table }}',
			action: '={{ $json.action }}',
			rows: '={{ $json.rows ?? [] }}',
			column: "={{ $json.column ?? '' }}",
			value: "={{ $json.value ?? '' }}",
			jsonColumns,
			playbookVersion: version,
		},
	};
}

/** An existing table is left as it is. */
export function createTable(table: Table, at: NodeOnCanvas['at']): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.dataTable',
		typeVersion: 1.1,
		at,
		parameters: {
			resource: 'table',
			operation: 'create',
			tableName: table,
			columns: {
				column: Object.entries(DATA_TABLES[table]).map(([name, type]) => ({
					name,
					type: type === 'json' ? 'string' : type,
				})),
			},
			options: { createIfNotExists: true },
		},
		// Of two jobs that start at once on a new n8n, one creates the table and the other is told it exists.
		settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 500 },
	};
}
