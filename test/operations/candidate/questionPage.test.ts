import type { Question } from '../../../nodes/SalesforceLicenses/licensing/playbook/promises/question';
import { shownQuestion } from '../../../nodes/SalesforceLicenses/operations/candidate/questionPage';

const QUESTION: Question = {
	candidateKey: 'k',
	to: 'ann@example.com',
	subject: 'Do you need it?',
	message: 'Hello Ann,\n\nyour license is unused.',
	choices: [
		{ answer: 'Yes', then: 'You keep it.' },
		{ answer: 'No', then: 'It is reclaimed.' },
	],
	otherwise: 'You keep it.',
	until: '2026-12-04T09:30:00.000Z',
};
const shown = (changes: Partial<Question> = {}) => shownQuestion({ ...QUESTION, ...changes });
/** What a name or a comment may hold. */
const HOSTILE = `<img src=x onerror="alert(1)"> & {{ $env }} <!channel> "quoted"`;

/** n8n unescapes the message of Send and Wait once. */
const unescapedOnce = (text: string) => text.replace(/&amp;/g, '&');

it('has the answers as choices, room for a comment, and what happens after each', () => {
	const [answer, comment, next] = shown().fields as Array<Record<string, unknown>>;
	expect(answer).toMatchObject({
		fieldName: 'answer',
		fieldType: 'radio',
		requiredField: true,
		fieldOptions: { values: [{ option: 'Yes' }, { option: 'No' }] },
	});
	expect(comment).toMatchObject({ fieldName: 'comment' });
	expect(next.html).toContain('<tr><td>No</td><td>It is reclaimed.</td></tr>');
	expect(next.html).toContain('<tr><td>If you do not answer</td><td>You keep it.</td></tr>');
});

it('has line breaks in the e-mail, and plain text in the ticket', () => {
	expect(shown().mail).toContain('Hello Ann,<br/><br/>your license is unused.');
	expect(shown().ticket).toBe(
		[
			QUESTION.message,
			'To answer, resolve this ticket with one of these as the first line of the resolution notes:\n- Yes: You keep it.\n- No: It is reclaimed.',
			'If you do not answer: You keep it.',
		].join('\n\n'),
	);
});

it('never treats entered text as markup', () => {
	const { description, mail, slack, fields } = shown({
		subject: HOSTILE,
		message: HOSTILE,
		choices: [{ answer: 'Yes', then: HOSTILE }],
		otherwise: HOSTILE,
	});
	const [, , next] = fields as Array<{ html: string }>;
	for (const html of [description, next.html, unescapedOnce(mail)]) {
		expect(html).not.toMatch(/<img|\{\{/);
		expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp;');
	}
	expect(unescapedOnce(slack)).not.toMatch(/<|>/);
	expect(unescapedOnce(slack)).toContain('&lt;!channel&gt; "quoted"');
});

it.each([
	['x'.repeat(2000), 2000],
	['x'.repeat(2001), 2004],
	['😀'.repeat(5000), 2000 * 2 + 4],
])('cuts a message that Slack would reject, between characters', (message, length) => {
	const text = shown({ subject: '', message }).slack.slice('**\n\n'.length);
	expect(text).toHaveLength(length);
	expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
	expect(shown({ message }).ticket).toContain(message);
});

it('with a single answer shows that one', () => {
	const [answer] = shown({ choices: [{ answer: 'Back', then: 'You log in.' }] }).fields;
	expect(answer).toMatchObject({ fieldOptions: { values: [{ option: 'Back' }] } });
});
