import type { CandidateRow } from '../../../nodes/SalesforceLicenses/licensing/playbook/candidateRow';
import { Ledger } from '../../../nodes/SalesforceLicenses/licensing/playbook/ledger/holds';
import type { LedgerRow } from '../../../nodes/SalesforceLicenses/licensing/playbook/ledger/ledgerRow';
import type { LedgerFacts } from '../../../nodes/SalesforceLicenses/licensing/playbook/ledger/newEntries';
import { newEntries } from '../../../nodes/SalesforceLicenses/licensing/playbook/ledger/newEntries';
import { realized as realizedOf } from '../../../nodes/SalesforceLicenses/licensing/playbook/ledger/realized';
import { candidateRow, KEY } from '../../support/candidateRows';

const NOW = new Date('2026-10-01T02:00:00.000Z');
const FREED_AT = '2026-07-03T02:00:00.000Z';
/** Ninety days later. */
const facts = (more: Partial<LedgerFacts> = {}): LedgerFacts => ({
	held: [],
	heldReadAt: NOW,
	prices: [],
	pricePeriod: 'year',
	now: NOW,
	...more,
});
const closed = (changes: Partial<CandidateRow> = {}) =>
	candidateRow({ state: 'Closed Complete', closedAt: FREED_AT, ...changes });
const given = (changes: Partial<CandidateRow> = {}) =>
	closed({
		state: 'Closed Skipped',
		reason: 'Given back.',
		notes: [{ at: '2026-08-02T02:00:00.000Z', text: 'Given back.' }],
		...changes,
	});
const rowsOf = (candidates: CandidateRow[], ledger: LedgerRow[] = [], more = {}) =>
	newEntries(candidates, ledger, facts(more)).map(({ row }) => row);
const told = (rows: LedgerRow[]) =>
	rows.map(({ entry, at, amount, currency }) => [entry, at, amount, currency]);
const realized = (rows: LedgerRow[], now: Date) => realizedOf(new Ledger(rows), now);
const freed = rowsOf([closed()]);

