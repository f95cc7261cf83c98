/** n8n's expressions refuse a property named `caller`, which is the name of the ticket's field. */
export const TICKET = `
const question = $('Inputs').first().json;
const person = $('Find Person').first().json;
if (!person.sys_id) throw new Error('ServiceNow has no active user with the e-mail address ' + question.to + '.');
const LONGEST_SUBJECT = 160;
const answers = question.choices.map(({ answer, then }) => '- ' + answer + ': ' + then).join('\\n');
const description = question.message + '\\n\\nTo answer, resolve this ticket with one of these as the first line of the resolution notes:\\n' + answers + '\\n\\nIf you do not answer: ' + question.otherwise;
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
	// An unreadable answer must not count as silence.
	if (!choice) throw new Error('Ticket ' + ticket.number + ' was closed, but the first line of its resolution notes is not one of the answers: "' + first + '"');
	return [{ json: { done: true, answer: choice.answer, comment: rest.join('\\n').trim(), respondedAt: new Date().toISOString() } }];
}
// If the ticket cannot be read now, it is checked again until the time to answer is over.
return [{ json: { done: question.until <= new Date().toISOString(), answer: '', comment: '', respondedAt: '' } }];
`;
