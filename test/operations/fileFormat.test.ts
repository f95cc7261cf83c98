import { parse } from 'csv-parse/sync';
import { FILE_FORMATS } from '../../nodes/SalesforceLicenses/operations/subscription/fileFormat';
import { aSubscription } from '../support/builders';

describe('a CSV line', () => {
	const read = (name: string) => {
		const row = aSubscription({ name });
		const text = FILE_FORMATS.csv.head + FILE_FORMATS.csv.line(row);
		const [parsed]: Array<Record<string, string>> = parse(text, { columns: true });
		return parsed.name;
	};

	test.each(['a,b', 'a"b"', '"', 'a\nb', 'a\r\nb', ' a ', 'ß漢字', '', "O'Neill", '=1+1'])(
		'gives %j back',
		(name) => expect(read(name)).toBe(name),
	);

	it('tells nothing from an empty text', () => {
		const line = (department: string | null) =>
			FILE_FORMATS.csv.line(aSubscription({ department, managerId: 'M' }));
		expect(line(null)).toContain(',,M');
		expect(line('')).toContain(',"",M');
	});

	it('has a column for every key of a row', () => {
		expect(FILE_FORMATS.csv.head.trim().split(',')).toEqual(Object.keys(aSubscription()));
	});
});
