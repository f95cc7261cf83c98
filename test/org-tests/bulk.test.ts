import type { Row } from '../org/org';
import { ask, usingOrg } from './asking';

const org = usingOrg({ bulkPolls: 0 });
const post = async (query: string, more = {}) =>
	await ask<{ id: string }>(org(), 'POST', 'jobs/query', { operation: 'query', query, ...more });
const finished = async (query: string, more = {}) => {
	const { id } = (await post(query, more)).body;
	await ask(org(), 'GET', `jobs/query/${id}`);
	return id;
};

describe('Bulk API 2.0 query', () => {
	it('returns pages that can be fetched in parallel', async () => {
		const id = await finished('SELECT Id FROM User');
		const { body } = await ask<{ resultPages: Array<{ resultLink: string }> }>(
			org(),
			'GET',
			`jobs/query/${id}/resultPages?maxRecords=50`,
		);
		const pages = await Promise.all(
			body.resultPages.map(async ({ resultLink }) =>
				(await ask<string>(org(), 'GET', resultLink.replace(/^.*v66\.0\//, ''))).body
					.trim()
					.split('\n'),
			),
		);
		expect(pages.map(({ length }) => length)).toEqual([51, 51, 21]);
		expect(new Set(pages.flat()).size).toBe(121);
	});

	it('keeps quotes, commas and line breaks, and writes dates with Z', async () => {
		const id = await finished('SELECT LastName, Title, CreatedDate, Manager.Email FROM User', {
			columnDelimiter: 'SEMICOLON',
			lineEnding: 'CRLF',
		});
		const { body } = await ask<string>(org(), 'GET', `jobs/query/${id}/results`);
		expect(body.startsWith('"LastName";"Title";"CreatedDate";"Manager.Email"\r\n')).toBe(true);
		expect(body).toMatch(/"""Quote"" Smith";/);
		expect(body).toMatch(/;"\d{4}-\d\d-\d\dT[\d:.]+Z";/);
	});

	it('returns results of complete jobs only, and knows only its own locators', async () => {
		const { id } = (await post('SELECT Id FROM User')).body;
		expect((await ask(org(), 'GET', `jobs/query/${id}/results`)).body).toMatchObject([
			{ errorCode: 'INVALIDJOBSTATE' },
		]);
		expect((await ask(org(), 'DELETE', `jobs/query/${id}`)).status).toBe(400);
		await ask(org(), 'GET', `jobs/query/${id}`);
		expect((await ask(org(), 'GET', `jobs/query/${id}/results?locator=xyz`)).status).toBe(400);
		expect((await ask(org(), 'DELETE', `jobs/query/${id}`)).status).toBe(204);
		expect((await ask(org(), 'GET', `jobs/query/${id}`)).status).toBe(404);
	});

	it('can be aborted while it runs', async () => {
		const { id } = (await post('SELECT Id FROM User')).body;
		const abort = async () => await ask(org(), 'PATCH', `jobs/query/${id}`, { state: 'Aborted' });
		expect((await abort()).body).toMatchObject({ state: 'Aborted' });
		expect((await abort()).status).toBe(400);
	});

	it.each([
		'SELECT Id FROM User OFFSET 5',
		'SELECT FIELDS(ALL) FROM User LIMIT 200',
		'SELECT Id, (SELECT Id FROM PermissionSetAssignments) FROM User',
	])('refuses %s', async (query) => {
		expect((await post(query)).status).toBe(400);
	});
});

describe('Bulk API 2.0 ingest', () => {
	const ingest = async (object: string, operation: string, csv: string) => {
		const { body: job } = await ask<{ id: string }>(org(), 'POST', 'jobs/ingest', {
			object,
			operation,
		});
		await fetch(`${org().url}/services/data/v66.0/jobs/ingest/${job.id}/batches`, {
			method: 'PUT',
			headers: { authorization: `Bearer ${org().issueToken()}`, 'content-type': 'text/csv' },
			body: csv,
		});
		await ask(org(), 'PATCH', `jobs/ingest/${job.id}`, { state: 'UploadComplete' });
		return (await ask<Record<string, unknown>>(org(), 'GET', `jobs/ingest/${job.id}`)).body;
	};

	it('writes by the same rules, and deletes the follows of users deactivated together', async () => {
		const [first, second] = org().org.groundTruth.mutualFollowers;
		const before = org().org.table('EntitySubscription').size;
		const job = await ingest(
			'User',
			'update',
			`Id,IsActive\n${first},false\n${second},false\n${org().org.runAsUserId},false\n`,
		);
		expect(job).toMatchObject({
			state: 'JobComplete',
			numberRecordsProcessed: 3,
			numberRecordsFailed: 1,
		});
		const user = org().org.table('User').get(first) as Row;
		expect(user.IsActive).toBe(false);
		expect(org().org.table('EntitySubscription').size).toBe(before - 2);
	});

	it('fails as a whole on an unknown column', async () => {
		expect(await ingest('User', 'update', 'Id,Nope\n1,2\n')).toMatchObject({
			state: 'Failed',
			errorMessage: 'InvalidBatch : Field name not found : Nope',
		});
	});
});
