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
