import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { call, ifTrue, inputs, itemsOf, report, rowsAsItems, SALESFORCE } from '../kit/nodes';
import { NAME, PRICE_BOOK } from '../kit/profileInput';
import { readRows, writeRows } from '../storage/calls';
import type { At } from '../subflows/calls';

/** `compare`: also against the subscriptions that the latest Refresh stored. */
export function updateLedger(at: At, profile: string, compare: boolean): NodeOnCanvas {
	return {
		...call(at, IDS.savings, {
			profile: ['object', profile],
			compare: ['boolean', `={{ ${compare} }}`],
		}),
		// The reclaim itself is stored; the next night adds what is missing here.
		settings: { executeOnce: true, onError: 'continueRegularOutput' },
	};
}

const REFRESHED = `$('Read Refreshes').first().json.rows.filter((row) => String(row.status).startsWith('Complete'))`;

/** Two runs at once may leave two rows; the later one counts. */
const SUMS = `={{ [{ ...($json.rows[0] ? { id: $json.rows[0].id } : {}), profile: $('Inputs').first().json.profile.displayName, at: $('Sums').first().json.createdAt, ledger: { realized: $('Sums').first().json.report.realized, realizedByDay: $('Sums').first().json.report.realizedByDay } }] }}`;

/** Adds to the savings ledger what happened since it was written. */
export function savingsLedger(): WorkflowFile {
	return workflow({
		id: IDS.savings,
		name: 'Update Savings Ledger',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'object', compare: 'boolean' }),
			'Read Ledger': readRows([1, 0], 'salesforce_savings', 'profile', NAME),
			'Compare with Subscriptions?': ifTrue(
				[2, 0],
				"={{ $('Inputs').first().json.compare === true }}",
			),
			'Read Refreshes': readRows(
				[3, -0.6],
				'salesforce_job_results',
				'name',
				"={{ 'Refresh ' + $('Inputs').first().json.profile.displayName + ' Subscriptions' }}",
			),
			'Read Subscriptions': readRows([4, -0.6], 'salesforce_subscriptions', 'profile', NAME),
			'Read Candidates': readRows([5, 0], 'salesforce_candidates', 'profile', NAME),
			Candidates: rowsAsItems([6, 0]),
			Savings: {
				type: SALESFORCE,
				typeVersion: 1,
				at: [7, 0],
				parameters: {
					resource: 'candidate',
					operation: 'ledger',
					ledger: "={{ $('Read Ledger').first().json.rows }}",
					// Without a complete Refresh nothing is known to be assigned again.
					subscriptions: `={{ $('Read Subscriptions').isExecuted && ${REFRESHED}.length > 0 ? $('Read Subscriptions').first().json.rows : [] }}`,
					subscriptionsReadAt: `={{ $('Read Refreshes').isExecuted ? (${REFRESHED}.at(-1)?.startedAt ?? '') : '' }}`,
					priceBook: PRICE_BOOK,
					pricePeriod: 'year',
				},
				settings: { alwaysOutputData: true },
			},
			'Any to Add?': {
				...ifTrue([8, 0], `={{ ${itemsOf('Savings', 0)}.length > 0 }}`),
				settings: { executeOnce: true },
			},
			'Write Ledger': writeRows([9, -0.4], 'salesforce_savings', `={{ ${itemsOf('Savings', 0)} }}`),
			// The ledger as it is now, once more: its sums are stored, so that no page has to read it.
			'Read Ledger Again': {
				...readRows([10, 0], 'salesforce_savings', 'profile', NAME),
				settings: { executeOnce: true },
			},
			Sums: report([11, 0], { format: 'json' }),
			'Read Stored Sums': readRows([12, 0], 'salesforce_figures', 'profile', NAME),
			'Store Sums': writeRows([13, 0], 'salesforce_figures', SUMS),
			Answer: {
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				at: [14, 0],
				parameters: {},
			},
		},
		flow: [
			'Inputs > Read Ledger > Compare with Subscriptions?',
			'Compare with Subscriptions?.0 > Read Refreshes > Read Subscriptions > Read Candidates',
			'Compare with Subscriptions?.1 > Read Candidates > Candidates > Savings > Any to Add?',
			'Any to Add?.0 > Write Ledger > Read Ledger Again > Sums > Read Stored Sums > Store Sums > Answer',
			'Any to Add?.1 > Read Ledger Again',
		],
		notes: [
			{
				at: [0, -2.4],
				size: [4.4, 1.6],
				text: `## Update Savings Ledger
Compares the candidates of a profile with the table \`salesforce_savings\`, and adds what happened since: licenses freed, given back, assigned again outside the playbook, or with a new price. The ledger is the only source of what is *realized*.

Runs after every reclaim, and every night as a part of Update. Running it again adds nothing. The sums of the ledger are stored in \`salesforce_figures\` for the pages.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}
