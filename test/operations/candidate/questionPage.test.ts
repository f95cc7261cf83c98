/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { runInNewContext } from 'node:vm';
import type { Question } from '../../../nodes/SalesforceLicenses/licensing/playbook/promises/question';
import { CHANNEL_ANSWER } from '../../../workflows/asking/question.code';
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

const DATED = [
	{ answer: 'Yes', then: 'You keep it.' },
	{ answer: 'Keep until a date', then: 'You keep it until then.', withDate: true as const },
];

it('has a date, which may stay empty, if an answer comes with one', () => {
	const [, date, comment] = shown({ choices: DATED }).fields as Array<Record<string, unknown>>;
	expect(date).toEqual({
		fieldLabel: 'Until (only for “Keep until a date”)',
		fieldName: 'keepUntil',
		fieldType: 'date',
	});
	expect(comment).toMatchObject({ fieldName: 'comment' });
	expect(shown({ choices: DATED }).ticket).toContain(
		'For “Keep until a date”, write the date as the second line: 2027-03-31.',
	);
	expect(shown().ticket).not.toContain('second line');
});

/** Runs the Code node of a channel. */
const answered = (data: unknown) => {
	const question = { first: () => ({ json: { choices: DATED } }) };
	const rows = runInNewContext(`(() => {${CHANNEL_ANSWER}})()`, {
		$input: { first: () => ({ json: { data } }) },
		$: () => question,
	}) as Array<{ json: Record<string, string> }>;
	return rows[0].json;
};

it('is read by the channels, whether n8n returns the fields by name or by label', () => {
	const fields = shown({ choices: DATED }).fields as Array<Record<string, string>>;
	const given: Record<string, string> = {
		answer: 'Keep until a date',
		keepUntil: '2027-03-31',
		comment: 'Leave',
	};
	for (const key of ['fieldName', 'fieldLabel']) {
		const named = fields.filter(({ fieldName }) => fieldName in given);
		const data = Object.fromEntries(named.map((field) => [field[key], given[field.fieldName]]));
		expect(answered(data)).toMatchObject(given);
	}
	for (const keepUntil of [null, '', undefined]) {
		expect(answered({ answer: 'Yes', keepUntil })).toMatchObject({ answer: 'Yes', keepUntil: '' });
	}
	expect(answered(undefined)).toMatchObject({ answer: '', keepUntil: '' });
	expect(() => answered({ keepUntil: '2027-03-31' })).toThrow('not one of the choices');
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
