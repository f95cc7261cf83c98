import type { IDataObject } from 'n8n-workflow';
import {
	candidate,
	createReport,
	dayAgo,
	daysAgo,
	figuresOf,
	jobResult,
	ledgerRow,
	license,
	ORG,
	profile,
	snapshot,
	subscription,
	unused,
} from '../../support/reportItems';
import { pageOf } from '../../support/recordPages';

type Line = IDataObject & { label: string };
const USD = (amount: number) => [{ amount, currency: 'USD' }];
const line = (report: IDataObject, section: string, label: string) =>
	(report[section] as Line[]).find((one) => one.label === label);

/** Eight seats: five used lately, one idle for each of 40, 70 and 200 days. */
const SEATS = [
	...[1, 2, 3, 4, 5].map((index) => subscription(index)),
	subscription(6, { ...unused(40), department: 'Service' }),
	subscription(7, { ...unused(70), department: 'Service' }),
	subscription(8, { ...unused(200), department: 'Service' }),
];

it('Create returns figures that expressions of later nodes can read', async () => {
	const report = await figuresOf([license(), ...SEATS]);
	expect(structuredClone(report)).toEqual(report);
});

it('Create counts a profile that comes twice once', async () => {
	const report = await figuresOf([profile(), profile(), license(), ...SEATS]);
	const once = await figuresOf([profile(), license(), ...SEATS]);
	expect(report.title).toBe(once.title);
	expect(report.title).not.toBe('Salesforce licenses');
});

describe('Create counts', () => {
	it('what is owned, used, unused and free, and what it costs', async () => {
		const report = await figuresOf([license(), ...SEATS]);
		expect(report.total).toMatchObject({
			...{ owned: 10, used: 8, assigned: 8, stale: 2, free: 2, staleShare: 0.25 },
			spend: USD(10_000),
			staleCost: USD(2000),
			freeCost: USD(2000),
			trueUp: [],
		});
		expect(line(report, 'licenses', 'Salesforce')).toMatchObject({
			...{ owned: 10, assigned: 8, stale: 2, price: { amount: 1000, currency: 'USD' } },
		});
	});

	it('by department, manager, software model and org, with names of managers that come later', async () => {
		const boss = { managerId: '005000000000099AAA' };
		const rows = [...SEATS.slice(0, 6), ...SEATS.slice(6).map((row) => ({ ...row, ...boss }))];
		const report = await figuresOf([
			license(),
			...rows,
			subscription(99, { name: 'Grace Hopper', userId: '005000000000099AAA' }),
		]);
		expect(line(report, 'departments', 'Service')).toMatchObject({
			...{ assigned: 3, stale: 2, spend: USD(3000), staleCost: USD(2000) },
		});
		expect(line(report, 'managers', 'Grace Hopper')).toMatchObject({ assigned: 2, stale: 2 });
		expect(line(report, 'softwareModels', 'Sales Cloud')).toMatchObject({ owned: 10, assigned: 9 });
		expect(line(report, 'orgs', ORG)).toMatchObject({ assigned: 9, spend: USD(10_000) });
	});

	it('activity by days, and what each threshold would save', async () => {
		const report = await figuresOf([license(), ...SEATS]);
		const buckets = report.buckets as IDataObject[];
		expect(buckets.map(({ seats }) => seats)).toEqual([5, 1, 1, 0, 1]);
		const thresholds = report.thresholds as IDataObject[];
		expect(thresholds.map(({ days, seats, saves }) => [days, seats, saves])).toEqual([
			[30, 3, USD(3000)],
			[60, 2, USD(2000)],
			[90, 1, USD(1000)],
			[120, 1, USD(1000)],
		]);
	});

	it('seats beyond those owned as true-up', async () => {
		const report = await figuresOf([license({ total: 5, used: 8 })]);
		expect(report.total).toMatchObject({ free: 0, trueUp: USD(3000) });
		expect(report.notices).toMatchObject([{ kind: 'over', text: '8 seats used, but 5 owned' }]);
	});

	it('somebody who was never active from the day the user was created', async () => {
		const never = { lastLoginAt: null, lastActivityAt: null };
		const report = await figuresOf([
			subscription(1, { ...never, externalCreatedAt: daysAgo(5) }),
			subscription(2, { ...never, externalCreatedAt: daysAgo(300) }),
			subscription(3, { ...never, externalCreatedAt: null }),
		]);
		expect(report.total).toMatchObject({ assigned: 3, stale: 1, unknown: 1 });
	});

	it('unknown activity never as unused', async () => {
		const unknown = { activityUnknown: 'apiLogin: not read' };
		const report = await figuresOf([
			subscription(1, { ...unused(200), ...unknown }),
			subscription(2, { ...unused(3), ...unknown }),
		]);
		expect(report.total).toMatchObject({ assigned: 2, stale: 0, unknown: 1 });
	});

	it('seats of deactivated users by themselves', async () => {
		const report = await figuresOf([subscription(1, { isActive: false, ...unused(300) })]);
		expect(report.total).toMatchObject({ assigned: 1, stale: 0, deactivated: 1 });
		expect((report.thresholds as IDataObject[]).map(({ seats }) => seats)).toEqual([0, 0, 0, 0]);
	});

	it('a seat once, however often it comes', async () => {
		const report = await figuresOf([license(), license(), ...SEATS, ...SEATS]);
		expect(report.total).toMatchObject({ assigned: 8, stale: 2, owned: 10 });
		expect(report.doubled).toBe(9);
	});
});

