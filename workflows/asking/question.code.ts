/**
 * For Code nodes: the page of a question, and its text for a channel. Names and comments are entered by
 * people, so they are escaped; n8n unescapes the message of a send-and-wait once, so it is escaped twice.
 */
export const PAGE = `
const question = $('Inputs').first().json;
const esc = (text) => String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const escapedTwice = (text) => esc(text).replace(/&/g, '&amp;');
if (!/^[^\\s@,;]+@[^\\s@,;]+$/.test(question.to)) throw new Error('"' + question.to + '" is not a single e-mail address.');
const whatHappens = [...question.choices.map(({ answer, then }) => [answer, then]), ['If you do not answer', question.otherwise]];
const page = {
	description: esc(question.message),
	fields: [
		{ fieldLabel: 'Your answer', fieldName: 'answer', fieldType: 'radio', requiredField: true, fieldOptions: { values: question.choices.map(({ answer }) => ({ option: answer })) } },
		{ fieldLabel: 'Anything we should know? (optional)', fieldName: 'comment', fieldType: 'textarea' },
		{ fieldType: 'html', html: '<h4>What happens next</h4><table><tbody>' + whatHappens.map(([answer, then]) => '<tr><td>' + esc(answer) + '</td><td>' + esc(then) + '</td></tr>').join('') + '</tbody></table>' },
	],
};
`;

/** For Code nodes: the answer that n8n's send-and-wait returns. */
export const CHANNEL_ANSWER = `
// Without an answer in time, n8n continues with the input item, which has no data.
const data = $input.first().json.data;
if (!data) return [{ json: { answer: '', comment: '', respondedAt: '' } }];
// Some nodes return the fields by label, others by name.
const answer = data.answer || data['Your answer'] || '';
// An unreadable answer must not count as silence.
if (!$('Inputs').first().json.choices.some((choice) => choice.answer === answer)) throw new Error('The answer is not one of the choices: "' + answer + '"');
return [{ json: { answer, comment: data.comment || data['Anything we should know? (optional)'] || '', respondedAt: data.respondedAt } }];
`;
