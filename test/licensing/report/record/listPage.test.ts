import type { Asked } from '../../../../nodes/SalesforceLicenses/licensing/report/record/asked';
import {
	pageOf,
	pager,
	rowsUpTo,
} from '../../../../nodes/SalesforceLicenses/licensing/report/record/listPage';

const NUMBERS = Array.from({ length: 25 }, (_, index) => index);
const ASKED: Asked = {
	...{ profile: 'A&B', find: 'x', state: '' },
	...{ license: '', blocker: '', export: '', candidatesSort: '', subscriptionsSort: '' },
	...{ subscriptionsPage: '', candidatesPage: '', resultsPage: '', personsPage: '' },
};

describe('a page of a list', () => {
	it.each([
		['1', 1, 0],
		['', 1, 0],
		['2', 2, 10],
		['3', 3, 20],
		['4', 3, 20],
		['999999999999', 3, 20],
		['0', 1, 0],
		['-7', 1, 0],
		['2.9', 2, 10],
		['nonsense', 1, 0],
		['Infinity', 1, 0],
		['NaN', 1, 0],
	])('%j is the nearest page that there is', (asked, number, first) => {
		const page = pageOf(NUMBERS, asked, 10);
		expect(page).toEqual({
			...{ number, of: 3, total: 25, hasNext: number < 3 },
			rows: NUMBERS.slice(first, first + 10),
		});
	});

	it('of nothing is one empty page without links to others', () => {
		const page = pageOf([], '7', 10);
		expect(page).toEqual({ rows: [], number: 1, of: 1, total: 0, hasNext: false });
		expect(pager(page, ASKED, 'candidatesPage', 'candidates').text).toBe('');
	});

	it('of a full last page has no empty page after it', () => {
		expect(pageOf(NUMBERS.slice(0, 20), '3', 10)).toMatchObject({
			...{ number: 2, of: 2, hasNext: false },
			rows: NUMBERS.slice(10, 20),
		});
	});

	it('needs its own rows, those before, and one more', () => {
		expect(rowsUpTo('', 10)).toBe(11);
		expect(rowsUpTo('2', 10)).toBe(21);
		for (const asked of ['nonsense', '-1', 'NaN']) expect(rowsUpTo(asked, 10)).toBe(11);
		expect(rowsUpTo('1e9', 10)).toBe(1001);
		const page = pageOf(NUMBERS.slice(0, rowsUpTo('2', 10)), '2', 10);
		expect(page).toMatchObject({ number: 2, of: null, total: null, hasNext: true });
		expect(page.rows).toEqual(NUMBERS.slice(10, 20));
	});

	it('knows how many pages there are where somebody counted', () => {
		const page = pageOf(NUMBERS.slice(0, 11), '', 10, 4000);
		expect(page).toMatchObject({ number: 1, of: 400, total: 4000, hasNext: true });
		const { text } = pager(page, ASKED, 'candidatesPage', 'candidates');
		expect(text).toContain('Page 1 of 400');
		expect(text).toContain('download it as CSV');
		expect(text).not.toContain('candidatesPage=400');
	});

	it('leads to the others, with the search and the profile', () => {
		const page = { number: 2, of: 3, hasNext: true };
		const { text } = pager(page, ASKED, 'subscriptionsPage', 'subscriptions');
		expect(text).toContain('Page 2 of 3');
		expect(text).toContain(
			'href="?profile=A%26B&amp;find=x&amp;subscriptionsPage=3#subscriptions"',
		);
	});
});
