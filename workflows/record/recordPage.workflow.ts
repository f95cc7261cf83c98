import { bundled } from '../kit/bundle';
import { readRows } from '../storage/calls';
import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { code, ifTrue, settings } from '../kit/nodes';
import { DAILY_AT_HOUR } from '../jobs/scheduledJobs.workflow';

const NAME = "={{ $('Which Profile?').first().json.name }}";

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
			'Read Profiles': readRows([2, 0], 'salesforce_profiles'),
			'Which Profile?': code([3, 0], WHICH_PROFILE),
			'Profile Found?': ifTrue([4, 0], '={{ $json.found }}'),
			'Read Subscriptions': readRows([5, -0.5], 'salesforce_subscriptions', 'profile', NAME),
			'Read Candidates': readRows([6, -0.5], 'salesforce_candidates', 'profile', NAME),
			'Read Job Results': readRows([7, -0.5], 'salesforce_job_results', 'profile', NAME),
			'Read Snapshots': readRows([8, -0.5], 'salesforce_snapshots', 'profile', NAME),
			'Read Software Models': readRows([9, -0.5], 'salesforce_software_models'),
			'Make the Record Page': code([10, -0.5], RECORD_PAGE),
			'Read All Candidates': readRows([5, 0.5], 'salesforce_candidates'),
			'Read All Job Results': readRows([6, 0.5], 'salesforce_job_results'),
			'Make the List of Profiles': code([10, 0.5], PROFILES_PAGE),
			Respond: {
				type: 'n8n-nodes-base.respondToWebhook',
				typeVersion: 1.5,
				at: [11, 0],
				parameters: {
					respondWith: 'text',
					responseBody: '={{ $json.body }}',
					options: {
						responseCode: '={{ $json.status }}',
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
			},
		},
		flow: [
			'Page Requested > Settings > Read Profiles > Which Profile? > Profile Found?',
			'Profile Found?.0 > Read Subscriptions > Read Candidates > Read Job Results > Read Snapshots > Read Software Models > Make the Record Page > Respond',
			'Profile Found?.1 > Read All Candidates > Read All Job Results > Make the List of Profiles > Respond',
		],
		notes: [
			{
				at: [0, -2.2],
				size: [4.6, 2],
				text: `## Record Page
The stored data of an integration profile on one page: \`<your n8n>/webhook/salesforce-licenses-record?profile=<display name>\`. Without \`profile\`, it lists all profiles.

The page is closed until you select a **Basic Auth** credential in *Page Requested* and publish; browsers then ask for its user and password. Header Auth and JWT Auth also work, for a proxy in front of n8n that sends them. The page shows the names of users and changes nothing: its buttons open forms that ask for an n8n login.

**Settings**: the hour of *Scheduled Jobs*, for the column *Next run*. If you change the hour there, change it here too.`,
			},
		],
		// A copy of every page view would be of no use.
		settings: { errorWorkflow: IDS.onError, saveDataSuccessExecution: 'none' },
	});
}

const WHICH_PROFILE = `
const { query } = $('Page Requested').first().json;
const asked = query.profile;
const name = String((Array.isArray(asked) ? asked[0] : asked) ?? '').trim();
const profile = $('Read Profiles').first().json.rows.find((row) => row.displayName === name);
return [{ json: { name, found: profile !== undefined } }];
`;

/** The forms of this n8n have the same base URL as its webhooks. */
const COMMON = `
const { query, webhookUrl } = $('Page Requested').first().json;
const forms = webhookUrl.replace(/\\/webhook(-test)?\\/.*$/, '/form');
const now = new Date().toISOString();
const { name } = $('Which Profile?').first().json;
const profiles = $('Read Profiles').first().json.rows;
`;

const RECORD_PAGE = `
${bundled('record/recordPage.code')}
${COMMON}
// A parameter that is given twice arrives as a list.
const asked = { profile: name };
for (const key of ['find', 'subscriptionsPage', 'candidatesPage', 'resultsPage']) {
	if (query[key] !== undefined) asked[key] = String(Array.isArray(query[key]) ? query[key][0] : query[key]);
}
// The hour is in the workflow's time zone, as in the schedule.
const today = $now.set({ hour: $('Settings').first().json.dailyAtHour, minute: 0, second: 0, millisecond: 0 });
const nextRun = (today > $now ? today : today.plus({ days: 1 })).toUTC().toISO();
return [{ json: recordPage({
	profile: profiles.find((row) => row.displayName === name),
	subscriptions: $('Read Subscriptions').first().json.rows,
	candidates: $('Read Candidates').first().json.rows,
	jobResults: $('Read Job Results').first().json.rows,
	snapshots: $('Read Snapshots').first().json.rows,
	models: $('Read Software Models').first().json.rows,
	now, nextRun, forms, asked,
}) }];
`;

const PROFILES_PAGE = `
${bundled('record/profilesPage.code')}
${COMMON}
return [{ json: profilesPage({
	profiles,
	candidates: $('Read All Candidates').first().json.rows,
	jobResults: $('Read All Job Results').first().json.rows,
	now, forms, unknown: name,
}) }];
`;
