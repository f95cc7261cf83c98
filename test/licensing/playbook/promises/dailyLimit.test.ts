import { overDailyLimit } from '../../../../nodes/SalesforceLicenses/licensing/playbook/promises/dailyLimit';

const NOW = new Date('2026-11-27T12:00:00.000Z');
const started = (userId: string, hoursAgo: number | null) => ({
	userId,
	revocationStartedAt:
		hoursAgo === null ? null : new Date(NOW.getTime() - hoursAgo * 3_600_000).toISOString(),
});
const limit = (maxUsers: number, stored: Array<ReturnType<typeof started>>, ...users: string[]) =>
	overDailyLimit(maxUsers, stored, new Set(users), NOW);

it('the daily limit has room up to the number of users in 24 hours', () => {
	expect(limit(3, [started('a', 1), started('b', 23)], 'c')).toBeNull();
	expect(limit(2, [started('a', 1), started('b', 23)], 'c')).toMatch(
		/allows 2 users in 24 hours.*2 users.*1 more user\. Nothing was reclaimed/,
	);
});

it('the daily limit counts a user once, and not the users of this run twice', () => {
	expect(limit(2, [started('a', 1), started('a', 2)], 'b')).toBeNull();
	expect(limit(2, [started('a', 1), started('b', 2)], 'b')).toBeNull();
});

it('the daily limit ignores users before that time, and users whose reclaim never started', () => {
	expect(limit(1, [started('a', 25), started('b', null)], 'c')).toBeNull();
});

it('the daily limit leaves the limit of a single run to Reclaim, which reports it in every candidate', () => {
	expect(limit(1, [], 'a', 'b', 'c')).toBeNull();
});

it.each([NaN, 0, -1])('a daily limit of %p has no room after others were taken', (maxUsers) => {
	expect(limit(maxUsers, [started('a', 1)], 'b')).not.toBeNull();
});

it('the daily limit counts a time that cannot be read as recent', () => {
	const stored = [{ userId: 'a', revocationStartedAt: 'yesterday' }];
	expect(limit(1, stored as never, 'b')).not.toBeNull();
});
