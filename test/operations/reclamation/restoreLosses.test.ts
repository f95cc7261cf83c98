import type { Row } from '../../org/org';
import { useOrg } from '../../support/org';
import {
	differences,
	outcomesOf,
	peopleWith,
	reclaim,
	restore,
	seatItem,
	stateOf,
	tally,
} from '../../support/seats';

jest.setTimeout(60_000);

/** What cannot come back, or not whole: said before it is taken, and again before it is given back. */
const now = new Date();
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
const org = useOrg({ users: 120, seed: 51, temporaryAssignments: true });
const rows = (object: string) => org().org.rows(object);
const row = (object: string, id: unknown) => org().org.table(object).get(String(id)) as Row;
const assignmentsOf = (userId: unknown) =>
	org()
		.org.table('PermissionSetAssignment')
		.where('AssigneeId', userId)
		.filter(
			({ PermissionSetId }) => row('PermissionSet', PermissionSetId).IsOwnedByProfile !== true,
		);

/** Somebody with sets, a group and a permission set license, all of them to end next week. */
function temporary(): Row {
	const user = peopleWith(org()).find(
		({ Id }) =>
			assignmentsOf(Id).length > 0 &&
			org().org.table('PermissionSetLicenseAssign').where('AssigneeId', Id).length > 0,
	) as Row;
	const group = rows('PermissionSetGroup')[0];
	if (!assignmentsOf(user.Id).some(({ PermissionSetGroupId }) => PermissionSetGroupId !== null)) {
		const [set] = org().org.table('PermissionSet').where('PermissionSetGroupId', group.Id);
		org().org.insert('PermissionSetAssignment', {
			AssigneeId: user.Id,
			PermissionSetId: set.Id,
			PermissionSetGroupId: group.Id,
		});
	}
	for (const held of assignmentsOf(user.Id))
		org().org.change('PermissionSetAssignment', held, { ExpirationDate: inDays(7) });
	return user;
}
const takeAll = async (userId: string) =>
	outcomesOf(await reclaim(org(), [seatItem(userId, 'wholeSeat')]))[0];

describe('an assignment with an expiration date', () => {
	it('is restored with that date, for a permission set and for a group', async () => {
		const user = temporary();
		const held = assignmentsOf(user.Id);
		expect(held.some(({ PermissionSetGroupId }) => PermissionSetGroupId !== null)).toBe(true);
		const before = stateOf(org());
		const done = await takeAll(user.Id);
		expect(done.warnings).toEqual([]);
		expect(assignmentsOf(user.Id)).toEqual([]);
		const [back] = outcomesOf(await restore(org(), [done]));
		expect(back).toMatchObject({ outcome: 'done', warnings: [] });
		expect(assignmentsOf(user.Id).map(({ ExpirationDate }) => ExpirationDate)).toEqual(
			held.map(() => inDays(7)),
		);
		const ofSets = ({ PermissionSetAssignment: sets }: ReturnType<typeof stateOf>) => ({ sets });
		expect(differences(ofSets(before), ofSets(stateOf(org())))).toEqual([]);
	});

	it('is not restored after it expired, with a warning', async () => {
		const user = temporary();
		const [first] = assignmentsOf(user.Id);
		org().org.change('PermissionSetAssignment', first, {
			ExpirationDate: new Date(Date.now() + 3_000).toISOString(),
		});
		const { PermissionSetId } = first;
		const held = assignmentsOf(user.Id).length;
		const done = await takeAll(user.Id);
		jest.useFakeTimers({ now: Date.now() + 10_000, doNotFake: NOT_FAKED });
		try {
			for (const dryRun of [true, false]) {
				const [back] = outcomesOf(await restore(org(), [done], { dryRun }));
				expect(back.outcome).toBe(dryRun ? 'planned' : 'done');
				expect(back.warnings.join(' ')).toMatch(/expired on .*so it is not restored/);
			}
		} finally {
			jest.useRealTimers();
		}
		const now = assignmentsOf(user.Id);
		expect(now).toHaveLength(held - 1);
		expect(now.some((one) => one.PermissionSetId === PermissionSetId)).toBe(false);
	});

	it('is named in a warning before Reclaim and before Restore if the expiration date cannot be read', async () => {
		const user = temporary();
		org().org.hiddenFields.add('PermissionSetAssignment.ExpirationDate');
		const item = seatItem(user.Id, 'wholeSeat');
		const [plan] = outcomesOf(await reclaim(org(), [item], { dryRun: true }));
		expect(plan.outcome).toBe('planned');
		expect(plan.warnings.join(' ')).toMatch(
			/does not show whether these assignments have an expiration date/,
		);
		const [done] = outcomesOf(await reclaim(org(), [plan]));
		expect(done.warnings).toEqual(plan.warnings);
		const [again] = outcomesOf(await restore(org(), [done], { dryRun: true }));
		expect(again.warnings.join(' ')).toMatch(/restored without an expiration date/);
		expect(tally(outcomesOf(await restore(org(), [done])))).toEqual({ done: 1 });
	});

	it('is not restored without an end if the date is known and can no longer be set', async () => {
		const user = temporary();
		const done = await takeAll(user.Id);
		org().org.hiddenFields.add('PermissionSetAssignment.ExpirationDate');
		const { writes } = org().org.inspector;
		const [back] = outcomesOf(await restore(org(), [done]));
		expect(back).toMatchObject({ outcome: 'blocked', errorCode: 'MISSING_PERMISSION' });
		expect(back.reason).toMatch(/would never expire/);
		expect(org().org.inspector.writes).toBe(writes);
	});
});

