import { ask, soql, usingOrg } from './asking';

const org = usingOrg();
const size = async (text: string) => (await soql(org(), text)).body.totalSize;

describe('SOQL', () => {
	it('follows parents and leaves out those that do not exist', async () => {
		const { body } = await soql(
			org(),
			"SELECT Id, Profile.UserLicense.Name, Manager.Email FROM User WHERE Username = 'integration@acme.example'",
		);
		expect(body.records[0]).toMatchObject({
			Profile: { UserLicense: { Name: 'Salesforce Integration' } },
			Manager: null,
		});
	});

	it('treats an escaped wildcard in LIKE as a character', async () => {
		const [first, second] = org().org.rows('User');
		first.Title = '100%_a';
		second.Title = '100 xa';
		expect(await size("SELECT Id FROM User WHERE Title LIKE '100%_A'")).toBe(2);
		expect(await size(String.raw`SELECT Id FROM User WHERE Title LIKE '100\%\_a'`)).toBe(1);
		expect(await size(String.raw`SELECT Id FROM User WHERE Title LIKE '100%\_a'`)).toBe(1);
	});

	it('accepts 15-character IDs', async () => {
		const id = org().org.runAsUserId;
		expect(await size(`SELECT Id FROM User WHERE Id = '${id.slice(0, 15)}'`)).toBe(1);
	});

	test.each([
		[
			"SELECT COUNT() FROM User WHERE IsActive = true AND (UserType = 'Standard' OR UserType = 'CsnOnly')",
			(rows: Array<Record<string, unknown>>) =>
				rows.filter(
					(row) => row.IsActive === true && ['Standard', 'CsnOnly'].includes(String(row.UserType)),
				).length,
		],
		[
			'SELECT COUNT() FROM User WHERE NOT IsActive = true',
			(rows: Array<Record<string, unknown>>) => rows.filter((row) => row.IsActive !== true).length,
		],
		[
			'SELECT COUNT() FROM User WHERE LastLoginDate = null',
			(rows: Array<Record<string, unknown>>) =>
				rows.filter((row) => row.LastLoginDate === null).length,
		],
		[
			"SELECT COUNT() FROM User WHERE Username LIKE 'USER1%'",
			(rows: Array<Record<string, unknown>>) =>
				rows.filter((row) => String(row.Username).startsWith('user1')).length,
		],
		[
			'SELECT COUNT() FROM User WHERE LastLoginDate < LAST_N_DAYS:60',
			(rows: Array<Record<string, unknown>>) =>
				rows.filter(
					(row) =>
						row.LastLoginDate !== null &&
						Date.parse(String(row.LastLoginDate)) <
							Math.floor(Date.now() / 864e5) * 864e5 - 60 * 864e5,
				).length,
		],
	])('%s', async (text, expected) => {
		expect(await size(text)).toBe(expected(org().org.rows('User')));
	});

	it('supports semi-joins and anti-joins', async () => {
		const holders = new Set(
			org()
				.org.rows('UserPackageLicense')
				.map(({ UserId }) => UserId),
		).size;
		expect(
			await size('SELECT Id FROM User WHERE Id IN (SELECT UserId FROM UserPackageLicense)'),
		).toBe(holders);
		expect(
			await size('SELECT Id FROM User WHERE Id NOT IN (SELECT UserId FROM UserPackageLicense)'),
		).toBe(120 - holders);
	});

	it('groups and counts', async () => {
		const { body } = await soql(
			org(),
			'SELECT PackageLicenseId, COUNT(Id) seats FROM UserPackageLicense GROUP BY PackageLicenseId',
		);
		const seats = body.records.reduce((sum, row) => sum + Number(row.seats), 0);
		expect(seats).toBe(org().org.table('UserPackageLicense').size);
	});

	it('groups by date functions, filters groups, and sorts them', async () => {
		const { body } = await soql(
			org(),
			'SELECT CALENDAR_YEAR(CreatedDate) made, COUNT(Id) FROM User GROUP BY CALENDAR_YEAR(CreatedDate) HAVING COUNT(Id) > 1 ORDER BY COUNT(Id) DESC',
		);
		const counts = body.records.map(({ expr0 }) => Number(expr0));
		expect(counts.length).toBeGreaterThan(0);
		expect(counts).toEqual([...counts].sort((a, b) => b - a));
		expect(Math.min(...counts)).toBeGreaterThan(1);
		expect(body.records[0]).toMatchObject({ made: expect.any(Number) });
	});

	it('returns child records in the same query', async () => {
		const holder = org().org.rows('PermissionSetLicenseAssign')[0];
		const { body } = await soql(
			org(),
			`SELECT Id, (SELECT PermissionSetLicense.DeveloperName FROM PermissionSetLicenseAssignments) FROM User WHERE Id IN ('${String(holder.AssigneeId)}', '${org().org.runAsUserId}') ORDER BY Id`,
		);
		expect(body.records).toMatchObject([
			{ PermissionSetLicenseAssignments: null },
			{
				PermissionSetLicenseAssignments: {
					totalSize: 1,
					done: true,
					records: [{ PermissionSetLicense: { DeveloperName: expect.any(String) } }],
				},
			},
		]);
	});

	it('follows the polymorphic license of a permission set', async () => {
		const { body } = await soql(
			org(),
			"SELECT Name, License.Name, License.Type FROM PermissionSet WHERE Name IN ('Use_SalesConsoleUser', 'Console_Extras') ORDER BY Name",
		);
		expect(body.records).toMatchObject([
			{ License: null },
			{ License: { Name: 'Sales Console User', Type: 'PermissionSetLicense' } },
		]);
	});

	it('sorts IDs by case, as ASCII does', async () => {
		const { body } = await soql(org(), 'SELECT Id FROM User ORDER BY Id DESC');
		const ids = body.records.map(({ Id }) => Id);
		expect(ids).toEqual([...ids].sort().reverse());
		expect(new Set(ids.map((id) => id.slice(0, 15).toLowerCase())).size).toBeLessThan(ids.length);
	});

	it('filters UserLicense.UsedLicenses before version 64 only', async () => {
		const text = encodeURIComponent('SELECT Id FROM UserLicense WHERE UsedLicenses > 5');
		const status = async (version: string) =>
			(
				await fetch(`${org().url}/services/data/v${version}/query?q=${text}`, {
					headers: { authorization: `Bearer ${org().issueToken()}` },
				})
			).status;
		expect([await status('63.0'), await status('64.0')]).toEqual([200, 400]);
	});

	it('shows users their own logins if they may not see those of others', async () => {
		const { userId } = { userId: org().org.runAsUserId };
		org().org.insert('LoginHistory', { UserId: userId, LoginTime: new Date().toISOString() });
		org().org.setPermissions(userId, { MonitorLoginHistory: false, ManageUsers: false });
		expect((await soql(org(), 'SELECT UserId FROM LoginHistory')).body.records).toMatchObject([
			{ UserId: userId },
		]);
	});

	it('puts nulls first unless the query says otherwise', async () => {
		const first = (
			await soql(org(), 'SELECT LastLoginDate FROM User ORDER BY LastLoginDate LIMIT 1')
		).body.records[0];
		const last = (
			await soql(
				org(),
				'SELECT LastLoginDate FROM User ORDER BY LastLoginDate DESC NULLS LAST LIMIT 1',
			)
		).body.records[0];
		expect(first.LastLoginDate).toBeNull();
		expect(last.LastLoginDate).toMatch(/^\d{4}-.*\+0000$/);
	});
});

