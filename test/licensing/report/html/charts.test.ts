import {
	columnChart,
	lineChart,
} from '../../../../nodes/SalesforceLicenses/licensing/report/html/charts';

const line = (values: Array<number | null>) => ({
	...{ name: 'Unused', values, color: 'var(--idle)', dashes: '' },
});

describe('a line chart', () => {
	it('spaces days by the calendar, and says what it shows', () => {
		const days = ['2026-03-01', '2026-03-02', '2026-03-05'];
		const { text } = lineChart('c', 'Seats', days, [line([0, 4, 2])]);
		const [, points] = /points="([^"]+)"/.exec(text) ?? [];
		const [first, second, third] = points.split(' ').map((point) => point.split(',').map(Number));
		expect((second[0] - first[0]) * 3).toBeCloseTo(third[0] - second[0], 0);
		expect(second[1]).toBeLessThan(third[1]);
		expect(text).toContain('Mar 1, 2026 to Mar 5, 2026. Unused: from 0 to 2.');
	});

	it.each([[[0]], [[5]], [[0, 0]], [[1e9, 3]], [[null, 3]], [[null, null]]])(
		'draws %j',
		(values) => {
			const days = ['2026-03-01', '2026-03-02'].slice(0, values.length);
			const { text } = lineChart('c', 'Seats', days, [line(values)]);
			expect(text).not.toMatch(/NaN|Infinity|undefined/);
			expect((text.match(/class="grid"/g) ?? []).length).toBeLessThan(8);
		},
	);
});

describe('a column chart', () => {
	it.each([[[0, 0]], [[5, 0]], [[1e9, 3]]])('draws %j', (values) => {
		const bars = values.map((value, index) => ({
			...{ label: `bar ${index}`, value, text: String(value), isIdle: index > 0 },
		}));
		const { text } = columnChart('c', 'Seats', bars);
		expect(text).not.toMatch(/NaN|Infinity|undefined/);
		expect(text.match(/<rect/g)).toHaveLength(2);
	});
});
