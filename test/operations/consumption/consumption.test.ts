import type { IDataObject } from 'n8n-workflow';
import type { ConsumptionCard } from '../../org/digitalWallet';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg();
const download = async (parameters: IDataObject = {}) =>
	await runNode(
		{ resource: 'consumption', operation: 'download', ...parameters } as never,
		clientCredentials(org()),
	);
const read = async (...alsoRead: string[]) => await download({ alsoRead });
const alert = (changes: Record<string, unknown> = {}) =>
	org().org.insert('TenantConsumptionAlert', {
		...{ AlertType: 'sf__ConsumptionThreshold', AlertScope: 'PlatformServicesCard' },
		...{ AlertSubScope1: 'Production', AlertSubScope2: 'PrePurchased', AlertStatus: 'Active' },
		...{ TriggerType: 'ThresholdPercent', TriggerValue: 50, IsNotificationSent: true },
		...{ AlertTimestamp: '2026-04-26T22:03:45.000+0000', ...changes },
	});
const card = (changes: Partial<ConsumptionCard> = {}): ConsumptionCard => ({
	...{ cardDefinitionDeveloperName: 'DataServices', businessEnvType: 'Production' },
	...{ usageModel: 'PrePurchased', unitsConsumed: 800, totalEntitlement: 1000 },
	consumptionAlerts: [25, 75, 50].map((alertTriggerValue) => ({
		...{ alertTriggerType: 'ThresholdPercent', alertTriggerValue, isNotificationSent: true },
		createdDate: '2026-05-01T00:00:00.000+0000',
	})),
	...changes,
});

describe('consumption:download', () => {
	it('returns entitlements with their use, and the newest metric of each pool', async () => {
		const run = await download();
		expect(run.error).toBeNull();
		const logins = run.items.find(({ identifier }) => identifier === 'community.logins');
		expect(logins).toMatchObject({
			source: 'TenantUsageEntitlement',
			allowed: 1_000,
			used: 120,
			utilization: 0.12,
			frequency: 'Monthly',
		});
		const features = run.items.filter(({ source }) => source === 'ActiveFeatureLicenseMetric');
		const types = new Set(
			org()
				.org.rows('ActiveFeatureLicenseMetric')
				.map(({ FeatureType }) => FeatureType),
		);
		expect(features).toHaveLength(types.size);
		const keys = run.items.map(({ consumptionKey }) => consumptionKey);
		expect(new Set(keys).size).toBe(keys.length);
		expect(new Set(run.items.map(({ source }) => source)).size).toBe(4);
	});

	it('skips what cannot be read, with a warning', async () => {
		org().org.permissions.get(org().org.runAsUserId)?.delete('ViewSetup');
		const run = await download();
		expect(run.error).toBeNull();
		expect(run.items).toEqual([]);
		expect(run.hints.join()).toMatch(/Usage-based entitlements .* could not be read/);
	});
});

describe('consumption:download forecasts', () => {
	it('the end of the period, and what the units beyond the allowance cost', async () => {
		const [entitlement] = org().org.rows('TenantUsageEntitlement');
		const start = new Date(Date.now() - 15.2 * 86_400_000).toISOString().slice(0, 10);
		org().org.change('TenantUsageEntitlement', entitlement, {
			...{ AmountUsed: 900, StartDate: start, Frequency: 'Monthly' },
		});
		const priceBook = '[{"identifier": "community.logins", "price": 2, "currency": "USD"}]';
		const { items } = await download({ priceBook });
		const [row] = items.filter(({ source }) => source === 'TenantUsageEntitlement');
		const [from, to] = [row.periodStartsAt, row.periodEndsAt].map((at) => Date.parse(String(at)));
		expect(new Date(from).toISOString().slice(0, 10)).toBe(start);
		const share = (Date.now() - from) / (to - from);
		expect(Number(row.forecast)).toBeCloseTo(900 / share, 0);
		expect(Number(row.overageCost)).toBeCloseTo((900 / share - 1000) * 2, -1);
		expect(row).toMatchObject({ currency: 'USD', price: 2, alertThreshold: null });
	});
});

