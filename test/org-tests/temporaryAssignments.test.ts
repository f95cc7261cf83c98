import { ask, soql, usingOrg } from './asking';

const now = new Date('2026-11-27T12:00:00.000Z');
const org = usingOrg({ temporaryAssignments: true, now });
const ends = () => org().org.assignmentsThatEnd;
const assignment = (id: string) => org().org.table('PermissionSetAssignment').get(id)!;
const create = async (values: object) =>
	await ask<unknown>(org(), 'POST', 'sobjects/PermissionSetAssignment', values);
const OBJECT = 'PermissionSetAssignment';
const FROM = `SELECT Id, ExpirationDate, IsActive FROM ${OBJECT}`;

afterEach(() => expect(org().org.checkInvariants()).toEqual([]));

describe('an assignment with an expiration date', () => {
	it('can be one of a permission set or of a group, and can be queried', async () => {
		const isGroups = (id: string) => assignment(id).PermissionSetGroupId !== null;
		expect(ends().temporary.some(isGroups) && !ends().temporary.every(isGroups)).toBe(true);
		const { body } = await soql(org(), `${FROM} WHERE ExpirationDate > 2026-11-27T12:00:00Z`);
		expect(body.records.map(({ Id }) => Id).sort()).toEqual([...ends().temporary].sort());
		for (const { ExpirationDate, IsActive } of body.records) {
			expect(ExpirationDate).toMatch(/^2026-1[12]-\d\dT12:00:00\.000\+0000$/);
			expect(IsActive).toBe(true);
		}
	});

	it('keeps its date when it is created again, changed and read by Bulk', async () => {
		const { AssigneeId, PermissionSetId } = assignment(ends().temporary[0]);
		await ask(org(), 'DELETE', `sobjects/${OBJECT}/${ends().temporary[0]}`);
		const ExpirationDate = '2026-12-04T00:00:00.000+0000';
		const { status, body } = await create({ AssigneeId, PermissionSetId, ExpirationDate });
		expect(status).toBe(201);
		const { id } = body as { id: string };
		const read = async () => (await soql(org(), `${FROM} WHERE Id = '${id}'`)).body.records[0];
		expect(await read()).toMatchObject({ ExpirationDate });
		const later = { ExpirationDate: '2027-01-01T00:00:00.000Z' };
		expect((await ask(org(), 'PATCH', `sobjects/${OBJECT}/${id}`, later)).status).toBe(204);
		expect((await read()).ExpirationDate).toBe('2027-01-01T00:00:00.000+0000');
		await ask(org(), 'PATCH', `sobjects/${OBJECT}/${id}`, { ExpirationDate: null });
		expect((await read()).ExpirationDate).toBeNull();
		expect(
			(await ask(org(), 'PATCH', `sobjects/${OBJECT}/${id}`, { IsActive: false })).body,
		).toMatchObject([{ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE' }]);
	});

	it('cannot be created with a date in the past', async () => {
		const { AssigneeId, PermissionSetId } = assignment(ends().temporary[0]);
		await ask(org(), 'DELETE', `sobjects/${OBJECT}/${ends().temporary[0]}`);
		expect(
			await create({ AssigneeId, PermissionSetId, ExpirationDate: '2026-11-27T11:59:59Z' }),
		).toMatchObject({
			status: 400,
			body: [{ errorCode: 'FIELD_INTEGRITY_EXCEPTION', fields: ['ExpirationDate'] }],
		});
	});

	it('is gone after the date, except in queryAll, and can be created again', async () => {
		const [id] = ends().temporary;
		const { AssigneeId, PermissionSetId } = assignment(id);
		org().org.options.now = new Date('2026-12-31T00:00:00Z');
		const where = `${FROM} WHERE Id = '${id}'`;
		expect((await soql(org(), where)).body.totalSize).toBe(0);
		const all = await ask(org(), 'GET', `queryAll?q=${encodeURIComponent(where)}`);
		expect(all.body).toMatchObject({ records: [{ Id: id, IsActive: false }] });
		expect((await ask(org(), 'GET', `sobjects/${OBJECT}/${id}`)).status).toBe(404);
		expect((await ask(org(), 'DELETE', `sobjects/${OBJECT}/${id}`)).body).toMatchObject([
			{ errorCode: 'ENTITY_IS_DELETED' },
		]);
		expect((await create({ AssigneeId, PermissionSetId })).status).toBe(201);
	});

	it('is expired for some users from the start', async () => {
		expect(ends().passed.length).toBeGreaterThan(0);
		const { body } = await soql(org(), FROM);
		const shown = new Set(body.records.map(({ Id }) => Id));
		expect(ends().passed.some((id) => shown.has(id))).toBe(false);
		const child =
			'SELECT Id, (SELECT Id FROM PermissionSetAssignments) FROM User WHERE Id = ' +
			`'${String(assignment(ends().passed[0]).AssigneeId)}'`;
		expect(JSON.stringify((await soql(org(), child)).body)).not.toContain(ends().passed[0]);
	});
});

describe('an org that shows expired assignments as inactive', () => {
	const showing = usingOrg({ temporaryAssignments: true, showExpiredAssignments: true, now });

	it('returns them in a query', async () => {
		const { body } = await soql(showing(), `${FROM} WHERE IsActive = false`);
		expect(body.records.map(({ Id }) => Id).sort()).toEqual(
			[...showing().org.assignmentsThatEnd.passed].sort(),
		);
	});
});

describe('an org or a user without the field', () => {
	it('does not have it in any call', async () => {
		org().org.hiddenFields.add('PermissionSetAssignment.ExpirationDate');
		expect((await soql(org(), FROM)).body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
		const { body } = await ask<{ fields: Array<{ name: string }> }>(
			org(),
			'GET',
			`sobjects/${OBJECT}/describe`,
		);
		expect(body.fields.map(({ name }) => name)).not.toContain('ExpirationDate');
		const [id] = ends().temporary;
		const record = await ask(org(), 'GET', `sobjects/${OBJECT}/${id}`);
		expect(record.body).not.toHaveProperty('ExpirationDate');
		const { AssigneeId, PermissionSetId } = assignment(id);
		const ExpirationDate = '2027-01-01T00:00:00Z';
		expect((await create({ AssigneeId, PermissionSetId, ExpirationDate })).status).toBe(400);
	});
});