describe('Create adds up savings', () => {
	it('possible ones from open candidates only', async () => {
		const report = await figuresOf([
			candidate(1),
			candidate(2, { saving: 500 }),
			candidate(3, { state: 'Closed Skipped', closedAt: daysAgo(1) }),
			candidate(4, { saving: null, currency: null }),
		]);
		expect(report.potential).toEqual(USD(1500));
		expect(report.candidates).toMatchObject({ total: 4, open: 3, withoutPrice: 1 });
	});

	it('savings by the month twelve times', async () => {
		const report = await figuresOf([candidate(1, { saving: 100, savingPeriod: 'month' })]);
		expect(report.potential).toEqual(USD(1200));
	});

	it('realized ones from the ledger, net of what was given back', async () => {
		const early = daysAgo(40);
		const report = await figuresOf([
			ledgerRow(1, { at: daysAgo(0) }),
			ledgerRow(2, { at: daysAgo(0), amount: 500 }),
			ledgerRow(3, { at: '2019-05-01T00:00:00Z' }),
			ledgerRow(4, { at: early }),
			ledgerRow(4, { entry: 'givenBack', at: daysAgo(0), freedAt: early }),
			ledgerRow(5, { at: early, amount: null, currency: null }),
			ledgerRow(3, {
				...{ entry: 'priceChanged', at: daysAgo(0), freedAt: '2019-05-01T00:00:00Z', amount: -50 },
			}),
			candidate(9, { state: 'Closed Complete', closedAt: daysAgo(1), saving: 99_999 }),
		]);
		expect(report.realized).toMatchObject({
			...{ isKnown: true, total: USD(2450), thisYear: USD(1500) },
			...{ freedSeats: 5, givenBackSeats: 1, withoutPrice: 1 },
		});
	});

	it('no realized ones without a ledger: candidates and outcomes do not prove that a seat is free', async () => {
		const { state: found, ...outcome } = candidate(2);
		expect(found).toBe('Ready');
		const report = await figuresOf([
			candidate(1, { state: 'Closed Complete', closedAt: daysAgo(1) }),
			{ ...outcome, outcome: 'done', steps: [{ step: 'deactivate' }], reclaimedAt: daysAgo(1) },
		]);
		expect(report.realized).toMatchObject({ isKnown: false, total: [], thisYear: [], saved: [] });
	});

	it('what Restore gave back, and what was blocked, from outcomes', async () => {
		const outcome = (index: number, step: string, changes: IDataObject = {}): IDataObject => {
			const { state: found, ...rest } = candidate(index);
			expect(found).toBe('Ready');
			return {
				...rest,
				outcome: 'done',
				steps: [{ step }],
				reclaimedAt: daysAgo(index),
				...changes,
			};
		};
		const report = await figuresOf([
			outcome(1, 'deactivate'),
			outcome(2, 'deactivate'),
			outcome(3, 'deactivate', { outcome: 'planned' }),
			outcome(4, 'deactivate', {
				outcome: 'blocked',
				errorCode: 'PROTECTED_USER',
				reason: 'Is an admin.',
			}),
			outcome(5, 'freeze', { saving: 0 }),
			outcome(1, 'reactivate', { reclaimedAt: daysAgo(0.5) }),
		]);
		expect(report.restored).toMatchObject([{ name: 'user1@acme.example', outcome: 'done' }]);
		expect(report.blockers).toMatchObject([{ kind: 'PROTECTED_USER', candidates: 1 }]);
	});

	it('currencies apart', async () => {
		const euros = {
			licenseIdentifier: 'AUL',
			licenseName: 'Platform',
			price: 300,
			currency: 'EUR',
		};
		const report = await figuresOf([
			license(),
			license({ ...euros, total: 10, used: 4 }),
			candidate(1),
			candidate(2, { saving: 300, currency: 'eur' }),
		]);
		expect(report.potential).toEqual([
			{ amount: 1000, currency: 'USD' },
			{ amount: 300, currency: 'EUR' },
		]);
		expect(report.total).toMatchObject({
			spend: [
				{ amount: 10_000, currency: 'USD' },
				{ amount: 3000, currency: 'EUR' },
			],
		});
	});
});

