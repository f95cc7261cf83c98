import type { WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { LISTS_ID } from '../kit/ids';
import { ifTrue, inputs, raw, splitOut } from '../kit/nodes';
import { allRows, LISTS_INPUTS, LISTS_NAME } from './lists.workflow';
import { STATEMENT, VALUES } from './listsPostgres.sql';
import { postgres } from '../storage/storagePostgres.workflow';

/** The few rows that a page shows, and counts of the others, by SQL. */
export function readListsPostgres(): WorkflowFile {
	return workflow({
		id: LISTS_ID,
		name: LISTS_NAME,
		nodes: {
			'When Called': inputs([0, 0], LISTS_INPUTS),
			'Tables That Exist': {
				...postgres([1, 0], {
					query:
						"SELECT coalesce(json_agg(relname), '[]') AS names FROM pg_class WHERE relkind = 'r' AND pg_table_is_visible(oid) AND relname LIKE $1",
					values: "={{ ['salesforce\\\\_%'] }}",
				}),
			},
			Lists: {
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				at: [2, 0],
				parameters: {
					assignments: {
						assignments: [{ id: 'lists', name: 'lists', type: 'array', value: EXISTING }],
					},
					options: {},
				},
			},
			'Any?': ifTrue([3, 0], '={{ $json.lists.length > 0 }}'),
			'Each List': splitOut([4, -0.5], 'lists'),
			'Rows of a List': {
				...postgres([5, -0.5], { query: STATEMENT, values: VALUES }),
				settings: { alwaysOutputData: true },
			},
			'All Rows': allRows([6, -0.5]),
			Nothing: raw([4, 0.6], '={{ { rows: [] } }}'),
		},
		flow: [
			'When Called > Tables That Exist > Lists > Any?',
			'Any?.0 > Each List > Rows of a List > All Rows',
			'Any?.1 > Nothing',
		],
		notes: [
			{
				at: [0, -2.2],
				size: [4.4, 1.7],
				text: `## Read Lists: Postgres
What **Record Page** and **Digest** read: the rows that they show, and counts of the others by SQL. The node asks for them (*Report > Create*, format *Lists to Read*); a list with \`by\` = \`rows\` is for stores that cannot count, and is left out here. Select the **Postgres** credential of *Salesforce Licenses: Storage* in *Tables That Exist* and *Rows of a List*, and publish.

**In**: \`lists\`. **Out**: one item with all \`rows\`.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}

/** A table is made when something is stored in it for the first time. */
const EXISTING = `={{ $('When Called').first().json.lists.filter(({ by, table }) => by !== 'rows' && $json.names.includes(table)) }}`;
