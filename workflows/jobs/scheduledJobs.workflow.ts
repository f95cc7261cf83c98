import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { JOB_IDS } from './ids';
import { callForEach, rowsAsItems, settings } from '../kit/nodes';
import { readRows } from '../storage/calls';

/** In the time zone of the workflow. */
export const DAILY_AT_HOUR = 2;

/** Starts the jobs of every published profile, daily. */
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
			Settings: settings([1, 0], { minutesBetweenProfiles: 1 }),
			'Read Profiles': readRows([2, 0], 'salesforce_profiles', 'status', 'Published'),
			// Without a published profile the workflow ends here.
			'Each Profile': { ...rowsAsItems([3, 0]), settings: {} },
			'Start Its Jobs': callForEach(
				[4, 0],
				JOB_IDS.profileJobs,
				{
					profile: ['string', '={{ $json.displayName }}'],
					startAt: [
						'string',
						"={{ $now.plus({ minutes: $itemIndex * $('Settings').first().json.minutesBetweenProfiles }).toISO() }}",
					],
				},
				{ onError: 'continueRegularOutput' },
			),
		},
		flow: [
			'Daily > Settings > Read Profiles > Each Profile > Start Its Jobs',
			'Run Now > Settings',
		],
		notes: [
			{
				at: [0, -1.6],
				size: [4.4, 1.4],
				text: `## Scheduled Jobs
Every night at 2 a.m., for every published profile: refresh, identify, update, and reclaim if the profile says so (*Reclaim automatically every night*). Each profile is an execution of its own of **Jobs of a Profile**, so a slow or failing org does not stop the others.

Change the hour in **Daily**, and in *Settings* of **Record Page**, which shows it. **Settings**: the minutes from one start to the next; 0 for all at once if you have several workers.`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}
