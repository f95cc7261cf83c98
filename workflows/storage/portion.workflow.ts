import type { IDataObject } from 'n8n-workflow';

import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { PORTION_ID } from '../kit/ids';
import { asTheyCome, dataTable, ifTrue, merge, raw, salesforce } from '../kit/nodes';
import { NAME } from '../kit/profileInput';
import { beforeStoring, portionResult } from './portionSteps';
import { readRows } from './calls';
import { SUBSCRIPTION_COLUMNS } from './tables';

/** A page of Salesforce's REST API. With some 2 subscriptions each, n8n handles 4,000 items at a time. */
const USERS_IN_A_PORTION = 2_000;

/** Above this, the workflows that read all rows of a profile no longer work in n8n's Data Tables. */
export const MOST_SUBSCRIPTIONS = 60_000;

const TABLE = 'salesforce_subscriptions';

/** The same as licensing/playbook/portions/userIdDigits.ts, for expressions. */
export const digitsOf = (id: string): string =>
	`[...${id}.slice(0, 15)].map((char) => char.charCodeAt(0) - 38).join('')`;

const FROM = `={{ ${digitsOf("$('Inputs').first().json.afterUserId")} }}`;
/** After the last user: the code of z, the highest of an ID, gives 84. */
const UP_TO = `={{ $('Download').first().json.resumeAfter ? ${digitsOf("$('Download').first().json.resumeAfter")} : '99' }}`;

export function allOf(...conditions: Array<[column: string, condition: string, value?: string]>) {
	return {
		matchType: 'allConditions',
		filters: {
			conditions: conditions.map(([keyName, condition, keyValue]) => ({
				keyName,
				condition,
				...(keyValue === undefined ? {} : { keyValue }),
			})),
		},
	} as IDataObject;
}

/** Besides those that Compare names. */
const DELETED = ['Delete Rows of Another Org', 'Delete Rows of Nobody']
	.map(
		(name) =>
			`($('${name}').isExecuted ? $('${name}').all().filter((item) => item.json.id !== undefined).length : 0)`,
	)
	.join(' + ');

const IN_THE_RANGE: Array<[string, string, string]> = [
	['profile', 'eq', NAME],
	['userIdDigits', 'gt', FROM],
	['userIdDigits', 'lte', UP_TO],
];

