/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { SaveResult } from 'jsforce';
import { Connection } from 'jsforce';

import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';

/** More than two pages of 2,000. */
const USERS = 4_500;

let salesforce: RunningOrg;
let connection: Connection;

beforeAll(async () => {
	salesforce = await startOrg({ users: USERS });
	connection = new Connection({
		instanceUrl: salesforce.url,
		accessToken: salesforce.issueToken(),
		version: '66.0',
	});
});

afterAll(async () => await salesforce.close());

type Row = Record<string, unknown> & { Id: string };

async function rows(soql: string): Promise<Row[]> {
	const result = await connection.query<Row>(soql, { autoFetch: true, maxFetch: 1_000_000 });
	return result.records;
}

async function refusal(
	attempt: PromiseLike<unknown>,
): Promise<{ errorCode: string; message: string }> {
	const error = await Promise.resolve(attempt).then(
		() => undefined,
		(reason: Error & { errorCode: string }) => reason,
	);
	if (error === undefined) throw new Error('Salesforce refused nothing');
	return { errorCode: error.errorCode, message: error.message };
}

async function standardUsers(count: number): Promise<Row[]> {
	return await rows(
		`SELECT Id, Name FROM User WHERE IsActive = true AND UserType = 'Standard' AND Username LIKE 'user%' AND LastLoginDate = LAST_N_DAYS:60 LIMIT ${count}`,
	);
}

describe('jsforce reads', () => {
	it('one page at a time, and every record once', async () => {
		const seen = new Set<string>();
		let page = await connection.query<Row>('SELECT Id, Username FROM User');
		expect(page.totalSize).toBe(USERS);
		expect(page.done).toBe(false);
		for (;;) {
			for (const { Id } of page.records) seen.add(Id);
			if (page.done) break;
			page = await connection.queryMore(page.nextRecordsUrl ?? '');
		}
		expect(seen.size).toBe(USERS);
	});

	it('all pages automatically', async () => {
		const users = await rows('SELECT Id FROM User ORDER BY Username');
		expect(new Set(users.map(({ Id }) => Id)).size).toBe(USERS);
	});

	it('parent records together with their children, and null if there is no parent', async () => {
		const users = await rows(
			"SELECT Id, Manager.Username, Profile.UserLicense.LicenseDefinitionKey FROM User WHERE UserType = 'Standard'",
		);
		const keys = users.map(
			({ Profile }) =>
				(Profile as { UserLicense: { LicenseDefinitionKey: string } }).UserLicense
					.LicenseDefinitionKey,
		);
		expect(new Set(keys)).toContain('SFDC');
		expect(users.some(({ Manager }) => Manager === null)).toBe(true);
		expect(users.some(({ Manager }) => Manager !== null)).toBe(true);
	});

	it('counts and groups', async () => {
		const { totalSize } = await connection.query('SELECT COUNT() FROM User WHERE IsActive = true');
		const groups = await rows('SELECT IsActive, COUNT(Id) people FROM User GROUP BY IsActive');
		expect(groups.find(({ IsActive }) => IsActive === true)?.people).toBe(totalSize);
	});

	it('single records, and several in the requested order', async () => {
		const [first, second] = await standardUsers(2);
		const one = await connection.retrieve('User', first.Id);
		expect(one.Name).toBe(first.Name);
		const unknown = '0055g00000ZZZZZAAZ';
		const many = (await connection.sobject('User').retrieve([second.Id, unknown, first.Id], {
			fields: ['Id', 'Name'],
		})) as Array<Row | null>;
		expect(many.map((row) => row?.Name ?? null)).toEqual([second.Name, null, first.Name]);
	});

	it('the description of an object', async () => {
		const user = await connection.describe('User');
		expect(user.keyPrefix).toBe('005');
		const active = user.fields.find(({ name }) => name === 'IsActive');
		expect(active).toMatchObject({ type: 'boolean', filterable: true, updateable: true });
		const profile = user.fields.find(({ name }) => name === 'ProfileId');
		expect(profile).toMatchObject({ relationshipName: 'Profile', referenceTo: ['Profile'] });
		const all = await connection.describeGlobal();
		expect(all.sobjects.map(({ name }) => name)).toContain('PermissionSetLicenseAssign');
	});

	it('the limits, one API call counted per call', async () => {
		const before = await connection.limits();
		const after = await connection.limits();
		expect(after.DailyApiRequests.Remaining).toBe(before.DailyApiRequests.Remaining - 1);
		expect(connection.limitInfo.apiUsage).toEqual({
			used: after.DailyApiRequests.Max - after.DailyApiRequests.Remaining,
			limit: after.DailyApiRequests.Max,
		});
	});

	it('the same through Bulk API 2.0 as through REST', async () => {
		const soql = 'SELECT Id, Username, IsActive, LastLoginDate, Profile.Name FROM User';
		const stream = await connection.bulk2.query(soql, { pollInterval: 50 });
		const bulk = (await stream.toArray()) as Row[];
		const rest = await rows(soql);
		const flat = rest.map(({ Id, Username, IsActive, LastLoginDate, Profile }) => ({
			Id,
			Username,
			IsActive: String(IsActive),
			LastLoginDate: String(LastLoginDate ?? '').replace('+0000', 'Z'),
			'Profile.Name': (Profile as { Name: string }).Name,
		}));
		const byId = (left: Row, right: Row): number => (left.Id < right.Id ? -1 : 1);
		expect(bulk.sort(byId)).toEqual(flat.sort(byId));
	});
});

