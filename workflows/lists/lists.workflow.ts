import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { LISTS_ID } from '../kit/ids';
import { dataTable, ifTrue, inputs, raw, splitOut } from '../kit/nodes';

/** How a page asks: `ListRequest` of the node, which makes them. */
export const LISTS_INPUTS = { lists: 'array' } as const;
export const LISTS_NAME = 'Salesforce Licenses: Read Lists';

/** No page filters by more; an unused one is true for every row. */
const CONDITIONS = 5;
const TRY_AGAIN = { retryOnFail: true, maxTries: 3, waitBetweenTries: 500 };

const condition = (index: number) => ({
	keyName: `={{ $json.where[${index}]?.column ?? 'id' }}`,
	condition: `={{ $json.where[${index}]?.condition ?? 'gt' }}`,
	keyValue: `={{ $json.where[${index}] ? $json.where[${index}].value : 0 }}`,
});

/** The few rows that a page shows, of several tables at once, without a Code node between table and page. */
export function readLists(): WorkflowFile {
	return workflow({
		id: LISTS_ID,
		name: LISTS_NAME,
		nodes: {
			'When Called': inputs([0, 0], LISTS_INPUTS),
			'Tables That Exist': {
				type: 'n8n-nodes-base.dataTable',
				typeVersion: 1.1,
				at: [1, 0],
				// It lists all of them unless told otherwise.
				parameters: { resource: 'table', options: {} },
				settings: { ...TRY_AGAIN, alwaysOutputData: true },
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
				settings: { executeOnce: true },
			},
			'Any?': ifTrue([3, 0], '={{ $json.lists.length > 0 }}'),
			'Each List': splitOut([4, -0.5], 'lists'),
			'Rows of a List': {
				...dataTable(
					[5, -0.5],
					{
						operation: 'get',
						matchType: 'allConditions',
						filters: { conditions: Array.from({ length: CONDITIONS }, (_, at) => condition(at)) },
						limit: '={{ $json.limit }}',
						orderBy: true,
						orderByColumn: '={{ $json.orderBy }}',
						orderByDirection: "={{ $json.descending ? 'DESC' : 'ASC' }}",
					},
					'={{ $json.table }}',
				),
				settings: { ...TRY_AGAIN, alwaysOutputData: true },
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
				text: `## Read Lists: Data Tables
What **Record Page** and **Digest** read: only the rows that they show, of several tables at once. The node asks for them (*Report > Create*, format *Lists to Read*); a list with \`by\` = \`counts\` is for stores that can count, and is left out here.

**In**: \`lists\`. **Out**: one item with all \`rows\`. To use another store, replace this workflow and **Storage**.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}

/** One item: n8n evaluates the parameters of the next node once for each item. */
export function allRows(at: NodeOnCanvas['at']): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.aggregate',
		typeVersion: 1,
		at,
		parameters: {
			aggregate: 'aggregateAllItemData',
			destinationFieldName: 'rows',
			options: {},
		},
	};
}

/** A table is made when something is stored in it for the first time. */
const EXISTING = `={{ ((names) => $('When Called').first().json.lists.filter(({ by, table }) => by !== 'counts' && names.includes(table)))($input.all().map((one) => one.json.name)) }}`;
