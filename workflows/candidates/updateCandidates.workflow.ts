import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { code, ifTrue, inputs } from '../kit/nodes';
import { NAME, PROFILE } from '../kit/profileInput';
import { deleteRows, readRows, writeRows } from '../storage/calls';
import { callReclaim } from '../subflows/calls';
import { FINISHED, OPEN_CANDIDATES, SETTLE, UPDATE_ANSWER } from './updateCandidates.code';

/** The job "Update existing reclamation candidates". */
export function updateCandidates(): WorkflowFile {
	const caps = {
		maxUsers: `={{ ${PROFILE}.maxUsers }}`,
		maxPercent: `={{ ${PROFILE}.maxPercent }}`,
	};
	const reclaimSubflow = `={{ ${PROFILE}.reclaimSubflow }}`;
	return workflow({
		id: IDS.update,
		name: 'Job: Update Existing Reclamation Candidates',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'object' }),
			'Read Candidates': readRows([1, 0], 'salesforce_candidates', 'profile', NAME),
			'Read Subscriptions': readRows([2, 0], 'salesforce_subscriptions', 'profile', NAME),
			'Open Candidates': code([3, 0], OPEN_CANDIDATES),
			'Can It Check the Org?': ifTrue(
				[4, 0],
				`={{ $json.requests.length > 0 && !!${PROFILE}.reclaimSubflow }}`,
			),
			'Dry Run': callReclaim([5, -0.5], reclaimSubflow, {
				task: 'reclaim',
				rows: "={{ $('Open Candidates').first().json.requests }}",
				dryRun: '={{ true }}',
				...caps,
			}),
			'Read Candidates Again': readRows([5.6, 0.4], 'salesforce_candidates', 'profile', NAME),
			Settle: code([6.4, 0], SETTLE),
			'Write Settled': writeRows([7, 0], 'salesforce_candidates', '={{ $json.write }}'),
			'Any to Finish?': ifTrue([8, 0], "={{ $('Settle').first().json.finish.length > 0 }}"),
			'Finish Reclaim': callReclaim([9, -0.5], reclaimSubflow, {
				task: 'reclaim',
				rows: "={{ $('Settle').first().json.finish.map((row) => row.request) }}",
				dryRun: '={{ false }}',
				...caps,
			}),
			Outcomes: code([10, -0.5], FINISHED),
			'Write Outcomes': writeRows([11, -0.5], 'salesforce_candidates', '={{ $json.write }}'),
			'Delete Reclaimed': deleteRows(
				[12, 0],
				'salesforce_subscriptions',
				`={{ (() => { const done = new Set([...$('Settle').first().json.write, ...($('Outcomes').isExecuted ? $('Outcomes').first().json.write : [])].filter((row) => row.state === 'Closed Complete').map((row) => row.candidateKey)); return $('Read Subscriptions').first().json.rows.filter((row) => done.has(row.subscriptionKey)).map(({ id }) => ({ id })); })() }}`,
			),
			Answer: code([13, 0], UPDATE_ANSWER),
		},
		flow: [
			'Inputs > Read Candidates > Read Subscriptions > Open Candidates > Can It Check the Org?',
			'Can It Check the Org?.0 > Dry Run > Read Candidates Again > Settle',
			'Can It Check the Org?.1 > Settle',
			'Settle > Write Settled > Any to Finish?',
			'Any to Finish?.0 > Finish Reclaim > Outcomes > Write Outcomes > Delete Reclaimed',
			'Any to Finish?.1 > Delete Reclaimed > Answer',
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
