import type { License } from '../../../nodes/SalesforceLicenses/licensing/model/licenses';
import {
	describePool,
	withSoftware,
} from '../../../nodes/SalesforceLicenses/licensing/model/licenses';
import { UNRECOGNIZED } from '../../../nodes/SalesforceLicenses/licensing/model/softwareModels';
import type { PoolMemory } from '../../../nodes/SalesforceLicenses/licensing/watching/pools';
import { poolChanges, UNSEEN } from '../../../nodes/SalesforceLicenses/licensing/watching/pools';
import { NOW, ORG_ID } from '../../support/builders';

const LIMITS = { minAvailable: 5, maxUtilizationPercent: 90, expiresWithinDays: 60 };
const ref = {
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	licenseName: 'Salesforce',
} as const;
const software = { ...UNRECOGNIZED, softwareModel: 'Sales Cloud' };

interface Given {
	total: number | null;
	used: number;
	status?: string;
	expiresAt?: string | null;
}
const aPool = (
	{ total, used, status = 'Active', expiresAt = null }: Given,
	known = true,
): License =>
	withSoftware(
		describePool(ORG_ID, ref, { total, used, status, expiresAt }),
		known ? software : UNRECOGNIZED,
	);
const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const look = (license: License, before: PoolMemory = UNSEEN, now = NOW, since = NOW) => {
	const { events, after } = poolChanges(license, before, LIMITS, now, since);
	return {
		events: events.map(({ event }) => event),
		after,
		occasions: events.map(({ occasion }) => occasion),
	};
};

describe('a pool is low', () => {
	it.each<[string, Given, string[]]>([
		['with 4 of 100 free', { total: 100, used: 96 }, ['poolLow']],
		['with 5 of 20 free', { total: 20, used: 15 }, []],
		['with 9 % free', { total: 1_000, used: 901 + 9 }, ['poolLow']],
		['with 10 % free', { total: 1_000, used: 900 }, []],
		['with few owned and none used', { total: 3, used: 0 }, []],
		['unlimited', { total: null, used: 5_000 }, []],
		['with none bought and none used', { total: 0, used: 0 }, []],
		['disabled', { total: 10, used: 10, status: 'Disabled' }, []],
		['expired', { total: 10, used: 10, status: 'Expired' }, []],
		['over-allocated', { total: 10, used: 12 }, ['poolLow', 'poolOverAllocated']],
	])('%s', (_, given, expected) => {
		expect(look(aPool(given)).events).toEqual(expected);
	});

	it('is reported once; if it goes up and down, once a day; and again on another day', () => {
		const [low, fine] = [aPool({ total: 100, used: 96 }), aPool({ total: 100, used: 50 })];
		const first = look(low);
		expect(first.occasions).toEqual(['2026-11-25']);
		const second = look(low, first.after);
		expect(second.events).toEqual([]);
		const third = look(fine, second.after);
		const fourth = look(low, third.after);
		expect([third.events, fourth.events]).toEqual([[], []]);
		const fifth = look(fine, fourth.after, later(1));
		expect(look(low, fifth.after, later(1)).events).toEqual(['poolLow']);
	});

	it('is reported once a day if the clock was a day ahead when it was', () => {
		const [low, fine] = [aPool({ total: 100, used: 96 }), aPool({ total: 100, used: 50 })];
		const ahead = look(low, UNSEEN, later(1));
		const back = look(fine, ahead.after);
		const again = look(low, back.after);
		expect([ahead.events, back.events, again.events]).toEqual([['poolLow'], [], []]);
	});
});

describe('a license expires', () => {
	it.each<[string, number, string[]]>([
		['in 61 days', 61, []],
		['in 60 days', 60, ['licenseExpiring']],
		['today', 0.5, ['licenseExpiring']],
		['long ago', -400, []],
	])('%s', (_, days, expected) => {
		const expiresAt = later(days).toISOString();
		expect(look(aPool({ total: 100, used: 1, expiresAt })).events).toEqual(expected);
	});

	it('is reported once, whatever the clock does, and again with another date', () => {
		const first = look(aPool({ total: 100, used: 1, expiresAt: later(10).toISOString() }));
		const pool = aPool({ total: 100, used: 1, expiresAt: later(10).toISOString() });
		const back = look(pool, first.after, later(-300));
		expect(look(pool, back.after).events).toEqual([]);
		const other = aPool({ total: 100, used: 1, expiresAt: later(40).toISOString() });
		expect(look(other, back.after)).toMatchObject({
			events: ['licenseExpiring'],
			occasions: ['2027-01-04'],
		});
	});

	it('is reported if it expired between two polls', () => {
		const pool = aPool({ total: 100, used: 1, expiresAt: later(-1).toISOString() });
		expect(look(pool, UNSEEN, NOW, later(-2)).events).toEqual(['licenseExpiring']);
	});
});

it('a license that is not recognized is reported once', () => {
	const first = look(aPool({ total: 100, used: 1 }, false));
	expect(first.events).toEqual(['identifierUnrecognized']);
	expect(look(aPool({ total: 100, used: 1 }, false), first.after).events).toEqual([]);
});
