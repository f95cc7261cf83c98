import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { call, code, ifTrue, inputs, switchOn } from '../kit/nodes';
import { readRows, writeRows } from '../storage/calls';
import { BEGIN, END, ONE_AT_A_TIME } from './runJob.code';

/** Wraps every job: writes its job result, allows one run at a time, and sends an alert if it fails. */
export function runJob(): WorkflowFile {
	const job = (row: number, id: string): NodeOnCanvas =>
		call(
			[8, row],
			id,
			{ profile: ['object', "={{ $('Read Profile').first().json.rows[0] }}"] },
			{ onError: 'continueRegularOutput' },
		);
	const given = "$('Inputs').first().json";
	return workflow({
		id: IDS.runJob,
		name: 'Run a Job',
		nodes: {
			Inputs: inputs([0, 0], {
				job: 'string',
				profile: 'string',
				candidateIds: 'array',
				ask: 'boolean',
				startedBy: 'string',
			}),
			'Read Profile': readRows(
				[1, 0],
				'salesforce_profiles',
				'displayName',
				'={{ $json.profile }}',
			),
			Begin: code([2, 0], BEGIN),
			'Write Begin': writeRows([3, 0], 'salesforce_job_results', '={{ [$json.result] }}'),
			'Read Runs': readRows(
				[4, 0],
				'salesforce_job_results',
				'name',
				"={{ $('Begin').first().json.result.name }}",
			),
			'Already Running?': code([5, 0], ONE_AT_A_TIME),
			'May It Run?': ifTrue([6, 0], "={{ $json.refusal === '' }}"),
			Job: switchOn([7, -0.5], "={{ $('Inputs').first().json.job }}", [
				'refresh',
				'identify',
				'update',
				'reclaim',
			]),
			'Refresh Subscriptions': job(-1.3, IDS.refresh),
			'Identify Candidates': job(-0.5, IDS.identify),
			'Update Candidates': job(0.3, IDS.update),
			'Reclaim Candidates': call(
				[8, 1.1],
				IDS.reclaimCandidates,
				{
					profile: ['string', `={{ ${given}.profile }}`],
					candidateIds: ['array', `={{ ${given}.candidateIds ?? [] }}`],
					ask: ['boolean', `={{ ${given}.ask !== false }}`],
					startedBy: ['string', `={{ ${given}.startedBy ?? '' }}`],
				},
				{ onError: 'continueRegularOutput' },
			),
			End: code([9, 0], END),
			'Write End': writeRows([10, 0], 'salesforce_job_results', '={{ $json.write }}'),
			'Failed?': ifTrue([11, 0], "={{ $('End').first().json.answer.status === 'failure' }}"),
			Alert: call(
				[12, -0.5],
				`={{ '${IDS.alert}' }}`,
				{
					subject: [
						'string',
						"={{ '[' + $('Inputs').first().json.profile + '] ' + $('End').first().json.name + ' failed' }}",
					],
					text: ['string', "={{ $('End').first().json.answer.errorMessage }}"],
					to: ['string', "={{ $('Read Profile').first().json.rows[0]?.alertEmail ?? '' }}"],
				},
				{ onError: 'continueRegularOutput' },
			),
			Answer: code([13, 0], "return [{ json: $('End').first().json.answer }];"),
		},
		flow: [
			'Inputs > Read Profile > Begin > Write Begin > Read Runs > Already Running? > May It Run?',
			'May It Run?.0 > Job',
			'May It Run?.1 > End',
			'Job.0 > Refresh Subscriptions > End',
			'Job.1 > Identify Candidates > End',
			'Job.2 > Update Candidates > End',
			'Job.3 > Reclaim Candidates > End',
			'End > Write End > Failed?',
			'Failed?.0 > Alert > Answer',
			'Failed?.1 > Answer',
		],
		notes: [
			{
				at: [0, -1.8],
				size: [4.6, 1.7],
				text: `## Run a Job
Runs one job of one profile and writes its **job result** (table \`salesforce_job_results\`): Running, then Complete, Failed or Skipped. A second run of the same job is Skipped while the first is running. A failed job sends an alert and stops nothing else: its answer has the status \`failure\`.

**In**: \`startedBy\` (who or what started it); \`job\` (\`refresh\`, \`identify\`, \`update\`, \`reclaim\`), \`profile\` (display name); for \`reclaim\` also \`candidateIds\` (empty: all that are Ready) and \`ask\`.
**Out**: \`status\`, \`errorMessage\`, \`counts\`, \`created\`, \`updated\`, \`removed\`.`,
			},
		],
		// If not even the job result can be written (for example, Data Tables are full), On Error sends the alert.
		settings: { errorWorkflow: IDS.onError },
	});
}
