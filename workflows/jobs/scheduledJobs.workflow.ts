import { readRows, writeRows } from '../storage/calls';
import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { call, code, ifTrue, loop } from '../kit/nodes';

/** In the time zone of the workflow. */
export const DAILY_AT_HOUR = 2;

const CONTINUE_ON_ERROR = { onError: 'continueRegularOutput' } as const;

const runJob = (at: [number, number], job: string, loopName: string): NodeOnCanvas =>
	call(
		at,
		IDS.runJob,
		{
			job: ['string', job],
			profile: ['string', `={{ $('${loopName}').item.json.displayName }}`],
			startedBy: ['string', 'Scheduled Jobs'],
		},
		CONTINUE_ON_ERROR,
	);

/** Runs the jobs daily, for one published profile after another. */
export function scheduledJobs(): WorkflowFile {
	return workflow({
		id: IDS.schedule,
		name: 'Scheduled Jobs',
		nodes: {
			Daily: {
				type: 'n8n-nodes-base.scheduleTrigger',
				typeVersion: 1.2,
				at: [0, 0],
				parameters: { rule: { interval: [{ field: 'days', triggerAtHour: DAILY_AT_HOUR }] } },
			},
			'Run Now': {
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				at: [0, 1],
				parameters: {},
			},
			'Read Profiles': readRows([1, 0], 'salesforce_profiles', 'status', 'Published'),
			'Each Profile': code(
				[2, 0],
				'return $json.rows.map(({ displayName, autoReclaim }) => ({ json: { displayName, autoReclaim } }));',
			),
			'Loop Over Profiles': loop([3, 0]),
			Refresh: runJob([4, 1], 'refresh', 'Loop Over Profiles'),
			Identify: runJob([5, 1], 'identify', 'Loop Over Profiles'),
			Update: runJob([6, 1], 'update', 'Loop Over Profiles'),
			'Reclaim Automatically?': ifTrue(
				[7, 1],
				"={{ $('Loop Over Profiles').item.json.autoReclaim === true }}",
			),
			Reclaim: runJob([8, 0.3], 'reclaim', 'Loop Over Profiles'),
			Next: { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [9, 1], parameters: {} },
			Finished: { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [4, -0.5], parameters: {} },
		},
		flow: [
			'Daily > Read Profiles > Each Profile > Loop Over Profiles',
			'Run Now > Read Profiles',
			'Loop Over Profiles.0 > Finished',
			'Loop Over Profiles.1 > Refresh > Identify > Update > Reclaim Automatically?',
			'Reclaim Automatically?.0 > Reclaim > Next',
			'Reclaim Automatically?.1 > Next > Loop Over Profiles',
		],
		notes: [
			{
				at: [0, -1.2],
				size: [3.6, 1],
				text: `## Scheduled Jobs
Every night at 2 a.m., for every published profile: refresh, identify, update. Change the hour in **Daily**, and in *Settings* of **Record Page**, which shows it. A failure in one profile does not stop the others.

This workflow reclaims candidates only if the profile says so (*Reclaim automatically every night*). Otherwise, use the form **Reclaim or Give Back**.`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}

/** Finishes work that a restart of n8n interrupted. */
export function afterRestart(): WorkflowFile {
	return workflow({
		id: IDS.restart,
		name: 'After a Restart',
		nodes: {
			'n8n Started': {
				type: 'n8n-nodes-base.n8nTrigger',
				typeVersion: 1,
				at: [0, 0],
				parameters: { events: ['init'] },
			},
			'Read Running Jobs': readRows([1, 0], 'salesforce_job_results', 'status', 'Running'),
			'Read Revocations': readRows([2, 0], 'salesforce_candidates', 'state', 'Awaiting Revocation'),
			Interrupted: code([3, 0], INTERRUPTED),
			'Write Job Results': writeRows([4, 0], 'salesforce_job_results', '={{ $json.jobs }}'),
			'Write Candidates': writeRows(
				[5, 0],
				'salesforce_candidates',
				"={{ $('Interrupted').first().json.candidates }}",
			),
			'Affected Profiles': code(
				[6, 0],
				"return $('Interrupted').first().json.profiles.map((displayName) => ({ json: { displayName } }));",
			),
			'Loop Over Profiles': loop([7, 0]),
			Update: runJob([8, 1], 'update', 'Loop Over Profiles'),
			Finished: { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [8, -0.5], parameters: {} },
		},
		flow: [
			'n8n Started > Read Running Jobs > Read Revocations > Interrupted > Write Job Results > Write Candidates > Affected Profiles > Loop Over Profiles',
			'Loop Over Profiles.0 > Finished',
			'Loop Over Profiles.1 > Update > Loop Over Profiles',
		],
		notes: [
			{
				at: [0, -1.6],
				size: [3.6, 1.4],
				text: `## After a Restart
When n8n is stopped, it does not resume the executions that were running. This workflow marks their job results **Interrupted** and finishes the candidates that were being reclaimed: each was stored with its plan before the first write, so the org shows how far it got.

With several workers (queue mode), a job may survive a restart of the main process. Its candidates are then checked twice, which is harmless.`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}

const INTERRUPTED = `
const now = new Date().toISOString();
const jobs = $('Read Running Jobs').first().json.rows.map((row) => ({ ...row, status: 'Interrupted', endedAt: now, error: 'n8n was stopped while the job was running.' }));
const candidates = $('Read Revocations').first().json.rows.filter((row) => row.revocationStartedAt && !row.graceUntil).map((row) => ({ ...row, executionId: 'interrupted' }));
return [{ json: { jobs, candidates, profiles: [...new Set(candidates.map((row) => row.profile))] } }];
`;
