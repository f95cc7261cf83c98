import { jobPages, startJob } from '../../../nodes/SalesforceLicenses/salesforce/query/bulk';
import { bulkRows } from '../../../nodes/SalesforceLicenses/salesforce/query/bulkCsv';
import { Position } from '../../../nodes/SalesforceLicenses/salesforce/query/position';
import { SalesforceClient } from '../../../nodes/SalesforceLicenses/salesforce/client/client';
import type { HttpResult } from '../../../nodes/SalesforceLicenses/salesforce/client/http';
import { assignmentsQuery } from '../../../nodes/SalesforceLicenses/salesforce/licenses/queries';
import { userPackageLicenseRecord } from '../../../nodes/SalesforceLicenses/salesforce/schema/records';
import { parse as parseCsv } from 'csv-parse/sync';
import type { Answer } from '../../support/scriptedHttp';
import { inTurn, json, scriptedHttp } from '../../support/scriptedHttp';

const packageAssignmentsQuery = {
	...assignmentsQuery('packageLicense'),
	orderBy: 'UserId',
};

const HEADER = '"Id","UserId","PackageLicenseId","CreatedDate"\n';
const row = (n: number) => `"051${n}","005${n}","0501","2026-10-01T10:00:00.000Z"\n`;

function page(body: string, locator: string, rows: number): HttpResult {
	const headers = { 'sforce-locator': locator, 'sforce-numberofrecords': String(rows) };
	return { kind: 'answer', status: 200, headers, body };
}

/** Rows that arrive before the connection breaks. */
function breaking(body: string, rows: number): HttpResult {
	async function* chunks(): AsyncGenerator<Uint8Array> {
		yield await Promise.resolve(Buffer.from(body));
		throw new Error('aborted');
	}
	const headers = { 'sforce-locator': 'null', 'sforce-numberofrecords': String(rows) };
	return { kind: 'answer', status: 200, headers, body: '', chunks: chunks() };
}

const states = (...names: string[]): Answer => {
	return ({ method, path }) => {
		if (method === 'POST') return json({ id: '750x', state: 'UploadComplete' });
		if (method === 'PATCH') return json({ id: '750x', state: 'Aborted' });
		if (method === 'DELETE') return json(undefined, 204);
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
	const id = await startJob(client, packageAssignmentsQuery);
	const ids: string[] = [];
	const run = async () => {
		const pages = jobPages(
			client,
			id,
			packageAssignmentsQuery,
			userPackageLicenseRecord,
			new Position(packageAssignmentsQuery),
		);
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
		expect(requests.at(-1)).toMatchObject({
			method: 'PATCH',
			body: '{"state":"Aborted"}',
			isCleanUp: true,
		});
	});

	it('is deleted by one call when it was read, because its result is personal data', async () => {
		const results: Answer = () => page(HEADER + row(1), 'null', 1);
		const { requests } = await read(states('JobComplete'), results);
		expect(requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
		expect(requests.at(-1)).toMatchObject({ method: 'DELETE', isCleanUp: true });
	});

	it.each(['Failed', 'Aborted'])('that is %s is kept, because it says why', async (state) => {
		const { error, requests } = await read(states(state));
		expect(error).not.toBeNull();
		expect(requests.filter(({ method }) => /DELETE|PATCH/.test(method))).toEqual([]);
	});

	const broken: Array<[string, HttpResult]> = [
		['fewer rows than it says', page(HEADER + row(1), 'null', 2)],
		['a cut-off line', page(`${HEADER}"0511","00`, 'null', 1)],
		['a line that is too short', page(`${HEADER}"0511","005"\n`, 'null', 1)],
		['a broken connection', breaking(HEADER + row(1), 2)],
	];

	it.each(broken)('with %s is read again, and no row is duplicated', async (_what, answer) => {
		const whole = page(HEADER + row(1) + row(2), 'null', 2);
		const results = inTurn(({ path }) => path.includes('/results'), answer, answer, whole);
		const { ids, error } = await read(states('JobComplete'), results);
		expect(error).toBeNull();
		expect(ids).toEqual(['0511', '0512']);
	});

	it.each(broken)('with %s each time is an error, never a shorter list', async (_what, answer) => {
		const { error, requests } = await read(states('JobComplete'), ({ path }) =>
			path.includes('/results') ? answer : undefined,
		);
		expect(error).toMatchObject({ errorCode: 'BULK_RESULT_BROKEN' });
		expect(requests.filter(({ path }) => path.includes('/results'))).toHaveLength(4);
	});
});

