import type { WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { filter, ifTrue, stop } from '../kit/nodes';
import { createTable, insertMoved, numberOn } from './postgresTables';
import { postgres } from './storagePostgres.workflow';
import type { Table } from './tables';
import { TABLES } from './tables';

/** The next Refresh reads these from the org. */
const READ_ANEW = ['salesforce_subscriptions', 'salesforce_consumption', 'salesforce_portions'];

const MOVED = (Object.keys(TABLES) as Table[]).filter((table) => !READ_ANEW.includes(table));

const STATEMENTS = "$('Statements').first().json.inserts";

/** From Data Tables to Postgres, once: all of it or nothing, with the IDs that waiting questions refer to. */
export function moveToPostgres(): WorkflowFile {
	const counts = MOVED.map(
		(table) => `SELECT '${table}' AS name, count(*)::int AS rows FROM "${table}"`,
	).join(' UNION ALL ');
	const inserts = Object.fromEntries(MOVED.map((table) => [table, insertMoved(table)]));
	return workflow({
		id: 'slMoveTablesToPostgres',
		name: 'Salesforce Licenses: Move Tables to Postgres',
		nodes: {
			'Move Now': {
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				at: [0, 0],
				parameters: {},
			},
			'Create Tables': postgres([1, 0], {
				query: MOVED.map(createTable).join(';\n'),
				values: '={{ [] }}',
			}),
			'Count Rows': postgres([2, 0], {
				query: `SELECT coalesce(string_agg(name, ', ') FILTER (WHERE rows > 0), '') AS filled FROM (${counts}) AS counted`,
				values: '={{ [] }}',
			}),
			'Is Postgres Empty?': ifTrue([3, 0], "={{ $json.filled === '' }}"),
			'Not Empty': stop(
				[4, 1],
				"={{ 'Nothing was moved: in Postgres, these tables have rows already: ' + $json.filled + '. Empty them first, or keep what is in Postgres.' }}",
			),
			Statements: {
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				at: [4, 0],
				parameters: {
					mode: 'raw',
					jsonOutput: JSON.stringify({ inserts }),
					options: {},
				},
			},
			// A table that was never used does not exist, and n8n reads nothing at all if one of several is missing.
			'List Data Tables': {
				type: 'n8n-nodes-base.dataTable',
				typeVersion: 1.1,
				at: [5, 0],
				parameters: { resource: 'table', operation: 'list', returnAll: true, options: {} },
			},
			'Tables to Move': {
				...filter([6, 0], `={{ $json.name in ${STATEMENTS} }}`),
				settings: {},
			},
			'Read Data Table': {
				type: 'n8n-nodes-base.dataTable',
				typeVersion: 1.1,
				at: [7, 0],
				parameters: {
					resource: 'row',
					operation: 'get',
					dataTableId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
					returnAll: true,
				},
			},
			'Insert Rows': postgres([8, 0], {
				query: `={{ ${STATEMENTS}[$('Tables to Move').item.json.name] }}`,
				values: '={{ [JSON.stringify($json)] }}',
			}),
			'Number On': {
				...postgres([9, 0], { query: MOVED.map(numberOn).join(';\n'), values: '={{ [] }}' }),
				settings: { executeOnce: true },
			},
			'Rows Moved': {
				...postgres([10, 0], { query: counts, values: '={{ [] }}' }),
				settings: { executeOnce: true },
			},
		},
		flow: [
			'Move Now > Create Tables > Count Rows > Is Postgres Empty?',
			'Is Postgres Empty?.0 > Statements > List Data Tables > Tables to Move > Read Data Table > Insert Rows > Number On > Rows Moved',
			'Is Postgres Empty?.1 > Not Empty',
		],
		notes: [
			{
				at: [0, -2],
				size: [4.4, 1.7],
				text: `## Move tables to Postgres
Copies the tables of the playbook from n8n's Data Tables to Postgres: profiles, candidates with their plans, before-images and seals, job results, snapshots, software models. Subscriptions are not copied: the next Refresh reads them from the org.

Select the same **Postgres** credential in all five Postgres nodes, and run it while no job runs. Everything is copied or nothing. The Data Tables stay as they are. Then import the playbook with \`--storage postgres\`.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}
