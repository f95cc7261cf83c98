import {
	amount,
	flag,
	pastTime,
} from '../../../nodes/SalesforceLicenses/operations/parameters/itemValues';

const DAY_MS = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

describe('a time of an item', () => {
	it.each([
		'2026-02-28',
		'2024-02-29',
		'2026-10-01T10:00:00Z',
		'2026-10-01T10:00Z',
		'2026-10-01T10:00:00.000Z',
		'2026-10-01T10:00:00.000+0000',
		'2026-10-01T12:00:00+02:00',
		inDays(0),
	])('is %s', (text) => {
		expect(pastTime.parse(text)).toBe(text);
		expect(pastTime.parse(`\u200B${text} `)).toBe(text);
	});

	it('may be a Date, as some stores return it', () => {
		expect(pastTime.parse(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
	});

	it.each([null, '', ' ', '\u200B'])('%j means never', (given) => {
		expect(pastTime.parse(given)).toBe(null);
	});

	it('that is missing is not the same as never', () => {
		expect(pastTime.parse(undefined)).toBe(undefined);
	});

	it.each([
		'never',
		'null',
		'-',
		'0',
		'2026-02-30',
		'2025-02-29',
		'2026-13-01',
		'2026-10-01T25:00:00Z',
		'2026-10-01T10:00:00',
		'2026-10-01 10:00:00',
		'10/01/2026',
		'01.10.2026',
		'1 October 2026',
		'1759312800000',
		1759312800000,
		0,
		NaN,
		true,
		false,
		[],
		['2026-10-01'],
		{},
		new Date(NaN),
	])('is not %j', (given) => {
		const parsed = pastTime.safeParse(given);
		expect(parsed.error?.issues[0].message).toMatch(/^must be an ISO-8601 date/);
	});

	it.each([inDays(1), inDays(1).slice(0, 10), inDays(0.1), inDays(400), '9999-12-31'])(
		'is not in the future: %s',
		(given) => {
			expect(pastTime.safeParse(given).error?.issues[0].message).toMatch(/^is in the future/);
		},
	);

	it('allows for a clock that is a few minutes behind', () => {
		expect(pastTime.safeParse(inDays(5 / 24 / 60)).success).toBe(true);
	});
});

describe('a switch of an item', () => {
	it('is a boolean, or its word in a CSV file', () => {
		expect([true, 'true', false, 'false'].map((given) => flag.parse(given))).toEqual([
			true,
			true,
			false,
			false,
		]);
	});

	it.each([undefined, null, '', ' ', 0, 1, 'False', 'FALSE', 'no', 'true ', [], {}, [false]])(
		'is not %j',
		(given) => {
			expect(flag.safeParse(given).error?.issues[0].message).toMatch(/^must be true or false/);
		},
	);
});

describe('is a number, or its text in a CSV file; empty means unknown', () => {
	it('is a number, or its text in a CSV file; empty is unknown', () => {
		expect(
			[12.5, '12.5', '-3', 0, '', ' ', null, undefined].map((one) => amount.parse(one)),
		).toEqual([12.5, 12.5, -3, 0, null, null, null, null]);
	});

	it.each([NaN, Infinity, '1e3', '12,50', 'USD 12', '0x10', true, [], [1], {}])(
		'is not %j',
		(given) => {
			expect(amount.safeParse(given).error?.issues[0].message).toMatch(
				/^must be a number or empty/,
			);
		},
	);
});
