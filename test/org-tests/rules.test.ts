import type { Row } from '../org/org';
import { ask, usingOrg } from './asking';

const org = usingOrg({ licenseInUseCode: 'FIELD_INTEGRITY_EXCEPTION' });
const records = (object: string) => org().org.rows(object);
const user = (test: (row: Row) => boolean = () => true) =>
	records('User').find(
		(row) =>
			row.IsActive === true &&
			row.UserType === 'Standard' &&
			!org().org.blockers.some(({ userId }) => userId === row.Id) &&
			String(row.Username).startsWith('user') &&
			test(row),
	) as Row;
const patch = async (object: string, id: string, values: object) =>
	await ask(org(), 'PATCH', `sobjects/${object}/${id}`, values);
const poolOf = (row: Row) => org().org.seats.userLicenseOf(row) as Row;

afterEach(() => expect(org().org.checkInvariants()).toEqual([]));

describe('deactivation', () => {
	it('frees the user license and nothing else', async () => {
		const target = user((row) =>
			records('UserPackageLicense').some(({ UserId }) => UserId === row.Id),
		);
		const used = Number(poolOf(target).UsedLicenses);
		const packages = records('UserPackageLicense').length;
		expect((await patch('User', target.Id, { IsActive: false })).status).toBe(204);
		expect(poolOf(target).UsedLicenses).toBe(used - 1);
		expect(records('UserPackageLicense')).toHaveLength(packages);
	});

	it('names one blocker at a time, with the fields', async () => {
		const [blocker] = org().org.blockers;
		const { status, body } = await patch('User', blocker.userId, { IsActive: false });
		expect(status).toBe(400);
		expect(body).toEqual([
			{ errorCode: blocker.code, message: blocker.message, fields: ['IsActive'] },
		]);
	});

	it('is refused for the last administrator', async () => {
		const administrators = records('User').filter(({ Username }) =>
			String(Username).includes('.admin@'),
		);
		for (const { Id } of administrators.slice(1))
			expect((await patch('User', Id, { IsActive: false })).status).toBe(204);
		expect((await patch('User', administrators[0].Id, { IsActive: false })).body).toMatchObject([
			{ errorCode: 'CANNOT_DISABLE_LAST_ADMIN' },
		]);
	});

	it('of users who follow each other in one call deletes their follows', async () => {
		const follow = records('EntitySubscription').find(({ ParentId, SubscriberId }) =>
			records('EntitySubscription').some(
				(other) => other.ParentId === SubscriberId && other.SubscriberId === ParentId,
			),
		) as Row;
		const before = records('EntitySubscription').length;
		const ids = [String(follow.ParentId), String(follow.SubscriberId)];
		await ask(org(), 'PATCH', 'composite/sobjects', {
			records: ids.map((id) => ({ attributes: { type: 'User' }, id, IsActive: false })),
		});
		expect(records('EntitySubscription')).toHaveLength(before - 2);
	});
});

describe('seats', () => {
	it('stay used while a user is frozen', async () => {
		const target = user();
		const used = poolOf(target).UsedLicenses;
		const login = records('UserLogin').find(({ UserId }) => UserId === target.Id) as Row;
		expect((await patch('UserLogin', login.Id, { IsFrozen: true })).status).toBe(204);
		expect(poolOf(target).UsedLicenses).toBe(used);
	});

	it('must be free to reactivate', async () => {
		const target = user();
		await patch('User', target.Id, { IsActive: false });
		poolOf(target).TotalLicenses = poolOf(target).UsedLicenses;
		expect((await patch('User', target.Id, { IsActive: true })).body).toMatchObject([
			{ errorCode: 'LICENSE_LIMIT_EXCEEDED' },
		]);
	});

	it('of a permission set license are removed with the permission set that required them', async () => {
		const assignment = records('PermissionSetAssignment')[0];
		const held = () =>
			records('PermissionSetLicenseAssign').filter(
				({ AssigneeId }) => AssigneeId === assignment.AssigneeId,
			).length;
		expect(held()).toBe(1);
		expect(
			(await ask(org(), 'DELETE', `composite/sobjects?ids=${assignment.Id}`)).body,
		).toMatchObject([{ success: true }]);
		expect(held()).toBe(0);
	});

	it('of a permission set license cannot be removed while a permission set requires them', async () => {
		const { AssigneeId } = records('PermissionSetAssignment')[0];
		const assign = records('PermissionSetLicenseAssign').find(
			(row) => row.AssigneeId === AssigneeId,
		) as Row;
		expect(
			(await ask(org(), 'DELETE', `sobjects/PermissionSetLicenseAssign/${assign.Id}`)).body,
		).toMatchObject([{ errorCode: 'FIELD_INTEGRITY_EXCEPTION' }]);
	});

	it('of a package cannot be given to one user twice', async () => {
		const { UserId, PackageLicenseId } = records('UserPackageLicense')[0];
		expect(
			(await ask(org(), 'POST', 'sobjects/UserPackageLicense', { UserId, PackageLicenseId })).body,
		).toMatchObject([{ errorCode: 'DUPLICATE_VALUE' }]);
	});
});

