import type { IDataObject } from 'n8n-workflow';
import { withClockAhead } from '../../support/clocks';
import { clientCredentials, useOrg } from '../../support/org';
import { pollingWorkflow } from '../../support/pollNode';
import { ALL_EVENTS, change, daysBefore, employees, told } from '../../support/triggerCases';

/** What each event says, and when it is told. */

const org = useOrg({ users: 120, seed: 7 });
const watching = (parameters: IDataObject = {}, id = 'polling') =>
	pollingWorkflow({ events: ALL_EVENTS, ...parameters } as never, clientCredentials(org()), id);

/** An active person without this permission set license, and the pool. */
function withoutLicense(name: string) {
	const { org: records } = org();
	const [pool] = records.rows('PermissionSetLicense').filter((row) => row.DeveloperName === name);
	const held = records.table('PermissionSetLicenseAssign').where('PermissionSetLicenseId', pool.Id);
	const holders = new Set(held.map(({ AssigneeId }) => AssigneeId));
	const [user] = employees(records).filter(({ Id }) => !holders.has(Id));
	return { pool, user };
}

const loginOf = (userId: string) => org().org.table('UserLogin').where('UserId', userId)[0];
/** Somebody who logged in lately and holds nothing but the user license. */
const aPerson = () => {
	const { org: records } = org();
	const [person] = employees(records).filter(
		(user) =>
			String(user.LastLoginDate) > daysBefore(20) &&
			loginOf(user.Id).IsFrozen === false &&
			records.table('PermissionSetLicenseAssign').where('AssigneeId', user.Id).length === 0 &&
			records.table('UserPackageLicense').where('UserId', user.Id).length === 0 &&
			!Object.entries(user).some(
				([name, value]) => name.startsWith('UserPerm') && value === true,
			) &&
			!records.blockers.some(({ userId }) => userId === user.Id),
	);
	return person;
};

describe('parameters', () => {
	it.each([
		[{ events: [] }, 'Events: nothing is selected'],
		[{ events: ['poolLo'] }, 'Events: there is no event "poolLo"; closest match: Pool Low'],
		[{ events: null }, 'Events: nothing is selected'],
		[{ events: { a: 1 } }, 'Events must be a list, or a text separated by commas'],
		[{ licenseKinds: [] }, 'License Kinds: nothing is selected'],
		[{ inactiveDays: '60' }, 'Inactive Days must be a whole number from 1 to 3650'],
		[{ inactiveDays: NaN }, 'Inactive Days must be a whole number from 1 to 3650'],
		[{ minAvailable: null }, 'Min Available must be a whole number of 0 or more'],
		[{ firstPoll: 'all' }, 'First Poll: there is no choice "all"'],
		[{ filters: { userTypes: ['Human'] } }, 'User Types: there is no user type "Human"'],
		[{ softwareModels: '[{}]' }, 'Software Models: '],
	])('%j is refused before the first call', async (parameters, message) => {
		const { apiCalls } = org().org;
		await expect(watching(parameters as IDataObject).poll()).rejects.toThrow(message);
		expect(org().org.apiCalls).toBe(apiCalls);
	});

	it.each([
		[
			{ licenseIdentifiers: ['SalesConsoleUsr'] },
			/has no license "SalesConsoleUsr".*SalesConsoleUser/,
		],
		[{ softwareModelNames: 'Sales Claud' }, /has no license with the software model "Sales Claud"/],
		[{ profiles: ['Standrd User'] }, /there is no profile "Standrd User"/],
	])('with filters that match nothing stop the poll: %j', async (filters, message) => {
		await expect(watching({ filters }).poll()).rejects.toThrow(message);
	});

	it('that are hidden have their defaults', async () => {
		expect(await watching({ events: ['frozenHolder'] }).poll()).toEqual([]);
	});
});

