import { variesByItem } from '../../../nodes/SalesforceLicenses/operations/parameters/variesByItem';
import type { IExecuteFunctions, INode } from 'n8n-workflow';
import type { Field } from '../../../nodes/SalesforceLicenses/operations/parameters/labels';
import type { At } from '../../../nodes/SalesforceLicenses/operations/parameters/values';
import {
	parametersOf,
	WHOLE_RUN,
} from '../../../nodes/SalesforceLicenses/operations/parameters/values';

const node = { name: 'Salesforce Licenses', type: 'salesforceLicenses' } as INode;

/** n8n's context with one value for each item. A function in the place of a value is an expression. */
function given(values: unknown[], at: At = 0) {
	const isExpression = values.length > 1;
	const context = {
		getNode: () => node,
		getInputData: () => values.map(() => ({ json: {} })),
		getNodeParameter: (
			_name: string,
			itemIndex: number,
			_fallback: unknown,
			options?: { rawExpressions?: boolean },
		) =>
			options?.rawExpressions === true && isExpression ? '={{ $json.value }}' : values[itemIndex],
	} as unknown as IExecuteFunctions;
	return parametersOf(context, at);
}

const field = (more: Partial<Field> = {}): Field => ({
	name: 'one',
	displayName: 'The Field',
	default: '',
	...more,
});

const NO_SWITCH = [
	undefined,
	null,
	'',
	' ',
	0,
	1,
	-1,
	NaN,
	'no',
	'yes',
	'false',
	'true',
	[],
	[false],
	{},
	new Date(0),
];
const NO_NUMBER = [
	undefined,
	null,
	'',
	' ',
	'5',
	'no',
	true,
	false,
	NaN,
	Infinity,
	-Infinity,
	-1,
	0,
	6,
	[],
	[3],
	{},
	new Date(0),
];
const NO_TEXT = [undefined, null, 0, 1, NaN, true, false, {}, new Date(0)];

describe('a switch', () => {
	it.each([true, false])('is %s', (value) => {
		expect(given([value]).toggle(field())).toBe(value);
	});

	it.each(NO_SWITCH)('is not %p', (value) => {
		expect(() => given([value], WHOLE_RUN).toggle(field({ default: true }))).toThrow(
			/^The Field must be true or false, but it is /,
		);
	});

	it('says which value turns it off, and where to look', () => {
		const error = errorOf(() => given(['no']).toggle(field({ default: true })));
		expect(error.message).toBe('The Field must be true or false, but it is the text "no"');
		expect(error.description).toBe(
			'Nothing was read. Only the value false turns it off. Set The Field to true or false, or check its expression.',
		);
	});
});

describe('a number', () => {
	const range = field({ typeOptions: { minValue: 1, maxValue: 5 } });

	it.each([1, 3, 5])('is %s', (value) => {
		expect(given([value]).wholeNumber(range)).toBe(value);
		expect(given([value]).number(range)).toBe(value);
	});

	it.each(NO_NUMBER)('is not %p', (value) => {
		expect(() => given([value]).number(range)).toThrow('The Field must be a number from 1 to 5');
		expect(() => given([value]).wholeNumber(range)).toThrow(/whole number from 1 to 5, but it is/);
	});

	it('has decimals only where they make sense', () => {
		expect(given([2.5]).number(range)).toBe(2.5);
		expect(() => given([2.5]).wholeNumber(range)).toThrow('but it is 2.5');
	});

	it('is finite if there is no upper bound', () => {
		const open = field({ typeOptions: { minValue: 0 } });
		expect(() => given([Infinity]).number(open)).toThrow(
			'a number of 0 or more, but it is Infinity',
		);
	});
});

describe('an option', () => {
	const api = field({
		options: [
			{ name: 'Auto', value: 'auto' },
			{ name: 'Bulk API', value: 'bulk' },
		],
	});

	it('is one of its values', () => {
		expect(given(['bulk']).option(api, ['auto', 'bulk'])).toBe('bulk');
	});

	it.each([undefined, null, '', 'Bulk', 'BULK ', 0, true, [], ['bulk'], {}])(
		'is not %p',
		(value) => {
			expect(() => given([value]).option(api, ['auto', 'bulk'])).toThrow(
				/^The Field: (there is no choice|it must be one of)/,
			);
		},
	);

	it('that is misspelled gets the closest match, by label and value', () => {
		const error = errorOf(() => given(['bulq']).option(api, ['auto', 'bulk']));
		expect(error.message).toContain('closest match: Bulk API ("bulk")');
		expect(error.description).toContain('Auto ("auto"), Bulk API ("bulk")');
	});

	it('may be several, each once, and none only if that is allowed', () => {
		expect(given(['bulk, auto, bulk']).options(api, ['auto', 'bulk'])).toEqual(['bulk', 'auto']);
		expect(given([[]]).options(api, ['auto', 'bulk'])).toEqual([]);
		expect(() => given([[]]).options(api, ['auto', 'bulk'], { atLeastOne: true })).toThrow(
			'nothing is selected',
		);
		expect(() => given([['auto', 'rest']]).options(api, ['auto', 'bulk'])).toThrow('"rest"');
	});
});

