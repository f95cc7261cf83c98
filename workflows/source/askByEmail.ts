import type { WorkflowFile } from './canvas';
import { workflow } from './canvas';
import { IDS } from './ids';
import { code, inputs, settings } from './nodes';

/** A question on a page, by e-mail. */
export function askByEmail(): WorkflowFile {
	return workflow({
		id: IDS.askByEmail,
		name: 'Ask by E-mail',
		nodes: {
			Inputs: inputs([0, 0], {
				to: 'string',
				subject: 'string',
				message: 'string',
				choices: 'array',
				days: 'number',
			}),
			Settings: settings([1, 0], { sender: 'Salesforce licenses <licenses@example.com>' }),
			'Send and Wait': {
				type: 'n8n-nodes-base.emailSend',
				typeVersion: 2.1,
				at: [2, 0],
				parameters: {
					operation: 'sendAndWait',
					fromEmail: '={{ $json.sender }}',
					toEmail: "={{ $('Inputs').first().json.to }}",
					subject: "={{ $('Inputs').first().json.subject }}",
					message: "={{ $('Inputs').first().json.message }}",
					responseType: 'customForm',
					defineForm: 'json',
					jsonOutput: `={{ JSON.stringify([
	{ fieldLabel: 'Your answer', fieldName: 'answer', fieldType: 'radio', requiredField: true, fieldOptions: { values: $('Inputs').first().json.choices.map((option) => ({ option })) } },
	{ fieldLabel: 'Comment', fieldName: 'comment', fieldType: 'textarea' },
]) }}`,
					options: {
						messageButtonLabel: 'Answer',
						responseFormTitle: "={{ $('Inputs').first().json.subject }}",
						responseFormButtonLabel: 'Send',
						appendAttribution: false,
						limitWaitTime: {
							values: {
								limitType: 'afterTimeInterval',
								resumeAmount: "={{ $('Inputs').first().json.days }}",
								resumeUnit: 'days',
							},
						},
					},
				},
			},
			Answer: code([3, 0], CHANNEL_ANSWER),
		},
		flow: ['Inputs > Settings > Send and Wait > Answer'],
		notes: [
			{
				at: [0, -1.8],
				size: [3.4, 1.7],
				text: `## Ask by E-mail
Choose an **SMTP** credential in *Send and Wait*, set the sender in *Settings*, and publish.

**In**: \`to\`, \`subject\`, \`message\`, \`choices\`, \`days\`.
**Out**: \`answer\` (one of the choices; empty after that many days without one), \`comment\`, \`respondedAt\`.

The mail has one button. It opens a page, and only the page decides: opening the link is no answer.`,
			},
		],
	});
}

const CHANNEL_ANSWER = `
// Without an answer in time n8n goes on with what went in, which has no data.
const data = $input.first().json.data;
if (!data) return [{ json: { answer: '', comment: '', respondedAt: '' } }];
// Some nodes name the fields by their labels, others by their names.
const answer = data.answer || data['Your answer'] || '';
// An answer that cannot be read must not pass as silence.
if (!$('Inputs').first().json.choices.includes(answer)) throw new Error('An answer came that is none of the choices: "' + answer + '"');
return [{ json: { answer, comment: data.comment || data.Comment || '', respondedAt: data.respondedAt } }];
`;
