import { parse } from 'csv-parse/sync';
import { FILE_FORMATS } from '../../../nodes/SalesforceLicenses/operations/subscription/fileFormat';
import { toRows } from '../../../nodes/SalesforceLicenses/licensing/model/userSubscriptions';
import { aSubscription, aUser } from '../../support/builders';

/** What is stored: the lines are bytes already. */
const stored = (text: string) => Buffer.from(text, 'latin1').toString('utf8');
const NAMES = [
	'a,b',
	'a"b"',
	'"',
	'a\nb',
	'a\r\nb',
	' a ',
	'ß漢字',
	'Zoë',
	'',
	"O'Neill",
	'=1+1',
	'\t',
];

describe('a CSV line', () => {
	const read = (name: string) => {
		const text = FILE_FORMATS.csv.head + FILE_FORMATS.csv.lines()(aUser({ name }));
		const [parsed]: Array<Record<string, string>> = parse(stored(text), { columns: true });
		return parsed.name;
	};

	test.each(NAMES)('returns %j unchanged', (name) => expect(read(name)).toBe(name));

	it('distinguishes null from an empty text', () => {
		const line = (department: string | null) =>
			FILE_FORMATS.csv.lines()(aUser({ department, profileName: 'M' }));
		expect(line(null)).toContain(',false,,M,');
		expect(line('')).toContain(',false,"",M,');
	});

	it('has a column for every key of a row', () => {
		expect(FILE_FORMATS.csv.head.trim().split(',')).toEqual(Object.keys(aSubscription()));
	});
});

describe('an NDJSON line', () => {
	test.each(NAMES)('returns the row of %j unchanged', (name) => {
		const user = aUser({ name });
		const lines = stored(FILE_FORMATS.ndjson.lines()(user)).split('\n');
		expect(lines.pop()).toBe('');
		expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(toRows(user));
		expect(Object.keys(JSON.parse(lines[0]) as object)).toEqual(Object.keys(aSubscription()));
	});
});

test.each(Object.values(FILE_FORMATS))(
	'lines ($extension) never reuse a cell by mistake',
	(format) => {
		const all = format.lines();
		const [x, y] = ['x', 'y'].map((licenseName) => aUser({ name: 'a' }, { licenseName }));
		const users = [
			{ ...x, subscriptions: [...x.subscriptions, ...y.subscriptions] },
			y,
			aUser({ name: 'b' }, { licenseName: 'y', assignedAt: '2026-01-01T00:00:00.000Z' }),
			{ ...aUser({ name: 'b' }, { licenseName: 'y' }), personKey: 'p' },
			{ ...aUser({ name: '', isActive: false }, { licenseName: '' }), lastWorkAt: 'x' },
			aUser({}, { licenseIdentifier: 'Other', softwareModel: 'M' }),
		];
		for (const user of users) {
			const apart = user.subscriptions.map((held) =>
				format.lines()({ ...user, subscriptions: [held] }),
			);
			expect(all(user)).toBe(apart.join(''));
		}
	},
);
