import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { PORTION_IDS } from '../kit/ids';
import { asTheyCome, call, dataTable, ifTrue, inputs, raw, splitOut, switchOn } from '../kit/nodes';
import type { At } from '../subflows/calls';
import { allOf, digitsOf } from './portion.workflow';
import { createTable } from './storage.workflow';
import {
	CANDIDATES,
	CANDIDATES_BY_ID_OR_STATE,
	FLOW_BY_ID_OR_STATE,
	IN_ORDER,
	read,
} from './portionCandidates';

/** The rows of some users, which a portion reads and writes: never those of a whole profile. */

export const PORTION_ROWS_INPUTS = {
	action: 'string',
	profile: 'string',
	afterUserId: 'string',
	upToUserId: 'string',
	limit: 'number',
	/** JSON text: n8n copies a list from one expression to the next value by value, and a text at once. */
	rows: 'string',
} as const;

export const PORTION_ROWS_NAME = 'Salesforce Licenses: Rows of a Portion';

/** Reads: items out. `rows` of *people*, *kinds* and *chosen* say which ones; writes take their rows from it. */
export const PORTION_ACTIONS = [
	'known',
	'open',
	'closed',
	'chosen',
	'interrupted',
	'held',
	'ledger',
	'people',
	'kinds',
	'insert',
	'update',
	'remove',
	'ready',
	'started',
	'jobResult',
	'heldAgain',
] as const;
export type PortionAction = (typeof PORTION_ACTIONS)[number];

/** `rows` is an expression without its braces, which yields a list; `rowsText` one that yields its JSON text. */
export function portionRows(
	at: At,
	action: PortionAction,
	values: Partial<
		Record<'profile' | 'afterUserId' | 'upToUserId' | 'limit' | 'rows' | 'rowsText', string>
	>,
): NodeOnCanvas {
	if (values.rows?.startsWith('=') === true) throw new Error(`rows without braces: ${values.rows}`);
	return {
		...call(at, PORTION_IDS.rows, {
			action: ['string', action],
			profile: ['string', values.profile ?? ''],
			afterUserId: ['string', values.afterUserId ?? ''],
			upToUserId: ['string', values.upToUserId ?? ''],
			limit: ['number', values.limit ?? '={{ 0 }}'],
			rows: [
				'string',
				`={{ ${values.rowsText ?? (values.rows === undefined ? "'[]'" : `JSON.stringify(${values.rows})`)} }}`,
			],
		}),
		settings: { executeOnce: true, alwaysOutputData: true },
	};
}

const SUBSCRIPTIONS = 'salesforce_subscriptions';

/** After the last user: the code of z, the highest of an ID, gives 84. */
const RANGE: Array<[string, string, string]> = [
	['profile', 'eq', '={{ $json.profile }}'],
	['userIdDigits', 'gt', `={{ ${digitsOf('$json.afterUserId')} }}`],
	['userIdDigits', 'lte', `={{ $json.upToUserId ? ${digitsOf('$json.upToUserId')} : '99' }}`],
];

/** In the order of their users; with a limit only the first ones. */
const first = (at: At, ...more: Array<[string, string, string?]>): NodeOnCanvas =>
	read(at, CANDIDATES, {
		...allOf(...RANGE, ...more),
		...{ returnAll: '={{ !($json.limit > 0) }}', limit: '={{ $json.limit }}' },
		...IN_ORDER,
	});

const all = (at: At, table: string): NodeOnCanvas =>
	read(at, table, { ...allOf(...RANGE), returnAll: true });

/** n8n measures all its tables before each row that is updated: some 50 ms. */
const FEW = 20;

/** Nobody waits for these rows by their IDs: they were neither asked about nor begun. */
const REPLACEABLE: Array<[string, string, string?]> = [
	...[
		'Awaiting User',
		'Awaiting Approval',
		'Awaiting Revocation',
		'Closed Complete',
		'Closed Skipped',
		'Closed Canceled',
	].map((state): [string, string, string] => ['state', 'neq', state]),
	['askedAt', 'isEmpty'],
	['decision', 'isEmpty'],
	['revocationStartedAt', 'isEmpty'],
];

/**
 * What is replaceable, as it is to be from now on, and the changed rows that are not. A run that was killed between the
 * two steps left rows twice: the latest counts.
 */