describe('Create takes prices', () => {
	const bare = license({ price: null, currency: null });

	it('from the price book, then from the license, then from the profile', async () => {
		const book = JSON.stringify([{ identifier: 'SFDC', price: 10, currency: 'EUR' }]);
		const first = await figuresOf([license(), profile()], { priceBook: book });
		expect(first.total).toMatchObject({ spend: [{ amount: 100, currency: 'EUR' }] });
		expect(await figuresOf([license(), profile({ prices: { SFDC: 5 } })])).toMatchObject({
			total: { spend: USD(10_000) },
		});
		expect(await figuresOf([bare, profile({ prices: '{"Salesforce": 5}' })])).toMatchObject({
			total: { spend: USD(50) },
		});
	});

	it('by the month, and never those of another profile', async () => {
		const monthly = await figuresOf([license({ price: 10 })], { reportPricePeriod: 'month' });
		expect(monthly.total).toMatchObject({ spend: USD(1200) });
		const other = profile({ displayName: 'Beta', orgId: '00D000000000002AAA' });
		const report = await figuresOf([
			license({ price: null, orgId: '00D000000000003AAA' }),
			profile(),
			other,
		]);
		expect(report.total).toMatchObject({ spend: [] });
	});

	it('and says how much of the estate they cover', async () => {
		const { json } = await createReport([license({ price: null }), ...SEATS]);
		expect(json.warnings).toContain(
			'No license has a price, so costs are not known. Add a price book.',
		);
		const { json: partly } = await createReport([
			license(),
			...SEATS,
			subscription(1, { licenseKind: 'packageLicense', licenseIdentifier: 'SBQQ' }),
		]);
		expect(String(partly.warnings)).toContain(
			'Prices cover 8 of 9 assigned seats (1 of 2 licenses)',
		);
	});
});