describe('subscriptions', () => {
	it('are not reported by the first poll, and not while nothing changes', async () => {
		const workflow = watching();
		expect(await workflow.poll()).toEqual([]);
		expect(await workflow.poll()).toEqual([]);
	});

	it('are reported once when assigned and once when removed, with the row', async () => {
		const workflow = watching();
		await workflow.poll();
		const { pool, user } = withoutLicense('SalesConsoleUser');
		const values = { AssigneeId: user.Id, PermissionSetLicenseId: pool.Id };
		const id = await change(org(), 'POST', 'PermissionSetLicenseAssign', values);
		const items = await workflow.poll();
		expect(told(items)).toEqual([`subscriptionAssigned ${user.Id} SalesConsoleUser`]);
		expect(items[0]).toMatchObject({
			orgId: org().org.id,
			username: user.Username,
			licenseKind: 'permissionSetLicense',
			licenseName: 'Sales Console User',
			subscriptionKey: `${org().org.id}:${user.Id}:permissionSetLicense:SalesConsoleUser`,
			assignedAt: expect.stringMatching(/Z$/) as string,
			detectedAt: expect.stringMatching(/Z$/) as string,
		});
		expect(await workflow.poll()).toEqual([]);
		await change(org(), 'DELETE', `PermissionSetLicenseAssign/${id}`);
		const after = await workflow.poll();
		expect(told(after)).toEqual([`subscriptionRemoved ${user.Id} SalesConsoleUser`]);
		expect(after[0].eventKey).not.toBe(items[0].eventKey);
	});

	it('are reported twice if a license was removed and assigned again between two polls', async () => {
		const workflow = watching();
		const { pool, user } = withoutLicense('SalesConsoleUser');
		const values = { AssigneeId: user.Id, PermissionSetLicenseId: pool.Id };
		const id = await change(org(), 'POST', 'PermissionSetLicenseAssign', values);
		await workflow.poll();
		await change(org(), 'DELETE', `PermissionSetLicenseAssign/${id}`);
		await change(org(), 'POST', 'PermissionSetLicenseAssign', values);
		expect(told(await workflow.poll())).toEqual([
			`subscriptionAssigned ${user.Id} SalesConsoleUser`,
			`subscriptionRemoved ${user.Id} SalesConsoleUser`,
		]);
	});

	it('are reported when a deactivation frees the user license, and when a reactivation takes it', async () => {
		const workflow = watching();
		await workflow.poll();
		const user = aPerson();
		const license = expect.stringMatching(`subscriptionRemoved ${user.Id} (SFDC|AUL)`) as string;
		await change(org(), 'PATCH', `User/${user.Id}`, { IsActive: false });
		const first = await workflow.poll();
		expect(told(first)).toEqual([license]);
		expect(first[0]).toMatchObject({ isActive: false });
		await change(org(), 'PATCH', `User/${user.Id}`, { IsActive: true });
		expect((await workflow.poll()).map(({ event }) => event)).toEqual(['subscriptionAssigned']);
		org().org.options.now = new Date(Date.now() + 5_000);
		await change(org(), 'PATCH', `User/${user.Id}`, { IsActive: false });
		const second = await workflow.poll();
		expect(told(second)).toEqual([license]);
		expect(second[0].eventKey).not.toBe(first[0].eventKey);
	});

	it('of feature licenses are reported', async () => {
		const workflow = watching();
		await workflow.poll();
		const user = aPerson();
		await change(org(), 'PATCH', `User/${user.Id}`, { UserPermissionsMarketingUser: true });
		expect(told(await workflow.poll())).toEqual([`subscriptionAssigned ${user.Id} MarketingUser`]);
		await change(org(), 'PATCH', `User/${user.Id}`, { UserPermissionsMarketingUser: false });
		expect(told(await workflow.poll())).toEqual([`subscriptionRemoved ${user.Id} MarketingUser`]);
	});
});

