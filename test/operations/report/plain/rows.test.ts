import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import {
	candidateItem,
	ledgerItem,
	outcomeItem,
} from '../../../../nodes/SalesforceLicenses/operations/report/candidateItems';
import {
	plainCandidate,
	plainOutcome,
} from '../../../../nodes/SalesforceLicenses/operations/report/plain/candidates';
import {
	plainLedger,
	plainSnapshot,
	plainSubscription,
} from '../../../../nodes/SalesforceLicenses/operations/report/plain/rows';
import {
	snapshotItem,
	subscriptionItem,
} from '../../../../nodes/SalesforceLicenses/operations/report/seatItems';
import { candidate, ledgerRow, snapshot, subscription } from '../../../support/reportItems';

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
	...['month', 'year', 'week', 'Ready', 'ready', 'done', 'Done', 'freed', '[', '{}', '[]', 'null'],
	...[[{ kind: 'a' }], [{ kind: 'a', text: 7, effect: null }], [{ kind: 7 }], [null], [[]]],
	...['[{"kind":"a","effect":"refused","text":"b","fix":"c"}]', '[{"kind":7}]', '[1]'],
	...[[{ step: 'reactivate' }], '[{"step":"unfreeze"}]', [{ step: 'freeze' }], [{ step: 7 }]],
	...[{ blockers: [{ kind: 'a' }], department: 'Sales' }, '{"blockers":"none","department":7}'],
	...['{"department":" "}', '{"department":"Sales","blockers":[]}', [{ blockers: [] }]],
	...['constructor', '__proto__', '🙂', 'a\u0000b', 'x'.repeat(300), 2 ** 53],
];
const AS = { perYear: 12 };
const BLOCKERS = [{ kind: 'ownsRecords', effect: 'warns', text: 'Owns 3', fix: 'Transfer' }];
const STORED = { candidate: JSON.stringify({ blockers: BLOCKERS, department: 'Sales' }) };
const OUTCOME = {
	...candidate(1, { outcome: 'done', steps: [{ step: 'reactivate', outcome: 'done' }] }),
	...{ reclaimedAt: '2026-02-28T10:00:00.000Z', errorCode: null, blockers: BLOCKERS },
};
const CASES = [
	['subscription', plainSubscription, subscriptionItem(), subscription(1)],
	['snapshot', plainSnapshot, snapshotItem(), snapshot('2026-02-28')],
	[
		'candidate',
		(row: object) => plainCandidate(row as IDataObject, AS),
		candidateItem(AS),
		candidate(1, { ...STORED, department: null, blockers: null, currency: 'USD' }),
	],
	['outcome', (row: object) => plainOutcome(row as IDataObject, AS), outcomeItem(AS), OUTCOME],
	['ledger row', plainLedger, ledgerItem(), ledgerRow(1, { reason: 'x', decidedBy: 'a@b.c' })],
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