const TO_REPLACE = `={{ ((stored, given) => ((changed, known) => ({
	replaced: [...new Map(stored.toReversed().map((row) => [row.candidateKey, { ...row, ...changed.get(row.id) }]))].map((one) => one[1]),
	upToId: stored[0]?.id ?? 0,
	rows: given.filter((row) => !known.has(row.id))
}))(new Map(given.map((row) => [row.id, row])), new Set(stored.map((row) => row.id))))($('Replaceable').all().map((one) => one.json).filter((row) => row.id !== undefined), $('Request').first().json.rows) }}`;

const ofInputs = ([column, condition, value]: [string, string, string]): [
	string,
	string,
	string,
] => [column, condition, value.replaceAll('$json.', "$('Inputs').first().json.")];

const CLOSED = ['Closed Complete', 'Closed Skipped', 'Closed Canceled'];

/** Rows of a portion in n8n's Data Tables. */
export function rowsOfPortion(): WorkflowFile {
	return workflow({
		id: PORTION_IDS.rows,
		name: PORTION_ROWS_NAME,
		nodes: {
			Inputs: inputs([0, 4.5], PORTION_ROWS_INPUTS),
			Request: raw([0.6, 5.5], '={{ { ...$json, rows: JSON.parse($json.rows) } }}'),
			Action: switchOn([1.2, 4.5], '={{ $json.action }}', [...PORTION_ACTIONS]),
			'Known Candidates': all([2, 0], CANDIDATES),
			'Open Candidates': first(
				[2, 0.8],
				...CLOSED.map((state): [string, string, string] => ['state', 'neq', state]),
			),
			'Closed Candidates': first(
				[2, 1.6],
				['closedAt', 'isNotEmpty'],
				['state', 'neq', 'Closed Canceled'],
			),
			...CANDIDATES_BY_ID_OR_STATE,
			'Interrupted Candidates': read([2, 3.1], CANDIDATES, {
				...allOf(
					['profile', 'eq', '={{ $json.profile }}'],
					['state', 'eq', 'Awaiting Revocation'],
					['executionId', 'eq', 'interrupted'],
				),
				returnAll: true,
			}),
			'Subscriptions Held': all([2, 3.9], SUBSCRIPTIONS),
			'Rows of the Ledger': all([2, 4.7], 'salesforce_savings'),
			'People to Read': splitOut([2, 5.5], 'rows'),
			People: read([3, 5.5], SUBSCRIPTIONS, {
				...allOf(
					['profile', 'eq', '={{ $json.profile }}'],
					['userId', 'eq', '={{ $json.userId }}'],
				),
				limit: 1,
			}),
			'Kinds to Read': splitOut([2, 6.3], 'rows'),
			'One of Each Kind': read([3, 6.3], SUBSCRIPTIONS, {
				...allOf(
					['profile', 'eq', '={{ $json.profile }}'],
					['licenseKind', 'eq', '={{ $json.licenseKind }}'],
				),
				limit: 1,
			}),
			'Rows to Insert': splitOut([2, 7.1], 'rows'),
			'With Digits': {
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				at: [3, 7.1],
				parameters: {
					assignments: {
						assignments: [
							{
								id: 'userIdDigits',
								name: 'userIdDigits',
								type: 'string',
								value: `={{ ${digitsOf('$json.userId')} }}`,
							},
						],
					},
					includeOtherFields: true,
					options: {},
				},
			},
			'Insert Rows': dataTable(
				[4, 7.1],
				{ operation: 'insert', ...asTheyCome, options: { optimizeBulk: true } },
				CANDIDATES,
			),
			'Many to Update?': ifTrue(
				[2, 8.5],
				`={{ ($json.rows.length > ${FEW} || $json.limit > 0) && $json.profile !== '' }}`,
			),
			Replaceable: read([3, 8.1], CANDIDATES, {
				...allOf(...RANGE, ...REPLACEABLE),
				...{ returnAll: true, orderBy: true, orderByColumn: 'id', orderByDirection: 'DESC' },
			}),
			'To Replace': {
				...raw([4, 8.1], TO_REPLACE),
				settings: { executeOnce: true },
			},
			'Any to Replace?': ifTrue([5, 8.1], '={{ $json.replaced.length > 0 }}'),
			'Rows Anew': splitOut([6, 7.9], 'replaced'),
			'Insert Anew': dataTable(
				[7, 7.9],
				{ operation: 'insert', ...asTheyCome, options: { optimizeBulk: true } },
				CANDIDATES,
			),
			'Delete Earlier Rows': dataTable(
				[8, 7.9],
				{
					operation: 'deleteRows',
					...allOf(...RANGE.map(ofInputs), ...REPLACEABLE, [
						'id',
						'lte',
						"={{ $('To Replace').first().json.upToId }}",
					]),
				},
				CANDIDATES,
			),
			'Any Others?': {
				...ifTrue([9, 8.1], "={{ $('To Replace').first().json.rows.length > 0 }}"),
				settings: { executeOnce: true },
			},
			'The Others': raw([10, 8.1], "={{ { rows: $('To Replace').first().json.rows } }}"),
			'Rows to Update': splitOut([11, 8.5], 'rows'),
			'Update Row': dataTable(
				[12, 8.5],
				{ operation: 'update', ...allOf(['id', 'eq', '={{ $json.id }}']), ...asTheyCome },
				CANDIDATES,
			),
			'Rows to Remove': splitOut([2, 9.3], 'rows'),
			'Remove Subscription': dataTable(
				[3, 9.3],
				{
					operation: 'deleteRows',
					...allOf(
						['profile', 'eq', '={{ $json.profile }}'],
						['subscriptionKey', 'eq', '={{ $json.subscriptionKey }}'],
					),
				},
				SUBSCRIPTIONS,
			),
			'Create Job Results': createTable('salesforce_job_results', [2, 11.7]),
			'The Job Result': raw([3, 11.7], "={{ $('Request').first().json.rows[0] }}"),
			'Insert Job Result': dataTable(
				[4, 11.7],
				{ operation: 'insert', ...asTheyCome },
				'salesforce_job_results',
			),
		},
		flow: [
			'Inputs > Request > Action',
			'Action.0 > Known Candidates',
			'Action.1 > Open Candidates',
			'Action.2 > Closed Candidates',
			...FLOW_BY_ID_OR_STATE,
			'Action.4 > Interrupted Candidates',
			'Action.5 > Subscriptions Held',
			'Action.6 > Rows of the Ledger',
			'Action.7 > People to Read > People',
			'Action.8 > Kinds to Read > One of Each Kind',
			'Action.9 > Rows to Insert > With Digits > Insert Rows',
			'Action.10 > Many to Update?',
			'Many to Update?.0 > Replaceable > To Replace > Any to Replace?',
			'Many to Update?.1 > Rows to Update > Update Row',
			'Any to Replace?.0 > Rows Anew > Insert Anew > Delete Earlier Rows > Any Others?',
			'Any to Replace?.1 > Any Others?',
			'Any Others?.0 > The Others > Rows to Update',
			'Action.11 > Rows to Remove > Remove Subscription',
			'Action.14 > Create Job Results > The Job Result > Insert Job Result',
			'Action.15 > Subscriptions Held',
		],
		notes: [PORTION_ROWS_NOTE('Data Tables')],
		settings: LEAVES_NO_COPY,
	});
}

export const PORTION_ROWS_NOTE = (store: string) => ({
	at: [0, -2.6] as [number, number],
	size: [4.6, 2.2] as [number, number],
	text: `## Rows of a Portion: ${store}
What Reclaim and the portions of Identify, Update and the savings ledger read and write: the rows of some users of a profile, never the whole table.

**In**: \`action\`, \`profile\`, \`afterUserId\` and \`upToUserId\` (empty: to the last user), \`limit\` (of \`ready\`: users), \`rows\`.
**Out**: the rows as items, or one empty item.

- \`known\`, \`open\`, \`closed\`, \`chosen\`, \`ready\`, \`started\`, \`interrupted\`: candidates; \`held\`, \`heldAgain\` (all of users from whom something was reclaimed), \`people\`, \`kinds\`: subscriptions; \`ledger\`: the savings ledger
- \`insert\`, \`update\`: candidates in bulk (with Data Tables, rows that nobody waits for are inserted anew and the earlier ones deleted, so they get new IDs); \`remove\`: subscriptions that were reclaimed; \`jobResult\`: of a job that could not begin (n8n's own nodes only, so that it is stored where the package is missing)`,
});
