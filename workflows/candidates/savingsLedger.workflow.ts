import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { IDS, PORTION_IDS } from '../kit/ids';
import { call, ifTrue, inputs, raw, report } from '../kit/nodes';
import { NAME, PROFILE } from '../kit/profileInput';
import { readPageLists, readRows, writeRows } from '../storage/calls';
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
			'Create the Ledger': readRows([1, 0], 'salesforce_savings', 'id', '0'),
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
			'First Portion': raw(
				[4, 0],
				`={{ { resumeAfter: '', comparedAt: $('Read Refreshes').isExecuted ? (${REFRESHED}.at(-1)?.startedAt ?? '') : '' } }}`,
			),
			'A Portion': call([5, 0], PORTION_IDS.ledger, {
				profile: ['object', `={{ ${PROFILE} }}`],
				afterUserId: ['string', '={{ $json.resumeAfter }}'],
				comparedAt: ['string', "={{ $('First Portion').first().json.comparedAt }}"],
			}),
			'More Users?': ifTrue([6, 0], '={{ !!$json.resumeAfter }}'),
			// The sums of the ledger are stored, so that no page has to read it.
			'What to Sum Up': report([7, 0.5], {
				...{ format: 'lists', listsFor: 'ledger' },
				pageQuery: `={{ { profile: ${PROFILE}.displayName } }}`,
			}),
			'Rows of the Ledger': readPageLists([8, 0.5], '={{ $json.lists }}'),
			Sums: report([9, 0.5], { format: 'json' }),
			'Read Stored Sums': readRows([10, 0.5], 'salesforce_figures', 'profile', NAME),
			'Store Sums': writeRows([11, 0.5], 'salesforce_figures', SUMS),
			Answer: {
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				at: [12, 0.5],
				parameters: {},
			},
		},
		flow: [
			'Inputs > Create the Ledger > Compare with Subscriptions?',
			'Compare with Subscriptions?.0 > Read Refreshes > First Portion',
			'Compare with Subscriptions?.1 > First Portion > A Portion > More Users?',
			'More Users?.0 > A Portion',
			'More Users?.1 > What to Sum Up > Rows of the Ledger > Sums > Read Stored Sums > Store Sums > Answer',
		],
		notes: [
			{
				at: [0, -2.6],
				size: [4.4, 1.8],
				text: `## Update Savings Ledger
Compares the candidates of a profile with the table \`salesforce_savings\`, and adds what happened since: licenses freed, given back, assigned again outside the playbook, or with a new price. The ledger is the only source of what is *realized*.

Works in portions of users, each a sub-execution of *Savings of a Portion*. Runs after every reclaim, and every night as a part of Update. Running it again adds nothing. The sums of the ledger are stored in \`salesforce_figures\`, for the pages.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}
