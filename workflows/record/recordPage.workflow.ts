import { readRows } from '../storage/calls';
import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { ifTrue, merge, report, settings } from '../kit/nodes';
import { DAILY_AT_HOUR } from '../jobs/scheduledJobs.workflow';

/** A parameter that stands in the URL twice arrives as a list. */
const ASKED = "={{ String([$json.query.profile].flat()[0] ?? '').trim() }}";
const NAME = "={{ $('Settings').first().json.profile }}";
const FOUND = `={{ $json.rows.some((row) => row.displayName === $('Settings').first().json.profile) }}`;
/** The hour is in the workflow's time zone, as in the schedule. */
const NEXT_RUN = `={{ ((today) => (today > $now ? today : today.plus({ days: 1 })).toUTC().toISO())($now.startOf('day').set({ hour: $('Settings').first().json.dailyAtHour })) }}`;
/** The forms of this n8n have the same base URL as its webhooks. */
const FORMS = `={{ $('Page Requested').first().json.webhookUrl.replace(/\\/webhook(-test)?\\/.*$/, '/form') }}`;

/** A page for people: the stored data of an integration profile. */
export function recordPage(): WorkflowFile {
	return workflow({
		id: IDS.recordPage,
		name: 'Record Page',
		nodes: {
			'Page Requested': {
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2.1,
				at: [0, 0],
				parameters: {
					httpMethod: 'GET',
					path: 'salesforce-licenses-record',
					authentication: 'basicAuth',
					responseMode: 'responseNode',
					options: {},
				},
			},
			Settings: settings([1, 0], { profile: ASKED, dailyAtHour: DAILY_AT_HOUR }),
			'Read Profiles': readRows([2, 0], 'salesforce_profiles'),
			'Profile Found?': ifTrue([3, 0], FOUND),
			'Read Subscriptions': readRows([4, -2.5], 'salesforce_subscriptions', 'profile', NAME),
			'Read Candidates': readRows([4, -1.5], 'salesforce_candidates', 'profile', NAME),
			'Read Savings': readRows([4, -0.5], 'salesforce_savings', 'profile', NAME),
			'Read Job Results': readRows([4, 0.5], 'salesforce_job_results', 'profile', NAME),
			'Read Snapshots': readRows([4, 1.5], 'salesforce_snapshots', 'profile', NAME),
			'Read Software Models': readRows([4, 2.5], 'salesforce_software_models'),
			'All of the Profile': merge([5, 0], 7),
			'Read All Candidates': readRows([4, 4], 'salesforce_candidates'),
			'Read All Savings': readRows([4, 5], 'salesforce_savings'),
			'Read All Job Results': readRows([4, 6], 'salesforce_job_results'),
			'All Profiles': merge([5, 5], 4),
			'Record Page': report([6, 0], {
				format: 'recordPage',
				pageQuery: "={{ $('Page Requested').first().json.query }}",
				formsUrl: FORMS,
				nextRunAt: NEXT_RUN,
			}),
			Respond: respond([7, 0]),
		},
		flow: [
			'Page Requested > Settings > Read Profiles > Profile Found?',
			'Profile Found?.0 > Read Subscriptions > All of the Profile',
			'Profile Found?.0 > Read Candidates > All of the Profile@1',
			'Profile Found?.0 > Read Savings > All of the Profile@2',
			'Profile Found?.0 > Read Job Results > All of the Profile@3',
			'Profile Found?.0 > Read Snapshots > All of the Profile@4',
			'Profile Found?.0 > Read Software Models > All of the Profile@5',
			'Profile Found?.0 > All of the Profile@6',
			'All of the Profile > Record Page > Respond',
			'Profile Found?.1 > Read All Candidates > All Profiles',
			'Profile Found?.1 > Read All Savings > All Profiles@1',
			'Profile Found?.1 > Read All Job Results > All Profiles@2',
			'Profile Found?.1 > All Profiles@3',
			'All Profiles > Record Page',
		],
		notes: [
			{
				at: [0, -3],
				size: [3.6, 2.6],
				text: `## Record Page
The stored data of an integration profile on one page: \`<your n8n>/webhook/salesforce-licenses-record?profile=<display name>\`. Without \`profile\`, it lists all profiles.

The page is closed until you select a **Basic Auth** credential in *Page Requested* and publish; browsers then ask for its user and password. Header Auth and JWT Auth also work, for a proxy in front of n8n that sends them. The page shows the names of users and changes nothing: its buttons open forms that ask for an n8n login.

**Settings**: the hour of *Scheduled Jobs*, for the next run. If you change the hour there, change it here too.`,
			},
		],
		// A copy of every page view would be of no use.
		settings: { errorWorkflow: IDS.onError, saveDataSuccessExecution: 'none' },
	});
}

function respond(at: NodeOnCanvas['at']): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.respondToWebhook',
		typeVersion: 1.5,
		at,
		parameters: {
			respondWith: 'text',
			responseBody: '={{ $json.html }}',
			options: {
				responseCode: '={{ $json.statusCode }}',
				responseHeaders: {
					entries: [
						{ name: 'Content-Type', value: 'text/html; charset=utf-8' },
						{ name: 'Cache-Control', value: 'no-store' },
						{ name: 'Referrer-Policy', value: 'no-referrer' },
						{ name: 'X-Content-Type-Options', value: 'nosniff' },
					],
				},
			},
		},
	};
}
