import type { IDataObject } from 'n8n-workflow';
import type { Fault } from '../../org/faults';
import { clientCredentials, useOrg } from '../../support/org';
import type { PollingWorkflow } from '../../support/pollNode';
import { pollingWorkflow } from '../../support/pollNode';
import { ALL_EVENTS, change, daysBefore, employees, told } from '../../support/triggerCases';

/** Each happening arrives once: over faults, restarts and parts that cannot be read. */

// More users than the memory lists one by one, so that sketches are at work.
const org = useOrg({ users: 2_600, seed: 11 });
const MAX_MEMORY_BYTES = 300_000;
const watching = (parameters: IDataObject = {}, id = 'polling') =>
	pollingWorkflow({ events: ALL_EVENTS, ...parameters } as never, clientCredentials(org()), id);

/** Changes of an org, and what is told of each. Every one is about a person of its own. */
function story() {
	const { org: records } = org();
	const [pool] = records
		.rows('PermissionSetLicense')
		.filter(({ DeveloperName }) => DeveloperName === 'SalesConsoleUser');
	const hasNothing = (id: string) =>
		records.table('PermissionSetLicenseAssign').where('AssigneeId', id).length === 0 &&
		records.table('UserPackageLicense').where('UserId', id).length === 0;
	const people = employees(records).filter(
		(user) =>
			String(user.LastLoginDate) > daysBefore(20) &&
			hasNothing(user.Id) &&
			records.table('UserLogin').where('UserId', user.Id)[0].IsFrozen === false &&
			!Object.entries(user).some(([name, on]) => name.startsWith('UserPerm') && on === true) &&
			!records.blockers.some(({ userId }) => userId === user.Id),
	);
	const next = () => people.pop()!;
	const licenseOf = (profileId: unknown) => {
		const profile = records.table('Profile').get(String(profileId));
		const license = records.table('UserLicense').get(String(profile?.UserLicenseId));
		return String(license?.LicenseDefinitionKey ?? license?.Name);
	};
	const assign = async () => {
		const { Id } = next();
		const values = { AssigneeId: Id, PermissionSetLicenseId: pool.Id };
		await change(org(), 'POST', 'PermissionSetLicenseAssign', values);
		return [`subscriptionAssigned ${Id} SalesConsoleUser`];
	};
	const takeAway = async () => {
		const [row] = records
			.table('PermissionSetLicenseAssign')
			.where('PermissionSetLicenseId', pool.Id)
			.filter((one) => records.table('User').get(String(one.AssigneeId))?.IsActive === true);
		records.remove('PermissionSetLicenseAssign', row);
		records.seats.recount();
		return await Promise.resolve([
			`subscriptionRemoved ${String(row.AssigneeId)} SalesConsoleUser`,
		]);
	};
	const deactivate = async () => {
		const { Id, ProfileId } = next();
		await change(org(), 'PATCH', `User/${Id}`, { IsActive: false });
		return [`subscriptionRemoved ${Id} ${licenseOf(ProfileId)}`];
	};
	const freeze = async () => {
		const { Id, ProfileId } = next();
		const [login] = records.table('UserLogin').where('UserId', Id);
		await change(org(), 'PATCH', `UserLogin/${login.Id}`, { IsFrozen: true });
		return [`frozenHolder ${Id} ${licenseOf(ProfileId)}`];
	};
	const grow = async () => {
		const { Id } = next();
		await change(org(), 'PATCH', `User/${Id}`, { UserPermissionsMarketingUser: true });
		return [`subscriptionAssigned ${Id} MarketingUser`];
	};
	const leave = async () => {
		const user = next();
		records.change('User', user, { LastLoginDate: daysBefore(61) });
		return await Promise.resolve([`userInactive ${user.Id} ${licenseOf(user.ProfileId)}`]);
	};
	const comeBack = async () => {
		const [user] = employees(records).filter(
			(one) => String(one.LastLoginDate ?? '9') < daysBefore(70),
		);
		records.change('User', user, { LastLoginDate: daysBefore(0) });
		return await Promise.resolve([`userReturned ${user.Id} ${licenseOf(user.ProfileId)}`]);
	};
	return { assign, takeAway, deactivate, freeze, grow, leave, comeBack };
}

/** The poll fails: what it leaves is what it found. */
async function failing(workflow: PollingWorkflow, fault: Fault): Promise<void> {
	const before = workflow.memory();
	org().faults.add(fault);
	await expect(workflow.poll()).rejects.toThrow();
	org().faults.clear();
	expect(workflow.memory()).toBe(before);
}