describe('consumption:download reads besides', () => {
	it('nothing unless it is asked for', async () => {
		alert();
		org().org.digitalWallet = [card()];
		const { items } = await download();
		const sources = items.map(({ source }) => source);
		expect(sources).not.toContain('TenantConsumptionAlert');
		expect(sources).not.toContain('DigitalWallet');
	});

	it('utilization alerts, one row for each target with the highest threshold', async () => {
		alert();
		alert({ TriggerValue: 75, AlertTimestamp: '2026-05-01T00:00:00.000+0000' });
		alert({ TriggerValue: 100, AlertStatus: 'Cleared' });
		alert({
			AlertScope: 'Other',
			AlertSubScope1: null,
			AlertSubScope2: null,
			TriggerType: 'Units',
		});
		const { items, hints } = await read('alerts');
		const rows = items.filter(({ source }) => source === 'TenantConsumptionAlert');
		expect(rows).toMatchObject([
			{
				...{ name: 'PlatformServicesCard > Production > PrePurchased', alertThreshold: 75 },
				...{ alertAt: '2026-05-01T00:00:00.000Z', allowed: null, used: null },
			},
			{ name: 'Other', alertThreshold: null },
		]);
		expect(hints).toEqual([]);
	});

	it('the cards of Digital Wallet', async () => {
		org().org.digitalWallet = [card(), card({ businessEnvType: 'Sandbox', consumptionAlerts: [] })];
		const { items } = await read('digitalWallet');
		const rows = items.filter(({ source }) => source === 'DigitalWallet');
		expect(rows).toMatchObject([
			{
				...{ identifier: 'DataServices', name: 'DataServices > Production > PrePurchased' },
				...{ allowed: 1000, used: 800, utilization: 0.8, alertThreshold: 75, forecast: null },
			},
			{ name: 'DataServices > Sandbox > PrePurchased', alertThreshold: null },
		]);
	});

	it('what the org does not offer with a sentence, and continues', async () => {
		org().org.absentObjects.add('TenantConsumptionAlert');
		const { items, hints, error } = await read('alerts', 'digitalWallet');
		expect(error).toBeNull();
		expect(items.length).toBeGreaterThan(0);
		expect(hints.join()).toMatch(/Utilization alerts .* could not be read/);
		expect(hints.join()).toMatch(/Digital Wallet .* could not be read/);
	});

	it('what the org does not offer as items, too, if they are asked for', async () => {
		org().org.absentObjects.add('TenantConsumptionAlert');
		const { items } = await download({
			alsoRead: ['alerts', 'digitalWallet'],
			missingAsItems: true,
		});
		const missing = items.filter((row) => row.missing !== null);
		expect(missing).toMatchObject([
			{ source: 'TenantConsumptionAlert', name: 'Utilization alerts', used: null, allowed: null },
			{ source: 'DigitalWallet', name: 'Digital Wallet', used: null, forecast: null },
		]);
		for (const row of missing) expect(row.missing).toMatch(/could not be read\. .*[A-Z_]{5}/);
		const keys = items.map(({ consumptionKey }) => consumptionKey);
		expect(new Set(keys).size).toBe(keys.length);
	});

	it('everything, and no item says that something is missing', async () => {
		alert();
		org().org.digitalWallet = [card()];
		const { items } = await download({
			alsoRead: ['alerts', 'digitalWallet'],
			missingAsItems: true,
		});
		expect(items.filter((row) => row.missing !== null)).toEqual([]);
	});

	it.each([
		['no list', {}],
		['no results', []],
		['a failure', [{ isSuccess: false, errors: [{ statusCode: 'X', message: 'No.' }] }]],
		['a card without a name', [{ isSuccess: true, outputValues: { cards: [{}] } }]],
	])('%s in place of the cards is a warning, not a zero', async (_name, body) => {
		org().faults.add({
			...{ kind: 'answer', path: /computeConsumption/, status: 200 },
			body: JSON.stringify(body),
		} as never);
		const { items, hints, error } = await read('digitalWallet');
		expect(error).toBeNull();
		expect(items.filter(({ source }) => source === 'DigitalWallet')).toEqual([]);
		expect(hints.join()).toMatch(/Digital Wallet .* could not be read/);
	});
});

describe('in an org of Spring 2026', () => {
	const old = useOrg({ apiVersions: ['65.0', '66.0'] });

	it('alerts are a sentence that names the version', async () => {
		const parameters = { resource: 'consumption', operation: 'download', alsoRead: ['alerts'] };
		const { hints, error } = await runNode(parameters as never, clientCredentials(old()));
		expect(error).toBeNull();
		expect(hints.join()).toContain('need API version 67.0');
	});
});
