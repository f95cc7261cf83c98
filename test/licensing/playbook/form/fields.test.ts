import {
	choice,
	escaped,
	optionText,
	text,
	ticks,
	unguessable,
	withMistakes,
	withoutEndings,
} from '../../../../nodes/SalesforceLicenses/licensing/playbook/form/fields';

describe('fields of a page', () => {
	it.each<[unknown, string]>([
		['<a href="x">\'', '&lt;a href=&quot;x&quot;&gt;&#39;'],
		['{{ $env.SECRET }}', '&#123;&#123; $env.SECRET &#125;&#125;'],
		[0, '0'],
		[undefined, ''],
		[null, ''],
		[['<b>'], ''],
		[{}, ''],
	])('show %j as text', (given, shown) => {
		expect(escaped(given)).toBe(shown);
	});

	it('have choices in which n8n finds no expression', () => {
		expect(optionText('{{{ x }}')).not.toContain('{{');
		expect(optionText('Salesforce {1}')).toBe('Salesforce {1}');
	});

	it('are read by the ending of their page only', () => {
		const [{ fieldName = '' }] = unguessable([text('dryRun', 'Dry run?', 'Yes')], 'k7');
		expect(withoutEndings({ [fieldName]: 'Yes', dryRun: 'No', dryRun_k8: 'No' }, 'k7')).toEqual({
			dryRun: 'Yes',
		});
		expect(withoutEndings({ dryRun: 'No' }, '')).toEqual({});
	});

	it.each(['<b>R&D</b>', '&lt;', 'a < b > c', '‹quoted›', '<<>>', '$& $$', ''])(
		'show %j without a bracket that n8n would change, and read it back as it was',
		(entered) => {
			const all = [
				text('a', `Label ${entered}`, entered),
				choice('b', 'B', [entered], entered),
				ticks('c', 'C', [entered], [entered]),
			];
			const [a, b, c] = unguessable(all, 'k7');
			expect(JSON.stringify([a, b])).not.toMatch(/[<>]/);
			// A preset is one of the choices.
			expect(b.defaultValue).toBe(b.fieldOptions?.values[0].option);
			expect(c.defaultValue).toEqual([c.fieldOptions?.values[0].option]);
			const answer = { a_k7: a.defaultValue, b_k7: b.defaultValue, c_k7: c.defaultValue };
			expect(withoutEndings(answer, 'k7')).toEqual({ a: entered, b: entered, c: [entered] });
		},
	);

	it('have their mistakes above them, and those of no field first', () => {
		const fields = [text('a', 'A', ''), text('b', 'B', '')];
		const shown = withMistakes(fields, [
			{ field: 'b', message: 'of B' },
			{ field: 'none', message: 'of none' },
		]);
		expect(shown.map(({ html, fieldName }) => html ?? fieldName)).toEqual([
			'<p><b>⚠ of none</b></p>',
			'a',
			'<p><b>⚠ of B</b></p>',
			'b',
		]);
	});
});
