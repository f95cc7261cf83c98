import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { call, code, ifTrue, inputs, raw, report, settings, stop } from '../kit/nodes';
import { slackEscaped } from '../kit/slackEscaped';
import { NEXT_RUN } from '../jobs/nextRun';
import { DAILY_AT_HOUR } from '../jobs/scheduledJobs.workflow';
import { readPageLists } from '../storage/calls';

/** If one channel fails, the other must still be used. */
const CONTINUE_ON_ERROR = { onError: 'continueRegularOutput' } as const;

export const ALERT_INPUTS = {
	subject: 'string',
	text: 'string',
	to: 'string',
	/** ID of the job result of a failed job; then subject and text follow from it. */
	jobResult: 'number',
	profile: 'string',
} as const;

const given = "$('Inputs').first().json";
/** Where the record page is: it has the base URL of all webhooks. */
const RECORD_PAGE = `={{ $execution.resumeUrl ? $execution.resumeUrl.replace(/\\/webhook-waiting\\/.*$/, '/webhook/salesforce-licenses-record') + (${given}.profile ? '?profile=' + encodeURIComponent(${given}.profile) + '#jobs' : '') : '' }}`;

/** The one workflow that sends alerts. */
export function alert(): WorkflowFile {
	return workflow({
		id: IDS.alert,
		name: 'Alert',
		nodes: {
			Inputs: inputs([0, 0], ALERT_INPUTS),
			Settings: settings([1, 0], {
				sender: 'Salesforce licenses <licenses@example.com>',
				to: 'admin@example.com',
				slackChannel: '#salesforce-licenses',
				dailyAtHour: DAILY_AT_HOUR,
			}),
			'What to Read': report([2, 0], { format: 'lists', listsFor: 'alert' }),
			'Latest Job Results': {
				...readPageLists([3, 0], '={{ $json.lists }}'),
				// If the tables cannot be read, that is one more reason for a message.
				settings: { ...CONTINUE_ON_ERROR, alwaysOutputData: true },
			},
			Message: report([4, 0], {
				format: 'alert',
				failedJobResult: `={{ ${given}.jobResult ?? 0 }}`,
				title: `={{ ${given}.subject }}`,
				reportOptions: { note: `={{ ${given}.text }}`, recordPageUrl: RECORD_PAGE },
				nextRunAt: NEXT_RUN,
			}),
			'Not Told Yet?': ifTrue([5, 0], '={{ $json.send }}'),
			'Told Already': {
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				at: [6, 1],
				parameters: {
					mode: 'raw',
					jsonOutput: "={{ { status: 'success', errorMessage: '' } }}",
					options: {},
				},
			},
			'Send E-mail': {
				type: 'n8n-nodes-base.emailSend',
				typeVersion: 2.1,
				at: [6, 0],
				parameters: {
					fromEmail: "={{ $('Settings').first().json.sender }}",
					toEmail: `={{ ${given}.to || $('Settings').first().json.to }}`,
					subject: '={{ $json.subject }}',
					emailFormat: 'both',
					text: '={{ $json.text }}',
					html: '={{ $json.html }}',
					options: { appendAttribution: false },
				},
				settings: { ...CONTINUE_ON_ERROR, retryOnFail: true, maxTries: 3, waitBetweenTries: 2000 },
			},
			'Send to Slack': {
				type: 'n8n-nodes-base.slack',
				typeVersion: 2.3,
				at: [7, 0],
				parameters: {
					select: 'channel',
					channelId: {
						__rl: true,
						mode: 'name',
						value: "={{ $('Settings').first().json.slackChannel }}",
					},
					text: `={{ ${slackEscaped("$('Message').first().json.subject + '\\n' + $('Message').first().json.text")} }}`,
					otherOptions: { includeLinkToWorkflow: false },
				},
				settings: { ...CONTINUE_ON_ERROR, disabled: true },
			},
			Answer: code([8, 0], ANSWER),
		},
		flow: [
			'Inputs > Settings > What to Read > Latest Job Results > Message > Not Told Yet?',
			'Not Told Yet?.0 > Send E-mail > Send to Slack > Answer',
			'Not Told Yet?.1 > Told Already',
		],
		notes: [
			{
				at: [0, -2.2],
				size: [4.4, 2],
				text: `## Alert
Select an **SMTP** credential in *Send E-mail*, set sender and recipient in *Settings*, and publish. A profile can have its own recipient. Nobody receives mail at *example.com*.

Jobs that fail for the same reason send **one** message: what it means, when it is tried again, and the way to the record page. A cause that lasts is told again the next night.

For Slack, enable *Send to Slack* and select its credential. For Slack only, disable *Send E-mail*.`,
			},
		],
	});
}

