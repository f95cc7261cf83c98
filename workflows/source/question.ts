/**
 * What Ask Before Reclaim gives to a channel. `message` is plain text in paragraphs; `choices` is a list of
 * `{ answer, then }`, where `then` says what happens next; `otherwise` is what happens without an answer until
 * `until` (ISO). Every channel gives back `{ answer, comment, respondedAt }`, where `answer` is the text of the
 * choice, or empty when nobody answered in time.
 */
export const QUESTION = {
	to: 'string',
	subject: 'string',
	message: 'string',
	choices: 'array',
	otherwise: 'string',
	until: 'string',
} as const;

/** For the notes of a channel. */
export const QUESTION_CONTRACT = `**In**: \`to\` (e-mail address), \`subject\`, \`message\`, \`choices\` (list of \`answer\` and \`then\`, what happens next), \`otherwise\` (what happens without an answer), \`until\`.
**Out**: \`answer\` (one of the choices; empty when nobody answered in time), \`comment\`, \`respondedAt\`.`;

/**
 * For Code nodes: the page of a question, and its text for a channel. Names and comments were written by
 * people, so they are escaped; n8n unescapes the message of a send-and-wait once, so there it is done twice.
 */
export const PAGE = `
const question = $('Inputs').first().json;
const esc = (text) => String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const escapedTwice = (text) => esc(text).replace(/&/g, '&amp;');
if (!/^[^\\s@,;]+@[^\\s@,;]+$/.test(question.to)) throw new Error('"' + question.to + '" is not one e-mail address.');
const whatHappens = [...question.choices.map(({ answer, then }) => [answer, then]), ['No answer', question.otherwise]];
const page = {
	description: esc(question.message),
	fields: [
		{ fieldLabel: 'Your answer', fieldName: 'answer', fieldType: 'radio', requiredField: true, fieldOptions: { values: question.choices.map(({ answer }) => ({ option: answer })) } },
		{ fieldLabel: 'Anything we should know? (optional)', fieldName: 'comment', fieldType: 'textarea' },
		{ fieldType: 'html', html: '<h4>What happens next</h4><table><tbody>' + whatHappens.map(([answer, then]) => '<tr><td>' + esc(answer) + '</td><td>' + esc(then) + '</td></tr>').join('') + '</tbody></table>' },
	],
};
`;

/** For Code nodes: what came back from n8n's send-and-wait. */
export const CHANNEL_ANSWER = `
// Without an answer in time n8n goes on with what went in, which has no data.
const data = $input.first().json.data;
if (!data) return [{ json: { answer: '', comment: '', respondedAt: '' } }];
// Some nodes name the fields by their labels, others by their names.
const answer = data.answer || data['Your answer'] || '';
// An answer that cannot be read must not pass as silence.
if (!$('Inputs').first().json.choices.some((choice) => choice.answer === answer)) throw new Error('An answer came that is none of the choices: "' + answer + '"');
return [{ json: { answer, comment: data.comment || data['Anything we should know? (optional)'] || '', respondedAt: data.respondedAt } }];
`;

/** n8n's pages are grey on white and centered: this is for reading. */
export const PAGE_LOOK = `:root { --container-width: 600px; --color-header: #1f2328; --color-link: #3d4450; --color-label: #1f2328; --color-html-text: #3d4450; --color-input-text: #1f2328; --color-submit-btn-bg: #0b5cab; --color-input-border: #8c95a3; --font-size-header: 22px; --font-size-paragraph: 16px; --font-size-label: 16px; --font-size-input: 15px; }
.form-header { text-align: left; }
.form-header h1 { font-weight: 600; line-height: 1.3; }
.form-header p { line-height: 1.5; }
.multiselect-option label { font-size: 16px; }
.n8n-link { display: none; }
div.html h4 { font-weight: 600; }
table { width: 100%; border-collapse: collapse; }
td { padding: 8px 12px 8px 0; text-align: left; vertical-align: top; border-top: 1px solid #dbdfe7; line-height: 1.4; }
td:first-child { width: 34%; font-weight: 600; }`;

/** Options of n8n's send-and-wait that every channel has in common. */
export const PAGE_OPTIONS = {
	messageButtonLabel: 'Answer on a page',
	responseFormTitle: "={{ $('Inputs').first().json.subject }}",
	responseFormDescription: "={{ $('Page').first().json.description }}",
	responseFormButtonLabel: 'Send my answer',
	responseFormCustomCss: PAGE_LOOK,
	appendAttribution: false,
	limitWaitTime: {
		values: {
			limitType: 'atSpecifiedTime',
			maxDateAndTime: "={{ $('Inputs').first().json.until }}",
		},
	},
};
