import { runNode } from '../../support/inProcess';
import type { Hold } from '../../support/groundTruth';
import { holdsOf, keysOf } from '../../support/groundTruth';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg({ users: 120, seed: 11 });

type Filters = Record<string, string | string[]>;

const download = async (filters: Filters, parameters: Record<string, string | string[]> = {}) =>
	await runNode(
		{ resource: 'subscription', operation: 'download', filters, ...parameters },
		clientCredentials(org()),
	);

/** What comes out is exactly what the org's own records say, no warning included. */
async function expectRows(
	filters: Filters,
	wanted: (hold: Hold) => boolean,
	parameters: Record<string, string | string[]> = {},
): Promise<void> {
	const expected = keysOf(holdsOf(org().org).filter(wanted));
	const run = await download(filters, parameters);
	expect(run.error).toBeNull();
	expect(run.items.map(({ subscriptionKey }) => subscriptionKey).sort()).toEqual(expected);
	expect(expected.length).toBeGreaterThan(0);
	expect(run.hints).toHaveLength(1);
}

const active = () =>
	org()
		.org.rows('User')
		.filter(({ IsActive }) => IsActive === true);
const frozenIds = () =>
	new Set(
		org()
			.org.rows('UserLogin')
			.filter(({ IsFrozen }) => IsFrozen === true)
			.map(({ UserId }) => UserId),
	);

describe.each(['rest', 'bulk'])('a download by %s', (api) => {
	const by = { api };

	it('without a filter holds everything', async () => await expectRows({}, () => true, by));

	test.each([
		['userLicense', 'SFDC'],
		['userLicense', 'Chatter Free'],
		['permissionSetLicense', 'SalesConsoleUser'],
		['packageLicense', 'SBQQ'],
		['featureLicense', 'MarketingUser'],
	])('holds only the selected license, %s %s, alone and among other kinds', async (kind, name) => {
		const wanted = (hold: Hold) => hold.kind === kind && hold.identifier === name;
		await expectRows({ licenseIdentifiers: [name] }, wanted, by);
		await expectRows({ licenseIdentifiers: [name] }, wanted, { ...by, licenseKinds: [kind] });
	});

	it('holds several licenses of several kinds', async () => {
		const names = ['SFDC', 'dsfs', 'EinsteinAnalyticsPlusPsl', 'SupportUser'];
		await expectRows(
			{ licenseIdentifiers: names },
			({ identifier }) => names.includes(identifier),
			by,
		);
	});

	it('accepts names as text, in any case, and the name for the identifier', async () => {
		await expectRows(
			{ licenseIdentifiers: ' sfdc , Sales Console User' },
			({ identifier }) => ['SFDC', 'SalesConsoleUser'].includes(identifier),
			by,
		);
	});

	it('holds active or inactive users', async () => {
		await expectRows({ userStatus: 'active' }, ({ user }) => user.IsActive === true, by);
		await expectRows({ userStatus: 'inactive' }, ({ user }) => user.IsActive === false, by);
	});

	it('holds frozen users', async () => {
		const frozen = frozenIds();
		await expectRows({ userStatus: 'frozen' }, ({ user }) => frozen.has(user.Id), by);
	});

	it('holds users of some types', async () => {
		const userTypes = ['CsnOnly', 'PowerPartner'];
		await expectRows({ userTypes }, ({ user }) => userTypes.includes(String(user.UserType)), by);
	});

	it('holds users of some profiles, by name or ID', async () => {
		const [first, second] = org()
			.org.rows('Profile')
			.filter(({ Name }) => /Standard (Platform )?User/.test(String(Name)));
		await expectRows(
			{ profiles: [String(first.Name).toUpperCase(), second.Id] },
			({ user }) => [first.Id, second.Id].includes(String(user.ProfileId)),
			by,
		);
	});

	it('holds the selected users, by username or ID', async () => {
		const [first, second] = active();
		await expectRows(
			{ users: `${String(first.Username).toUpperCase()}, ${second.Id.slice(0, 15)}` },
			({ user }) => [first.Id, second.Id].includes(user.Id),
			by,
		);
	});

	it('holds the rows that pass all filters', async () => {
		const names = ['SalesConsoleUser', 'SBQQ', 'SFDC'];
		await expectRows(
			{ licenseIdentifiers: names, userStatus: 'active', userTypes: ['Standard'] },
			({ identifier, user }) =>
				names.includes(identifier) && user.IsActive === true && user.UserType === 'Standard',
			by,
		);
	});

	it('excludes licenses and users', async () => {
		const [user] = active();
		await expectRows(
			{
				excludeLicenseIdentifiers: ['SFDC', 'MarketingUser', 'SBQQ'],
				excludeUsernames: String(user.Username),
			},
			(hold) =>
				!['SFDC', 'MarketingUser', 'SBQQ'].includes(hold.identifier) && hold.user.Id !== user.Id,
			by,
		);
	});
});

