import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { call, loop, rowsAsItems } from '../kit/nodes';
import { readRows } from '../storage/calls';
import { SIGN_OF_LIFE } from './runJob.code';

/** Finishes work that a stop of n8n interrupted. */
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
			'Wait for Signs of Life': {
				type: 'n8n-nodes-base.wait',
				typeVersion: 1.1,
				at: [1, 0],
				parameters: {
					resume: 'timeInterval',
					amount: SIGN_OF_LIFE.lostAfterSeconds + 1,
					unit: 'seconds',
				},
			},
			'Read Running Jobs': readRows([2, 0], 'salesforce_job_results', 'status', 'Running'),
			Runs: { ...rowsAsItems([3, 0]), settings: {} },
			'Affected Profiles': {
				type: 'n8n-nodes-base.removeDuplicates',
				typeVersion: 2,
				at: [4, 0],
				parameters: { compare: 'selectedFields', fieldsToCompare: 'profile', options: {} },
			},
			'Loop Over Profiles': loop([5, 0]),
			Update: call(
				[6, 1],
				IDS.runJob,
				{
					job: ['string', 'update'],
					profile: ['string', '={{ $json.profile }}'],
					startedBy: ['string', 'After a Restart'],
				},
				{ onError: 'continueRegularOutput' },
			),
			Finished: { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [6, -0.5], parameters: {} },
		},
		flow: [
			'n8n Started > Wait for Signs of Life > Read Running Jobs > Runs > Affected Profiles > Loop Over Profiles',
			'Loop Over Profiles.0 > Finished',
			'Loop Over Profiles.1 > Update > Loop Over Profiles',
		],
		notes: [
			{
				at: [0, -1.6],
				size: [4.4, 1.3],
				text: `## After a Restart
When n8n is stopped, it does not resume the executions that were running. This workflow runs **Update** for every profile with a job that was running. **Run a Job** marks the jobs that give no sign of life any more as *Interrupted*, and Update finishes their candidates: each was stored with its plan before the first write, so the org shows how far it got.

With several workers (queue mode), jobs that survived the restart of the main process go on.`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}
