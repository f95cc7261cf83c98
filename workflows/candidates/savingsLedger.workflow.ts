import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { IDS, PORTION_IDS } from '../kit/ids';
import { call, ifTrue, inputs, raw } from '../kit/nodes';
import { PROFILE } from '../kit/profileInput';
import { readRows } from '../storage/calls';
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
			Answer: {
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				at: [7, 0.5],
				parameters: {},
			},
		},
		flow: [
			'Inputs > Create the Ledger > Compare with Subscriptions?',
			'Compare with Subscriptions?.0 > Read Refreshes > First Portion',
			'Compare with Subscriptions?.1 > First Portion > A Portion > More Users?',
			'More Users?.0 > A Portion',
			'More Users?.1 > Answer',
		],
		notes: [
			{
				at: [0, -2.6],
				size: [4.4, 1.8],
				text: `## Update Savings Ledger
Compares the candidates of a profile with the table \`salesforce_savings\`, and adds what happened since: licenses freed, given back, assigned again outside the playbook, or with a new price. The ledger is the only source of what is *realized*.

Works in portions of users, each a sub-execution of *Savings of a Portion*. Runs after every reclaim, and every night as a part of Update. Running it again adds nothing.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}
