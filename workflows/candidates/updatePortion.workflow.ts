import type { WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { PORTION_IDS } from '../kit/ids';
import { candidate, ifTrue, inputs, itemsOf, raw, splitOut } from '../kit/nodes';
import { NAME, PROFILE } from '../kit/profileInput';
import { portionRows } from '../storage/portionRows.workflow';
import { callReclaim } from '../subflows/calls';
import { callsOf, failureOf } from '../subflows/contract';
import { rangeOf, rowsInRange, UP_TO } from './wholeUsers';

/** With their plans some 10 MB, which n8n holds at once; with Data Tables, its database grows by as much. */
const CANDIDATES_IN_A_PORTION = 1_000;

const INPUT = "$('Inputs').first().json";
const FINISHES = `(${INPUT}.finish ?? []).length > 0`;
const AFTER = `={{ ${INPUT}.afterUserId }}`;

const rowsIf = (node: string) =>
	`($('${node}').isExecuted ? $('${node}').all().map((one) => one.json) : [])`;
const outputIf = (node: string, output: number) =>
	`($('${node}').isExecuted ? ${itemsOf(node, output)} : [])`;
const NOW = `[...${rowsIf('Open Again')}, ...${rowsIf('Chosen Again')}]`;

/** What Reclaim reads of a candidate, and what its texts name. */
const CHECKED = [
	...['candidateKey', 'orgId', 'userId', 'username', 'name', 'email'],
	...['licenseKind', 'licenseIdentifier', 'licenseName', 'action', 'targetProfileId'],
	...['lastLoginAt', 'lastActivityAt', 'recheckActivity', 'onlyWhile', 'justification'],
	...['saving', 'currency', 'savingPeriod', 'outcome', 'steps', 'before', 'seal'],
];
/** n8n stores what a workflow is called with, so the rest is sent only for a run that writes. */
const TO_CHECK = `((rows) => ${FINISHES} ? rows : rows.map((row) => Object.fromEntries(${JSON.stringify(CHECKED)}.map((key) => [key, row[key]]))))(${itemsOf('To Check', 2)})`;

/**
 * What is due is written only at the end, by one run with the limits of the profile. Here it stays as it is stored. With
 * Data Tables, a run that was killed while it stored may have left rows twice: then all are stored again. n8n copies
 * the rows of a node for each expression that names it, so they are looked at once, here.
 */
const TO_STORE = `={{ ((finishes, now, changed, due) => ((rows) => ({
	count: rows.length, rows: JSON.stringify(rows), isDoubled: new Set(now.map((row) => row.candidateKey)).size < now.length,
	open: now.length, states: rows.map((row) => [row.id, row.state]),
	due: finishes ? [] : changed.filter((row) => due.has(row.candidateKey)).map(({ id }) => ({ id })),
	waitedForTheCap: now.filter((row) => row.errorCode === 'CAP_REACHED').map((row) => [row.id, row.userId]),
	reclaimed: rows.filter((row) => row.state === 'Closed Complete').map((row) => ({ profile: row.profile, subscriptionKey: row.candidateKey }))
}))(changed.filter((row) => finishes || !due.has(row.candidateKey))))(${FINISHES}, ${NOW}.filter((row) => row.candidateKey), ${itemsOf('Update', 0)}, new Set(${itemsOf('Update', 2)}.map((row) => row.candidateKey))) }}`;
const STORED = "$('To Store').first().json";

const RECLAIMED = `[...${STORED}.reclaimed, ...${outputIf('Outcomes', 0)}.filter((row) => row.state === 'Closed Complete').map((row) => ({ profile: row.profile, subscriptionKey: row.candidateKey }))]`;

/** The managers of candidates that wait for one. */
const MANAGERS = `[...new Set($('Open in Range').first().json.rows.filter((row) => row.errorCode === 'NO_MANAGER' && row.managerId).map((row) => row.managerId))].map((userId) => ({ profile: ${PROFILE}.displayName, userId }))`;

const ifRun = (node: string) => `($('${node}').isExecuted ? ${failureOf(node)} : '')`;

const RESULT = `={{ ((said, stored, problems) => ({
	status: 'success', errorMessage: '', orgId: ${PROFILE}.orgId || 'unknown', resumeAfter: ${FINISHES} ? null : (${UP_TO} || null),
	readKinds: [], unreadKinds: [], leftOut: [], warnings: problems, calls: ${callsOf('Dry Run')} + ${callsOf('Finish Reclaim')}, licenses: [],
	subscriptions: said.open, added: 0, changed: stored.size, removed: 0, unchanged: said.open - stored.size,
	states: [...stored].reduce((sum, one) => ({ ...sum, [one[1]]: (sum[one[1]] ?? 0) + 1 }), {}),
	due: said.due,
	taken: new Set(said.waitedForTheCap.filter(([id]) => stored.get(id) === 'Ready').map(([, userId]) => userId)).size
}))(${STORED}, new Map([...${STORED}.states, ...${outputIf('Outcomes', 0)}.map((row) => [row.id, row.state])]), [${ifRun('Dry Run')}, ${ifRun('Finish Reclaim')}].filter(Boolean)) }}`;

export function updatePortion(): WorkflowFile {
	const caps = {
		maxUsers: `={{ ${PROFILE}.maxUsers }}`,
		maxPercent: `={{ ${PROFILE}.maxPercent }}`,
	};
	const reclaimSubflow = `={{ ${PROFILE}.reclaimSubflow }}`;
	const settings = { settingsFrom: 'profile', storedProfile: `={{ ${PROFILE} }}` };
	const chosen = { rows: `${INPUT}.finish` };
	const open = { profile: NAME, afterUserId: AFTER };
	return workflow({
		id: PORTION_IDS.update,
		name: 'Job: Update a Portion',
		nodes: {
			Inputs: inputs([0, 0], {
				profile: 'object',
				afterUserId: 'string',
				kinds: 'array',
				taken: 'number',
				finish: 'array',
			}),
			'To Finish?': ifTrue([1, 0], `={{ ${FINISHES} }}`),
			Chosen: portionRows([2, -0.5], 'chosen', chosen),
			Open: portionRows([2, 0.5], 'open', {
				...open,
				limit: `={{ ${CANDIDATES_IN_A_PORTION} }}`,
			}),
			Range: rangeOf([3, 0.5], 'Open', CANDIDATES_IN_A_PORTION),
			'Open in Range': raw([4, 0.5], `={{ { rows: ${rowsInRange('Open')} } }}`),
			'Each Open': splitOut([5, 0.5], 'rows'),
			'To Check': candidate([6, 0], 'decide', { event: 'plan' }),
			'Can It Check the Org?': {
				...ifTrue(
					[7, 0],
					`={{ ${itemsOf('To Check', 2)}.length > 0 && !!${PROFILE}.reclaimSubflow }}`,
				),
				settings: { executeOnce: true },
			},
			'Dry Run': callReclaim([8, -0.5], reclaimSubflow, {
				task: 'reclaim',
				rows: `={{ ${TO_CHECK} }}`,
				dryRun: '={{ true }}',
				...caps,
			}),
			// Candidates that changed during the dry run are settled as they are now.
			'Chosen Now?': {
				...ifTrue([9, 0], `={{ ${FINISHES} }}`),
				settings: { executeOnce: true },
			},
			'Chosen Again': portionRows([10, -0.5], 'chosen', chosen),
			Held: portionRows([10, 0.5], 'held', { ...open, upToUserId: `={{ ${UP_TO} }}` }),
			'Managers Missing?': {
				...ifTrue([11, 0.5], `={{ ${MANAGERS}.length > 0 }}`),
				settings: { executeOnce: true },
			},
			People: portionRows([12, 0.2], 'people', { rows: MANAGERS }),
			'Open Again': portionRows([13, 0.5], 'open', { ...open, upToUserId: `={{ ${UP_TO} }}` }),
			Update: candidate([14, 0], 'update', {
				...settings,
				outcomes: "={{ ($('Dry Run').isExecuted && $('Dry Run').first().json.rows) || [] }}",
				subscriptions: `={{ [...(${INPUT}.kinds ?? []), ...${rowsIf('People')}, ...${rowsIf('Held')}].filter((row) => row.subscriptionKey) }}`,
				readKinds: `={{ [...new Set((${INPUT}.kinds ?? []).map((row) => row.licenseKind))] }}`,
				takenInWindow: `={{ ${INPUT}.taken ?? 0 }}`,
				// Rows to finish are passed on to Outcomes, which needs all their columns.
				columns: `={{ ${FINISHES} ? 'all' : 'changed' }}`,
				jsonColumns: 'text',
			}),
			'To Store': {
				...raw([15, 0], TO_STORE),
				settings: { executeOnce: true },
			},
			'Any to Store?': ifTrue([16, 0], '={{ $json.count > 0 || $json.isDoubled }}'),
			'Store Updated': portionRows([17, -0.5], 'update', {
				profile: `={{ ${FINISHES} ? '' : ${PROFILE}.displayName }}`,
				afterUserId: AFTER,
				upToUserId: `={{ ${FINISHES} ? '' : ${UP_TO} }}`,
				limit: '={{ $json.isDoubled ? 1 : 0 }}',
				rowsText: '$json.rows',
			}),
			'Any to Finish?': {
				...ifTrue([18, 0], `={{ ${FINISHES} && ${itemsOf('Update', 2)}.length > 0 }}`),
				settings: { executeOnce: true },
			},
			'Finish Reclaim': callReclaim([19, -0.5], reclaimSubflow, {
				task: 'reclaim',
				rows: `={{ ${itemsOf('Update', 2)} }}`,
				dryRun: '={{ false }}',
				...caps,
			}),
			Resumed: raw([20, -0.5], `={{ { rows: ${itemsOf('Update', 0)} } }}`),
			'Each Resumed': splitOut([21, -0.5], 'rows'),
			Outcomes: candidate([22, -0.5], 'decide', {
				event: 'outcome',
				...settings,
				outcomes: "={{ $('Finish Reclaim').first().json.rows ?? [] }}",
				reason: `={{ ${failureOf('Finish Reclaim')} || 'Reclaim returned no outcome.' }}`,
				jsonColumns: 'text',
			}),
			'Store Outcomes': portionRows([23, -0.5], 'update', {
				rows: itemsOf('Outcomes', 0),
			}),
			'Any Reclaimed?': {
				...ifTrue([24, 0], `={{ ${RECLAIMED}.length > 0 }}`),
				settings: { executeOnce: true },
			},
			'Delete Reclaimed': portionRows([25, -0.5], 'remove', { rows: RECLAIMED }),
			Result: { ...raw([26, 0], RESULT), settings: { executeOnce: true } },
		},
		flow: [
			'Inputs > To Finish?',
			'To Finish?.0 > Chosen > To Check',
			'To Finish?.1 > Open > Range > Open in Range > Each Open > To Check',
			'To Check > Can It Check the Org?',
			'Can It Check the Org?.0 > Dry Run > Chosen Now?',
			'Can It Check the Org?.1 > Chosen Now?',
			'Chosen Now?.0 > Chosen Again > Update',
			'Chosen Now?.1 > Held > Managers Missing?',
			'Managers Missing?.0 > People > Open Again',
			'Managers Missing?.1 > Open Again > Update',
			'Update > To Store > Any to Store?',
			'Any to Store?.0 > Store Updated > Any to Finish?',
			'Any to Store?.1 > Any to Finish?',
			'Any to Finish?.0 > Finish Reclaim > Resumed > Each Resumed > Outcomes > Store Outcomes > Any Reclaimed?',
			'Any to Finish?.1 > Any Reclaimed?',
			'Any Reclaimed?.0 > Delete Reclaimed > Result',
			'Any Reclaimed?.1 > Result',
		],
		notes: [
			{
				at: [0, -3],
				size: [4.6, 2.3],
				text: `## Update a Portion
Compares the open candidates after one user (\`afterUserId\`) with the org (a dry run of Reclaim, which changes nothing) and with the stored subscriptions, and stores what changed. Candidates that are due to be written are not: their IDs are in \`due\`.

With IDs in \`finish\`, it finishes those candidates: a dry run, plan and before-image stored, then Salesforce is changed, then the outcome is stored.

**Out**, one item: \`status\`, \`errorMessage\`, how many candidates of each state changed, \`due\`, \`taken\`, and \`resumeAfter\`: where the next portion starts.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}