describe('the ledger', () => {
	it('has a row for a license that Reclaim freed', () => {
		expect(told(freed)).toEqual([['freed', FREED_AT, 1200, 'USD']]);
	});

	it('counts a price for a month twelve times', () => {
		const rows = rowsOf([closed({ saving: 100, savingPeriod: 'month' })]);
		expect(told(rows)).toEqual([['freed', FREED_AT, 1200, 'USD']]);
	});

	it.each<[string, Partial<CandidateRow>]>([
		['a candidate that is open', { state: 'Ready', closedAt: null }],
		['a license that somebody else removed', { state: 'Closed Skipped' }],
		['a license that was used again', { state: 'Closed Canceled' }],
		['a user who is only frozen', { action: 'freeze' }],
		[
			'a package license of a user who was deactivated: it stays assigned',
			{ licenseKind: 'packageLicense' },
		],
		['a candidate without the day on which it was closed', { closedAt: null }],
	])('has no row for %s', (_, changes) => {
		expect(rowsOf([closed(changes)])).toEqual([]);
	});

	it.each<[string, Partial<CandidateRow>]>([
		['no price', { saving: null }],
		['no currency', { currency: null }],
		['no period', { savingPeriod: null }],
		['a period that is neither a month nor a year', { savingPeriod: 'quarter' }],
	])('has a row without an amount for a license freed with %s', (_, changes) => {
		expect(told(rowsOf([closed(changes)]))).toEqual([['freed', FREED_AT, null, null]]);
	});

	it('gets no second row when it is updated again', () => {
		expect(rowsOf([closed()], freed)).toEqual([]);
	});

	it('has a row for a license that Restore gave back, with the amount it had saved', () => {
		const rows = rowsOf([given()], freed);
		expect(told(rows)).toEqual([['givenBack', '2026-08-02T02:00:00.000Z', 1200, 'USD']]);
		expect(rowsOf([given()], [...freed, ...rows])).toEqual([]);
	});

	it('has no row for a license that was given back before the first update', () => {
		expect(rowsOf([given()])).toEqual([]);
	});

	it('has no row for an appeal before the license is given back', () => {
		expect(rowsOf([closed({ state: 'Awaiting Revocation', decision: 'appeal' })], freed)).toEqual(
			[],
		);
	});

	describe('after an appeal of a user whose license was freed already', () => {
		const appealed = (changes: Partial<CandidateRow> = {}) =>
			given({
				...{ decision: 'appeal', revocationStartedAt: '2026-06-26T02:00:00.000Z' },
				...{ closedAt: '2026-08-02T02:00:00.000Z' },
				...changes,
			});

		it('has one row for the license that was given back', () => {
			const rows = rowsOf([appealed()], freed);
			expect(told(rows)).toEqual([['givenBack', '2026-08-02T02:00:00.000Z', 1200, 'USD']]);
			const ledger = [...freed, ...rows];
			expect(rowsOf([appealed()], ledger)).toEqual([]);
			expect(realized(ledger, NOW)).toMatchObject({ freeSeats: 0, givenBackSeats: 1 });
		});

		it.each<[string, Partial<CandidateRow>]>([
			['of another user', { candidateKey: `${KEY}2` }],
			['that was freed before this reclaim', { revocationStartedAt: '2026-07-04T02:00:00.000Z' }],
			['of a reclaim whose begin is not known', { revocationStartedAt: null }],
			['that the user keeps by another decision', { decision: 'user keeps' }],
			['that is not given back yet', { state: 'Awaiting Revocation', closedAt: null }],
		])('has no row for a license %s', (_, changes) => {
			expect(rowsOf([appealed(changes)], freed)).toEqual([]);
		});
	});

	it('has a row for a license that was assigned again outside the playbook', () => {
		const assignedAt = '2026-09-01T08:00:00.000+0000';
		const held = [{ subscriptionKey: KEY, assignedAt }];
		const rows = rowsOf([closed()], freed, { held });
		expect(told(rows)).toEqual([['takenAgain', '2026-09-01T08:00:00.000Z', 1200, 'USD']]);
		expect(rowsOf([closed()], [...freed, ...rows], { held })).toEqual([]);
	});

	it.each([
		['is not known', null],
		['is before the day it was freed', '2026-01-01T00:00:00.000Z'],
	])('dates that row by the download if the day of the assignment %s', (_, assignedAt) => {
		const held = [{ subscriptionKey: KEY, assignedAt }];
		const [row] = rowsOf([closed()], freed, { held });
		expect([row.entry, row.at]).toEqual(['takenAgain', NOW.toISOString()]);
	});

	it('does not treat a download from before the reclaim as a new assignment', () => {
		const held = [{ subscriptionKey: KEY, assignedAt: null }];
		expect(rowsOf([closed()], freed, { held, heldReadAt: new Date(FREED_AT) })).toEqual([]);
	});

	it('counts a license that is freed a second time', () => {
		const held = [{ subscriptionKey: KEY, assignedAt: null }];
		const ledger = [...freed, ...rowsOf([closed()], freed, { held })];
		const again = closed({ closedAt: '2026-09-20T02:00:00.000Z' });
		const rows = rowsOf([closed(), again], ledger);
		expect(told(rows)).toEqual([['freed', '2026-09-20T02:00:00.000Z', 1200, 'USD']]);
		expect(realized([...ledger, ...rows], NOW)).toMatchObject({ freedSeats: 2, freeSeats: 1 });
	});

	it('counts a license once that was assigned and freed again before anybody saw it', () => {
		const at = '2026-09-20T02:00:00.000Z';
		const again = closed({ closedAt: at, openedAt: '2026-09-10T02:00:00.000Z' });
		for (const ledger of [freed, []]) {
			const rows = rowsOf([again, closed()], ledger);
			expect(told(rows)).toEqual(
				expect.arrayContaining([
					['freed', at, 1200, 'USD'],
					['takenAgain', '2026-09-10T02:00:00.000Z', 1200, 'USD'],
				]),
			);
			const all = [...ledger, ...rows];
			expect(realized(all, NOW)).toMatchObject({ freedSeats: 2, takenAgainSeats: 1, freeSeats: 1 });
			expect(rowsOf([again, closed()], all)).toEqual([]);
		}
	});

	it('goes by the steps that were written, where they say what they freed', () => {
		const moved = { step: 'changeProfile', outcome: 'done' };
		const rowsWith = (result: Record<string, unknown>) =>
			rowsOf([closed({ action: 'changeProfile', result })]);
		expect(rowsWith({ outcome: 'done', steps: [{ ...moved, frees: null }] })).toEqual([]);
		const frees = 'userLicense:SFDC';
		expect(rowsWith({ outcome: 'done', steps: [{ ...moved, frees }] })).toHaveLength(1);
		expect(rowsWith({ outcome: 'done', steps: [moved] })).toHaveLength(1);
	});

	describe('has a row for each other license of the user that the same reclaim freed', () => {
		const SET = KEY.replace('userLicense:SFDC', 'permissionSetLicense:Console');
		const step = (kind: string, frees: string | null, outcome = 'done') => ({
			...{ step: kind, frees, outcome },
		});
		const steps = [
			step('removePermissionSet', null),
			step('removePermissionSetLicense', 'permissionSetLicense:Console'),
			step('removePackageLicense', 'packageLicense:acme', 'failed'),
			step('deactivate', 'userLicense:SFDC'),
		];
		const result = { outcome: 'done', steps };
		const whole = (changes: Partial<CandidateRow> = {}) =>
			closed({ action: 'wholeSeat', result, revocationStartedAt: FREED_AT, ...changes });
		const prices = [{ identifier: 'Console', kind: null, price: 10, currency: 'USD' }];
		const before = {
			...{ isActive: true, permissionSetLicenses: [{ licenseIdentifier: 'Console' }] },
			...{ packageLicenses: null, featureLicenses: [] },
		};
		const both = rowsOf([whole()], [], { prices, pricePeriod: 'month' });

		it('with the price of the price book, and not of a step that failed', () => {
			expect(both).toMatchObject([
				{ entry: 'freed', candidateKey: KEY, amount: 1200 },
				{
					...{ entry: 'freed', candidateKey: SET, amount: 120, currency: 'USD' },
					...{ licenseKind: 'permissionSetLicense', licenseIdentifier: 'Console' },
					reason: 'Freed by the same reclaim as Salesforce.',
				},
			]);
			expect(rowsOf([whole()], both, { prices, pricePeriod: 'month' })).toEqual([]);
		});

		it('once, if it is a candidate of its own', () => {
			const own = whole({
				...{ candidateKey: SET, licenseKind: 'permissionSetLicense', licenseIdentifier: 'Console' },
				...{ saving: 99, closedAt: '2026-07-03T02:00:01.000Z' },
			});
			for (const candidates of [
				[whole(), own],
				[own, whole()],
			]) {
				const rows = rowsOf(candidates);
				expect(realized(rows, NOW)).toMatchObject({ freedSeats: 2, money: [{ perYear: 1299 }] });
				expect(rowsOf(candidates, rows)).toEqual([]);
			}
		});

		it('that ends when Restore gives it back, with the license of the candidate', () => {
			const rows = rowsOf([given({ before })], both);
			expect(rows.map(({ entry, candidateKey }) => [entry, candidateKey])).toEqual([
				['givenBack', KEY],
				['givenBack', SET],
			]);
			const appealed = (changes: Partial<CandidateRow> = {}) =>
				given({
					...{ decision: 'appeal', revocationStartedAt: '2026-06-26T02:00:00.000Z' },
					...{ closedAt: '2026-08-02T02:00:00.000Z', before },
					...changes,
				});
			expect(rowsOf([appealed()], both)).toHaveLength(2);
			expect(rowsOf([appealed({ before: { isActive: true } })], both)).toHaveLength(1);
			expect(rowsOf([appealed({ before: null })], both)).toHaveLength(1);
		});

		it('that ends by itself when somebody assigns it again, and has its own price', () => {
			const held = [{ subscriptionKey: SET, assignedAt: null }];
			const rows = rowsOf([whole()], both, { held });
			expect(rows).toMatchObject([{ entry: 'takenAgain', candidateKey: SET, amount: 120 }]);
			const [price] = rowsOf([whole()], both, { prices });
			expect(price).toMatchObject({ entry: 'priceChanged', candidateKey: SET, amount: -110 });
		});

		it('with the name of the license, and the price by that name, where another row has it', () => {
			const held = [
				{
					subscriptionKey: SET.replace('005', '006'),
					assignedAt: null,
					licenseName: 'Sales Console',
				},
			];
			const byName = [{ identifier: 'sales console', kind: null, price: 10, currency: 'USD' }];
			const [, row] = rowsOf([whole()], [], { held, prices: byName });
			expect(row).toMatchObject({ licenseName: 'Sales Console', amount: 10 });
		});

		it('whether or not the license of the candidate became free', () => {
			const rows = rowsOf([
				closed({
					...{ candidateKey: SET, licenseKind: 'permissionSetLicense' },
					...{ licenseIdentifier: 'Console', action: 'deactivate' },
					result: { outcome: 'done', steps: [step('deactivate', 'userLicense:SFDC')] },
				}),
			]);
			expect(rows).toMatchObject([{ candidateKey: KEY, amount: null }]);
		});

		it.each<[string, unknown]>([
			['no list', 'x'],
			['texts', ['removePermissionSetLicense']],
			['an unknown kind', [step('x', 'seat:1')]],
			['a kind alone', [step('x', 'packageLicense:')]],
			['a list as the license', [{ step: 'x', outcome: 'done', frees: ['packageLicense:a'] }]],
		])('but not of steps that are %s', (_, unclear) => {
			const rows = rowsOf([closed({ result: { outcome: 'done', steps: unclear } })]);
			expect(rows.filter(({ candidateKey }) => candidateKey !== KEY)).toEqual([]);
		});
	});

	it('has a row for a price that changed', () => {
		const prices = [{ identifier: 'sfdc', kind: null, price: 125, currency: 'USD' }];
		const rows = rowsOf([closed()], freed, { prices, pricePeriod: 'month' });
		expect(told(rows)).toEqual([['priceChanged', NOW.toISOString(), 300, 'USD']]);
		const ledger = [...freed, ...rows];
		expect(rowsOf([closed()], ledger, { prices, pricePeriod: 'month' })).toEqual([]);
		expect(told(rowsOf([given()], ledger))).toEqual([
			['givenBack', '2026-08-02T02:00:00.000Z', 1500, 'USD'],
		]);
	});

	it('has a row for a price that was unknown before', () => {
		const ledger = rowsOf([closed({ saving: null })]);
		const prices = [{ identifier: 'Salesforce', kind: null, price: 10, currency: 'EUR' }];
		const rows = rowsOf([closed({ saving: null })], ledger, { prices });
		expect(told(rows)).toEqual([['priceChanged', NOW.toISOString(), 10, 'EUR']]);
		expect(realized([...ledger, ...rows], NOW).money).toMatchObject([
			{ currency: 'EUR', perYear: 10 },
		]);
	});

	it.each<[string, Partial<CandidateRow>, string]>([
		['in another currency', {}, 'EUR'],
		['of a license that was moved to a cheaper one', { action: 'changeProfile' }, 'USD'],
	])('has no row for a price %s', (_, changes, currency) => {
		const prices = [{ identifier: 'SFDC', kind: null, price: 1, currency }];
		expect(rowsOf([closed(changes)], rowsOf([closed(changes)]), { prices })).toEqual([]);
	});

	it.each<[string, Partial<CandidateRow>, string | null]>([
		[
			'the manager',
			{ decision: 'manager takes', assignedTo: 'boss@example.com' },
			'boss@example.com',
		],
		['the user', { decision: 'user releases' }, 'ann@example.com'],
		[
			'nobody, where a manager was silent',
			{ decision: 'manager silent', assignedTo: 'boss@example.com' },
			null,
		],
		['nobody, where a rule did', {}, null],
	])('names the decider: %s', (_, changes, decidedBy) => {
		expect(rowsOf([closed(changes)])[0].decidedBy).toBe(decidedBy);
	});
});

