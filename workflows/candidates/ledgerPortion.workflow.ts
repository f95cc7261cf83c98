import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { PORTION_IDS } from '../kit/ids';
import { ifTrue, inputs, itemsOf, raw, SALESFORCE, splitOut } from '../kit/nodes';
import { DOWNLOAD, NAME, PRICE_BOOK } from '../kit/profileInput';
import { writeRows } from '../storage/calls';
import { portionRows } from '../storage/portionRows.workflow';
import { callDownload } from '../subflows/calls';
import { rangeOf, rowsInRange, UP_TO } from './wholeUsers';

const CANDIDATES_IN_A_PORTION = 1_000;

const INPUT = "$('Inputs').first().json";

const rowsIf = (node: string, key: string) =>
	`($('${node}').isExecuted ? $('${node}').all().map((one) => one.json).filter((row) => row.${key}) : [])`;

const TAKEN_AGAIN = `${itemsOf('Savings', 0)}.filter((row) => row.entry === 'takenAgain')`;
const EXPLAINED = `={{ ((told) => ${itemsOf('Savings', 0)}.map((row) => told.find((one) => one.ledgerKey === row.ledgerKey) ?? row))(($('Who Took Them').isExecuted && $('Who Took Them').first().json.rows) || []) }}`;

const once = (node: NodeOnCanvas): NodeOnCanvas => ({
	...node,
	settings: { ...node.settings, executeOnce: true },
});

/** Adds to the savings ledger what happened to the candidates of some users. */
export function ledgerPortion(): WorkflowFile {
	const range = {
		profile: NAME,
		afterUserId: `={{ ${INPUT}.afterUserId }}`,
		upToUserId: `={{ ${UP_TO} }}`,
	};
	return workflow({
		id: PORTION_IDS.ledger,
		name: 'Savings of a Portion',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'object', afterUserId: 'string', comparedAt: 'string' }),
			Closed: portionRows([1, 0], 'closed', {
				...{ profile: range.profile, afterUserId: range.afterUserId },
				limit: `={{ ${CANDIDATES_IN_A_PORTION} }}`,
			}),
			Range: rangeOf([2, 0], 'Closed', CANDIDATES_IN_A_PORTION),
			'Any Closed?': ifTrue([3, 0], `={{ ${rowsInRange('Closed')}.length > 0 }}`),
			'Read Ledger': portionRows([4, -0.5], 'ledger', range),
			'Compare with Subscriptions?': {
				...ifTrue([5, -0.5], `={{ !!${INPUT}.comparedAt }}`),
				settings: { executeOnce: true },
			},
			Held: portionRows([6, -1], 'heldAgain', range),
			'Closed in Range': {
				...raw([7, -0.5], `={{ { rows: ${rowsInRange('Closed')} } }}`),
				settings: { executeOnce: true },
			},
			'Each Closed': splitOut([8, -0.5], 'rows'),
			Savings: {
				type: SALESFORCE,
				typeVersion: 1,
				at: [9, -0.5],
				parameters: {
					resource: 'candidate',
					operation: 'ledger',
					ledger: `={{ ${rowsIf('Read Ledger', 'ledgerKey')} }}`,
					// Without a complete Refresh nothing is known to be assigned again.
					subscriptions: `={{ ${rowsIf('Held', 'subscriptionKey')} }}`,
					subscriptionsReadAt: `={{ ${INPUT}.comparedAt }}`,
					priceBook: PRICE_BOOK,
					pricePeriod: 'year',
				},
				settings: { alwaysOutputData: true },
			},
			'Any to Add?': {
				...ifTrue([10, -0.5], `={{ ${itemsOf('Savings', 0)}.length > 0 }}`),
				settings: { executeOnce: true },
			},
			'Any Taken Again?': {
				...ifTrue([11, -1], `={{ ${TAKEN_AGAIN}.length > 0 }}`),
				settings: { executeOnce: true },
			},
			// By whom, as far as the org tells. Without an answer the rows say what is known without it.
			'Who Took Them': once(
				callDownload([12, -1.6], DOWNLOAD, 'takenAgain', { rows: `={{ ${TAKEN_AGAIN} }}` }),
			),
			'Write Ledger': writeRows([13, -1], 'salesforce_savings', EXPLAINED),
			Result: {
				...raw([14, 0], `={{ { resumeAfter: ${UP_TO} || null } }}`),
				settings: { executeOnce: true },
			},
		},
		flow: [
			'Inputs > Closed > Range > Any Closed?',
			'Any Closed?.0 > Read Ledger > Compare with Subscriptions?',
			'Any Closed?.1 > Result',
			'Compare with Subscriptions?.0 > Held > Closed in Range',
			'Compare with Subscriptions?.1 > Closed in Range > Each Closed > Savings > Any to Add?',
			'Any to Add?.0 > Any Taken Again?',
			'Any Taken Again?.0 > Who Took Them > Write Ledger > Result',
			'Any Taken Again?.1 > Write Ledger',
			'Any to Add?.1 > Result',
		],
		notes: [
			{
				at: [0, -3],
				size: [4.4, 1.4],
				text: `## Savings of a Portion
Compares closed candidates of the users after one user (\`afterUserId\`) with the savings ledger, and adds what happened since. Of seats that were assigned again outside the playbook, the download subflow tells who did it.

**Out**, one item: \`resumeAfter\`, where the next portion starts.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}
