import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { call, code, inputs, settings } from '../kit/nodes';
import { slackEscaped } from '../kit/slackEscaped';

/** If one channel fails, the other must still be used. */
const CONTINUE_ON_ERROR = { onError: 'continueRegularOutput' } as const;

/** The one workflow that sends alerts. */
export function alert(): WorkflowFile {
	return workflow({
		id: IDS.alert,
		name: 'Alert',
		nodes: {
			Inputs: inputs([0, 0], { subject: 'string', text: 'string', to: 'string' }),
			Settings: settings([1, 0], {
				sender: 'Salesforce licenses <licenses@example.com>',
				to: 'admin@example.com',
				slackChannel: '#salesforce-licenses',
			}),
			'Send E-mail': {
				type: 'n8n-nodes-base.emailSend',
				typeVersion: 2.1,
				at: [2, 0],
				parameters: {
					fromEmail: '={{ $json.sender }}',
					toEmail: "={{ $('Inputs').first().json.to || $json.to }}",
					subject: "={{ $('Inputs').first().json.subject }}",
					emailFormat: 'text',
					text: "={{ $('Inputs').first().json.text }}",
					options: { appendAttribution: false },
				},
				settings: { ...CONTINUE_ON_ERROR, retryOnFail: true, maxTries: 3, waitBetweenTries: 2000 },
			},
			'Send to Slack': {
				type: 'n8n-nodes-base.slack',
				typeVersion: 2.3,
				at: [3, 0],
				parameters: {
					select: 'channel',
					channelId: {
						__rl: true,
						mode: 'name',
						value: "={{ $('Settings').first().json.slackChannel }}",
					},
					text: `={{ ${slackEscaped("$('Inputs').first().json.subject + '\\n' + $('Inputs').first().json.text")} }}`,
					otherOptions: { includeLinkToWorkflow: false },
				},
				settings: { ...CONTINUE_ON_ERROR, disabled: true },
			},
			Answer: code([4, 0], ANSWER),
		},
		flow: ['Inputs > Settings > Send E-mail > Send to Slack > Answer'],
		notes: [
			{
				at: [0, -1.6],
				size: [3.6, 1.5],
				text: `## Alert
Select an **SMTP** credential in *Send E-mail*, set sender and recipient in *Settings*, and publish. A profile can have its own recipient.

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
			Alert: call([1, 0], `={{ '${IDS.alert}' }}`, {
				subject: ['string', "={{ 'n8n: the workflow ' + $json.workflow.name + ' failed' }}"],
				text: [
					'string',
					"={{ ($json.execution?.error?.message ?? $json.trigger?.error?.message ?? 'No message') + (/table size limit/i.test($json.execution?.error?.message ?? '') ? ' Delete rows you no longer need, raise the limit of n8n (N8N_DATA_TABLES_MAX_SIZE_BYTES), or keep the tables in Postgres.' : '') + '\\n' + ($json.execution?.lastNodeExecuted ? 'Node: ' + $json.execution.lastNodeExecuted + '\\n' : '') + ($json.execution?.url ?? '') }}",
				],
				to: ['string', ''],
			}),
		},
		flow: ['Workflow Failed > Alert'],
		notes: [
			{
				at: [0, -1.2],
				size: [2.4, 1],
				text: '## On Error\nn8n runs this workflow when a workflow of the playbook fails. **Alert** must be published.',
			},
		],
	});
}