describe('jsforce writes', () => {
	it('a collection, with a result per record in the order sent', async () => {
		const [first, second] = await standardUsers(2);
		const results = (await connection.update('User', [
			{ Id: first.Id, IsActive: false },
			{ Id: salesforce.org.runAsUserId, IsActive: false },
			{ Id: second.Id, IsActive: false },
		])) as unknown as SaveResult[];
		expect(results.map(({ success }) => success)).toEqual([true, false, true]);
		expect(results[0]).toEqual({ id: first.Id, success: true, errors: [] });
		// A collection says statusCode where everything else says errorCode.
		expect(results[1].errors[0]).toMatchObject({ statusCode: expect.any(String) as string });
		expect(results[1].errors[0]).not.toHaveProperty('errorCode');
		expect(await connection.retrieve('User', first.Id)).toMatchObject({ IsActive: false });
	});

	it('nothing of an all-or-none collection when one record fails', async () => {
		const [first] = await standardUsers(1);
		const results = (await connection.update(
			'User',
			[
				{ Id: first.Id, IsActive: false },
				{ Id: salesforce.org.runAsUserId, IsActive: false },
			],
			{ allOrNone: true },
		)) as unknown as SaveResult[];
		expect(results[0].errors[0]).toMatchObject({
			statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
		});
		expect(await connection.retrieve('User', first.Id)).toMatchObject({ IsActive: true });
	});

	it('a delete and an insert of a license assignment, which free and take the seat', async () => {
		const [assignment] = await rows(
			'SELECT Id, AssigneeId, PermissionSetLicenseId FROM PermissionSetLicenseAssign LIMIT 1',
		);
		const license = String(assignment.PermissionSetLicenseId);
		const used = async (): Promise<unknown> =>
			(await connection.retrieve('PermissionSetLicense', license)).UsedLicenses;
		const before = Number(await used());
		const [gone] = await connection.destroy('PermissionSetLicenseAssign', [assignment.Id]);
		expect(gone.success).toBe(true);
		expect(await used()).toBe(before - 1);
		const [back] = await connection.create('PermissionSetLicenseAssign', [
			{ AssigneeId: String(assignment.AssigneeId), PermissionSetLicenseId: license },
		]);
		expect(back).toMatchObject({ success: true, errors: [] });
		expect(await used()).toBe(before);
	});

	it('through Bulk API 2.0, and separates successful from failed records', async () => {
		const [first] = await standardUsers(1);
		const { successfulResults, failedResults, unprocessedRecords } =
			await connection.bulk2.loadAndWaitForResults({
				object: 'User',
				operation: 'update',
				input: [
					{ Id: first.Id, IsActive: false },
					{ Id: salesforce.org.runAsUserId, IsActive: false },
				],
				pollInterval: 50,
			});
		expect(successfulResults).toEqual([
			{ sf__Id: first.Id, sf__Created: 'false', Id: first.Id, IsActive: 'false' },
		]);
		expect(failedResults).toHaveLength(1);
		expect(failedResults[0].sf__Error).toMatch(/^[A-Z_]+:.+ --$/);
		expect(unprocessedRecords).toEqual([]);
	});
});