describe('a filter', () => {
	it('is applied by the server: less is sent', async () => {
		const { inspector } = org().org;
		const bytes = async (filters: Filters) => {
			const from = inspector.requests.length;
			await download(filters);
			return inspector.requests.slice(from).reduce((sum, { bytesOut }) => sum + bytesOut, 0);
		};
		const all = await bytes({});
		expect(await bytes({ licenseIdentifiers: ['SBQQ'] })).toBeLessThan(all / 2);
		expect(await bytes({ users: String(active()[0].Username) })).toBeLessThan(all / 2);
	});

	it('for more users than fit into a query is sent in portions', async () => {
		const users = org().org.rows('User');
		while (users.length < 450) {
			const user = org().org.insert('User', {
				...users[10],
				Id: org().org.newId('User'),
				Username: `more${users.length}@acme.example`,
			});
			users.push(user);
		}
		org().org.seats.recount();
		const ids = users.map(({ Id }) => Id);
		await expectRows({ users: ids }, () => true);
	});

	it('that nothing passes returns no rows and says so', async () => {
		const [user] = active();
		const run = await download({ users: String(user.Username), userStatus: 'inactive' });
		expect(run.error).toBeNull();
		expect(run.items).toEqual([]);
		expect(run.hints.join()).toMatch(/has no subscriptions for the selected kinds and filters/);
	});
});

describe('a filter value that the org does not have', () => {
	const refused: Array<[string, Filters, RegExp, RegExp]> = [
		[
			'a license',
			{ licenseIdentifiers: ['SFDC', 'SBQX'] },
			/License Names or IDs: .* have no license "SBQX".*closest match: SBQQ/,
			/Acme Corporation has: .*SFDC/,
		],
		[
			'a user',
			{ users: 'user10@acme.exmaple' },
			/Filters > Users: there is no user "user10@acme.exmaple"; closest match: user10@acme.example/,
			/Nothing was read/,
		],
		['a user id', { users: '005000000000001' }, /no user "005000000000001"/, /Nothing was read/],
		[
			'a profile',
			{ profiles: ['Standrad User'] },
			/Profile Names or IDs: there is no profile "Standrad User"; closest match: Standard User/,
			/System Administrator/,
		],
		[
			'a user type',
			{ userTypes: ['Standart'] },
			/no user type "Standart"; closest match: Standard/,
			/CsnOnly/,
		],
		[
			'a status',
			{ userStatus: 'fired' },
			/User Status: there is no status "fired"/,
			/All \("all"\), Active \("active"\)/,
		],
	];

	test.each(refused)(
		'%s: stops the run, names it, and lists what there is',
		async (_, filters, message, description) => {
			const run = await download(filters);
			expect(run.error?.message).toMatch(message);
			expect(run.error?.description).toMatch(description);
			expect(run.items).toEqual([]);
		},
	);

	it('a kind: stops the run', async () => {
		const run = await download({}, { licenseKinds: ['userLicence'] });
		expect(run.error?.message).toMatch(
			/no kind "userLicence"; closest match: User License \("userLicense"\)/,
		);
		expect((await download({}, { licenseKinds: [] })).error?.message).toMatch(
			/nothing is selected/,
		);
	});

	it('a license of a kind that is not chosen: stops the run', async () => {
		const run = await download({ licenseIdentifiers: ['SBQQ'] }, { licenseKinds: ['userLicense'] });
		expect(run.error?.message).toMatch(/the selected License Kinds have no license "SBQQ"/);
	});

	it('among exclusions only causes a warning: one list may serve several orgs', async () => {
		const run = await download({
			excludeLicenseIdentifiers: ['nowhere'],
			excludeUsernames: 'nobody@acme.example',
		});
		expect(run.error).toBeNull();
		expect(run.hints.join()).toMatch(
			/Exclude Usernames: the org does not have nobody@acme.example/,
		);
		expect(run.hints.join()).toMatch(/Exclude License Names or IDs: the org does not have nowhere/);
		expect(run.items).toHaveLength(holdsOf(org().org).length);
	});

	it('if frozen users cannot be read: stops the run', async () => {
		org().org.setPermissions(org().org.runAsUserId, { ManageUsers: false });
		const run = await download({ userStatus: 'frozen' });
		expect(run.error?.message).toMatch(
			/User Status: the frozen status of users could not be read.*Manage Users/,
		);
	});

	it('if the lists cannot be read: stops the run rather than dropping the filter', async () => {
		org().org.setPermissions(org().org.runAsUserId, { ViewSetup: false });
		const run = await download({ licenseIdentifiers: ['SFDC'] });
		expect(run.error?.message).toMatch(/no license "SFDC" .*user licenses.* could not be read/);
	});
});

describe('names with quotes and backslashes', () => {
	it('are treated as plain names', async () => {
		const user = active().find(({ Id }) => Id !== org().org.runAsUserId)!;
		user.Username = "o'neil\\x@acme.example";
		const run = await download({ users: String(user.Username) });
		expect(new Set(run.items.map(({ userId }) => userId))).toEqual(new Set([user.Id]));
		const injected = await download({ users: "x' OR Username LIKE '%" });
		expect(injected.error?.message).toMatch(/there is no user/);
	});
});