describe('the realized savings', () => {
	it('of an empty ledger are zero', () => {
		expect(realized([], NOW)).toEqual({
			money: [],
			freedSeats: 0,
			givenBackSeats: 0,
			takenAgainSeats: 0,
			freeSeats: 0,
			withoutPrice: 0,
			unmatchedRows: 0,
		});
	});

	it('are the yearly cost of the free licenses, and the amount saved since they were freed', () => {
		expect(realized(freed, NOW)).toMatchObject({
			money: [{ currency: 'USD', perYear: 1200, perYearFreedThisYear: 1200, saved: 295.89 }],
			freeSeats: 1,
		});
	});

	it('keep the amount that a license saved before it was given back, and no more', () => {
		const ledger = [...freed, ...rowsOf([given()], freed)];
		expect(realized(ledger, NOW)).toMatchObject({
			money: [{ perYear: 0, perYearFreedThisYear: 0, saved: 98.63 }],
			freedSeats: 1,
			givenBackSeats: 1,
			freeSeats: 0,
		});
	});

	it('never add up two currencies', () => {
		const other = closed({ candidateKey: `${KEY}2`, currency: 'EUR', saving: 100 });
		const sum = realized([...freed, ...rowsOf([other])], NOW);
		expect(sum.money.map(({ currency, perYear }) => [currency, perYear])).toEqual([
			['EUR', 100],
			['USD', 1200],
		]);
	});

	it('count a license without a price, and add nothing for it', () => {
		const sum = realized(rowsOf([closed({ saving: null })]), NOW);
		expect(sum).toMatchObject({ money: [], freeSeats: 1, withoutPrice: 1 });
	});

	it('count a duplicate row once, and a row without the row of the freed license not at all', () => {
		const back = rowsOf([given()], freed);
		expect(realized([...freed, ...freed, ...back, ...back], NOW)).toMatchObject({
			freedSeats: 1,
			givenBackSeats: 1,
		});
		expect(realized(back, NOW)).toMatchObject({ money: [], givenBackSeats: 0, unmatchedRows: 1 });
	});

	it('are the same in whatever order the rows come', () => {
		const prices = [{ identifier: 'SFDC', kind: null, price: 1500, currency: 'USD' }];
		const changed = rowsOf([closed()], freed, { prices });
		const again = rowsOf([closed({ closedAt: '2026-09-20T02:00:00.000Z' })]);
		const back = rowsOf([given()], [...freed, ...changed]);
		const rows = [...freed, ...changed, ...back, ...again];
		const sum = realized(rows, NOW);
		expect(sum).toMatchObject({ freedSeats: 2, givenBackSeats: 1, freeSeats: 1, unmatchedRows: 0 });
		expect(realized(rows.toReversed(), NOW)).toEqual(sum);
		expect(realized([...back, ...again, ...changed, ...freed, ...changed], NOW)).toEqual(sum);
	});

	it('are zero if the clock jumped back', () => {
		const [{ saved }] = realized(freed, new Date('2026-01-01T00:00:00Z')).money;
		expect(saved).toBe(0);
	});

	it('show a license freed last year as saved, but not as freed this year', () => {
		const old = rowsOf([closed({ closedAt: '2025-12-31T23:59:59.000Z' })]);
		expect(realized(old, NOW).money).toMatchObject([{ perYear: 1200, perYearFreedThisYear: 0 }]);
	});
});