/** Timers of the HTTP client and the org stay real; only the clock moves. */
const NOT_FAKED = [
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'setImmediate',
	'clearImmediate',
	'setInterval',
	'clearInterval',
	'setTimeout',
	'clearTimeout',
] as const as unknown as never[];

const yesterday = inDays(-2).slice(0, 10);
const CLOSED: Array<[string, string, Record<string, unknown>, RegExp]> = [
	['a disabled permission set license', 'PermissionSetLicense', { Status: 'Disabled' }, /disabled/],
	[
		'an expired permission set license',
		'PermissionSetLicense',
		{ ExpirationDate: yesterday },
		/expired on/,
	],
	['an expired package', 'PackageLicense', { Status: 'Expired' }, /expired/],
	['a package whose time is over', 'PackageLicense', { ExpirationDate: inDays(-1) }, /expired on/],
	['a disabled user license', 'UserLicense', { Status: 'Disabled' }, /disabled/],
];

/** Somebody who holds a seat of each of these, and the pool. */
function holderOf(object: string): { user: Row; pool: Row } {
	const holds = {
		PermissionSetLicense: 'PermissionSetLicenseAssign',
		PackageLicense: 'UserPackageLicense',
	};
	const user = peopleWith(org()).find(({ Id }) =>
		Object.values(holds).every((holding) =>
			rows(holding).some(({ UserId, AssigneeId }) => (UserId ?? AssigneeId) === Id),
		),
	) as Row;
	if (object === 'UserLicense') {
		return { user, pool: row(object, row('Profile', user.ProfileId).UserLicenseId) };
	}
	const holding = rows(holds[object as keyof typeof holds]).find(
		({ UserId, AssigneeId }) => (UserId ?? AssigneeId) === user.Id,
	) as Row;
	return { user, pool: row(object, holding[`${object}Id`]) };
}