describe('users', () => {
	it('are reported when they become inactive and when they come back, with their subscriptions', async () => {
		const workflow = watching();
		await workflow.poll();
		const user = aPerson();
		org().org.change('User', user, { LastLoginDate: daysBefore(75) });
		const [gone, ...others] = await workflow.poll();
		expect(others).toEqual([]);
		expect(gone).toMatchObject({ event: 'userInactive', userId: user.Id, inactiveDays: 75 });
		expect(gone.licenseKind).toBe('userLicense');
		expect(gone.subscriptionCount).toBe(1);
		expect(await workflow.poll()).toEqual([]);
		org().org.change('User', user, { LastLoginDate: daysBefore(0) });
		const back = await workflow.poll();
		expect(back).toMatchObject([{ event: 'userReturned', userId: user.Id, inactiveDays: 0 }]);
		expect(await workflow.poll()).toEqual([]);
	});

	it('are both reported if one comes back and another becomes inactive on the same day', async () => {
		const workflow = watching({ events: ['userInactive', 'userReturned'] });
		const [one, other] = employees(org().org).filter(
			(user) => String(user.LastLoginDate) > daysBefore(20),
		);
		org().org.change('User', one, { LastLoginDate: daysBefore(90) });
		await workflow.poll();
		org().org.change('User', one, { LastLoginDate: daysBefore(1) });
		org().org.change('User', other, { LastLoginDate: daysBefore(90) });
		expect((await workflow.poll()).map(({ event, userId }) => [event, userId])).toEqual([
			['userReturned', one.Id],
			['userInactive', other.Id],
		]);
	});

	it('who never logged in are measured from the day of their creation', async () => {
		const workflow = watching({ events: ['userInactive'] });
		const user = aPerson();
		org().org.change('User', user, { LastLoginDate: null, CreatedDate: daysBefore(59) });
		await workflow.poll();
		expect(await workflow.poll()).toEqual([]);
		const later = await withClockAhead(2 * 86_400_000, async () => await workflow.poll());
		expect(later.map(({ userId }) => userId)).toContain(user.Id);
	});

	it('who are inactive are not reported again after a deactivation and a reactivation', async () => {
		const workflow = watching({ events: ['userInactive', 'userReturned'] });
		const user = aPerson();
		org().org.change('User', user, { LastLoginDate: daysBefore(90) });
		await workflow.poll();
		await change(org(), 'PATCH', `User/${user.Id}`, { IsActive: false });
		expect(await workflow.poll()).toEqual([]);
		org().org.options.now = new Date(Date.now() + 5_000);
		await change(org(), 'PATCH', `User/${user.Id}`, { IsActive: true });
		expect(await workflow.poll()).toEqual([]);
	});

	it('who are frozen and keep the seat are reported once per freeze', async () => {
		const workflow = watching();
		await workflow.poll();
		const user = aPerson();
		await change(org(), 'PATCH', `UserLogin/${loginOf(user.Id).Id}`, { IsFrozen: true });
		const items = await workflow.poll();
		expect(items).toMatchObject([{ event: 'frozenHolder', userId: user.Id, isFrozen: true }]);
		await change(org(), 'PATCH', `UserLogin/${loginOf(user.Id).Id}`, { IsFrozen: false });
		expect(await workflow.poll()).toEqual([]);
		org().org.options.now = new Date(Date.now() + 5_000);
		await change(org(), 'PATCH', `UserLogin/${loginOf(user.Id).Id}`, { IsFrozen: true });
		const again = await workflow.poll();
		expect(again).toMatchObject([{ event: 'frozenHolder', userId: user.Id }]);
		expect(again[0].eventKey).not.toBe(items[0].eventKey);
	});

	it('who still hold seats after a deactivation are reported in one item with all seats', async () => {
		const workflow = watching({ events: ['inactiveHolder'] });
		const { pool, user } = withoutLicense('SalesConsoleUser');
		const values = { AssigneeId: user.Id, PermissionSetLicenseId: pool.Id };
		await change(org(), 'POST', 'PermissionSetLicenseAssign', values);
		await workflow.poll();
		await change(org(), 'PATCH', `User/${user.Id}`, { IsActive: false });
		const items = await workflow.poll();
		expect(items).toMatchObject([{ event: 'inactiveHolder', userId: user.Id, isActive: false }]);
		const held = (items[0].subscriptions as IDataObject[]).map((one) => one.licenseIdentifier);
		expect(held).toContain('SalesConsoleUser');
	});
});

