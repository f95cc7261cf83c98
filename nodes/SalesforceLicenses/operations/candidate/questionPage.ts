import { escapeHtml } from '../../licensing/model/text/escapeHtml';
import { escapeSlack } from '../../licensing/model/text/escapeSlack';
import type { Question } from '../../licensing/playbook/promises/question';

/** A question in the forms for n8n's pages, e-mail, Slack and a ticket. Names and comments were entered by people. */
export interface ShownQuestion {
	/** HTML above the form. */
	description: string;
	/** The fields of the form, in the format of n8n's Send and Wait (Define Form: Using JSON). */
	fields: object[];
	/** HTML of the e-mail, for Message of Send and Wait. */
	mail: string;
	/** The message in Slack, for Message of Send and Wait. */
	slack: string;
	/** Plain text, with how to answer in a ticket. */
	ticket: string;
}

/** Slack rejects a text of more than 3,000 characters instead of cutting it. */
const LONGEST_SLACK_MESSAGE = 2000;

export function shownQuestion(question: Question): ShownQuestion {
	const { subject, message, choices, otherwise } = question;
	return {
		description: escapeHtml(message),
		fields: [
			{
				fieldLabel: 'Your answer',
				fieldName: 'answer',
				fieldType: 'radio',
				requiredField: true,
				fieldOptions: { values: choices.map(({ answer }) => ({ option: answer })) },
			},
			{
				fieldLabel: 'Anything we should know? (optional)',
				fieldName: 'comment',
				fieldType: 'textarea',
			},
			{ fieldType: 'html', html: whatHappens(question) },
		],
		mail: `<span style="${MAIL_STYLE}">${forSendAndWait(escapeHtml(message)).replace(/\n/g, '<br/>')}</span>`,
		slack: forSendAndWait(escapeSlack(`*${subject}*\n\n${cut(message, LONGEST_SLACK_MESSAGE)}`)),
		ticket: [
			message,
			`To answer, resolve this ticket with one of these as the first line of the resolution notes:\n${choices.map(({ answer, then }) => `- ${answer}: ${then}`).join('\n')}`,
			`If you do not answer: ${otherwise}`,
		].join('\n\n'),
	};
}

function whatHappens({ choices, otherwise }: Question): string {
	const rows = [
		...choices.map(({ answer, then }) => [answer, then]),
		['If you do not answer', otherwise],
	];
	const cells = rows.map(
		([answer, then]) => `<tr><td>${escapeHtml(answer)}</td><td>${escapeHtml(then)}</td></tr>`,
	);
	return `<h2>What happens next</h2><table><tbody>${cells.join('')}</tbody></table>`;
}

/** Some mail programs ignore CSS for line breaks; n8n removes <br> and keeps <br/>. */
const MAIL_STYLE =
	'display: block; text-align: left; font-size: 15px; line-height: 1.5; color: #1f2328;';

/** n8n unescapes the message of Send and Wait once. */
const forSendAndWait = (markup: string): string => markup.replace(/&/g, '&amp;');

/** By code point, so that no character is split. */
function cut(text: string, length: number): string {
	const letters = [...text];
	return letters.length > length ? `${letters.slice(0, length).join('')} ...` : text;
}
