import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg();

const download = async (signals: string[], parameters: Record<string, string | number> = {}) =>
	await runNode(
		{
			resource: 'subscription',
			operation: 'download',
			licenseKinds: ['userLicense'],
			signals,
			...parameters,
		},
		clientCredentials(org()),
	);

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

function givenLogins(...logins: Array<Record<string, string>>): string {
	const { org: records } = org();
	records.table('LoginHistory').clear();
	const user = records.rows('User').find(({ IsActive }) => IsActive === true)!;
	user.LastLoginDate = logins.at(-1)?.LoginTime;
	for (const login of logins) records.insert('LoginHistory', { UserId: user.Id, ...login });
	// Somebody else's, as the connected user sees with the permission.
	const [other] = records
		.rows('User')
		.filter(({ Id }) => ![user.Id, records.runAsUserId].includes(Id));
	records.insert('LoginHistory', {
		UserId: other.Id,
		LoginTime: daysAgo(5),
		LoginType: 'Application',
		Status: 'Success',
	});
	return user.Id;
}

describe.each(['rest', 'bulk'])('login history by %s', (api) => {
	it('is split into people and programs, without failed logins', async () => {
		const [human, program] = [daysAgo(40), daysAgo(3)];
		const userId = givenLogins(
			{ LoginTime: human, LoginType: 'Application', Status: 'Success' },
			{ LoginTime: daysAgo(60), LoginType: 'SAML Sfdc Initiated SSO', Status: 'Success' },
			{ LoginTime: daysAgo(2), LoginType: 'Application', Status: 'Invalid Password' },
			{ LoginTime: program, LoginType: 'Remote Access 2.0', Status: 'Success' },
		);
		const run = await download(['humanLogin', 'apiLogin'], { api });
		expect(run.error).toBeNull();
		expect(run.items.find((item) => item.userId === userId)).toMatchObject({
			lastHumanLoginAt: human,
			lastApiLoginAt: program,
			lastActivityAt: program,
			activitySource: 'apiLogin',
			inactiveDays: 3,
			activityUnknown: null,
		});
	});
});

describe('activity', () => {
	it('counts only the selected signals, and looks back as far as configured', async () => {
		const old = daysAgo(120);
		const userId = givenLogins({ LoginTime: old, LoginType: 'Application', Status: 'Success' });
		const near = await download(['humanLogin']);
		const far = await download(['humanLogin'], { loginHistoryDays: 150 });
		expect(near.items.find((item) => item.userId === userId)?.lastActivityAt).toBeNull();
		expect(far.items.find((item) => item.userId === userId)?.lastActivityAt).toBe(old);
	});

	it('counts a login of an unknown type as a human login', async () => {
		const at = daysAgo(4);
		const userId = givenLogins({ LoginTime: at, LoginType: 'Hologram', Status: 'Success' });
		const { items } = await download(['humanLogin']);
		expect(items.find((item) => item.userId === userId)?.lastHumanLoginAt).toBe(at);
	});

	it('is unknown, with the reason, if it cannot be read', async () => {
		const closed = { ManageUsers: false, MonitorLoginHistory: false, CustomizeApplication: false };
		org().org.setPermissions(org().org.runAsUserId, closed);
		const run = await download(['humanLogin', 'oauthUse']);
		expect(run.error).toBeNull();
		expect(run.hints.join()).toMatch(/Logins .* of other users could not be read/);
		const others = run.items.filter(({ userId }) => userId !== org().org.runAsUserId);
		expect(others.length).toBeGreaterThan(10);
		for (const item of others) {
			expect(item).toMatchObject({ lastActivityAt: null, inactiveDays: null });
			expect(item.activityUnknown).toMatch(
				/humanLogin: LoginHistory returns.*oauthUse: OauthToken/,
			);
		}
	});

	it('is unknown, with the reason, if the object does not exist', async () => {
		for (const name of ['LoginHistory', 'OauthToken']) org().org.absentObjects.add(name);
		const run = await download(['humanLogin', 'oauthUse']);
		expect(run.error).toBeNull();
		expect(run.hints.join()).toMatch(/Logins .* could not be read/);
		for (const item of run.items) {
			expect(item.activityUnknown).toMatch(/humanLogin: LoginHistory cannot.*oauthUse: OauthToken/);
		}
	});

	it('is unknown if the history lacks the login that the user record shows', async () => {
		const userId = givenLogins();
		const user = org()
			.org.rows('User')
			.find(({ Id }) => Id === userId)!;
		user.LastLoginDate = daysAgo(10);
		const { items } = await download(['humanLogin']);
		expect(items.find((item) => item.userId === userId)).toMatchObject({
			inactiveDays: null,
			activityUnknown: expect.stringMatching(/LoginHistory does not contain the login of/),
		});
	});

	it('by OAuth is unknown for users beyond the rows that Salesforce returns', async () => {
		const { org: records } = org();
		records.table('OauthToken').clear();
		const [first, second] = records
			.rows('User')
			.filter(({ Id, IsActive }) => IsActive === true && Id !== records.runAsUserId);
		const at = daysAgo(9);
		for (let n = 0; n < 2_600; n++) {
			records.insert('OauthToken', { UserId: first.Id, AppName: 'App', LastUsedDate: at });
		}
		const run = await download(['oauthUse']);
		const of = (userId: string) => run.items.find((item) => item.userId === userId);
		expect(of(first.Id)).toMatchObject({ lastOAuthUseAt: at, activityUnknown: null });
		expect(of(second.Id)?.activityUnknown).toMatch(/only 2500 rows/);
		expect(run.hints.join()).toMatch(/2500 rows of OauthToken/);
	});
});