describe('pools', () => {
	const pool = () =>
		org()
			.org.rows('PermissionSetLicense')
			.find(({ DeveloperName }) => DeveloperName === 'SalesConsoleUser')!;

	it('are reported once when they run low and when they are over-allocated', async () => {
		const workflow = watching();
		await workflow.poll();
		const { UsedLicenses, TotalLicenses } = pool();
		org().org.change('PermissionSetLicense', pool(), { TotalLicenses: Number(UsedLicenses) + 3 });
		const low = await workflow.poll();
		expect(low).toMatchObject([
			{
				event: 'poolLow',
				available: 3,
				licenseKey: `${org().org.id}:permissionSetLicense:SalesConsoleUser`,
			},
		]);
		org().org.change('PermissionSetLicense', pool(), { TotalLicenses: Number(UsedLicenses) - 1 });
		expect((await workflow.poll()).map(({ event }) => event)).toEqual(['poolOverAllocated']);
		expect(await workflow.poll()).toEqual([]);
		org().org.change('PermissionSetLicense', pool(), { TotalLicenses });
		expect(await workflow.poll()).toEqual([]);
	});

	it('are reported when they expire and when their license is not recognized', async () => {
		const workflow = watching();
		await workflow.poll();
		const soon = daysBefore(-30).slice(0, 10);
		org().org.change('PermissionSetLicense', pool(), { ExpirationDate: soon });
		org().org.insert('PackageLicense', {
			NamespacePrefix: 'zz_unheard_of',
			Status: 'Active',
			AllowedLicenses: 50,
			UsedLicenses: 0,
			ExpirationDate: null,
		});
		expect(told(await workflow.poll())).toEqual([
			'identifierUnrecognized zz_unheard_of',
			'licenseExpiring SalesConsoleUser',
		]);
		expect(await workflow.poll()).toEqual([]);
	});
});

describe('filters', () => {
	it('pass only events about the selected licenses and users', async () => {
		const { pool, user } = withoutLicense('SalesConsoleUser');
		const profile = String(org().org.table('Profile').get(String(user.ProfileId))?.Name);
		const only = watching(
			{ filters: { licenseIdentifiers: ['SalesConsoleUser'], profiles: [profile] } },
			'a',
		);
		const other = watching({ filters: { licenseIdentifiers: ['EinsteinAnalyticsPlusPsl'] } }, 'b');
		const types = watching({ filters: { userTypes: ['Guest'] } }, 'c');
		for (const workflow of [only, other, types]) await workflow.poll();
		const values = { AssigneeId: user.Id, PermissionSetLicenseId: pool.Id };
		await change(org(), 'POST', 'PermissionSetLicenseAssign', values);
		expect(told(await only.poll())).toEqual([`subscriptionAssigned ${user.Id} SalesConsoleUser`]);
		expect(await other.poll()).toEqual([]);
		expect(await types.poll()).toEqual([]);
	});
});

describe('the filter by software model', () => {
	it('passes only events about licenses of these models', async () => {
		const { pool, user } = withoutLicense('SalesConsoleUser');
		const models = [...[['SalesConsoleUser', 'Console'] as const, ['SFDC', 'CRM'] as const]].map(
			([licenseIdentifier, softwareModel]) => ({
				licenseKind: softwareModel === 'CRM' ? 'userLicense' : 'permissionSetLicense',
				...{ licenseIdentifier, softwareModel },
			}),
		);
		const softwareModels = JSON.stringify(models);
		const only = watching({ softwareModels, filters: { softwareModelNames: ['Console'] } }, 'a');
		const other = watching({ softwareModels, filters: { softwareModelNames: ['CRM'] } }, 'b');
		for (const workflow of [only, other]) await workflow.poll();
		const values = { AssigneeId: user.Id, PermissionSetLicenseId: pool.Id };
		await change(org(), 'POST', 'PermissionSetLicenseAssign', values);
		expect(told(await only.poll())).toEqual([`subscriptionAssigned ${user.Id} SalesConsoleUser`]);
		expect(await other.poll()).toEqual([]);
	});
});

describe('a manual test in the editor', () => {
	it('returns an example of each event from the org and remembers nothing', async () => {
		const workflow = watching();
		const items = await workflow.poll('manual');
		expect(items.map(({ event }) => event).sort()).toEqual([...ALL_EVENTS].sort());
		expect(items.every(({ isSample, orgId }) => isSample === true && orgId === org().org.id)).toBe(
			true,
		);
		expect(workflow.memory()).toBe('{}');
	});
});