test('ten polls with faults and restarts between them: each change is reported once, and the memory stays small', async () => {
	const workflow = watching();
	const does = story();
	expect(await workflow.poll()).toEqual([]);
	const expected: string[] = [];
	const arrived: IDataObject[] = [];
	const steps = Object.values(does);
	for (let round = 0; round < 10; round++) {
		for (let times = 0; times < 3; times++)
			expected.push(...(await steps[(round + times * 2) % steps.length]()));
		if (round % 3 === 0) {
			// The further it comes before the break, the more it had found out.
			await failing(workflow, { kind: 'dailyLimit', after: 3 + round });
			workflow.restart();
		}
		if (round % 3 === 1) workflow.restart();
		if (round % 4 === 2) org().oauth.expireAllAccessTokens();
		arrived.push(...(await workflow.poll()));
		expect(workflow.memory().length).toBeLessThan(MAX_MEMORY_BYTES);
	}
	expect(told(arrived)).toEqual(expected.sort());
	expect(new Set(arrived.map(({ eventKey }) => eventKey)).size).toBe(arrived.length);
	workflow.restart();
	expect(await workflow.poll()).toEqual([]);
}, 240_000);

test('polls that were missed are caught up, and two workflows return the same keys however often they poll', async () => {
	const often = watching({}, 'often');
	const seldom = watching({}, 'seldom');
	await often.poll();
	await seldom.poll();
	const does = story();
	const keys: unknown[] = [];
	for (const step of Object.values(does)) {
		await step();
		keys.push(...(await often.poll()).map(({ eventKey }) => eventKey));
	}
	const late = await seldom.poll();
	expect(late.map(({ eventKey }) => eventKey).sort()).toEqual(keys.sort());
	expect(keys).toHaveLength(7);
}, 120_000);

describe('a part that cannot be read', () => {
	it.each([
		['PermissionSetLicenseAssign', 'assign'],
		['UserLogin', 'freeze'],
	] as const)('(%s) is not reported, keeps its place and is caught up', async (object, name) => {
		const workflow = watching();
		await workflow.poll();
		const does = story();
		const hidden = await does[name]();
		const seen = await does.leave();
		org().org.absentObjects.add(object);
		expect(told(await workflow.poll())).toEqual(seen);
		workflow.restart();
		expect(await workflow.poll()).toEqual([]);
		org().org.absentObjects.delete(object);
		expect(told(await workflow.poll())).toEqual(hidden);
		expect(await workflow.poll()).toEqual([]);
	});

	it('(the last login) makes no user inactive and no user return', async () => {
		const workflow = watching();
		await workflow.poll();
		const does = story();
		const hidden = await does.leave();
		const seen = await does.assign();
		org().org.hiddenFields.add('User.LastLoginDate');
		const first = await workflow.poll().catch(() => []);
		org().org.hiddenFields.delete('User.LastLoginDate');
		expect(told([...first, ...(await workflow.poll())])).toEqual([...hidden, ...seen].sort());
	});

	it('(the users of the events) fails the poll, and the next poll reports everything', async () => {
		const workflow = watching({ events: ['subscriptionAssigned', 'frozenHolder'] });
		await workflow.poll();
		const does = story();
		const expected = [...(await does.assign()), ...(await does.freeze())];
		const before = workflow.memory();
		org().org.hiddenFields.add('User.Email');
		await expect(workflow.poll()).rejects.toThrow();
		org().org.hiddenFields.delete('User.Email');
		expect(workflow.memory()).toBe(before);
		expect(told(await workflow.poll())).toEqual(expected.sort());
	});

	it('fails the poll if nothing else is watched', async () => {
		const workflow = watching({ events: ['frozenHolder'] });
		org().org.absentObjects.add('UserLogin');
		await expect(workflow.poll()).rejects.toThrow();
	});

	it('(everything behind a permission) is kept in memory while the permission is gone', async () => {
		const workflow = watching();
		await workflow.poll();
		const { org: records } = org();
		const rights = { ViewSetup: false, AssignPermissionSets: false, ManageUsers: false };
		records.setPermissions(records.runAsUserId, rights);
		expect(await workflow.poll()).toEqual([]);
		records.setPermissions(records.runAsUserId, {
			ViewSetup: true,
			AssignPermissionSets: true,
			ManageUsers: true,
		});
		const told1 = await story().assign();
		expect(told(await workflow.poll())).toEqual(told1);
	});

	it('(a feature flag that is hidden and shown again) neither adds nor removes a holder', async () => {
		const workflow = watching();
		await workflow.poll();
		const does = story();
		const first = await does.assign();
		org().org.hiddenFields.add('User.UserPermissionsMarketingUser');
		expect(told(await workflow.poll())).toEqual(first);
		const second = await does.freeze();
		org().org.hiddenFields.delete('User.UserPermissionsMarketingUser');
		expect(told(await workflow.poll())).toEqual(second);
		const third = await does.grow();
		expect(told(await workflow.poll())).toEqual(third);
	});

	it('(assignments that vanish without an error) removes no holder', async () => {
		const workflow = watching({ events: ['subscriptionRemoved'] });
		await workflow.poll();
		const empty = { totalSize: 0, done: true, records: [] };
		org().faults.add({
			kind: 'answer',
			path: /\/query\?/,
			soql: /SELECT Id, \w+, \w+, CreatedDate FROM (PermissionSetLicenseAssign|UserPackageLicense)/,
			answer: { status: 200, body: empty },
		});
		await story().assign();
		expect(await workflow.poll()).toEqual([]);
		org().faults.clear();
		expect(await workflow.poll()).toEqual([]);
	});
});