describe.each(CLOSED)('a seat of %s', (_, object, change, reason) => {
	it('is named before it is removed, and blocked in the dry run of Restore with the reason', async () => {
		const { user, pool } = holderOf(object);
		Object.assign(pool, change);
		const item = seatItem(user.Id, 'wholeSeat');
		const [plan] = outcomesOf(await reclaim(org(), [item], { dryRun: true }));
		expect(plan.warnings.join(' ')).toMatch(/Restore cannot give this seat back/);
		expect(plan.warnings.join(' ')).toMatch(reason);
		const [done] = outcomesOf(await reclaim(org(), [plan]));
		const [back] = outcomesOf(await restore(org(), [done], { dryRun: true }));
		const blocked = back.steps.filter(({ outcome }) => outcome === 'blocked');
		expect(blocked.length).toBeGreaterThan(0);
		for (const step of blocked) {
			expect(step).toMatchObject({ errorCode: 'NO_FREE_SEAT' });
			expect(step.reason).toMatch(reason);
		}
		const tried = outcomesOf(await restore(org(), [done]))[0];
		expect(tried.steps.map(({ errorCode }) => errorCode)).not.toContain('LICENSE_LIMIT_EXCEEDED');
	});
});

it('Reclaim says beforehand that an overdrawn license has no seat to give back', async () => {
	const { user, pool } = holderOf('UserLicense');
	pool.TotalLicenses = Number(pool.UsedLicenses) - 5;
	const [plan] = outcomesOf(await reclaim(org(), [seatItem(user.Id)], { dryRun: true }));
	expect(plan.warnings.join(' ')).toMatch(/unless you buy more: \d+ seats of Salesforce/);
	pool.TotalLicenses = Number(pool.UsedLicenses);
});

it('Reclaim says before a deactivation which layers cannot be read', async () => {
	org().org.absentObjects.add('UserPackageLicense');
	const [user] = peopleWith(org());
	const [plan] = outcomesOf(await reclaim(org(), [seatItem(user.Id)], { dryRun: true }));
	expect(plan.warnings.join(' ')).toMatch(
		/The package licenses of this user could not be read\. Restore cannot give back/,
	);
});

describe('a run of Restore', () => {
	const taken = async (users: number) =>
		outcomesOf(
			await reclaim(
				org(),
				peopleWith(org())
					.slice(0, users)
					.map(({ Id }) => seatItem(Id)),
			),
		);

	it('writes nothing by default', async () => {
		const done = await taken(2);
		const { writes } = org().org.inspector;
		const { runNode } = await import('../../support/inProcess');
		const { clientCredentials } = await import('../../support/org');
		const run = await runNode(
			{ resource: 'reclamation', operation: 'restore' },
			clientCredentials(org()),
			done,
		);
		expect(tally(outcomesOf(run))).toEqual({ planned: 2 });
		expect(run.hints.join(' ')).toMatch(/Dry run: nothing was written/);
		expect(org().org.inspector.writes).toBe(writes);
	});

	it('changes no more users than Max Users, with the message of Reclaim', async () => {
		const done = await taken(3);
		const { writes } = org().org.inspector;
		const message = /The run would change 3 users, but Max Users allows 2\. Nothing was written\./;
		const dry = await restore(org(), done, { maxUsers: 2, dryRun: true });
		expect(dry.hints.join(' ')).toMatch(message);
		const run = await restore(org(), done, { maxUsers: 2 });
		expect(run.error?.message).toMatch(message);
		expect(org().org.inspector.writes).toBe(writes);
		expect(tally(outcomesOf(await restore(org(), done, { maxUsers: 3 })))).toEqual({ done: 3 });
	});

	it.each([
		['dryRun', undefined],
		['dryRun', null],
		['dryRun', ''],
		['dryRun', 0],
		['dryRun', 'false'],
		['dryRun', []],
		['maxUsers', null],
		['maxUsers', 'many'],
		['maxUsers', '100'],
		['maxUsers', -1],
		['maxUsers', 1.5],
		['maxUsers', {}],
		['maxUsers', [100]],
	])('is refused if %s is %j', async (name, value) => {
		const done = await taken(1);
		const { writes } = org().org.inspector;
		const given = value === undefined ? '={{ $json.notThere }}' : value;
		const run = await restore(org(), done, { [name]: given } as never);
		expect(run.error?.message).toMatch(
			name === 'dryRun' ? /^Dry Run must be/ : /^Max Users must be/,
		);
		expect(org().org.inspector.writes).toBe(writes);
	});
});
