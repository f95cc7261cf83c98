import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { fieldsOf } from '../kit/formNodes';
import { IDS } from '../kit/ids';
import { code, inputs, settings } from '../kit/nodes';
import { CHANNEL_ANSWER } from './question.code';
import { MAIL_BUTTON, PAGE_OPTIONS, QUESTION, QUESTION_CONTRACT } from './question';

/** A question on a page, by e-mail. */
export function askByEmail(): WorkflowFile {
	return workflow({
		id: IDS.askByEmail,
		name: 'Ask by E-mail',
		nodes: {
			Inputs: inputs([0, 0], QUESTION),
			Settings: settings([1, 0], { sender: 'Salesforce licenses <licenses@example.com>' }),
			'Send and Wait': {
				type: 'n8n-nodes-base.emailSend',
				typeVersion: 2.1,
				at: [2, 0],
				parameters: {
					operation: 'sendAndWait',
					fromEmail: "={{ $('Settings').first().json.sender }}",
					toEmail: "={{ $('Inputs').first().json.to }}",
					subject: "={{ $('Inputs').first().json.subject }}",
					message: "={{ $('Inputs').first().json.shown.mail }}",
					responseType: 'customForm',
					defineForm: 'json',
					jsonOutput: fieldsOf("$('Inputs').first().json.shown.fields"),
					options: { ...PAGE_OPTIONS, messageButtonLabel: MAIL_BUTTON },
				},
				settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1000 },
			},
			Answer: code([3, 0], CHANNEL_ANSWER),
		},
		flow: ['Inputs > Settings > Send and Wait > Answer'],
		notes: [
			{
				at: [0, -1.9],
				size: [4, 1.8],
				text: `## Ask by E-mail
Select an **SMTP** credential in *Send and Wait*, set the sender in *Settings*, and publish.

${QUESTION_CONTRACT}

The mail has one button, which opens a page. Only submitting that page is an answer; opening the link is not. n8n signs the link; it works once, until \`until\`.`,
			},
		],
	});
}