describe('a list', () => {
	it.each([
		['a, b;c\nd\r\ne,,', ['a', 'b', 'c', 'd', 'e']],
		[
			['a', ' b '],
			['a', 'b'],
		],
		['\uFEFFa\u200B,\u00A0b\u2060 ,\u200B', ['a', 'b']],
		['', []],
		['a,a', ['a']],
	])('is %j', (value, expected) => {
		expect(given([value]).list(field())).toEqual(expected);
	});

	it.each([...NO_TEXT, [null], [1], [false], [{}], [['a']]])('is not %p', (value) => {
		expect(() => given([value], WHOLE_RUN).list(field())).toThrow(
			/^The Field must be a list, or a text separated by commas, but it is /,
		);
	});
});

describe('an empty name in a list', () => {
	it.each<unknown>([['a', ''], [''], ['\u200B'], ' , ', '\u200B'])(
		'is refused, as it comes from an expression that found nothing: %j',
		(value) => {
			expect(() => given([value]).list(field())).toThrow('The Field: a name in the list is empty');
		},
	);
});

describe('a text', () => {
	it('is trimmed of invisible characters', () => {
		expect(given(['\u200B a b\u00A0']).text(field())).toBe('a b');
		expect(given(['\u200B a b\u00A0']).locator(field())).toBe('a b');
		expect(given([{ mode: 'id', value: ' x ' }]).locator(field())).toBe('x');
	});

	it.each([...NO_TEXT, []])('is not %p', (value) => {
		expect(() => given([value]).text(field())).toThrow('The Field must be a text');
		expect(() => given([value]).locator(field())).toThrow('The Field must be a name or an ID');
		expect(() => given([{ mode: 'id', value }]).locator(field())).toThrow(
			'must be a name or an ID',
		);
	});
});

describe('a collection', () => {
	const inner = field({ name: 'inner', displayName: 'Inner', default: true });

	it('has defaults for fields that were not added to it', () => {
		expect(given([{}]).inside(field()).toggle(inner)).toBe(true);
		expect(given([{}]).inside(field()).has(inner)).toBe(false);
		expect(
			given([{ inner: false }])
				.inside(field())
				.toggle(inner),
		).toBe(false);
	});

	it('has no default for an expression that yields nothing', () => {
		expect(() =>
			given([{ inner: undefined }])
				.inside(field())
				.toggle(inner),
		).toThrow('The Field > Inner must be true or false, but it is missing (undefined)');
	});

	it.each([undefined, null, '', 'x', 0, []])('is not %p', (value) => {
		expect(() => given([value]).inside(field()).toggle(inner)).toThrow('must be a collection');
	});
});

describe('a parameter of a whole run', () => {
	it('is read for every item, and must be the same', () => {
		expect(given([false, false], WHOLE_RUN).toggle(field())).toBe(false);
		expect(() => given([true, false], WHOLE_RUN).toggle(field())).toThrow(
			'The Field: it differs between items: true for item 1, false for item 2',
		);
		expect(() => given([{ a: [1] }, { a: [2] }], WHOLE_RUN).value(field())).toThrow('differs');
		expect(given([['a', 'b'], 'a, b'], WHOLE_RUN).list(field())).toEqual(['a', 'b']);
	});

	it('is refused if one item has none', () => {
		expect(() => given([false, undefined], WHOLE_RUN).toggle(field())).toThrow(
			'must be true or false',
		);
	});

	it('may differ if each item is a run of its own', () => {
		expect(given([true, false], 1).toggle(field())).toBe(false);
	});

	it.each([
		['={{ $json.a }}', true],
		['={{ $("Job").item.json.a }}', true],
		['={{ $("Job").first().json.a + $itemIndex }}', true],
		['={{ $input.first().json.a }}', true],
		["={{ $('Job').first().json.a }}", false],
		["={{ $('Job').all(2).map((one) => one.json) }}", false],
		["={{ $('Job').isExecuted ? $('Job').first(1).json.a : '' }}", false],
		["={{ $('Job').all(2)[$itemIndex].json.a }}", true],
		["={{ $('Job').all($json.output) }}", true],
		["={{ $('Job').isExecutedBy }}", true],
		['={{ $vars.dryRun }}', false],
		['={{ false }}', false],
		['$json.a', false],
		[false, false],
		[{ users: ['a', '={{ $json.a }}'] }, true],
		[{ mode: 'id', value: 'x' }, false],
	])('%j may differ: %s', (stored, expected) => {
		expect(variesByItem(stored)).toBe(expected);
	});
});

function errorOf(run: () => unknown): Error & { description?: string } {
	try {
		run();
	} catch (error) {
		return error as Error;
	}
	throw new Error('nothing was refused');
}