const ANSWER = `
// A disabled node passes its input on, so the same error may appear twice.
const errors = [$('Send E-mail').first().json.error, $('Send to Slack').first().json.error].filter(Boolean).map((error) => error.message || error);
if (errors.length > 0) throw new Error('The alert could not be sent on every channel. ' + [...new Set(errors)].join(' '));
return [{ json: { status: 'success', errorMessage: '' } }];
`;

/** Some ten minutes, in which the queue gives it to other workers. */
const TRIES = 9;

const FAILURE = `={{ {
	subject: 'n8n: the workflow ' + $json.workflow.name + ' failed',
	text: ($json.execution?.error?.message ?? $json.trigger?.error?.message ?? 'No message') + (/table size limit/i.test($json.execution?.error?.message ?? '') ? ' Delete rows you no longer need, raise the limit of n8n (N8N_DATA_TABLES_MAX_SIZE_BYTES), or keep the tables in Postgres.' : '') + '\\n' + ($json.execution?.lastNodeExecuted ? 'Node: ' + $json.execution.lastNodeExecuted + '\\n' : '') + ($json.execution?.url ?? ''),
	to: '', jobResult: 0, profile: ''
} }}`;

/** n8n's error workflow, for failures that no job result can report. */
export function onError(): WorkflowFile {
	return workflow({
		id: IDS.onError,
		name: 'On Error',
		nodes: {
			'Workflow Failed': {
				type: 'n8n-nodes-base.errorTrigger',
				typeVersion: 1,
				at: [0, 0],
				parameters: {},
			},
			'What Failed': raw([1, 0], FAILURE),
			'When Called': inputs([0, 1], ALERT_INPUTS),
			Message: { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [2, 0.5], parameters: {} },
			Alert: call(
				[3, 0.5],
				`={{ '${IDS.alert}' }}`,
				Object.fromEntries(
					Object.entries(ALERT_INPUTS).map(([name, type]) => [
						name,
						[type, `={{ $('Message').first().json.${name} }}`] as [typeof type, string],
					]),
				),
				{ onError: 'continueErrorOutput' },
			),
			'Lacks the Package?': ifTrue(
				[4, 1],
				`={{ /Unrecognized node type/i.test(String($json.error?.message ?? $json.error)) && $runIndex < ${TRIES} }}`,
			),
			// Long enough for n8n to put the execution aside: whichever process has room takes it up.
			'On Any Process': {
				type: 'n8n-nodes-base.wait',
				typeVersion: 1.1,
				at: [5, 0.5],
				parameters: { resume: 'timeInterval', amount: 70, unit: 'seconds' },
			},
			'Not Alerted': stop(
				[5, 1.5],
				"={{ 'The alert could not be sent. ' + String($json.error?.message ?? $json.error) }}",
			),
		},
		flow: [
			'Workflow Failed > What Failed > Message > Alert',
			'When Called > Message',
			'Alert.1 > Lacks the Package?',
			'Lacks the Package?.0 > On Any Process > Alert',
			'Lacks the Package?.1 > Not Alerted',
		],
		notes: [
			{
				at: [0, -1.6],
				size: [4, 1.3],
				text: '## On Error\nn8n runs this workflow when a workflow of the playbook fails; **Run a Job** calls it for a job that could not begin. **Alert** must be published. If this n8n process lacks the package, which Alert needs, it is tried again for some minutes: with several workers (queue mode), another one may have it.',
			},
		],
	});
}
