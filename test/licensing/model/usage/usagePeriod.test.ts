import {
	forecastAt,
	usagePeriod,
} from '../../../../nodes/SalesforceLicenses/licensing/model/usage/usagePeriod';
import { describeConsumption } from '../../../../nodes/SalesforceLicenses/licensing/model/usage/consumption';

/** Periods are counted from the start of the entitlement; the forecast is what has been used, stretched. */

const NOW = new Date('2026-11-16T00:00:00Z');
const days = (frequency: string | null, start: string | null, end: string | null = null) => {
	const period = usagePeriod(frequency, start, end, NOW);
	return period === null
		? null
		: [period.from, period.to].map((at) => at.toISOString().slice(0, 10));
};

describe('the period', () => {
	it.each([
		['Daily', '2026-01-01', ['2026-11-16', '2026-11-17']],
		['Weekly', '2026-11-01', ['2026-11-15', '2026-11-22']],
		['Fortnightly', '2026-11-01', ['2026-11-15', '2026-11-29']],
		['Monthly', '2026-01-16', ['2026-11-16', '2026-12-16']],
		['Monthly', '2026-01-17', ['2026-10-17', '2026-11-17']],
		['Monthly', '2026-01-31', ['2026-10-31', '2026-11-30']],
		['Quarterly', '2025-02-01', ['2026-11-01', '2027-02-01']],
		['Yearly', '2024-02-29', ['2026-02-28', '2027-02-28']],
	])('%s from %s', (frequency, start, expected) => {
		expect(days(frequency, start)).toEqual(expected);
	});

	it('that ends with the entitlement, whose last day counts', () => {
		expect(days('Yearly', '2026-01-01', '2026-11-30')).toEqual(['2026-01-01', '2026-12-01']);
		expect(days('Once', '2026-01-01', '2026-11-16')).toEqual(['2026-01-01', '2026-11-17']);
	});

	it.each([
		['before it starts', 'Monthly', '2026-12-01', null],
		['after it has ended', 'Monthly', '2025-01-01', '2026-11-15'],
		['without a start', 'Monthly', null, null],
		['with a start that is no day', 'Monthly', 'soon', null],
		['with an end that is no day', 'Monthly', '2026-01-01', 'never'],
		['without a frequency', null, '2026-01-01', '2027-01-01'],
		['with a frequency that nobody knows', 'constructor', '2026-01-01', null],
		['for once and for ever', 'Once', '2026-01-01', null],
	])('is not known %s', (_name, frequency, start, end) => {
		expect(days(frequency, start, end)).toBeNull();
	});
});

describe('the forecast', () => {
	const period = usagePeriod('Monthly', '2026-11-01', null, NOW);

	it('stretches what has been used over the whole period', () => {
		expect(forecastAt(period, 500, NOW)).toBe(1000);
	});

	it.each([
		['in the first tenth of the period', period, 500, new Date('2026-11-03T00:00:00Z')],
		['without a period', null, 500, NOW],
		['without a use', period, null, NOW],
	])('is not known %s', (_name, of, used, now) => {
		expect(forecastAt(of, used, now)).toBeNull();
	});
});

describe('money', () => {
	const reading = {
		...{ id: '1', identifier: 'logins', name: 'Community Logins', allowed: 800, used: 500 },
		...{ frequency: 'Monthly', startsAt: '2026-11-01' },
	};
	const price = (identifier: string, changes = {}) => ({
		...{ identifier, kind: null, price: 2, currency: 'USD', ...changes },
	});
	const row = (prices: Array<ReturnType<typeof price>>, changes = {}) =>
		describeConsumption({ orgId: '00D', now: NOW, prices }, 'TenantUsageEntitlement', {
			...{ ...reading, ...changes },
		});

	it.each(['logins', 'community logins'])('is for units beyond the allowance, by %s', (name) => {
		expect(row([price(name)])).toMatchObject({
			...{ forecast: 1000, forecastUtilization: 1.25, overage: 200, overageCost: 400 },
			...{ price: 2, currency: 'USD' },
		});
	});

	it('is nothing where the allowance is enough, and unknown without a price', () => {
		expect(row([price('logins')], { used: 300 })).toMatchObject({ overage: 0, overageCost: 0 });
		expect(row([])).toMatchObject({ overage: 200, overageCost: null, price: null });
		expect(row([price('logins', { kind: 'userLicense' })])).toMatchObject({ price: null });
		expect(row([price('logins')], { allowed: null })).toMatchObject({
			...{ overage: null, overageCost: null, forecastUtilization: null },
		});
	});
});
