import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { code, inputs } from '../kit/nodes';
import { CHANNEL_ANSWER, PAGE } from './question.code';
import { PAGE_OPTIONS, QUESTION, QUESTION_CONTRACT } from './question';

/** A question on a page, by a direct message in Slack. */
export function askBySlack(): WorkflowFile {
	const slack = { type: 'n8n-nodes-base.slack', typeVersion: 2.3 };
	return workflow({
		id: IDS.askBySlack,
		name: 'Ask by Slack',
		nodes: {
			Inputs: inputs([0, 0], QUESTION),
			'Find Person': {
				...slack,
				at: [1, 0],
				parameters: { resource: 'user', operation: 'lookupByEmail', email: '={{ $json.to }}' },
				settings: { onError: 'continueRegularOutput' },
			},
			Page: code([2, 0], MESSAGE),
			'Send and Wait': {
				...slack,
				at: [3, 0],
				parameters: {
					operation: 'sendAndWait',
					select: 'user',
					user: { __rl: true, mode: 'id', value: "={{ $('Find Person').first().json.id }}" },
					subject: "={{ $('Inputs').first().json.subject }}",
					message: "={{ $('Page').first().json.text }}",
					responseType: 'customForm',
					defineForm: 'json',
					jsonOutput: "={{ JSON.stringify($('Page').first().json.fields) }}",
					options: PAGE_OPTIONS,
				},
				settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1000 },
			},
			Answer: code([4, 0], CHANNEL_ANSWER),
		},
		flow: ['Inputs > Find Person > Page > Send and Wait > Answer'],
		notes: [
			{
				at: [0, -2.1],
				size: [4, 2],
				text: `## Ask by Slack
Select a **Slack API** credential in both Slack nodes, and publish. Its app needs the bot scopes \`chat:write\`, \`users:read\` and \`users:read.email\`: people are looked up by their e-mail address in Salesforce.

${QUESTION_CONTRACT}

The message has one button, which opens a page of n8n. Only submitting that page is an answer.

A profile uses this channel when *Ask by* is **Slack**.`,
			},
		],
	});
}

/** Slack needs &, < and > escaped, and rejects a text of more than 3000 characters instead of cutting it. */
const MESSAGE = `
${PAGE}
const found = $('Find Person').first().json;
if (found.error !== undefined) {
	const why = String(found.error.message || found.error);
	if (why.includes('users_not_found')) throw new Error('Slack has no user with the e-mail address ' + question.to + '.');
	throw new Error('Slack: ' + why);
}
const shortened = question.message.length > 2000 ? question.message.slice(0, 2000) + ' ...' : question.message;
const text = '*' + escapedTwice(question.subject) + '*\\n\\n' + escapedTwice(shortened);
return [{ json: { ...page, text } }];
`;
