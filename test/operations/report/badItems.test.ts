import { parse } from 'csv-parse/sync';
import type { IDataObject } from 'n8n-workflow';
import {
	candidate,
	createReport,
	figuresOf,
	ledgerRow,
	license,
	profile,
	snapshot,
	subscription,
	unused,
} from '../../support/reportItems';

/** Items as stores, sheets and people really give them. */

const EVIL = '<img src=x onerror=alert(1)> {{ $env.SECRET }} =HYPERLINK("http://evil")';

describe('Create says what it could not read, and adds nothing of it up', () => {
	it.each<[string, IDataObject]>([
		['a license without a kind', license({ licenseKind: null })],
		['a license with seats that are no number', license({ total: 'many' })],
		['a license with negative seats', license({ used: -1 })],
		['a license with NaN seats', license({ used: Number.NaN })],
		['a price that is a list', license({ price: [1000] as never })],
		['a currency that is none', license({ currency: 'dollars' })],
		['a subscription without a key', subscription(1, { subscriptionKey: null })],
		['a subscription with a time that is none', subscription(1, { lastActivityAt: 'yesterday' })],
		['a candidate in no known state', candidate(1, { state: 'Redy' })],
		['a candidate with a saving in words', candidate(1, { saving: '1,000 USD' })],
		['a ledger row without a time', ledgerRow(1, { at: null })],
		['a ledger row that says nothing of its seat', ledgerRow(1, { freedAt: null })],
		['a snapshot without a count', snapshot('2026-11-01', { stale: null })],
		['a snapshot of no day', snapshot('last week')],
		['a profile with prices in words', profile({ prices: 'a lot' })],
		['something else', { hello: 'world' }],
	])('%s', async (_, item) => {
		const report = await figuresOf([item]);
		expect(report.unreadable).toMatchObject({ count: 1 });
		expect(report).toMatchObject({
			potential: [],
			realized: { isKnown: false, total: [] },
			total: { assigned: 0, owned: null, spend: [] },
			trend: [],
		});
		const { json } = await createReport([item]);
		expect(String(json.warnings)).toMatch(/^1 item could not be used .*item 1: /);
	});

	it('and still reports on the others', async () => {
		const report = await figuresOf([{ a: 1 }, license(), { b: 2 }, subscription(1)]);
		expect(report.unreadable).toMatchObject({ count: 2 });
		expect(report.total).toMatchObject({ owned: 10, assigned: 1 });
	});
});

describe('Create is readable', () => {
	it.each(['html', 'csv', 'json'])('as %s, of nothing at all', async (format) => {
		const { json, error } = await createReport([{}], { format });
		expect(error).toBeNull();
		expect(json).toMatchObject({ headline: 'There is nothing to report yet', warnings: [] });
	});

	it('where the read was not complete', async () => {
		const summary = {
			orgId: null,
			isComplete: false,
			readKinds: ['userLicense'],
			unreadKinds: [{ licenseKind: 'packageLicense', reason: 'INVALID_TYPE: no access' }],
			leftOut: [],
		};
		const { json } = await createReport([summary, subscription(1)]);
		expect(json.warnings).toEqual(
			expect.arrayContaining([
				'Not everything was read, so seats may be missing from the figures below.',
				'Package Licenses could not be read: INVALID_TYPE: no access',
			]),
		);
	});

	it('from a table that keeps texts for everything', async () => {
		const report = await figuresOf([
			license({ total: '10', used: '8', price: '1000.50', isUnlimited: 'false' }),
			subscription(1, { isActive: 'true', ...unused(90) }),
			subscription(2, { isActive: 'false' }),
			candidate(3, { saving: '', inactiveDays: '', candidate: '{"blockers": "none"}' }),
		]);
		expect(report.unreadable).toMatchObject({ count: 0 });
		expect(report.total).toMatchObject({
			...{ owned: 10, stale: 1, deactivated: 1 },
			spend: [{ amount: 10_005, currency: 'USD' }],
		});
	});

	it('from users with their subscriptions', async () => {
		const { subscriptionKey, licenseKind, licenseIdentifier, licenseName, ...user } =
			subscription(1);
		const held = { subscriptionKey, licenseKind, licenseIdentifier, licenseName };
		const second = {
			...held,
			subscriptionKey: `${String(subscriptionKey)}2`,
			licenseIdentifier: 'X',
		};
		const report = await figuresOf([{ ...user, userKey: 'u', subscriptions: [held, second] }]);
		expect(report.total).toMatchObject({ assigned: 2 });
	});
});

describe('what an org calls things', () => {
	const items = [
		license({ licenseName: EVIL, softwareModel: EVIL }),
		subscription(1, { name: EVIL, department: EVIL, ...unused(100) }),
		candidate(1, {
			name: EVIL,
			username: EVIL,
			licenseName: EVIL,
			reason: EVIL,
			state: 'Attention Required',
		}),
		profile({ displayName: EVIL, orgName: EVIL }),
	];

	it('is text on the page, never markup or an expression', async () => {
		const { json } = await createReport(items);
		const html = String(json.html);
		expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
		expect(html).not.toContain('<img');
		expect(html).not.toContain('{{');
	});

	it('is no formula in a spreadsheet, and exactly as it is in a warehouse', async () => {
		const rows = [
			candidate(1, { name: '=1+1', username: '+a', reason: '@b', justification: '-c' }),
		];
		const csv = async (csvFor: string) =>
			String(
				(await createReport(rows, { format: 'csv', csvRows: 'openCandidates', csvFor })).json.csv,
			);
		const read = (text: string, bom: boolean) => parse(text, { columns: true, bom }) as object[];
		const safe = await csv('spreadsheet');
		expect(safe.startsWith('\uFEFF')).toBe(true);
		expect(read(safe, true)).toMatchObject([
			{ name: "'=1+1", username: "'+a", reason: "'@b", saving: '1000' },
		]);
		expect(read(await csv('warehouse'), false)).toMatchObject([
			{ name: '=1+1', justification: '-c' },
		]);
	});
});

describe('parameters of Create', () => {
	it.each([
		['an unknown format', { format: 'pdf' }, /Format: there is no format "pdf"/],
		['no days', { unusedAfterDays: 0 }, /Unused After \(Days\) must be a whole number/],
		[
			'a link that runs a script',
			{ reportOptions: { recordPageUrl: 'javascript:alert(1)' } },
			/is not the address of a page/,
		],
		[
			'a price book without a currency',
			{ priceBook: '[{"identifier": "SFDC", "price": 1}]' },
			/Price Book/,
		],
	])('are refused: %s', async (_, parameters, message) => {
		const { error } = await createReport([license()], parameters);
		expect(error?.message).toMatch(message);
	});

	it('put the report into a file', async () => {
		const { outputs, json } = await createReport([profile()], { format: 'csv', asFile: true });
		expect(json.csv).toBeUndefined();
		expect(json.fileName).toMatch(/^acme-salesforce-licenses-\d{4}-\d\d-\d\d\.csv$/);
		expect(outputs[0][0].binary?.data).toMatchObject({ mimeType: 'text/csv' });
	});
});
