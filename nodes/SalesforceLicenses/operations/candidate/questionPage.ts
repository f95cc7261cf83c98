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
			...dateField(choices),
			{
				fieldLabel: 'Anything we should know? (optional)',
				fieldName: 'comment',
				fieldType: 'textarea',
			},
			{ fieldType: 'html', html: whatHappens(question) },
		],
		mail: forSendAndWait(mailOf(question)),
		slack: forSendAndWait(escapeSlack(`*${subject}*\n\n${cut(message, LONGEST_SLACK_MESSAGE)}`)),
		ticket: [
			message,
			`To answer, resolve this ticket with one of these as the first line of the resolution notes:\n${choices.map(({ answer, then }) => `- ${answer}: ${then}`).join('\n')}`,
			...choices
				.filter(({ withDate }) => withDate)
				.map(({ answer }) => `For “${answer}”, write the date as the second line: 2027-03-31.`),
			`If you do not answer: ${otherwise}`,
		].join('\n\n'),
	};
}

function dateField(choices: Question['choices']): object[] {
	const dated = choices.find(({ withDate }) => withDate);
	if (dated === undefined) return [];
	const fieldLabel = `Until (only for “${dated.answer}”)`;
	return [{ fieldLabel, fieldName: 'keepUntil', fieldType: 'date' }];
}

/** With more answers, what happens without one stands in the text of the question alone. */
const MOST_MAIL_ROWS = 5;

const lines = ({ choices, otherwise }: Question) => [
	...choices.map(({ answer, then }) => [answer, then]),
	['If you do not answer', otherwise],
];

function whatHappens(question: Question): string {
	const cells = lines(question).map(
		([answer, then]) => `<tr><td>${escapeHtml(answer)}</td><td>${escapeHtml(then)}</td></tr>`,
	);
	return `<h2>What happens next</h2><table><tbody>${cells.join('')}</tbody></table>`;
}

/**
 * The heading, the text, and what each answer does. n8n puts it into a narrow, centered, gray frame and the button below
 * it. Some mail programs ignore CSS for line breaks; n8n removes <br> and keeps <br/>.
 */
function mailOf(question: Question): string {
	const soft = 'color:#5a6270;font-size:13px';
	const cell = 'padding:8px 0;border-top:1px solid #e1e4ea;font-size:14px;line-height:1.45';
	const rows = lines(question)
		.slice(0, MOST_MAIL_ROWS)
		.map(
			([answer, then]) =>
				`<tr><td align="left" style="${cell};color:#1c1f26"><b>${escapeHtml(answer)}</b><br/><span style="${soft}">${escapeHtml(then)}</span></td></tr>`,
		);
	return `<div style="text-align:left;white-space:normal;font-size:15px;line-height:1.5;color:#1c1f26;overflow-wrap:anywhere;word-break:break-word"><h1 style="margin:0 0 12px;font-size:22px;line-height:1.3">${escapeHtml(question.subject)}</h1><p style="margin:0">${escapeHtml(question.message).replace(/\n/g, '<br/>')}</p><h2 style="margin:20px 0 6px;font-size:16px;line-height:1.3">What happens next</h2><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="table-layout:fixed">${rows.join('')}</table></div>`;
}

/** n8n unescapes the message of Send and Wait once. */
const forSendAndWait = (markup: string): string => markup.replace(/&/g, '&amp;');

/** By code point, so that no character is split. */
function cut(text: string, length: number): string {
	const letters = [...text];
	return letters.length > length ? `${letters.slice(0, length).join('')} ...` : text;
}
