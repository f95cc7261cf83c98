import type { WorkflowFile } from './canvas';
import { workflow } from './canvas';
import { IDS } from './ids';
import { code, ifTrue, inputs, settings } from './nodes';
import { QUESTION, QUESTION_CONTRACT } from './question';

/** A question as a ticket, answered by resolving it: a variant, made for ServiceNow. */
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
			Ticket: code([3, 0], TICKET),
			'Create Ticket': {
				...serviceNow,
				at: [4, 0],
				parameters: {
					...basic,
					resource: 'incident',
					operation: 'create',
					short_description: '={{ $json.subject }}',
					additionalFields: {
						caller_id: '={{ $json.personId }}',
						description: '={{ $json.description }}',
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
				'const { answer, comment, respondedAt } = $input.first().json;\nreturn [{ json: { answer, comment, respondedAt } }];',
			),
		},
		flow: [
			'Inputs > Settings > Find Person > Ticket > Create Ticket > Wait > Look at Ticket > Resolved? > Done?',
			'Done?.0 > Answer',
			'Done?.1 > Wait',
		],
		notes: [
			{
				at: [0, -2.5],
				size: [4.4, 2.4],
				text: `## Ask by Ticket (a variant)
For companies where such questions go through the service desk. Choose a **ServiceNow Basic Auth** credential in the three ServiceNow nodes, and publish. Its user needs to read users, and to create and read incidents.

The ticket is opened for the person who is asked, found by e-mail address. **Resolve it with the answer as the first line of its resolution notes**; what follows is the comment. The ticket lists the answers.

${QUESTION_CONTRACT}

A profile asks this way when its *Ask by* is \`ticket\`.`,
			},
			{
				at: [4.6, -1.6],
				size: [3.6, 1.4],
				color: 4,
				text: 'For another ITSM (Jira, Zendesk, ...) replace the three ServiceNow nodes, and in **Resolved?** say where the answer stands. *Settings*: how often the ticket is looked at, and the group (sys_id) that it is assigned to.',
			},
		],
	});
}

/** n8n's expressions refuse a property with the name `caller`, which the ticket's field is called by. */
const TICKET = `
const question = $('Inputs').first().json;
const person = $('Find Person').first().json;
if (!person.sys_id) throw new Error('ServiceNow knows no active user with the e-mail address ' + question.to + '.');
const LONGEST_SUBJECT = 160;
const answers = question.choices.map(({ answer, then }) => '- ' + answer + ': ' + then).join('\\n');
const description = question.message + '\\n\\nTo answer, resolve this ticket with one of these as the first line of the resolution notes:\\n' + answers + '\\n\\nNo answer: ' + question.otherwise;
return [{ json: { subject: question.subject.slice(0, LONGEST_SUBJECT), personId: person.sys_id, description } }];
`;

const LOOKED_AT = `
const question = $('Inputs').first().json;
const ticket = $input.first().json;
const CLOSED = ['6', '7', '8']; // Resolved, Closed, Canceled
if (CLOSED.includes(String(ticket.state))) {
	const [first = '', ...rest] = String(ticket.close_notes || '').trim().split('\\n');
	const same = (text) => text.trim().replace(/[.!]+$/, '').toLowerCase();
	const choice = question.choices.find(({ answer }) => same(answer) === same(first));
	// What cannot be read must not pass as silence.
	if (!choice) throw new Error('The ticket ' + ticket.number + ' was closed, and the first line of its resolution notes is none of the answers: "' + first + '"');
	return [{ json: { done: true, answer: choice.answer, comment: rest.join('\\n').trim(), respondedAt: new Date().toISOString() } }];
}
// A ticket that cannot be looked at is looked at again, until the time is over.
return [{ json: { done: question.until <= new Date().toISOString(), answer: '', comment: '', respondedAt: '' } }];
`;
