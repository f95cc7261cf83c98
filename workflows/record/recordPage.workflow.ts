import { readPageLists } from '../storage/calls';
import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { report, settings } from '../kit/nodes';
import { NEXT_RUN } from '../jobs/nextRun';
import { DAILY_AT_HOUR } from '../jobs/scheduledJobs.workflow';

const QUERY = "={{ $('Page Requested').first().json.query }}";
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
			Settings: settings([1, 0], { dailyAtHour: DAILY_AT_HOUR }),
			'What to Read': report([2, 0], { format: 'lists', pageQuery: QUERY }),
			'Read Lists': readPageLists([3, 0], '={{ $json.lists }}'),
			'Record Page': report([4, 0], {
				format: 'recordPage',
				pageQuery: QUERY,
				formsUrl: FORMS,
				jobWorkflowId: `={{ '${IDS.runJob}' }}`,
				nextRunAt: NEXT_RUN,
			}),
			Respond: respond([5, 0]),
		},
		flow: ['Page Requested > Settings > What to Read > Read Lists > Record Page > Respond'],
		notes: [
			{
				at: [0, -2.7],
				size: [4.4, 2.4],
				text: `## Record Page
The stored data of an integration profile on one page: \`<your n8n>/webhook/salesforce-licenses-record?profile=<display name>\`. Without \`profile\`, it is about all profiles and orgs. It reads only the rows that it shows; with \`export\` it answers with a list as a CSV file.

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
			responseBody: '={{ $json.html ?? $json.csv }}',
			options: {
				responseCode: '={{ $json.statusCode }}',
				responseHeaders: {
					entries: [
						{ name: 'Content-Type', value: '={{ $json.contentType }}' },
						{
							name: 'Content-Disposition',
							value:
								'={{ $json.fileName ? `attachment; filename="${$json.fileName}"` : "inline" }}',
						},
						{ name: 'Cache-Control', value: 'no-store' },
						{ name: 'Referrer-Policy', value: 'no-referrer' },
						{ name: 'X-Content-Type-Options', value: 'nosniff' },
					],
				},
			},
		},
	};
}
