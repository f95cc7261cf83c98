import type { Row } from '../org/org';
import { ask, soql, usingOrg } from './asking';

const org = usingOrg();
const records = (object: string) => org().org.rows(object);
const named = (object: string, name: string) =>
	records(object).find(({ Name, DeveloperName }) => [Name, DeveloperName].includes(name)) as Row;
const person = () =>
	records('User').find(
		({ Id, Username, IsActive, UserType }) =>
			IsActive === true &&
			UserType === 'Standard' &&
			String(Username).startsWith('user') &&
			!org().org.blockers.some(({ userId }) => userId === Id),
	) as Row;

afterEach(() => expect(org().org.checkInvariants()).toEqual([]));

describe('a single record', () => {
	const newcomer = () => ({
		Username: 'new.hire@acme.example',
		LastName: 'Hire',
		FirstName: 'New',
		Email: 'new.hire@acme.example',
		Alias: 'nhire',
		TimeZoneSidKey: 'Europe/Berlin',
		LocaleSidKey: 'de',
		EmailEncodingKey: 'UTF-8',
		LanguageLocaleKey: 'de',
		ProfileId: named('Profile', 'Standard User').Id,
	});

	it('is created with its side effects: seat, login record, profile permission set', async () => {
		const license = named('UserLicense', 'Salesforce');
		const used = Number(license.UsedLicenses);
		const { status, body } = await ask<{ id: string }>(org(), 'POST', 'sobjects/User', newcomer());
		expect(status).toBe(201);
		expect(license.UsedLicenses).toBe(used + 1);
		expect(
			(await soql(org(), `SELECT Name, UserType FROM User WHERE Id = '${body.id}'`)).body,
		).toMatchObject({ records: [{ Name: 'New Hire', UserType: 'Standard' }] });
		for (const [object, field] of [
			['UserLogin', 'UserId'],
			['PermissionSetAssignment', 'AssigneeId'],
		] as const)
			expect(org().org.table(object).where(field, body.id)).toHaveLength(1);
	});

	it.each([
		['without a required field', { Alias: undefined }, 'REQUIRED_FIELD_MISSING'],
		[
			'with a username that is taken',
			{ Username: 'INTEGRATION@acme.example' },
			'DUPLICATE_USERNAME',
		],
		['with a reference to another object', { ManagerId: '00e5g0010000001AAA' }, 'MALFORMED_ID'],
		[
			'with a reference to a record that does not exist',
			{ ManagerId: '005000000000001AAA' },
			'INVALID_CROSS_REFERENCE_KEY',
		],
		['with a text that is too long', { Alias: 'much too long' }, 'STRING_TOO_LONG'],
		['with an unknown column', { Nickname: 'x' }, 'INVALID_FIELD'],
		[
			'with a field that only Salesforce sets',
			{ LastLoginDate: null },
			'INVALID_FIELD_FOR_INSERT_UPDATE',
		],
	])('is refused %s', async (_, change, errorCode) => {
		const { status, body } = await ask(org(), 'POST', 'sobjects/User', {
			...newcomer(),
			...change,
		});
		expect(status).toBe(400);
		expect(body).toMatchObject([{ errorCode }]);
	});

	it('is deleted below its own object only', async () => {
		const [assign] = records('UserPackageLicense');
		const path = (object: string) => `sobjects/${object}/${assign.Id}`;
		expect((await ask(org(), 'DELETE', path('PermissionSetLicenseAssign'))).body).toMatchObject([
			{ errorCode: 'MALFORMED_ID' },
		]);
		expect((await ask(org(), 'DELETE', path('UserPackageLicense'))).status).toBe(204);
		const again = await ask(org(), 'DELETE', path('UserPackageLicense'));
		expect(again.status).toBe(404);
		expect(again.body).toEqual([{ errorCode: 'ENTITY_IS_DELETED', message: 'entity is deleted' }]);
	});

	it('cannot be written without the permission', async () => {
		org().org.setPermissions(org().org.runAsUserId, { ManageUsers: false });
		const { body } = await ask(org(), 'PATCH', `sobjects/User/${person().Id}`, { IsActive: false });
		expect(body).toMatchObject([{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' }]);
		expect((await soql(org(), 'SELECT Id FROM UserLogin')).body).toMatchObject([
			{ errorCode: 'INVALID_TYPE' },
		]);
	});

	it('returns 405 for a wrong method', async () => {
		const { status, body, headers } = await ask(org(), 'PUT', `sobjects/User/${person().Id}`, {});
		expect([status, headers.get('allow')]).toEqual([405, 'DELETE,GET,HEAD,PATCH']);
		expect(body).toMatchObject([{ errorCode: 'METHOD_NOT_ALLOWED' }]);
	});
});

describe('customer automation', () => {
	it('makes its row fail and no other', async () => {
		const target = person();
		org().org.automation.push({
			object: 'User',
			operation: 'update',
			fails: ({ Id }) => Id === target.Id,
			code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
			message: 'Ask HR first',
		});
		const { body } = await ask(org(), 'PATCH', 'composite/sobjects', {
			records: [target.Id, org().org.runAsUserId].map((id) => ({
				attributes: { type: 'User' },
				id,
				Department: 'Lab',
			})),
		});
		expect(body).toMatchObject([
			{ success: false, errors: [{ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' }] },
			{ success: true },
		]);
	});
});

describe('a hierarchy field', () => {
	it('blocks a deactivation until it names another user', async () => {
		const blocker = org().org.blockers.find(({ kind }) => kind === 'hierarchyField');
		const deactivate = async () =>
			await ask(org(), 'PATCH', `sobjects/User/${blocker?.userId}`, { IsActive: false });
		expect((await deactivate()).body).toMatchObject([{ message: blocker?.message }]);
		const [boss] = org().org.table('User').where('Deputy__c', blocker?.userId);
		await ask(org(), 'PATCH', `sobjects/User/${boss.Id}`, { Deputy__c: null });
		expect((await deactivate()).status).toBe(204);
	});
});

describe('feature licenses', () => {
	it('can run out', async () => {
		const target = person();
		org().org.seats.featureTotals.set('UserPermissionsKnowledgeUser', 0);
		const { body } = await ask(org(), 'PATCH', `sobjects/User/${target.Id}`, {
			UserPermissionsKnowledgeUser: true,
		});
		expect(body).toMatchObject([{ errorCode: 'LICENSE_LIMIT_EXCEEDED' }]);
	});
});

describe('permission sets', () => {
	const holder = () => {
		const held = new Set(records('PermissionSetLicenseAssign').map(({ AssigneeId }) => AssigneeId));
		return records('User').find(
			({ Id, UserType, IsActive }) => UserType === 'Standard' && IsActive === true && !held.has(Id),
		) as Row;
	};

	it('assign the license they require, directly and through a group', async () => {
		const user = holder();
		const group = named('PermissionSetGroup', 'Analysts');
		const { body } = await ask<{ id: string }>(org(), 'POST', 'sobjects/PermissionSetAssignment', {
			AssigneeId: user.Id,
			PermissionSetGroupId: group.Id,
		});
		const [assign] = org().org.table('PermissionSetLicenseAssign').where('AssigneeId', user.Id);
		const pool = named('PermissionSetLicense', 'EinsteinAnalyticsPlusPsl');
		expect(assign.PermissionSetLicenseId).toBe(pool.Id);
		// The row names the group's own permission set as well.
		expect(org().org.table('PermissionSetAssignment').get(body.id)?.PermissionSetId).toBe(
			org().org.table('PermissionSet').where('PermissionSetGroupId', group.Id)[0].Id,
		);
	});

	it('leave the license assigned when 50 are removed in one call', async () => {
		const profileSets = new Set(
			records('PermissionSet')
				.filter(({ LicenseId }) => !String(LicenseId).startsWith('0PL'))
				.map(({ Id }) => Id),
		);
		const gone = records('PermissionSetAssignment')
			.filter(({ PermissionSetId }) => !profileSets.has(String(PermissionSetId)))
			.slice(0, 20);
		const before = org().org.table('PermissionSetLicenseAssign').size;
		const padding = Array.from({ length: 30 }, () => '0Pa000000000000AAA');
		const ids = [...gone.map(({ Id }) => Id), ...padding];
		await ask(org(), 'DELETE', `composite/sobjects?ids=${ids.join(',')}`);
		expect(org().org.table('PermissionSetLicenseAssign').size).toBe(before);
	});

	it('of a profile cannot be removed', async () => {
		const [set] = records('PermissionSet').filter(
			({ IsOwnedByProfile }) => IsOwnedByProfile === true,
		);
		const [row] = org().org.table('PermissionSetAssignment').where('PermissionSetId', set.Id);
		expect((await ask(org(), 'DELETE', `sobjects/PermissionSetAssignment/${row.Id}`)).status).toBe(
			400,
		);
	});

	it('cannot be assigned on user licenses that do not allow them', async () => {
		const chatter = records('User').find(({ UserType }) => UserType === 'CsnOnly') as Row;
		const { body } = await ask(org(), 'POST', 'sobjects/PermissionSetLicenseAssign', {
			AssigneeId: chatter.Id,
			PermissionSetLicenseId: named('PermissionSetLicense', 'SalesConsoleUser').Id,
		});
		expect(body).toMatchObject([{ errorCode: 'FIELD_INTEGRITY_EXCEPTION' }]);
	});
});

describe('composite', () => {
	it('resolves references and rolls everything back with allOrNone', async () => {
		const target = person();
		const root = '/services/data/v66.0';
		const { body } = await ask(org(), 'POST', 'composite', {
			allOrNone: true,
			compositeRequest: [
				{
					method: 'GET',
					referenceId: 'login',
					url: `${root}/query?q=${encodeURIComponent(`SELECT Id FROM UserLogin WHERE UserId = '${target.Id}'`)}`,
				},
				{
					method: 'PATCH',
					referenceId: 'freeze',
					url: `${root}/sobjects/UserLogin/@{login.records[0].Id}`,
					body: { IsFrozen: true },
				},
				{ method: 'GET', referenceId: 'nothing', url: `${root}/sobjects/User/005000000000000AAA` },
			],
		});
		expect(body).toMatchObject({
			compositeResponse: [
				{ httpStatusCode: 400 },
				{ httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
				{ httpStatusCode: 404 },
			],
		});
		const [login] = org().org.table('UserLogin').where('UserId', target.Id);
		expect(login.IsFrozen).toBe(false);
	});

	it('batch answers each request, and accepts at most 25', async () => {
		const request = { method: 'PATCH', url: `v66.0/sobjects/User/${person().Id}` };
		const { body } = await ask(org(), 'POST', 'composite/batch', {
			batchRequests: [
				{ ...request, richInput: { Department: 'Lab' } },
				{ ...request, richInput: { Department: 5, Nope: 1 } },
			],
		});
		expect(body).toMatchObject({
			hasErrors: true,
			results: [{ statusCode: 204 }, { statusCode: 400 }],
		});
		const many = { batchRequests: Array.from({ length: 26 }, () => request) };
		expect((await ask(org(), 'POST', 'composite/batch', many)).status).toBe(400);
	});
});
