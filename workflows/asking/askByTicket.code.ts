/** n8n's expressions refuse a property with the name `caller`, which the ticket's field is called by. */
export const TICKET = `
const question = $('Inputs').first().json;
const person = $('Find Person').first().json;
if (!person.sys_id) throw new Error('ServiceNow knows no active user with the e-mail address ' + question.to + '.');
const LONGEST_SUBJECT = 160;
const answers = question.choices.map(({ answer, then }) => '- ' + answer + ': ' + then).join('\\n');
const description = question.message + '\\n\\nTo answer, resolve this ticket with one of these as the first line of the resolution notes:\\n' + answers + '\\n\\nNo answer: ' + question.otherwise;
return [{ json: { subject: question.subject.slice(0, LONGEST_SUBJECT), personId: person.sys_id, description } }];
`;

export const LOOKED_AT = `
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