describe('if only some users are selected', () => {
	const chosen = () => {
		const { org: records } = org();
		return records
			.rows('User')
			.filter(({ Id, IsActive }) => IsActive === true && Id !== records.runAsUserId)
			.slice(0, 3);
	};
	const asked: string[] = [];
	const run = async (signals: string[]) => {
		asked.length = 0;
		org().onRequest = ({ path }) => void asked.push(decodeURIComponent(path).replaceAll('+', ' '));
		const users = chosen()
			.map(({ Username }) => Username)
			.join();
		return await runNode(
			{
				resource: 'subscription',
				operation: 'download',
				licenseKinds: ['userLicense'],
				signals,
				workObjects: ['Account'],
				filters: { users },
			},
			clientCredentials(org()),
		);
	};

	it('they have the same activity as in a full read, and logins of others are not read', async () => {
		const signals = ['humanLogin', 'apiLogin', 'work'];
		const whole = (await download(signals, { workObjects: ['Account'] as never })).items;
		const ids = new Set(chosen().map(({ Id }) => Id));
		const { items, hints } = await run(signals);
		expect(items).toEqual(whole.filter(({ userId }) => ids.has(String(userId))));
		expect(items).toHaveLength(3);
		expect(hints.join()).not.toMatch(/Logins .* could not be read/);
		const reads = asked.filter((path) => /FROM (LoginHistory|Account)/.test(path));
		expect(reads.length).toBeGreaterThan(0);
		for (const path of reads) expect(path).toMatch(/IN \(|LIMIT 1/);
	});

	it('and none of them has logged in, they are inactive and not unknown', async () => {
		const { org: records } = org();
		const ids = new Set<unknown>(chosen().map(({ Id }) => Id));
		for (const login of records.rows('LoginHistory'))
			if (ids.has(login.UserId)) records.remove('LoginHistory', login);
		for (const user of chosen()) user.LastLoginDate = null;
		const { items } = await run(['humanLogin']);
		expect(items.map(({ activityUnknown }) => activityUnknown)).toEqual([null, null, null]);
	});

	it('and the connected user may see none of their logins, they are unknown', async () => {
		const { org: records } = org();
		for (const name of ['ManageUsers', 'MonitorLoginHistory'] as const)
			records.permissions.get(records.runAsUserId)?.delete(name);
		const { items } = await run(['humanLogin']);
		for (const { activityUnknown } of items)
			expect(activityUnknown).toMatch(/LoginHistory returns/);
	});
});
