import { lockRows } from '../org/faults';
import { anyOf, failRows, LOCKS } from '../org/rowFaults';
import { ask, usingOrg } from './asking';

const org = usingOrg({ control: true });
const free = (count: number) =>
	org()
		.org.rows('User')
		.filter(
			({ Id, IsActive, UserType }) =>
				IsActive === true &&
				UserType === 'Standard' &&
				Id !== org().org.runAsUserId &&
				!org().org.blockers.some(({ userId }) => userId === Id),
		)
		.slice(0, count)
		.map(({ Id }) => Id);

type Results = Array<{
	success: boolean;
	errors: Array<{ statusCode: string; message: string }>;
}>;
const update = async (ids: string[], values: object) =>
	(
		await ask<Results>(org(), 'PATCH', 'composite/sobjects', {
			records: ids.map((id) => ({ attributes: { type: 'User' }, id, ...values })),
		})
	).body;
const passed = (results: Results) => results.filter(({ success }) => success).length;

afterEach(() => expect(org().org.checkInvariants()).toEqual([]));

describe('a lock', () => {
	it.each(Object.keys(LOCKS) as Array<keyof typeof LOCKS>)(
		'reported by %s passes after the set number of tries',
		async (told) => {
			org().org.rowFault = lockRows(2, 1, told);
			const ids = free(3);
			const first = await update(ids, { Title: 'A' });
			expect(passed(first)).toBe(1);
			expect(first[0].errors[0].statusCode).toBe(LOCKS[told].code);
			expect(first[0].errors[0].message).toBe(LOCKS[told].message.replace('{id}', ids[0]));
			expect(passed(await update(ids, { Title: 'A' }))).toBe(3);
		},
	);
});

describe('automation that hits a limit of the transaction', () => {
	it('fails each row of a call with more rows, and none of a smaller call', async () => {
		org().org.transactionLimits.push({ object: 'User', operation: 'update', rows: 5 });
		const failed = await update(free(6), { Title: 'A' });
		expect(failed.map(({ errors }) => errors[0])).toEqual(
			Array.from({ length: 6 }, () => ({
				statusCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
				message: 'userTrigger: System.LimitException: Too many future calls: 6',
				fields: [],
			})),
		);
		expect(passed(await update(free(5), { Title: 'A' }))).toBe(5);
	});

	it('can fail for a single row', async () => {
		const message = 'userTrigger: System.LimitException: Apex CPU time limit exceeded';
		org().org.transactionLimits.push({ object: 'User', rows: 0, message });
		expect((await ask(org(), 'PATCH', `sobjects/User/${free(1)[0]}`, { Title: 'A' })).body).toEqual(
			[{ errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message }],
		);
	});

	it('counts inserts and deletes, and the chunks of a Bulk job', async () => {
		org().org.transactionLimits.push({ object: 'UserPackageLicense', rows: 1 });
		const rows = org().org.rows('UserPackageLicense').slice(0, 2);
		const remove = async (ids: string) =>
			(await ask<Results>(org(), 'DELETE', `composite/sobjects?ids=${ids}`)).body;
		expect(passed(await remove(`${rows[0].Id},${rows[1].Id}`))).toBe(0);
		expect(passed(await remove(rows[0].Id)) + passed(await remove(rows[1].Id))).toBe(2);
		const records = rows.map(({ UserId, PackageLicenseId }) => ({
			attributes: { type: 'UserPackageLicense' },
			UserId,
			PackageLicenseId,
		}));
		const insert = async (some: object[]) =>
			(await ask<Results>(org(), 'POST', 'composite/sobjects', { records: some })).body;
		expect(passed(await insert(records))).toBe(0);
		expect(passed(await insert([records[0]]))).toBe(1);

		const { body: job } = await ask<{ id: string }>(org(), 'POST', 'jobs/ingest', {
			object: 'UserPackageLicense',
			operation: 'delete',
		});
		const left = org().org.rows('UserPackageLicense').slice(0, 2);
		await fetch(`${org().url}/services/data/v66.0/jobs/ingest/${job.id}/batches`, {
			method: 'PUT',
			headers: { authorization: `Bearer ${org().issueToken()}` },
			body: `Id\n${left.map(({ Id }) => Id).join('\n')}\n`,
		});
		await ask(org(), 'PATCH', `jobs/ingest/${job.id}`, { state: 'UploadComplete' });
		expect((await ask(org(), 'GET', `jobs/ingest/${job.id}`)).body).toMatchObject({
			numberRecordsFailed: 2,
		});
	});
});

describe('an error code that is not true', () => {
	it('says that a record exists that does not', async () => {
		const row = org().org.rows('UserPackageLicense')[0];
		await ask(org(), 'DELETE', `sobjects/UserPackageLicense/${row.Id}`);
		const duplicate = { code: 'DUPLICATE_VALUE', message: 'duplicate value found' };
		org().org.rowFault = failRows({ ...duplicate, operation: 'create', times: 1 });
		const { UserId, PackageLicenseId } = row;
		const again = async () =>
			await ask(org(), 'POST', 'sobjects/UserPackageLicense', { UserId, PackageLicenseId });
		expect(await again()).toMatchObject({
			status: 400,
			body: [{ errorCode: 'DUPLICATE_VALUE', message: 'duplicate value found' }],
		});
		expect(org().org.table('UserPackageLicense').where('UserId', UserId)).not.toContain(row);
		expect((await again()).status).toBe(201);
	});

	it.each(['ENTITY_IS_DELETED', 'NOT_FOUND', 'INVALID_CROSS_REFERENCE_KEY'])(
		'says by %s that an existing record is gone',
		async (code) => {
			const { Id } = org().org.rows('UserPackageLicense')[0];
			org().org.rowFault = anyOf(
				lockRows(0),
				failRows({ code, message: 'gone', object: 'UserPackageLicense', operation: 'delete' }),
			);
			expect(await ask(org(), 'DELETE', `sobjects/UserPackageLicense/${Id}`)).toMatchObject({
				status: 404,
				body: [{ errorCode: code }],
			});
			expect(
				(await ask<Results>(org(), 'DELETE', `composite/sobjects?ids=${Id}`)).body[0].errors[0],
			).toMatchObject({ statusCode: code });
			expect(org().org.table('UserPackageLicense').has(Id)).toBe(true);
		},
	);
});

it('the control plane can set all of them', async () => {
	const post = async (route: string, body: unknown) =>
		(
			await fetch(`${org().controlUrl}/__org/${route}`, {
				method: 'POST',
				body: JSON.stringify(body),
			})
		).status;
	const [first, second, third] = free(3);
	expect(await post('row-locks', { count: 1, told: 'flow' })).toBe(200);
	expect(await post('row-faults', { code: 'X', message: 'no {id}', object: 'User' })).toBe(200);
	expect(await post('transaction-limits', { object: 'User', rows: 2 })).toBe(200);
	const codes = (await update([first, second], { Title: 'A' })).map(({ errors }) => errors[0]);
	expect(codes).toMatchObject([
		{ statusCode: 'CANNOT_EXECUTE_FLOW_TRIGGER' },
		{ statusCode: 'X', message: `no ${second}` },
	]);
	await fetch(`${org().controlUrl}/__org/faults`, { method: 'DELETE' });
	expect(passed(await update([first, second, third], { Title: 'A' }))).toBe(3);
	expect(await post('row-locks', { count: 1, told: 'nothing' })).toBe(400);
});
