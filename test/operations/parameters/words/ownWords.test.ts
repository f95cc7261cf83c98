import { z } from 'zod';
import { parseJsonRows } from '../../../../nodes/SalesforceLicenses/operations/parameters/jsonRows';

/** What a person reads about a value in a JSON list that cannot be used. */

const row = z
	.object({
		text: z.string().min(1),
		count: z.number().int().min(2).max(5),
		part: z.number().gt(0).lt(1),
		flag: z.boolean(),
		kind: z.enum(['a', 'b']),
		list: z.array(z.string()).min(1).max(2),
		code: z.string().length(3),
		inner: z.object({ at: z.string().datetime() }),
		day: z.string().date(),
		mail: z.string().email(),
		form: z.string().regex(/^x/),
		either: z.union([z.string(), z.number()]),
		always: z.literal(true),
		step: z.number().multipleOf(5),
		finite: z.number().finite(),
		record: z.record(z.unknown()),
	})
	.partial()
	.strict();

const reasonFor = (value: unknown): string => {
	const parsed = parseJsonRows([value], row, 'the list');
	return parsed.ok ? '' : parsed.reason;
};

it.each<[unknown, string]>([
	[7, 'row 1: must be an object, but it is 7'],
	[null, 'row 1: must be an object, but it is null'],
	[[], 'row 1: must be an object, but it is the list []'],
	[{ text: 7 }, 'row 1, text: must be a text, but it is 7'],
	[{ text: null }, 'row 1, text: must be a text, but it is null'],
	[{ text: '' }, 'row 1, text: is empty'],
	[{ count: '3' }, 'row 1, count: must be a number, but it is the text "3"'],
	[{ count: 2.5 }, 'row 1, count: must be a whole number, but it is 2.5'],
	[{ count: NaN }, 'row 1, count: must be a number, but it is NaN (not a number)'],
	[{ count: 1 }, 'row 1, count: must be at least 2; it is 1'],
	[{ count: 6 }, 'row 1, count: must be at most 5; it is 6'],
	[{ part: 0 }, 'row 1, part: must be more than 0; it is 0'],
	[{ part: 1 }, 'row 1, part: must be less than 1; it is 1'],
	[{ flag: 'yes' }, 'row 1, flag: must be true or false, but it is the text "yes"'],
	[{ kind: 'c' }, 'row 1, kind: must be one of a, b, but it is the text "c"'],
	[{ list: 'a' }, 'row 1, list: must be a list, but it is the text "a"'],
	[{ list: [] }, 'row 1, list: must have at least 1 entry; it is the list []'],
	[
		{ list: ['a', 'b', 'c'] },
		'row 1, list: must have at most 2 entries; it is the list ["a","b","c"]',
	],
	[{ code: 'ab' }, 'row 1, code: must have exactly 3 characters; it is the text "ab"'],
	[{ inner: {} }, 'row 1, inner, at: is missing'],
	[
		{ inner: { at: 'today' } },
		'row 1, inner, at: must be a date and time in ISO-8601, such as 2026-10-01T10:00:00Z, but it is the text "today"',
	],
	[
		{ day: 'today' },
		'row 1, day: must be a date in ISO-8601, such as 2026-10-01, but it is the text "today"',
	],
	[{ mail: 'Ada' }, 'row 1, mail: must be an e-mail address, but it is the text "Ada"'],
	[{ form: 'y' }, 'row 1, form: has the wrong form: it is the text "y"'],
	[{ either: [] }, 'row 1, either: has an unknown form: it is the list []'],
	[{ always: false }, 'row 1, always: must be true, but it is false'],
	[{ step: 7 }, 'row 1, step: must be a multiple of 5, but it is 7'],
	[{ finite: Infinity }, 'row 1, finite: must be a finite number, but it is Infinity'],
	[{ record: 'x' }, 'row 1, record: must be an object, but it is the text "x"'],
	[{ prize: 1, cost: 2 }, 'row 1: has fields that do not belong there: prize, cost'],
])('%j is refused in plain words', (value, reason) => {
	expect(reasonFor(value)).toBe(reason);
});

it('the words of a schema of its own come first', () => {
	const own = z.object({ name: z.string({ required_error: 'Enter a name' }) });
	const parsed = parseJsonRows([{}], own, 'the list');
	expect(parsed).toMatchObject({ reason: 'row 1, name: Enter a name' });
});