test('two polls at the same time report a change once', async () => {
	const workflow = watching();
	await workflow.poll();
	const expected = await story().assign();
	const both = await Promise.all([workflow.poll(), workflow.poll()]);
	expect(told(both.flat())).toEqual(expected);
});

test('the first poll reports everything if it is set to, and only once', async () => {
	const workflow = watching({
		firstPoll: 'emitAll',
		events: ['subscriptionAssigned', 'frozenHolder'],
	});
	const items = await workflow.poll();
	const { org: records } = org();
	const count = (kind: string) =>
		items.filter(
			({ licenseKind, event }) => licenseKind === kind && event === 'subscriptionAssigned',
		).length;
	expect(count('permissionSetLicense')).toBe(records.rows('PermissionSetLicenseAssign').length);
	expect(count('packageLicense')).toBe(records.rows('UserPackageLicense').length);
	expect(count('userLicense')).toBe(records.rows('User').filter(({ IsActive }) => IsActive).length);
	expect(new Set(items.map(({ eventKey }) => eventKey)).size).toBe(items.length);
	expect(await workflow.poll()).toEqual([]);
}, 120_000);

test('another threshold, another org or a damaged memory starts over and reports nothing false', async () => {
	const workflow = watching({ events: ['userInactive', 'poolLow'] });
	await workflow.poll();
	workflow.edit({ inactiveDays: 30, minAvailable: 500 });
	expect(await workflow.poll()).toEqual([]);
	workflow.stored = JSON.parse(
		JSON.stringify(workflow.stored).replace(/00D\w{15}/g, '00D000000000001AAA'),
	) as IDataObject;
	workflow.restart();
	expect(await workflow.poll()).toEqual([]);
	workflow.stored = { 'node:Salesforce Licenses Trigger': { memory: { version: 7 } } };
	workflow.restart();
	expect(await workflow.poll()).toEqual([]);
});

test('a deactivation of most of the company is reported user by user', async () => {
	const { org: records } = org();
	const workflow = watching({
		events: ['subscriptionRemoved', 'userReturned'],
		licenseKinds: ['userLicense'],
	});
	await workflow.poll();
	const gone = records
		.rows('User')
		.filter(({ IsActive, Id }) => IsActive === true && Id !== records.runAsUserId)
		.slice(0, 2_000);
	const stamp = new Date().toISOString();
	for (const user of gone)
		records.change('User', user, { IsActive: false, LastModifiedDate: stamp });
	records.seats.recount();
	const items = await workflow.poll();
	expect(items.map(({ userId }) => userId).sort()).toEqual(gone.map(({ Id }) => Id).sort());
	expect(await workflow.poll()).toEqual([]);
});

test('removals that are too many to name are reported as a number', async () => {
	const { org: records } = org();
	const [pool] = records.rows('PermissionSetLicense');
	const free = records.rows('User').filter(
		({ Id }) =>
			!records
				.table('PermissionSetLicenseAssign')
				.where('AssigneeId', Id)
				.some((row) => row.PermissionSetLicenseId === pool.Id),
	);
	for (const { Id } of free)
		records.insert('PermissionSetLicenseAssign', {
			AssigneeId: Id,
			PermissionSetLicenseId: pool.Id,
			CreatedDate: daysBefore(3),
		});
	records.seats.recount();
	const workflow = watching({
		events: ['subscriptionRemoved'],
		licenseKinds: ['permissionSetLicense'],
	});
	await workflow.poll();
	const gone = records
		.table('PermissionSetLicenseAssign')
		.where('PermissionSetLicenseId', pool.Id)
		.slice(0, 1_900);
	for (const row of gone) records.remove('PermissionSetLicenseAssign', row);
	records.seats.recount();
	const items = await workflow.poll();
	expect(items).toMatchObject([
		{ event: 'subscriptionRemoved', licenseKind: 'permissionSetLicense', count: gone.length },
	]);
	expect(await workflow.poll()).toEqual([]);
});
