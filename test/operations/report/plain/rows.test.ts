import fc from 'fast-check';
import {
	plainSnapshot,
	plainSubscription,
} from '../../../../nodes/SalesforceLicenses/operations/report/plain/rows';
import {
	snapshotItem,
	subscriptionItem,
} from '../../../../nodes/SalesforceLicenses/operations/report/seatItems';
import { snapshot, subscription } from '../../../support/reportItems';

/** What is read without zod is what zod reads; everything else is left to zod. */

const STRANGE: unknown[] = [
	...[
		undefined,
		null,
		'',
		' ',
		'\u200b',
		'\u3164',
		' x',
		'x ',
		'Zoë',
		'山田',
		'\u00a0',
		0,
		-1,
		1.5,
	],
	...[
		NaN,
		Infinity,
		7,
		'7',
		'007',
		'1.5',
		'-3',
		'1e3',
		true,
		false,
		'true',
		'false',
		'TRUE',
		'yes',
	],
	...[[], ['a'], {}, new Date(0), new Date(NaN), 'USD', 'usd', 'US', 'userLicense', 'User License'],
	...['2026-02-30T00:00:00Z', '2026-02-28T24:00:00Z', '2026-02-28T10:00:00.123456Z'],
	...['2026-02-28', '2026-02-30', '2026-13-01', '2026-02-28T10:00:00+02:00', '2026-02-28 10:00:00'],
	...['constructor', '__proto__', '🙂', 'a\u0000b', 'x'.repeat(300), 9_007_199_254_740_993],
];
const CASES = [
	['subscription', plainSubscription, subscriptionItem(), subscription(1)],
	['snapshot', plainSnapshot, snapshotItem(), snapshot('2026-02-28')],
] as const;

describe.each(CASES)('a plain %s', (_name, plain, schema, row) => {
	it('is read without zod, as zod reads it', () => {
		expect(plain(row)).toEqual(schema.parse(row));
	});

	it.each(Object.keys(row))('is never read otherwise than by zod, whatever %s is', (column) => {
		for (const value of STRANGE) {
			const changed = { ...row, [column]: value };
			const [own, judge] = [plain(changed), schema.safeParse(changed)];
			if (own !== null) expect({ value, read: own }).toEqual({ value, read: judge.data });
		}
	});

	it('and never for any text', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...Object.keys(row)),
				fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.date().map(String)),
				(column, value) => {
					const changed = { ...row, [column]: value };
					const [own, judge] = [plain(changed), schema.safeParse(changed)];
					if (own !== null) expect(own).toEqual(judge.data);
				},
			),
			{ numRuns: 2000, seed: 1 },
		);
	});
});
