/** For Code nodes: the answer that n8n's send-and-wait returns. */
export const CHANNEL_ANSWER = `
// Without an answer in time, n8n continues with the input item, which has no data.
const data = $input.first().json.data;
if (!data) return [{ json: { answer: '', keepUntil: '', comment: '', respondedAt: '' } }];
// Some nodes return the fields by label, others by name.
const answer = data.answer || data['Your answer'] || '';
// An unreadable answer must not count as silence.
if (!$('Inputs').first().json.choices.some((choice) => choice.answer === answer)) throw new Error('The answer is not one of the choices: "' + answer + '"');
const keepUntil = data.keepUntil || data['Until (only for “Keep until a date”)'] || '';
return [{ json: { answer, keepUntil, comment: data.comment || data['Anything we should know? (optional)'] || '', respondedAt: data.respondedAt } }];
`;