/** Reads the users after one user and stores them in n8n's Data Tables: rows in bulk, never one by one. */
export function portion(): WorkflowFile {
	const compared = "$('Compare').first(1).json";
	return workflow({
		id: PORTION_ID,
		name: 'Job: Refresh a Portion',
		nodes: {
			...beforeStoring(USERS_IN_A_PORTION),
			'Too Many?': ifTrue([1, 0], `={{ $json.expected > ${MOST_SUBSCRIPTIONS} }}`),
			'Too Many': raw(
				[2, 1],
				`={{ { status: 'failure', errorMessage: 'The org has about ' + $json.expected + ' subscriptions, and with Data Tables the playbook holds at most ${MOST_SUBSCRIPTIONS}. Nothing was changed. Keep the tables in Postgres: see docs/playbook/tables.md of the package.' } }}`,
			),
			'Create the Table': readRows([6, 0], TABLE, 'id', '0'),
			'First Portion?': ifTrue(
				[6.8, 0],
				"={{ $('Inputs').first().json.afterUserId === '' && $('Download').first().json.subscriptions > 0 }}",
			),
			'Delete Rows of Another Org': dataTable(
				[7.4, -0.6],
				{
					operation: 'deleteRows',
					...allOf(
						['profile', 'eq', NAME],
						['orgId', 'neq', "={{ $('Download').first().json.orgId }}"],
					),
				},
				TABLE,
			),
			'Read Stored': {
				...dataTable(
					[8.2, 0],
					{
						operation: 'get',
						...allOf(...IN_THE_RANGE),
						returnAll: true,
						// The first of two rows with the same key counts: the one that was stored last.
						...{ orderBy: true, orderByColumn: 'id', orderByDirection: 'DESC' },
					},
					TABLE,
				),
				settings: {
					...{ alwaysOutputData: true, executeOnce: true },
					...{ retryOnFail: true, maxTries: 3, waitBetweenTries: 500 },
				},
			},
			'With the File': fileOfFirstInput([9, -0.5]),
			Compare: compare([10, -0.5]),
			'Insert Rows': dataTable(
				[11, -1],
				{ operation: 'insert', ...asTheyCome, options: { optimizeBulk: true } },
				TABLE,
			),
			'Any Earlier Rows?': ifTrue([11, 0], '={{ $json.isChanged && $json.storedRows > 0 }}'),
			'Delete Earlier Rows': dataTable(
				[12, -0.3],
				{
					operation: 'deleteRows',
					...allOf(...IN_THE_RANGE, ['id', 'lte', "={{ $('Read Stored').first().json.id }}"]),
				},
				TABLE,
			),
			'Last Portion?': {
				...ifTrue(
					[13, 0],
					"={{ !$('Download').first().json.resumeAfter && $('Download').first().json.readKinds.length > 0 }}",
				),
				settings: { executeOnce: true },
			},
			'Kinds Read': raw([14, -0.4], "={{ $('Download').first().json }}"),
			'Each Kind Read': {
				type: 'n8n-nodes-base.splitOut',
				typeVersion: 1,
				at: [15, -0.4],
				parameters: { fieldToSplitOut: 'readKinds', options: {} },
			},
			'Delete Rows of Nobody': dataTable(
				[16, -0.4],
				{
					operation: 'deleteRows',
					...allOf(
						['profile', 'eq', NAME],
						['licenseKind', 'eq', '={{ $json.readKinds }}'],
						['userIdDigits', 'isEmpty'],
					),
				},
				TABLE,
			),
			Result: portionResult(
				[17, 0],
				`((compared, deleted) => ({ added: compared.added, changed: compared.changed, removed: compared.removed + deleted, unchanged: compared.unchanged, warnings: [...warnings, ...compared.warnings] }))(${compared}, ${DELETED})`,
			),
		},
		flow: [
			'Inputs > Too Many?',
			'Too Many?.0 > Too Many',
			'Too Many?.1 > Download > Downloaded?',
			'Downloaded?.0 > Read Profile Again > Profile Still There?',
			'Downloaded?.0 > With the File',
			'Downloaded?.1 > Not Downloaded',
			'Profile Still There?.0 > Create the Table > First Portion?',
			'First Portion?.0 > Delete Rows of Another Org > Read Stored > With the File@1',
			'First Portion?.1 > Read Stored',
			'Profile Still There?.1 > Profile Deleted',
			'With the File > Compare > Insert Rows',
			'Compare.1 > Any Earlier Rows?',
			'Any Earlier Rows?.0 > Delete Earlier Rows > Last Portion?',
			'Any Earlier Rows?.1 > Last Portion?',
			'Last Portion?.0 > Kinds Read > Each Kind Read > Delete Rows of Nobody > Result',
			'Last Portion?.1 > Result',
		],
		notes: [
			{
				at: [0, -2.6],
				size: [4.6, 2.2],
				text: `## Refresh a Portion: Data Tables
Reads the users after one user (\`afterUserId\`), compares them with the stored rows of the same users, and stores the difference.

Data Tables cannot update many rows at once. If anything changed, all rows of these users are inserted anew in bulk, and then the earlier ones are deleted by one filter. In between, **Storage** returns the latest row of each subscription. If the workflow stops in between, the next run deletes the earlier rows.

A row is removed only if its license kind was read completely. After the last user, rows that belong to no user (added by hand) are deleted.

**Out**, one item: \`status\`, \`errorMessage\`, what was read, how many rows were added, changed and removed, and \`resumeAfter\`: where the next portion starts.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}

function compare(at: [number, number]): NodeOnCanvas {
	return {
		...salesforce(at, {
			resource: 'subscription',
			operation: 'compare',
			downloadedAs: 'file',
			storedSubscriptions: "={{ $('Read Stored').all() }}",
			readKinds: '={{ $json }}',
			profile: NAME,
			return: 'rows',
			storedColumns: SUBSCRIPTION_COLUMNS.join(', '),
		}),
		// A row that cannot be compared ends the portion before anything is written.
		settings: {},
	};
}

/** Waits for the stored rows, and passes on the item with the file. */
function fileOfFirstInput(at: [number, number]): NodeOnCanvas {
	return { ...merge(at), parameters: { mode: 'chooseBranch', useDataOfInput: 1 } };
}
