import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { JOB_IDS } from './ids';
import { call, code, ifTrue, inputs, raw, switchOn } from '../kit/nodes';
import { readRows, writeRows } from '../storage/calls';
import { portionRows } from '../storage/portionRows.workflow';
import {
	BEGIN,
	END,
	INTERRUPTED_BY,
	JOB_NAME,
	NOT_BEGUN,
	ONE_AT_A_TIME,
	STORE_AGAIN,
} from './runJob.code';

const LOST = `={{ $json.lost.map(({ id }) => ({ id, status: 'Interrupted', endedAt: new Date().toISOString(), error: '${INTERRUPTED_BY}' })) }}`;

/** Update finishes candidates that are marked with this at once. */
const INTERRUPTED =
	"={{ $json.rows.filter((row) => row.profile === $('Inputs').first().json.profile && row.revocationStartedAt && !row.graceUntil).map(({ id }) => ({ id, executionId: 'interrupted' })) }}";

const RESULT =
	"={{ (({ id, status, answer, startedAt }) => [{ id, status, endedAt: new Date().toISOString(), error: answer.errorMessage ?? '', notRead: (answer.notRead ?? []).join(' '), createdRows: answer.created, updatedRows: answer.updated, removedRows: answer.removed, counts: { ...answer.counts, seconds: Math.round((Date.now() - Date.parse(startedAt)) / 1000) } }])($json) }}";