describe('SOQL that Salesforce refuses', () => {
	test.each([
		[
			'SELECT Idd FROM User',
			'INVALID_FIELD',
			/ERROR at Row:1:Column:8\nNo such column 'Idd' on entity 'User'/,
		],
		['SELECT Id FROM Usr', 'INVALID_TYPE', /sObject type 'Usr' is not supported/],
		['SELECT Id FORM User', 'MALFORMED_QUERY', /unexpected token/],
		[
			"SELECT Id FROM LoginHistory WHERE Status = 'Success'",
			'INVALID_FIELD',
			/field 'Status' can not be filtered in a query call/,
		],
		['SELECT Id FROM UserLicense WHERE UsedLicenses > 5', 'INVALID_FIELD', /can not be filtered/],
		[
			'SELECT User.Name FROM UserPackageLicense',
			'INVALID_FIELD',
			/Didn't understand relationship 'User'/,
		],
		[
			'SELECT Id FROM User WHERE IsActive = true AND Name = null OR Email = null',
			'MALFORMED_QUERY',
			/unexpected token: OR/,
		],
		['SELECT FIELDS(ALL) FROM User', 'MALFORMED_QUERY', /LIMIT/],
		['SELECT Id, Id FROM User', 'MALFORMED_QUERY', /duplicate field selected: Id/],
		[
			'SELECT Id\nFROM User\nWHERE Foo = 1',
			'INVALID_FIELD',
			/\nWHERE Foo = 1\n {6}\^\nERROR at Row:3:Column:7\n/,
		],
		[
			"SELECT Id FROM User WHERE Id = 'nobody'",
			'INVALID_QUERY_FILTER_OPERATOR',
			/invalid ID field: nobody/,
		],
		['SELECT Id FROM User WHERE IsActive = 5', 'INVALID_FIELD', /must be of type boolean/],
		['SELECT Id FROM User WHERE Name = 5', 'INVALID_FIELD', /should be enclosed in quotes/],
		['SELECT COUNT(Id) FROM User LIMIT 5', 'MALFORMED_QUERY', /cannot also use LIMIT/],
		[
			'SELECT CreatedDate, COUNT(Id) FROM User GROUP BY CreatedDate',
			'INVALID_FIELD',
			/can not be grouped/,
		],
		[
			'SELECT Name, COUNT(Id) FROM User GROUP BY Email',
			'MALFORMED_QUERY',
			/must be grouped or aggregated/,
		],
		[
			'SELECT Id FROM TenantUsageEntitlement ORDER BY MasterLabel',
			'INVALID_FIELD',
			/can not be sorted/,
		],
		[
			'SELECT Id FROM User WHERE IsActive = true OR Id IN (SELECT UserId FROM UserPackageLicense)',
			'MALFORMED_QUERY',
			/only allowed at the top level/,
		],
		[
			'SELECT Id FROM User WHERE Id IN (SELECT ManagerId FROM User)',
			'MALFORMED_QUERY',
			/same object type/,
		],
		['SELECT Id FROM User OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', /2000/],
		[
			'SELECT Id, (SELECT Id FROM Nothings) FROM User',
			'INVALID_TYPE',
			/Didn't understand relationship 'Nothings'/,
		],
		[
			"SELECT Id FROM User WHERE LastLoginDate > '2026-01-01'",
			'INVALID_FIELD',
			/must be of type dateTime and should not be enclosed in quotes/,
		],
	])('%s', async (text, errorCode, message) => {
		const { status, body } = await soql(org(), text);
		expect(status).toBe(400);
		expect(body).toMatchObject([{ errorCode, message: expect.stringMatching(message) }]);
	});

	it('does not show objects that the user may not see', async () => {
		org().org.permissions.get(org().org.runAsUserId)?.delete('ViewSetup');
		expect((await soql(org(), 'SELECT Id FROM UserLicense')).body).toMatchObject([
			{ errorCode: 'INVALID_TYPE' },
		]);
	});

	it('knows no objects of features that the org does not have', async () => {
		org().org.absentObjects.add('TenantUsageEntitlement');
		expect((await soql(org(), 'SELECT Id FROM TenantUsageEntitlement')).body).toMatchObject([
			{ errorCode: 'INVALID_TYPE' },
		]);
		expect((await ask(org(), 'GET', 'sobjects/TenantUsageEntitlement/describe')).status).toBe(404);
	});

	it('returns 414 for a URI above 16,384 bytes', async () => {
		const ids = Array.from({ length: 700 }, () => `'${org().org.runAsUserId}'`).join(',');
		expect((await soql(org(), `SELECT Id FROM User WHERE Id IN (${ids})`)).status).toBe(414);
	});
});