describe('the profile of a user', () => {
	const profile = (name: string) => records('Profile').find(({ Name }) => Name === name) as Row;

	it('can move between core licenses', async () => {
		const target = user((row) => row.ProfileId === profile('Standard User').Id);
		expect(
			(await patch('User', target.Id, { ProfileId: profile('Standard Platform User').Id })).status,
		).toBe(204);
	});

	it('cannot move from a core license to Chatter Free', async () => {
		const target = user((row) => row.ProfileId === profile('Standard User').Id);
		expect(
			(await patch('User', target.Id, { ProfileId: profile('Chatter Free User').Id })).body,
		).toMatchObject([{ errorCode: 'FIELD_INTEGRITY_EXCEPTION', fields: ['ProfileId'] }]);
	});
});

describe('sObject Collections', () => {
	it('return positional results with statusCode, and no id for failures', async () => {
		const target = user();
		const { status, body } = await ask<Array<Record<string, unknown>>>(
			org(),
			'PATCH',
			'composite/sobjects',
			{
				allOrNone: false,
				records: [
					{ attributes: { type: 'User' }, id: '005000000000000AAA', IsActive: false },
					{ attributes: { type: 'User' }, id: target.Id, IsActive: false },
				],
			},
		);
		expect(status).toBe(200);
		expect(body[0]).toMatchObject({
			success: false,
			errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY' }],
		});
		expect(body[0]).not.toHaveProperty('id');
		expect(body[1]).toEqual({ id: target.Id, success: true, errors: [] });
	});

	it('roll back with allOrNone', async () => {
		const target = user();
		const before = org().org.inspector.writes;
		const { body } = await ask(org(), 'PATCH', 'composite/sobjects', {
			allOrNone: true,
			records: [
				{ attributes: { type: 'User' }, id: target.Id, IsActive: false },
				{ attributes: { type: 'User' }, id: '005000000000000AAA', IsActive: false },
			],
		});
		expect(body).toMatchObject([
			{ errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] },
			{ success: false },
		]);
		expect(org().org.table('User').get(target.Id)?.IsActive).toBe(true);
		expect(org().org.inspector.writes).toBe(before);
	});

	it('refuse mixed setup objects and more than 200 records', async () => {
		const mixed = ['User', 'Account'].map((type) => ({
			attributes: { type },
			id: '005000000000000AAA',
		}));
		expect((await ask(org(), 'PATCH', 'composite/sobjects', { records: mixed })).status).toBe(400);
		const many = Array.from({ length: 201 }, () => ({
			attributes: { type: 'User' },
			id: '005000000000000AAA',
		}));
		expect((await ask(org(), 'PATCH', 'composite/sobjects', { records: many })).status).toBe(400);
	});
});

describe('Bulk API 2.0 query', () => {
	it('repeats the header on each page and ends with the word "null"', async () => {
		const { body: job } = await ask<{ id: string }>(org(), 'POST', 'jobs/query', {
			operation: 'query',
			query: 'SELECT Id, Name FROM User',
		});
		const state = async () =>
			(await ask<{ state: string }>(org(), 'GET', `jobs/query/${job.id}`)).body.state;
		expect(await state()).toBe('InProgress');
		expect(await state()).toBe('JobComplete');
		const first = await ask<string>(org(), 'GET', `jobs/query/${job.id}/results?maxRecords=100`);
		const second = await ask<string>(
			org(),
			'GET',
			`jobs/query/${job.id}/results?maxRecords=100&locator=${first.headers.get('sforce-locator')}`,
		);
		for (const { body } of [first, second]) expect(body.startsWith('"Id","Name"\n')).toBe(true);
		expect(second.headers.get('sforce-locator')).toBe('null');
		expect(second.headers.get('sforce-numberofrecords')).toBe('20');
	});

	it('refuses what it does not support', async () => {
		const post = async (query: string) =>
			(await ask(org(), 'POST', 'jobs/query', { operation: 'query', query })).body;
		expect(await post('SELECT COUNT(Id) FROM User')).toMatchObject([
			{ errorCode: 'FEATURENOTENABLED' },
		]);
		expect(await post('SELECT Id FROM ActiveProfileMetric')).toMatchObject([
			{ errorCode: 'INVALIDENTITY' },
		]);
	});
});