describe('rows of a result page', () => {
	/** In chunks of so many bytes, which cut lines and characters anywhere. */
	async function parse(csv: string, chunkBytes = 7) {
		const bytes = Buffer.from(csv);
		async function* chunks(): AsyncGenerator<Uint8Array> {
			for (let at = 0; at < bytes.length; at += chunkBytes)
				yield await Promise.resolve(bytes.subarray(at, at + chunkBytes));
		}
		const rows: Array<Record<string, unknown>> = [];
		const parts = bulkRows(chunks());
		for (let step = await parts.next(); ; step = await parts.next()) {
			if (step.done === true) return { rows, error: step.value };
			rows.push(...step.value);
		}
	}

	it('have the shape of REST rows, whatever the cells contain', async () => {
		const csv =
			'"Id","IsActive","Profile.UserLicense.Name","Name"\n' +
			'"1","true","Salesforce","a ""b"",\nc"\n"2","false",,"true"\n';
		const { rows, error } = await parse(csv);
		expect(error).toBeNull();
		expect(rows).toEqual([
			{
				Id: '1',
				IsActive: true,
				Profile: { UserLicense: { Name: 'Salesforce' } },
				Name: 'a "b",\nc',
			},
			{ Id: '2', IsActive: false, Profile: { UserLicense: { Name: null } }, Name: 'true' },
		]);
	});

	/** The library is the judge. */
	it('are those that csv-parse reads, for every awkward cell and any split', async () => {
		const cells = [
			'',
			'x',
			' ',
			'"',
			'""',
			',',
			'a\nb',
			'a\r\nb',
			'Łódź \u{1F469}\u200D\u{1F4BB}',
			"'=1+1",
			'"\n"',
		];
		const quoted = (cell: string) => (cell === '' ? '' : `"${cell.replaceAll('"', '""')}"`);
		for (const lineEnd of ['\n', '\r\n']) {
			const lines = cells.flatMap((one) =>
				cells.map((two) => [one, two, 'end'].map(quoted).join(',') + lineEnd),
			);
			const csv = `"A","B","C"${lineEnd}${lines.join('')}`;
			const expected = (parseCsv(csv, { columns: true }) as Array<Record<string, string>>).map(
				(row) =>
					Object.fromEntries(
						Object.entries(row).map(([name, cell]) => [name, cell === '' ? null : cell]),
					),
			);
			expect(expected).toHaveLength(cells.length ** 2);
			for (const chunkBytes of [1, 5, 64, csv.length * 4]) {
				const { rows, error } = await parse(csv, chunkBytes);
				expect(error).toBeNull();
				expect(rows).toEqual(expected);
			}
		}
	});

	it('are complete if there are many, with line breaks in them', async () => {
		const many = Array.from({ length: 20_000 }, (_, n) => `"${n}","x\ny ""${n}"""\n`).join('');
		const { rows, error } = await parse(`"Id","Name"\n${many}`, 65_536);
		expect(error).toBeNull();
		expect(rows.map(({ Id }) => Id)).toEqual(Array.from({ length: 20_000 }, (_, n) => `${n}`));
		expect(rows.at(-1)?.Name).toBe('x\ny "19999"');
	});

	it.each([
		['without an end', '"Id"\n"x', 'x'.repeat(65_536)],
		['in quotes that are not closed', '"Id"\n"x', 'x\n'.repeat(8_192)],
	])('stop at a cell %s', async (_what, first, then) => {
		let parts = 0;
		async function* endless(): AsyncGenerator<Uint8Array> {
			yield await Promise.resolve(Buffer.from(first));
			for (; ; parts++) yield await Promise.resolve(Buffer.from(then));
		}
		const rows = bulkRows(endless());
		const read = async () => {
			for (let step = await rows.next(); ; step = await rows.next())
				if (step.done === true) throw step.value ?? new Error('It ended');
		};
		await expect(read()).rejects.toThrow(/has no end/);
		expect(parts).toBeLessThan(400);
	});

	it('are none in an empty result', async () => {
		expect(await parse('"Id"\n')).toEqual({ rows: [], error: null });
		expect(await parse('')).toEqual({ rows: [], error: null });
	});
});
