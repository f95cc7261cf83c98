import { jobPages, startJob } from '../../nodes/SalesforceLicenses/salesforce/bulk';
import { bulkRows } from '../../nodes/SalesforceLicenses/salesforce/bulkCsv';
import { SalesforceClient } from '../../nodes/SalesforceLicenses/salesforce/client';
import type { HttpResult } from '../../nodes/SalesforceLicenses/salesforce/http';
import { userPackageLicensesQuery } from '../../nodes/SalesforceLicenses/salesforce/queries';
import { userPackageLicenseRecord } from '../../nodes/SalesforceLicenses/salesforce/records';
import type { Answer } from '../support/scriptedHttp';
import { json, scriptedHttp } from '../support/scriptedHttp';

const HEADER = '"Id","UserId","PackageLicenseId","CreatedDate"\n';
const row = (n: number) => `"051${n}","005${n}","0501","2026-10-01T10:00:00.000Z"\n`;

function page(body: string, locator: string, rows: number): HttpResult {
	const headers = { 'sforce-locator': locator, 'sforce-numberofrecords': String(rows) };
	return { kind: 'answer', status: 200, headers, body };
}

const states = (...names: string[]): Answer => {
	return ({ method, path }) => {
		if (method === 'POST') return json({ id: '750x', state: 'UploadComplete' });
		if (method === 'PATCH') return json({ id: '750x', state: 'Aborted' });
		if (!path.endsWith('/jobs/query/750x')) return undefined;
		return json({ id: '750x', state: names.length > 1 ? names.shift() : names[0] });
	};
};

async function read(...answers: Answer[]) {
	const waits: number[] = [];
	const http = scriptedHttp(...answers);
	const client = await SalesforceClient.connect(http, async (ms) => {
		waits.push(ms);
		await Promise.resolve();
	});
	const id = await startJob(client, userPackageLicensesQuery);
	const ids: string[] = [];
	const run = async () => {
		const pages = jobPages(client, id, userPackageLicensesQuery, userPackageLicenseRecord);
		for await (const rows of pages) ids.push(...rows.map(({ Id }) => Id));
	};
	const error = await run().then(
		() => null,
		(failure: Error) => failure,
	);
	return { ids, error, waits, requests: http.requests };
}

describe('a Bulk query job', () => {
	it('is read page by page until the locator is the word null', async () => {
		const results: Answer = ({ path }) =>
			path.includes('locator=MQ')
				? page(HEADER + row(3), 'null', 1)
				: page(HEADER + row(1) + row(2), 'MQ', 2);
		const { ids, error } = await read(states('InProgress', 'JobComplete'), results);
		expect(error).toBeNull();
		expect(ids).toEqual(['0511', '0512', '0513']);
	});

	it('that never ends is aborted after half an hour, with a clear error', async () => {
		const { error, waits, requests } = await read(states('InProgress'));
		expect(error).toMatchObject({ errorCode: 'BULK_JOB_TIMEOUT' });
		expect(waits.reduce((sum, wait) => sum + wait)).toBeGreaterThanOrEqual(1_800_000);
		expect(waits.length).toBeLessThan(80);
		expect(requests.at(-1)).toMatchObject({ method: 'PATCH', body: '{"state":"Aborted"}' });
	});

	test.each([
		['fewer rows than it says', page(HEADER + row(1), 'null', 2)],
		['a cut-off line', page(`${HEADER}"0511","00`, 'null', 1)],
	])('with %s is an error, never a shorter list', async (_what, answer) => {
		const { error } = await read(states('JobComplete'), () => answer);
		expect(error).toMatchObject({ errorCode: 'BULK_JOB_FAILED' });
	});
});

describe('rows of a result page', () => {
	it('have the shape of REST rows, whatever stands in the cells', () => {
		const csv =
			'"Id","IsActive","Profile.UserLicense.Name","Name"\n' +
			'"1","true","Salesforce","a ""b"",\nc"\n"2","false",,"true"\n';
		expect([...bulkRows(csv)].flat()).toEqual([
			{
				Id: '1',
				IsActive: true,
				Profile: { UserLicense: { Name: 'Salesforce' } },
				Name: 'a "b",\nc',
			},
			{ Id: '2', IsActive: false, Profile: { UserLicense: { Name: null } }, Name: 'true' },
		]);
	});

	it('are all there when there are many, with line breaks in them', () => {
		const many = Array.from({ length: 4_999 }, (_, n) => `"${n}","x\ny ""${n}"""\n`).join('');
		const parts = [...bulkRows(`"Id","Name"\n${many}`)];
		expect(parts.length).toBe(3);
		expect(parts.flat().map(({ Id }) => Id)).toEqual(
			Array.from({ length: 4_999 }, (_, n) => `${n}`),
		);
	});

	it('are none in an empty result', () => {
		expect([...bulkRows('"Id"\n')]).toEqual([]);
		expect([...bulkRows('')]).toEqual([]);
	});
});
