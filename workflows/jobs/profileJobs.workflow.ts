import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { JOB_IDS } from './ids';
import { call, ifTrue, inputs } from '../kit/nodes';
import { readRows } from '../storage/calls';

const NAME = "={{ $('Inputs').first().json.profile }}";

/** The nightly jobs of one profile, in order, as an execution of their own. */
export function profileJobs(): WorkflowFile {
	const job = (at: [number, number], name: string): NodeOnCanvas =>
		call(
			at,
			IDS.runJob,
			{
				job: ['string', name],
				profile: ['string', NAME],
				startedBy: ['string', 'Scheduled Jobs'],
			},
			{ onError: 'continueRegularOutput' },
		);
	return workflow({
		id: JOB_IDS.profileJobs,
		name: 'Jobs of a Profile',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'string', startAt: 'string' }),
			// n8n resumes a waiting execution as a new job of its queue, which any worker may take. A sub-workflow
			// that does not wait would stay on the worker that called it.
			'Its Turn': {
				type: 'n8n-nodes-base.wait',
				typeVersion: 1.1,
				at: [1, 0],
				parameters: {
					resume: 'webhook',
					limitWaitTime: true,
					limitType: 'atSpecifiedTime',
					maxDateAndTime: '={{ $json.startAt }}',
					options: {},
				},
			},
			Refresh: job([2, 0], 'refresh'),
			Identify: job([3, 0], 'identify'),
			Update: job([4, 0], 'update'),
			'Read Profile': readRows([5, 0], 'salesforce_profiles', 'displayName', NAME),
			'Reclaim Automatically?': ifTrue([6, 0], '={{ $json.rows[0]?.autoReclaim === true }}'),
			Reclaim: job([7, -0.5], 'reclaim'),
			Finished: { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [8, 0], parameters: {} },
		},
		flow: [
			'Inputs > Its Turn > Refresh > Identify > Update > Read Profile > Reclaim Automatically?',
			'Reclaim Automatically?.0 > Reclaim > Finished',
			'Reclaim Automatically?.1 > Finished',
		],
		notes: [
			{
				at: [0, -1.9],
				size: [4.4, 1.5],
				text: `## Jobs of a Profile
**Scheduled Jobs** starts this once for every published profile: refresh, identify, update, and reclaim if the profile says so. Each is an execution of its own, so an org that answers slowly does not hold up the others. With several workers (queue mode), any of them takes it.

**Its Turn** puts the execution aside until its time; n8n looks for such executions once a minute.`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}
