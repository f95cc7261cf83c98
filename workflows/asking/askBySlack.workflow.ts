import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { fieldsOf } from '../kit/formNodes';
import { IDS } from '../kit/ids';
import { code, ifTrue, inputs, stop } from '../kit/nodes';
import { CHANNEL_ANSWER } from './question.code';
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
			'Found?': ifTrue([2, 0], '={{ $json.error === undefined && !!$json.id }}'),
			'Not Found': stop(
				[3, 1],
				"={{ ((why) => why.includes('users_not_found') ? 'Slack has no user with the e-mail address ' + $('Inputs').first().json.to + '.' : 'Slack: ' + why)(String($json.error?.message || $json.error || 'it returned no user.')) }}",
			),
			'Send and Wait': {
				...slack,
				at: [3, 0],
				parameters: {
					operation: 'sendAndWait',
					select: 'user',
					user: { __rl: true, mode: 'id', value: "={{ $('Find Person').first().json.id }}" },
					subject: "={{ $('Inputs').first().json.subject }}",
					message: "={{ $('Inputs').first().json.shown.slack }}",
					responseType: 'customForm',
					defineForm: 'json',
					jsonOutput: fieldsOf("$('Inputs').first().json.shown.fields"),
					options: PAGE_OPTIONS,
				},
				settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1000 },
			},
			Answer: code([4, 0], CHANNEL_ANSWER),
		},
		flow: [
			'Inputs > Find Person > Found?',
			'Found?.0 > Send and Wait > Answer',
			'Found?.1 > Not Found',
		],
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
