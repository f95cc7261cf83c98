import { groupByUser } from '../../nodes/SalesforceLicenses/licensing/groupByUser';
import { aSubscription } from '../support/builders';

describe('rows grouped by user', () => {
	const rows = [
		aSubscription({ userId: '0051', username: 'a' }),
		aSubscription(
			{ userId: '0051', username: 'a' },
			{ licenseKind: 'packageLicense', licenseIdentifier: 'SBQQ' },
		),
		aSubscription({ userId: '0052', username: 'b' }),
	];

	it('keep every subscription and every key, once', () => {
		const users = groupByUser(rows);
		expect(users.map(({ username, subscriptionCount }) => [username, subscriptionCount])).toEqual([
			['a', 2],
			['b', 1],
		]);
		const flat = users.flatMap(({ userKey, subscriptionCount, subscriptions, ...user }) => {
			expect(userKey).toBe(`${user.orgId}:${user.userId}`);
			expect(subscriptions).toHaveLength(subscriptionCount);
			return subscriptions.map((subscription) => ({ ...user, ...subscription }));
		});
		expect(flat).toEqual(rows);
	});

	it('are none where there are none', () => expect(groupByUser([])).toEqual([]));
});
