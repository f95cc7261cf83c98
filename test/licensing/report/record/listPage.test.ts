import type { Asked } from '../../../../nodes/SalesforceLicenses/licensing/report/record/asked';
import {
	pageOf,
	pager,
} from '../../../../nodes/SalesforceLicenses/licensing/report/record/listPage';

const NUMBERS = Array.from({ length: 25 }, (_, index) => index);
const ASKED: Asked = {
	...{ profile: 'A&B', find: 'x', state: '' },
	...{ subscriptionsPage: '', candidatesPage: '', resultsPage: '' },
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
		expect(page).toEqual({ number, of: 3, total: 25, rows: NUMBERS.slice(first, first + 10) });
	});

	it('of nothing is one empty page without links to others', () => {
		const page = pageOf([], '7', 10);
		expect(page).toEqual({ rows: [], number: 1, of: 1, total: 0 });
		expect(pager(page, ASKED, 'candidatesPage', 'candidates').text).toBe('');
	});

	it('of a full last page has no empty page after it', () => {
		expect(pageOf(NUMBERS.slice(0, 20), '3', 10)).toMatchObject({
			...{ number: 2, of: 2 },
			rows: NUMBERS.slice(10, 20),
		});
	});

	it('leads to the others, with the search and the profile', () => {
		const { text } = pager({ number: 2, of: 3 }, ASKED, 'subscriptionsPage', 'subscriptions');
		expect(text).toContain('Page 2 of 3');
		expect(text).toContain(
			'href="?profile=A%26B&amp;find=x&amp;subscriptionsPage=3#subscriptions"',
		);
	});
});
