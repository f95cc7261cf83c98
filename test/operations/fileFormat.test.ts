import { parse } from 'csv-parse/sync';
import { FILE_FORMATS } from '../../nodes/SalesforceLicenses/operations/subscription/fileFormat';
import { aSubscription } from '../support/builders';

describe('a CSV line', () => {
	const read = (name: string) => {
		const row = aSubscription({ name });
		const text = FILE_FORMATS.csv.head + FILE_FORMATS.csv.lines()(row);
		const [parsed]: Array<Record<string, string>> = parse(text, { columns: true });
		return parsed.name;
	};

	test.each(['a,b', 'a"b"', '"', 'a\nb', 'a\r\nb', ' a ', 'ß漢字', '', "O'Neill", '=1+1'])(
		'gives %j back',
		(name) => expect(read(name)).toBe(name),
	);

	it('tells nothing from an empty text', () => {
		const line = (department: string | null) =>
			FILE_FORMATS.csv.lines()(aSubscription({ department, managerId: 'M' }));
		expect(line(null)).toContain(',,M');
		expect(line('')).toContain(',"",M');
	});

	it('does not mix up rows that share cells', () => {
		const line = FILE_FORMATS.csv.lines();
		const rows = [
			aSubscription({ name: 'a' }, { licenseName: 'x' }),
			aSubscription({ name: 'a' }, { licenseName: 'y' }),
			aSubscription({ name: 'b' }, { licenseName: 'y' }),
			{ ...aSubscription({ name: 'b' }, { licenseName: 'y' }), personKey: 'p' },
			{ ...aSubscription({ name: '', isActive: false }, { licenseName: '' }), lastWorkAt: 'x' },
		];
		for (const row of rows) expect(line(row)).toBe(FILE_FORMATS.csv.lines()(row));
	});

	it('has a column for every key of a row', () => {
		expect(FILE_FORMATS.csv.head.trim().split(',')).toEqual(Object.keys(aSubscription()));
	});
});
