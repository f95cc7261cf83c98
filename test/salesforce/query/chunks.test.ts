import { chunks } from '../../../nodes/SalesforceLicenses/salesforce/query/chunks';

describe('a list split into parts', () => {
	it('keeps its order and every entry', () => {
		expect(chunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
		expect(chunks([1, 2], 2)).toEqual([[1, 2]]);
		expect(chunks([], 2)).toEqual([]);
	});

	it.each([0, -1, NaN, undefined as unknown as number])(
		'with the part size %p ends with an error, never in an endless loop',
		(size) => {
			expect(() => chunks([1], size)).toThrow(RangeError);
		},
	);
});
