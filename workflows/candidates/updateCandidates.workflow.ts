import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import {
	candidate,
	code,
	ifTrue,
	inputs,
	itemsOf,
	rowsAsItems,
	settings as set,
} from '../kit/nodes';
import { NAME, PROFILE } from '../kit/profileInput';
import { deleteRows, readRows, storeCandidates } from '../storage/calls';
import { updateLedger } from './savingsLedger.workflow';
import { callReclaim } from '../subflows/calls';
import { failureOf } from '../subflows/contract';
import { PROBLEMS, UPDATE_ANSWER } from './updateCandidates.code';

/**
 * A kind without any stored subscription was never read, and Update closes nothing because of it; nor while a refresh
 * has stored only a part of the org.
 */
const KINDS = ['userLicense', 'permissionSetLicense', 'packageLicense', 'featureLicense'];

/** The job "Update existing reclamation candidates". */
export function updateCandidates(): WorkflowFile {
	const caps = {
		maxUsers: `={{ ${PROFILE}.maxUsers }}`,
		maxPercent: `={{ ${PROFILE}.maxPercent }}`,
	};
	const reclaimSubflow = `={{ ${PROFILE}.reclaimSubflow }}`;
	const settings = { settingsFrom: 'profile', storedProfile: `={{ ${PROFILE} }}` };
	return workflow({
		id: IDS.update,
		name: 'Job: Update Existing Reclamation Candidates',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'object' }),
			'Read Subscriptions': readRows([1, 0], 'salesforce_subscriptions', 'profile', NAME),
			'Read Progress': readRows([1.6, 0], 'salesforce_portions', 'profile', NAME),
			'Read Candidates': readRows([2.2, 0], 'salesforce_candidates', 'profile', NAME),
			Candidates: rowsAsItems([3, 0]),
			'To Check': candidate([4, 0], 'decide', { event: 'plan' }),
			'Can It Check the Org?': {
				...ifTrue(
					[5, 0],
					`={{ ${itemsOf('To Check', 2)}.length > 0 && !!${PROFILE}.reclaimSubflow }}`,
				),
				settings: { executeOnce: true },
			},
			'Dry Run': callReclaim([6, -0.5], reclaimSubflow, {
				task: 'reclaim',
				rows: `={{ ${itemsOf('To Check', 2)} }}`,
				dryRun: '={{ true }}',
				...caps,
			}),
			// Candidates that changed during the dry run are settled as they are now.
			'Read Candidates Again': readRows([7, 0], 'salesforce_candidates', 'profile', NAME),
			'Candidates Now': rowsAsItems([8, 0]),
			Update: candidate([9, 0], 'update', {
				...settings,
				outcomes: "={{ ($('Dry Run').isExecuted && $('Dry Run').first().json.rows) || [] }}",
				subscriptions: "={{ $('Read Subscriptions').first().json.rows }}",
				readKinds: `={{ $('Read Progress').first().json.count > 0 ? [] : ${JSON.stringify(KINDS)} }}`,
			}),
			'Store Updated': storeCandidates([10, 0], 'Update'),
			'Any to Finish?': ifTrue([11, 0], `={{ ${itemsOf('Update', 2)}.length > 0 }}`),
			'Finish Reclaim': callReclaim([12, -0.5], reclaimSubflow, {
				task: 'reclaim',
				rows: `={{ ${itemsOf('Update', 2)} }}`,
				dryRun: '={{ false }}',
				...caps,
			}),
			Resumed: code([13, -0.5], "return $('Update').all(0);"),
			Outcomes: candidate([14, -0.5], 'decide', {
				event: 'outcome',
				...settings,
				outcomes: "={{ $('Finish Reclaim').first().json.rows ?? [] }}",
				reason: `={{ ${failureOf('Finish Reclaim')} || 'Reclaim returned no outcome.' }}`,
			}),
			'Store Outcomes': storeCandidates([15, -0.5], 'Outcomes'),
			'Delete Reclaimed': deleteRows(
				[16, 0],
				'salesforce_subscriptions',
				`={{ (() => { const rows = [...${itemsOf('Update', 0)}, ...($('Outcomes').isExecuted ? ${itemsOf('Outcomes', 0)} : [])]; const done = new Set(rows.filter((row) => row.state === 'Closed Complete').map((row) => row.candidateKey)); return $('Read Subscriptions').first().json.rows.filter((row) => done.has(row.subscriptionKey)).map(({ id }) => ({ id })); })() }}`,
			),
			'Update Ledger': updateLedger([17, 0], `={{ ${PROFILE} }}`, true),
			Problems: { ...set([18, 0], { problems: PROBLEMS }), settings: { executeOnce: true } },
			Answer: code([19, 0], UPDATE_ANSWER),
		},
		flow: [
			'Inputs > Read Subscriptions > Read Progress > Read Candidates > Candidates > To Check > Can It Check the Org?',
			'Can It Check the Org?.0 > Dry Run > Read Candidates Again',
			'Can It Check the Org?.1 > Read Candidates Again > Candidates Now > Update > Store Updated > Any to Finish?',
			'Any to Finish?.0 > Finish Reclaim > Resumed > Outcomes > Store Outcomes > Delete Reclaimed',
			'Any to Finish?.1 > Delete Reclaimed > Update Ledger > Problems > Answer',
		],
		notes: [
			{
				at: [0, -2],
				size: [4.6, 1.8],
				text: `## Update Existing Reclamation Candidates
Compares every open candidate with the org (a dry run of Reclaim, which changes nothing) and with the stored subscriptions:

- used again: **Closed Canceled**
- seat already removed: **Closed Complete** if the playbook had started to reclaim it, otherwise **Closed Skipped**
- started but interrupted (n8n was stopped), or frozen and past the grace period: finished now, from the plan stored before the write
- could not be reclaimed or asked before, and now can be: back to **Ready**`,
			},
		],
	});
}
