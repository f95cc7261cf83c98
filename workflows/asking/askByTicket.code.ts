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
	const keepUntil = choice.withDate ? (rest.shift() || '').trim() : '';
	return [{ json: { done: true, answer: choice.answer, keepUntil, comment: rest.join('\\n').trim(), respondedAt: new Date().toISOString() } }];
}
// If the ticket cannot be read now, it is checked again until the time to answer is over.
return [{ json: { done: question.until <= new Date().toISOString(), answer: '', keepUntil: '', comment: '', respondedAt: '' } }];
`;