/** Wraps every job: writes its job result, allows one run at a time, and sends an alert if it fails. */
export function runJob(): WorkflowFile {
	const job = (row: number, id: string): NodeOnCanvas =>
		call(
			[10, row],
			id,
			{ profile: ['object', "={{ $('Read Profile').first().json.rows[0] }}"] },
			{ onError: 'continueRegularOutput' },
		);
	const given = "$('Inputs').first().json";
	const own = "$('Already Running?').first().json";
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
			'Job Name': raw([0.6, 0.6], JOB_NAME),
			'Read Profile': {
				...readRows([1.2, 0], 'salesforce_profiles', 'displayName', `={{ ${given}.profile }}`),
				settings: { onError: 'continueErrorOutput' },
			},
			// From here to its answer, n8n's own nodes only.
			'Not Begun': raw([2, 1.6], NOT_BEGUN),
			'Write Not Begun': portionRows([3, 1.6], 'jobResult', {
				rows: '[$json.result]',
			}),
			'Alert Later': {
				...call(
					[4, 1.6],
					`={{ '${IDS.onError}' }}`,
					{
						subject: [
							'string',
							`={{ '[' + ${given}.profile + '] ' + $('Job Name').first().json.name + ' did not begin' }}`,
						],
						text: ['string', "={{ $('Not Begun').first().json.answer.errorMessage }}"],
						to: ['string', ''],
						jobResult: ['number', '={{ 0 }}'],
						profile: ['string', `={{ ${given}.profile }}`],
					},
					{ onError: 'continueRegularOutput' },
					{ waitForSubWorkflow: false },
				),
			},
			'Answer Not Begun': raw([5, 1.6], "={{ $('Not Begun').first().json.answer }}"),
			Begin: code([2, 0], BEGIN),
			'Write Begin': writeRows([3, 0], 'salesforce_job_results', '={{ [$json.result] }}'),
			'Read Runs': readRows(
				[4, 0],
				'salesforce_job_results',
				'profile',
				"={{ $('Inputs').first().json.profile }}",
			),
			'Already Running?': code([5, 0], ONE_AT_A_TIME),
			'Any Lost?': ifTrue([6, 0], '={{ $json.lost.length > 0 }}'),
			'Write Lost': writeRows([6.7, 1.4], 'salesforce_job_results', LOST),
			'Settle Candidates?': ifTrue([7.6, 1.4], `={{ ${own}.settle }}`),
			'Read Revocations': readRows(
				[8.5, 1.8],
				'salesforce_candidates',
				'state',
				'Awaiting Revocation',
			),
			'Write Interrupted': writeRows([9.4, 1.8], 'salesforce_candidates', INTERRUPTED),
			'May It Run?': ifTrue([7, 0], `={{ ${own}.refusal === '' }}`),
			'Give Signs of Life': call(
				[8, -0.5],
				JOB_IDS.signOfLife,
				{ jobResult: ['number', `={{ ${own}.mine.id }}`] },
				{ onError: 'continueRegularOutput' },
				{ waitForSubWorkflow: false },
			),
			Job: switchOn([9, -0.5], "={{ $('Inputs').first().json.job }}", [
				'refresh',
				'identify',
				'update',
				'reclaim',
			]),
			'Refresh Subscriptions': job(-1.3, IDS.refresh),
			'Identify Candidates': job(-0.5, IDS.identify),
			'Update Candidates': job(0.3, IDS.update),
			'Reclaim Candidates': call(
				[10, 1.1],
				IDS.reclaimCandidates,
				{
					profile: ['string', `={{ ${given}.profile }}`],
					candidateIds: ['array', `={{ ${given}.candidateIds ?? [] }}`],
					ask: ['boolean', `={{ ${given}.ask !== false }}`],
					startedBy: ['string', `={{ ${given}.startedBy ?? '' }}`],
				},
				{ onError: 'continueRegularOutput' },
			),
			End: code([11, 0], END),
			'Write End': {
				...writeRows([12, 0], 'salesforce_job_results', RESULT),
				settings: STORE_AGAIN,
			},
			'To Be Told?': ifTrue(
				[13, 0],
				"={{ $('End').first().json.answer.status === 'failure' || $('End').first().json.status === 'Complete with warnings' }}",
			),
			Alert: call(
				[14, -0.5],
				`={{ '${IDS.alert}' }}`,
				{
					subject: [
						'string',
						"={{ '[' + $('Inputs').first().json.profile + '] ' + $('End').first().json.name + ($('End').first().json.answer.status === 'failure' ? ' failed' : ' is complete with warnings') }}",
					],
					text: ['string', "={{ $('End').first().json.answer.errorMessage }}"],
					to: ['string', "={{ $('Read Profile').first().json.rows[0]?.alertEmail ?? '' }}"],
					jobResult: ['number', "={{ $('End').first().json.id }}"],
					profile: ['string', "={{ $('Inputs').first().json.profile }}"],
				},
				{ onError: 'continueRegularOutput' },
			),
			Answer: {
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				at: [15, 0],
				parameters: {
					mode: 'raw',
					jsonOutput: "={{ $('End').first().json.answer }}",
					options: {},
				},
			},
		},
		flow: [
			'Inputs > Job Name > Read Profile > Begin > Write Begin > Read Runs > Already Running? > Any Lost?',
			'Read Profile.1 > Not Begun > Write Not Begun > Alert Later > Answer Not Begun',
			'Any Lost?.0 > Write Lost > Settle Candidates?',
			'Any Lost?.1 > May It Run?',
			'Settle Candidates?.0 > Read Revocations > Write Interrupted > May It Run?',
			'Settle Candidates?.1 > May It Run?',
			'May It Run?.0 > Give Signs of Life > Job',
			'May It Run?.1 > End',
			'Job.0 > Refresh Subscriptions > End',
			'Job.1 > Identify Candidates > End',
			'Job.2 > Update Candidates > End',
			'Job.3 > Reclaim Candidates > End',
			'End > Write End > To Be Told?',
			'To Be Told?.0 > Alert > Answer',
			'To Be Told?.1 > Answer',
		],
		notes: [
			{
				at: [0, -1.8],
				size: [4.6, 1.7],
				text: `## Run a Job
Runs one job of one profile and writes its **job result** (table \`salesforce_job_results\`): Running, then Complete, Failed or Skipped. A second run of the same job is Skipped while the first is running, on whichever worker. A run whose n8n process was stopped, or which cannot reach the tables for longer, gives no **sign of life** any more: the next run of the profile marks it Interrupted, and *Update* finishes its candidates. A job that failed, or did not read everything (*Complete with warnings*), sends an alert and stops nothing else: its answer has the status \`failure\`. A job that cannot even read the tables, because its n8n process lacks the package, has a job result too.

**In**: \`startedBy\` (who or what started it); \`job\` (\`refresh\`, \`identify\`, \`update\`, \`reclaim\`), \`profile\` (display name); for \`reclaim\` also \`candidateIds\` (empty: all that are Ready) and \`ask\`.
**Out**: \`status\`, \`errorMessage\`, \`counts\`, \`created\`, \`updated\`, \`removed\`, \`notRead\`.`,
			},
		],
		// If not even the job result can be written (for example, Data Tables are full), On Error sends the alert.
		settings: { errorWorkflow: IDS.onError },
	});
}