describe('Create shows change', () => {
	it('from snapshots by day, with the last one of a profile that has none that day', async () => {
		const report = await figuresOf([
			profile(),
			snapshot(dayAgo(10)),
			snapshot(dayAgo(10), { profile: 'Beta', assigned: 4, stale: 1, potentialSaving: null }),
			snapshot(dayAgo(1), { assigned: 6, stale: 1, potentialSaving: 1000 }),
		]);
		expect(report.trend).toMatchObject([
			{ day: dayAgo(10), assigned: 12, stale: 4, carried: 0, potential: USD(3000) },
			{ day: dayAgo(1), assigned: 10, stale: 2, carried: 1, potential: USD(1000) },
		]);
		expect(report.staleChange).toEqual({ now: 2, by: -2 });
	});

	it('of nothing where there is no history', async () => {
		const report = await figuresOf(SEATS);
		expect(report.trend).toEqual([]);
		expect(report.staleChange).toEqual({ now: null, by: null });
	});

	it('in licenses that are nearly full, expired or about to expire', async () => {
		const report = await figuresOf([
			license({ used: 9 }),
			license({ licenseIdentifier: 'A', licenseName: 'A', expiresAt: daysAgo(3), used: 1 }),
			license({ licenseIdentifier: 'B', licenseName: 'B', expiresAt: daysAgo(-30), used: 1 }),
			license({ licenseIdentifier: 'C', licenseName: 'C', expiresAt: daysAgo(-90), used: 1 }),
			license({ licenseIdentifier: 'D', licenseName: 'D', total: null, used: 1 }),
		]);
		const notices = report.notices as IDataObject[];
		expect(notices.map(({ name, kind }) => [name, kind])).toEqual([
			['A', 'expired'],
			['B', 'expires'],
			['Salesforce', 'nearlyFull'],
		]);
	});

	it('in jobs that failed', async () => {
		const report = await figuresOf([
			jobResult(),
			jobResult({ id: 2, status: 'Failed', error: 'Salesforce is not available' }),
			jobResult({ id: 3, status: 'Failed', startedAt: daysAgo(30), endedAt: daysAgo(30) }),
		]);
		const failures = [{ id: 2 }];
		expect(report.jobs).toMatchObject({ runsLately: 2, failures, unresolved: failures });
		expect(report.dataOf).not.toBeNull();
	});
});

describe('Create shows consumption', () => {
	const consumption = (name: string, changes: IDataObject = {}): IDataObject => ({
		...{ consumptionKey: `${ORG}:TenantUsageEntitlement:${name}`, orgId: ORG, name },
		...{ source: 'TenantUsageEntitlement', identifier: name, allowed: 1000, used: 400 },
		...{ forecast: 800, alertThreshold: null, periodEndsAt: daysAgo(-10), overageCost: 0 },
		...{ currency: 'USD', ...changes },
	});
	const ROWS = [
		consumption('Enough'),
		consumption('Short', { forecast: 1500, overageCost: 1000 }),
		consumption('Warned', { source: 'TenantConsumptionAlert', alertThreshold: 75, allowed: null }),
		consumption('Seats', { source: 'ActiveProfileMetric' }),
	];

	it('what runs out first, once, and without the counts of seats', async () => {
		const report = await figuresOf([...ROWS, ROWS[0]]);
		const names = (report.consumption as IDataObject[]).map(({ name }) => name);
		expect(names).toEqual(['Short', 'Enough', 'Warned']);
		expect(report.doubled).toBe(1);
	});

	it('on the page, in a mail and in a table', async () => {
		const { json: page } = await createReport(ROWS);
		expect(String(page.html)).toContain('2 lines to look at');
		const { json: mail } = await createReport(ROWS, { format: 'emailHtml' });
		expect(String(mail.text)).toContain('Short | 150% of the allowance at the end of the period');
		expect(String(mail.text)).toContain('Warned | Salesforce has raised an alert at 75%');
		const { json: table } = await createReport(ROWS, { format: 'csv' });
		expect(String(table.csv)).toMatch(/consumption,Short,TenantUsageEntitlement,1000,400,.*1000/);
	});

	it('what the org does not offer, as a sentence and never as a figure', async () => {
		const missing = consumption('Digital Wallet', {
			...{ source: 'DigitalWallet', allowed: null, used: null, forecast: null },
			missing: 'Digital Wallet needs Data 360.',
		});
		for (const rows of [[missing], [...ROWS, missing]]) {
			const { json } = await createReport(rows);
			expect(String(json.html)).toContain('Digital Wallet: Digital Wallet needs Data 360.');
			const { html } = await pageOf([profile(), ...rows]);
			expect(html).toContain('Digital Wallet needs Data 360.');
			const report = await figuresOf(rows);
			const names = (report.consumption as IDataObject[]).map(({ name }) => name);
			expect(names).not.toContain('Digital Wallet');
		}
	});
});
