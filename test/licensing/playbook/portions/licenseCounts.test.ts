import type { UserSubscriptions } from '../../../../nodes/SalesforceLicenses/licensing/model/userSubscriptions';
import {
	isInactive,
	LicenseCounts,
} from '../../../../nodes/SalesforceLicenses/licensing/playbook/portions/licenseCounts';

const NOW = new Date('2026-06-30T00:00:00.000Z');
const held = {
	subscriptionKey: 'key',
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	licenseName: 'Salesforce',
	softwareModel: null,
	publisher: null,
	edition: null,
	category: null,
	assignedAt: null,
} as const;

const user = (more: object) =>
	({
		...{ isActive: true, lastLoginAt: null, lastActivityAt: null, activityUnknown: null },
		...{ externalCreatedAt: '2020-01-01T00:00:00.000Z' },
		...more,
	}) as UserSubscriptions;

describe('a user', () => {
	it.each<[boolean, string, object]>([
		[true, 'was seen too long ago', { lastActivityAt: '2026-04-01T00:00:00.000Z' }],
		[false, 'was seen lately', { lastActivityAt: '2026-06-01T00:00:00.000Z' }],
		[true, 'was never seen, and is old', {}],
		[false, 'was never seen, and is new', { externalCreatedAt: '2026-06-01T00:00:00.000Z' }],
		[false, 'was created at an unknown time', { externalCreatedAt: null }],
		[false, 'is not active', { isActive: false, lastActivityAt: '2020-01-01T00:00:00.000Z' }],
		[false, 'has a signal that could not be read', { activityUnknown: 'work: no access' }],
		[false, 'has a login that does not count as use', { lastLoginAt: '2020-01-01T00:00:00.000Z' }],
	])('counts as inactive: %p, because the user %s', (expected, _, more) => {
		expect(isInactive(user(more), NOW, 60)).toBe(expected);
	});
});

describe('the counts', () => {
	it('are by license, largest first', () => {
		const counts = new LicenseCounts();
		counts.add({ ...held, licenseIdentifier: 'AUL' }, false);
		counts.add(held, true);
		counts.add(held, false);
		expect(counts.list()).toEqual([
			{
				...{ licenseKind: 'userLicense', licenseIdentifier: 'SFDC', licenseName: 'Salesforce' },
				...{ softwareModel: null, subscriptions: 2, inactive: 1 },
			},
			expect.objectContaining({ licenseIdentifier: 'AUL', subscriptions: 1, inactive: 0 }),
		]);
	});
});
