import { READABLE } from '../kit/readable';

/**
 * What Ask Before Reclaim passes to a channel. `message` is plain text in paragraphs; `choices` is a list of
 * `{ answer, then, withDate }`, where `then` says what happens next; `otherwise` says what happens without an answer by
 * `until` (ISO); `shown` has it as HTML, as fields of a form and as messages. Every channel returns
 * `{ answer, keepUntil, comment, respondedAt }`, where `answer` is the text of the choice, or empty when there was no
 * answer in time, and `keepUntil` is the date (YYYY-MM-DD) that came with the choice that has `withDate`.
 */
export const QUESTION = {
	to: 'string',
	subject: 'string',
	message: 'string',
	choices: 'array',
	otherwise: 'string',
	until: 'string',
	shown: 'object',
} as const;

/** For the notes of a channel. */
export const QUESTION_CONTRACT = `**In**: \`to\` (e-mail address), \`subject\`, \`message\`, \`choices\` (list of \`answer\`, \`then\`, what happens next, and \`withDate\` for one that comes with a date), \`otherwise\` (what happens without an answer), \`until\`, \`shown\` (the same as a page, e-mail, Slack message and ticket).
**Out**: \`answer\` (one of the choices; empty without an answer in time), \`keepUntil\` (the date that came with it, or empty), \`comment\`, \`respondedAt\`.`;

/** n8n's own pages are gray on white and centered, which is hard to read. */
export const PAGE_LOOK = `${READABLE}:root { --container-width: 600px; --font-size-header: 22px; --font-size-paragraph: 16px; --font-size-label: 16px; --font-size-input: 15px; }
.form-header { text-align: left; }
.form-header h1 { font-weight: 600; line-height: 1.3; }
.form-header p { line-height: 1.5; }
.multiselect-option label { font-size: 16px; }
.n8n-link { display: none; }
div.html h2 { font-size: 14px; line-height: 18px; font-weight: 600; }
table { width: 100%; border-collapse: collapse; }
td { padding: 8px 12px 8px 0; text-align: left; vertical-align: top; border-top: 1px solid #dbdfe7; line-height: 1.4; }
td:first-child { width: 34%; font-weight: 600; }`;

const BUTTON = 'Answer now';
/**
 * n8n writes white on orange, with a contrast of 2.8; its frame is colored over, as far as the button reaches. A mail
 * program that ignores the frame shows it around a label that can be read.
 */
export const MAIL_BUTTON = `<span style="display:block;background:#0b57a4;color:#ffffff;border-radius:2px;box-shadow:0 0 0 12px #0b57a4,-12px 0 0 12px #0b57a4,12px 0 0 12px #0b57a4">${BUTTON}</span>`;

/** Options of n8n's send-and-wait that all channels share. */
export const PAGE_OPTIONS = {
	messageButtonLabel: BUTTON,
	responseFormTitle: "={{ $('Inputs').first().json.subject }}",
	responseFormDescription: "={{ $('Inputs').first().json.shown.description }}",
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
