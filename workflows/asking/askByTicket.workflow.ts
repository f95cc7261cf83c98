import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { code, ifTrue, inputs, settings, stop } from '../kit/nodes';
import { LOOKED_AT } from './askByTicket.code';
import { QUESTION, QUESTION_CONTRACT } from './question';

/** A question as a ticket, answered by resolving it. Made for ServiceNow. */
export function askByTicket(): WorkflowFile {
	const serviceNow = { type: 'n8n-nodes-base.serviceNow', typeVersion: 1 };
	const basic = { authentication: 'basicAuth' };
	return workflow({
		id: IDS.askByTicket,
		name: 'Ask by Ticket',
		nodes: {
			Inputs: inputs([0, 0], QUESTION),
			Settings: settings([1, 0], { minutesBetweenLooks: 60, assignmentGroup: '' }),
			'Find Person': {
				...serviceNow,
				at: [2, 0],
				parameters: {
					...basic,
					resource: 'user',
					operation: 'getAll',
					limit: 1,
					options: {
						sysparm_query:
							"={{ 'email=' + $('Inputs').first().json.to.replace(/[\\^=]/g, '') + '^active=true' }}",
					},
				},
				settings: { alwaysOutputData: true },
			},
			'Found?': ifTrue([3, 0], '={{ !!$json.sys_id }}'),
			'Not Found': stop(
				[4, 1],
				"={{ 'ServiceNow has no active user with the e-mail address ' + $('Inputs').first().json.to + '.' }}",
			),
			'Create Ticket': {
				...serviceNow,
				at: [4, 0],
				parameters: {
					...basic,
					resource: 'incident',
					operation: 'create',
					short_description: "={{ $('Inputs').first().json.subject.slice(0, 160) }}",
					additionalFields: {
						caller_id: "={{ $('Find Person').first().json.sys_id }}",
						description: "={{ $('Inputs').first().json.shown.ticket }}",
						assignment_group: "={{ $('Settings').first().json.assignmentGroup }}",
					},
				},
			},
			Wait: {
				type: 'n8n-nodes-base.wait',
				typeVersion: 1.1,
				at: [5, 0],
				parameters: {
					resume: 'timeInterval',
					amount: "={{ $('Settings').first().json.minutesBetweenLooks }}",
					unit: 'minutes',
				},
			},
			'Look at Ticket': {
				...serviceNow,
				at: [6, 0],
				parameters: {
					...basic,
					resource: 'incident',
					operation: 'get',
					id: "={{ $('Create Ticket').first().json.sys_id }}",
				},
				settings: { onError: 'continueRegularOutput' },
			},
			'Resolved?': code([7, 0], LOOKED_AT),
			'Done?': ifTrue([8, 0], '={{ $json.done }}'),
			Answer: code(
				[9, 0],
				'const { answer, keepUntil, comment, respondedAt } = $input.first().json;\nreturn [{ json: { answer, keepUntil, comment, respondedAt } }];',
			),
		},
		flow: [
			'Inputs > Settings > Find Person > Found?',
			'Found?.0 > Create Ticket > Wait > Look at Ticket > Resolved? > Done?',
			'Found?.1 > Not Found',
			'Done?.0 > Answer',
			'Done?.1 > Wait',
		],
		notes: [
			{
				at: [0, -2.5],
				size: [4.4, 2.4],
				text: `## Ask by Ticket (an alternative)
For companies that ask such questions through the service desk. Select a **ServiceNow Basic Auth** credential in the three ServiceNow nodes, and publish. Its user needs permission to read users, and to create and read incidents.

The ticket is opened for the person who is asked, looked up by e-mail address. **To answer, resolve it with the answer as the first line of the resolution notes**; the lines after it are the comment. For *Keep until a date*, the second line is the date. The ticket lists the possible answers.

${QUESTION_CONTRACT}

A profile uses this channel when *Ask by* is **Ticket**.`,
			},
			{
				at: [4.6, -1.6],
				size: [3.6, 1.4],
				color: 4,
				text: 'For another ITSM tool (Jira, Zendesk, ...), replace the three ServiceNow nodes, and change **Resolved?** to read the answer from its tickets. *Settings*: how often to check the ticket (minutes), and the assignment group (sys_id).',
			},
		],
	});
}