describe('jsforce is refused', () => {
	it('a misspelled field', async () => {
		const { errorCode, message } = await refusal(connection.query('SELECT Id, Usrname FROM User'));
		expect(errorCode).toBe('INVALID_FIELD');
		expect(message).toMatch(/ERROR at Row:1:Column:12\nNo such column 'Usrname' on entity 'User'/);
	});

	it('a misspelled object', async () => {
		const { errorCode, message } = await refusal(connection.query('SELECT Id FROM Usr'));
		expect(errorCode).toBe('INVALID_TYPE');
		expect(message).toContain("sObject type 'Usr' is not supported");
	});

	it('a filter on a field that is not filterable', async () => {
		const soql = 'SELECT Id FROM UserLicense WHERE UsedLicenses > 0';
		const { errorCode, message } = await refusal(connection.query(soql));
		expect(errorCode).toBe('INVALID_FIELD');
		expect(message).toContain("field 'UsedLicenses' can not be filtered in a query call");
	});

	it('a URI of more than 16,384 bytes', async () => {
		const ids = Array.from({ length: 700 }, () => `'${salesforce.org.runAsUserId}'`).join(',');
		const attempt = connection.query(`SELECT Id FROM User WHERE Id IN (${ids})`);
		expect((await refusal(attempt)).errorCode).toMatch(/^(URI_TOO_LONG|ERROR_HTTP_414)$/);
	});

	it('setup objects mixed with others in one collection', async () => {
		const [user] = await standardUsers(1);
		const attempt = connection.requestPatch('/composite/sobjects', {
			allOrNone: false,
			records: [
				{ attributes: { type: 'User' }, id: user.Id, IsActive: false },
				{ attributes: { type: 'Account' }, id: '0015g00000AAAAAAA4', Name: 'Acme' },
			],
		});
		await refusal(attempt);
		expect(await connection.retrieve('User', user.Id)).toMatchObject({ IsActive: true });
	});

	it('more than 200 records in one collection', async () => {
		const many = (await standardUsers(201)).map(({ Id }) => ({ Id, Department: 'X' }));
		const { errorCode } = await refusal(connection.update('User', many));
		expect(errorCode).toBe('EXCEEDED_ID_LIMIT');
	});

	it('an invalid session ID', async () => {
		const stranger = new Connection({ instanceUrl: salesforce.url, accessToken: '00D!no' });
		expect(await refusal(stranger.query('SELECT Id FROM User'))).toEqual({
			errorCode: 'INVALID_SESSION_ID',
			message: 'Session expired or invalid',
		});
	});

	it('a version that is retired, and one that does not exist yet', async () => {
		for (const [version, errorCode] of [
			// Documented is the status alone: 410.
			['30.0', /GONE|410/],
			['99.0', /^NOT_FOUND$/],
		] as const) {
			const other = new Connection({
				instanceUrl: salesforce.url,
				accessToken: salesforce.issueToken(),
				version,
			});
			expect((await refusal(other.query('SELECT Id FROM User'))).errorCode).toMatch(errorCode);
		}
	});
});
