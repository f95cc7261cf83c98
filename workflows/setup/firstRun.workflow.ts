import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { FIRST_RUN_ID, IDS } from '../kit/ids';
import { call, inputs, salesforce } from '../kit/nodes';
import { readRows, writeRows } from '../storage/calls';

const GIVEN = "$('Inputs').first().json";

/** The first jobs of a profile, as an execution of their own: the page that shows them may be closed. */
export function firstRun(): WorkflowFile {
	const run = (at: [number, number], job: string): NodeOnCanvas =>
		call(
			at,
			IDS.runJob,
			{
				job: ['string', job],
				profile: ['string', `={{ ${GIVEN}.profile }}`],
				startedBy: ['string', `={{ ${GIVEN}.startedBy }}`],
			},
			{ onError: 'continueRegularOutput' },
		);
	return workflow({
		id: FIRST_RUN_ID,
		name: 'First Run',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'string', startedBy: 'string' }),
			Refresh: run([1, 0], 'refresh'),
			Identify: run([2, 0], 'identify'),
			'Read Profiles': readRows([3, 0], 'salesforce_profiles'),
			Result: {
				...salesforce([4, 0], {
					resource: 'profile',
					operation: 'form',
					formTask: 'read',
					page: 'firstRun',
					displayName: `={{ ${GIVEN}.profile }}`,
					profiles: '={{ $json.rows }}',
					firstRun:
						"={{ { refresh: $('Refresh').first().json, identify: $('Identify').first().json } }}",
					answeredBy: `={{ ${GIVEN}.startedBy }}`,
				}),
				settings: {},
			},
			// A profile that was deleted in the meantime has no row.
			'Write Step': writeRows([5, 0], 'salesforce_profiles', '={{ $json.row ? [$json.row] : [] }}'),
		},
		flow: ['Inputs > Refresh > Identify > Read Profiles > Result > Write Step'],
		notes: [
			{
				at: [0, -1.8],
				size: [4.4, 1.4],
				text: `## First Run
**Guided Setup** starts this when a profile is published, and when *First run* is chosen again: it reads the subscriptions and finds candidates. It changes nothing in Salesforce.

Its jobs write their results as always, and the page of the guided setup and the record page show them while they work. At the end, the step *First run* of the profile is marked as done, or left open if a job failed.`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}
