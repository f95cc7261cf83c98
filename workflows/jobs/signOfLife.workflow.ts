import type { WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { JOB_IDS } from './ids';
import { ifTrue, inputs } from '../kit/nodes';
import { readRows, writeRows } from '../storage/calls';
import { SIGN_OF_LIFE } from './runJob.code';

const HOURS_A_RUN_MAY_TAKE = 6;
/** Counted instead of timed, so that a clock that jumps ends no signs. */
const SIGNS_OF_A_RUN = (HOURS_A_RUN_MAY_TAKE * 3_600) / SIGN_OF_LIFE.everySeconds;

/**
 * Runs beside a job. n8n runs a sub-workflow in the process of its caller, in queue mode too, so its writes end
 * when that process ends, in whatever way.
 */
export function signOfLife(): WorkflowFile {
	const id = "={{ String($('Inputs').first().json.jobResult) }}";
	const isAtWork = `$json.rows[0]?.status === 'Running' && $runIndex < ${SIGNS_OF_A_RUN}`;
	return workflow({
		id: JOB_IDS.signOfLife,
		name: 'Sign of Life',
		nodes: {
			Inputs: inputs([0, 0], { jobResult: 'number' }),
			Wait: {
				type: 'n8n-nodes-base.wait',
				typeVersion: 1.1,
				at: [1, 0],
				parameters: { resume: 'timeInterval', amount: SIGN_OF_LIFE.everySeconds, unit: 'seconds' },
			},
			// Not tried again: signs that outlive a run whose end could not be stored would hold up the next ones.
			'Read Run': readRows([2, 0], 'salesforce_job_results', 'id', id),
			'Still Running?': ifTrue([3, 0], `={{ ${isAtWork} }}`),
			// Nothing changes but the time of the row, so that the end of the run is never overwritten.
			'Write Sign': writeRows(
				[4, -0.5],
				'salesforce_job_results',
				'={{ [{ id: $json.rows[0].id, executionId: $json.rows[0].executionId }] }}',
			),
			Ended: { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [4, 0.5], parameters: {} },
		},
		flow: [
			'Inputs > Wait > Read Run > Still Running?',
			'Still Running?.0 > Write Sign > Wait',
			'Still Running?.1 > Ended',
		],
		notes: [
			{
				at: [0, -1.6],
				size: [4.4, 1.1],
				text: `## Sign of Life
**Run a Job** starts this beside each run. Every ${SIGN_OF_LIFE.everySeconds} seconds it updates the job result, until the run has ended. It runs in the same n8n process as the job: if that process is stopped, so are the signs, and after ${SIGN_OF_LIFE.lostAfterSeconds} seconds the next run of the profile takes over.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}
