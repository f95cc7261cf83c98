import { capExceeded } from '../../../nodes/SalesforceLicenses/licensing/planning/caps';
import type { ReclaimRequest } from '../../../nodes/SalesforceLicenses/licensing/planning/plan';
import type { CurrentUser } from '../../../nodes/SalesforceLicenses/licensing/model/userState';
import { isLater, planReclaim } from '../../../nodes/SalesforceLicenses/licensing/planning/plan';
import { planRestore } from '../../../nodes/SalesforceLicenses/licensing/restoring/restore';
import { aCurrentUser, aRequest, daysAgo, ORG_ID } from '../../support/builders';

const context = { orgId: ORG_ID, connectedUserId: '0055g00000ZzZzZAAV' };

function plan(request: Partial<ReclaimRequest>, user: Partial<CurrentUser> | null) {
	const current = user === null ? [] : [aCurrentUser(user)];
	return planReclaim(
		[aRequest(request)],
		new Map(current.map((one) => [one.userId, one])),
		context,
	)[0];
}

describe('planning a reclaim', () => {
	it('keeps a before-image and one planned step', () => {
		expect(plan({}, {})).toMatchObject({
			outcome: 'planned',
			steps: [{ step: 'deactivate', recordId: aCurrentUser().userId, outcome: 'planned' }],
			before: { isActive: true, isFrozen: false, username: 'ada@acme.example' },
		});
	});

	it('freezes through the login record, not through the user record', () => {
		const { steps } = plan({ action: 'freeze' }, {});
		expect(steps).toMatchObject([{ step: 'freeze', recordId: aCurrentUser().loginId }]);
	});

	test.each<[string, Partial<ReclaimRequest>, Partial<CurrentUser> | null, string]>([
		['an unknown user fails', {}, null, 'failed'],
		['a user who is inactive already is done', {}, { isActive: false }, 'alreadyDone'],
		['a frozen user need not be frozen', { action: 'freeze' }, { isFrozen: true }, 'alreadyDone'],
		['a guest is blocked', {}, { userType: 'Guest' }, 'blocked'],
		[
			'the connected user is blocked',
			{ userId: context.connectedUserId },
			{ userId: context.connectedUserId },
			'blocked',
		],
		[
			'an unreadable login record blocks a freeze',
			{ action: 'freeze' },
			{ loginId: null, isFrozen: null },
			'blocked',
		],
		[
			'a login since the candidate was found skips',
			{ knownLoginAt: daysAgo(90) },
			{ lastLoginAt: daysAgo(1) },
			'skipped',
		],
		[
			'a first login since the candidate was found skips',
			{ knownLoginAt: null },
			{ lastLoginAt: daysAgo(1) },
			'skipped',
		],
		[
			'no new login goes ahead',
			{ knownLoginAt: daysAgo(90) },
			{ lastLoginAt: daysAgo(90) },
			'planned',
		],
	])('%s', (_what, request, user, expected) => {
		expect(plan(request, user).outcome).toBe(expected);
	});
});

describe('planning a restore', () => {
	const before = aCurrentUser();
	const request = {
		candidateKey: 'k',
		orgId: ORG_ID,
		userId: before.userId,
		licenseKind: 'userLicense' as const,
		licenseIdentifier: 'SFDC',
		action: 'deactivate' as const,
		outcome: 'done' as const,
		steps: null,
		before,
		saving: null,
		currency: null,
		isSealed: true,
		refusal: null,
	};
	const restore = (user: Partial<CurrentUser>, overrides: Partial<typeof request> = {}) =>
		planRestore([{ ...request, ...overrides }], new Map([[before.userId, aCurrentUser(user)]]), {
			orgId: ORG_ID,
		})[0];

	it('reactivates before it unfreezes', () => {
		const { steps } = restore({ isActive: false, isFrozen: true });
		expect(steps.map(({ step }) => step)).toEqual(['reactivate', 'unfreeze']);
	});

	it('writes nothing if the user is unchanged', () => {
		expect(restore({})).toMatchObject({ outcome: 'alreadyDone', steps: [] });
	});

	it('does not unfreeze who was frozen before', () => {
		const frozen = { ...before, isFrozen: true };
		expect(restore({ isFrozen: true }, { before: frozen as never }).outcome).toBe('alreadyDone');
	});

	it('skips what Reclaim did not write', () => {
		expect(restore({ isActive: false }, { outcome: 'planned' as never }).outcome).toBe('skipped');
	});
});

describe('the caps of a run', () => {
	test.each([
		[100, 10_000, null],
		[101, 10_000, /Max Users/],
		[30, 299, /Max Percent/],
		[29, 299, null],
		[1, 5, null],
		[2, 5, /Max Percent/],
	])('%d of %d active users', (users, active, expected) => {
		const exceeded = capExceeded(users, { maxUsers: 100, maxPercent: 10 }, [
			{ of: 'active users', users, whole: active },
		]);
		if (expected === null) expect(exceeded).toBeNull();
		else expect(exceeded).toMatch(expected);
	});
});

describe('a time that cannot be read', () => {
	it.each(['', 'never', '2026-02-30T', 'NaN', 'null'])(
		'keeps the seat of a user who has logged in: %j',
		(knownLoginAt) => {
			const lastLoginAt = daysAgo(100);
			expect(plan({ knownLoginAt, recheckActivity: true }, { lastLoginAt })).toMatchObject({
				outcome: 'skipped',
			});
		},
	);

	it('of the org is not treated as an early time', () => {
		expect(isLater('yesterday', daysAgo(1))).toBe(true);
		expect(isLater(null, daysAgo(1))).toBe(false);
		expect(isLater(daysAgo(2), daysAgo(1))).toBe(false);
		expect(isLater(daysAgo(1), '2020-10-01T10:00:00.000+0000')).toBe(true);
	});
});

it('a cap that is not a number allows no users', () => {
	for (const cap of [NaN, undefined, 'many', {}] as unknown as number[]) {
		expect(capExceeded(1, { maxUsers: cap, maxPercent: 100 }, [])).toMatch(/Max Users/);
		const share = { of: 'active users', users: 1, whole: 10 };
		expect(capExceeded(1, { maxUsers: 5, maxPercent: cap }, [share])).toMatch(/Max Percent/);
	}
});
