import { SalesforceClient } from '../../../nodes/SalesforceLicenses/salesforce/client/client';
import type { HttpResult } from '../../../nodes/SalesforceLicenses/salesforce/client/http';
import type { Api } from '../../../nodes/SalesforceLicenses/salesforce/query/pages';
import { readPages } from '../../../nodes/SalesforceLicenses/salesforce/query/pages';
import { userPackageLicenseRecord } from '../../../nodes/SalesforceLicenses/salesforce/schema/records';
import { assignmentsQuery } from '../../../nodes/SalesforceLicenses/salesforce/licenses/queries';
import { explain } from '../../../nodes/SalesforceLicenses/transport/errorTexts';
import { json, noSleep, scriptedHttp } from '../../support/scriptedHttp';

const packageAssignmentsQuery = {
	...assignmentsQuery('packageLicense'),
	orderBy: 'UserId',
};

const refused = (errorCode: string, message = 'Refused', status = 400) =>
	json([{ errorCode, message }], status);
const CSV = '"Id","UserId","PackageLicenseId","CreatedDate"\n';
const cells = (id: string, user: string) => `"${id}","${user}","050","2026-10-01T10:00:00.000Z"\n`;
const USED_UP = refused(
	'LIMIT_EXCEEDED',
	'Max bulk v2 query jobs (10000) per 24 hrs has been reached (10021)',
);

interface Script {
	/** What counting the rows gives; more than enough for Bulk when left out. */
	counted?: HttpResult;
	/** What becomes of making a job. */
	create?: HttpResult;
	/** The states a job reports. */
	status?: HttpResult;
	/** The result pages, one after the other; the last one repeats. */
	results?: HttpResult[];
}

const bulkPage = (csv: string, locator: string): HttpResult => ({
	kind: 'answer',
	status: 200,
	headers: {
		'sforce-locator': locator,
		'sforce-numberofrecords': String(csv.split('\n').length - 2),
	},
	body: csv,
});

/** Three rows; by REST all, or those from an id on. */
async function read(api: Api, { counted, create, status, results = [] }: Script) {
	const http = scriptedHttp(({ method, path }) => {
		if (path.includes('/query?q=')) {
			const soql = decodeURIComponent(path);
			const rows = ['1', '2', '3']
				.filter((id) => (/>= '005(\d)'/.exec(soql)?.[1] ?? '0') <= id)
				.map((id) => ({ Id: `051${id}`, UserId: `005${id}`, PackageLicenseId: '050' }));
			const isCount = soql.includes('COUNT()');
			if (isCount && counted !== undefined) return counted;
			return json({
				totalSize: isCount ? 99_999 : rows.length,
				done: true,
				records: isCount ? [] : rows,
			});
		}
		if (path.includes('/results'))
			return (results.length > 1 ? results.shift() : results[0]) ?? refused('NOT_FOUND', '', 404);
		if (method === 'POST') return create ?? json({ id: '750x', state: 'UploadComplete' });
		if (method === 'GET') return status ?? json({ id: '750x', state: 'JobComplete' });
		return json(undefined, 204);
	});
	const client = await SalesforceClient.connect(http, noSleep);
	const ids: string[] = [];
	const run = async () => {
		const pages = readPages(client, packageAssignmentsQuery, userPackageLicenseRecord, {
			api,
			readsAll: true,
		});
		for await (const page of pages) ids.push(...page.map(({ Id }) => Id));
	};
	const error = await run().then(
		() => null,
		(failure: unknown) => failure as Parameters<typeof explain>[0],
	);
	return { ids, error, warnings: client.report.warnings.join('\n'), requests: http.requests };
}

const ALL = ['0511', '0512', '0513'];
const html = (status: number): HttpResult => ({
	kind: 'answer',
	status,
	headers: {},
	body: '<html>',
});

describe('an object that is large enough for Bulk', () => {
	it.each<[string, HttpResult]>([
		['the daily Bulk jobs are used up', USED_UP],
		['the daily Bulk jobs are used up, with another code', refused('EXCEEDED_QUOTA')],
		['results take too much space', refused('LIMIT_EXCEEDED', 'Max bulk v2 query result size')],
		['Bulk does not know the object', refused('INVALIDENTITY')],
		['the org has no Bulk API', refused('FEATURENOTENABLED')],
		['the user may not use it', refused('API_DISABLED_FOR_ORG', '', 403)],
		['a permission is missing', refused('INSUFFICIENT_ACCESS', '', 403)],
		['the route does not exist', refused('NOT_FOUND', '', 404)],
		['the statement is not supported', refused('INVALIDJOB')],
		['the code is unknown', refused('SOMETHING_NEW')],
		['too many jobs run', refused('REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests', 403)],
		['a gateway blocks the job', html(403)],
		['a gateway responds instead of the org', html(200)],
		['the response has no id', json({ state: 'UploadComplete' })],
	])('is read by REST with Auto if %s', async (_what, create) => {
		const { ids, error, warnings } = await read('auto', { create });
		expect(error).toBeNull();
		expect(ids).toEqual(ALL);
		expect(warnings).toMatch(
			/UserPackageLicense was read with REST, because Salesforce did not create a Bulk job/,
		);
	});

	it.each([
		['QUERY_TIMEOUT', 1],
		['OPERATION_TOO_LARGE', 1],
		['INVALID_TYPE', 0],
		['SOMETHING_NEW', 0],
	])('does not need a count: %s', async (code, jobs) => {
		const result = [bulkPage(CSV + ALL.map((id) => cells(id, `005${id.at(-1)}`)).join(''), 'null')];
		const { ids, error, requests } = await read('auto', {
			counted: refused(code),
			results: result,
		});
		expect(error).toBeNull();
		expect(ids).toEqual(ALL);
		expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(jobs);
	});

	it('names Salesforce’s reason in the warning', async () => {
		const { warnings } = await read('auto', { create: USED_UP });
		expect(warnings).toMatch(/LIMIT_EXCEEDED: Max bulk v2 query jobs \(10000\)/);
	});

	it.each<[string, HttpResult]>([
		['the session ended', refused('INVALID_SESSION_ID', '', 401)],
		[
			'no API call is left',
			refused('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 403),
		],
		['there is no response', { kind: 'noAnswer', message: 'socket hang up' }],
		['there is no org', html(420)],
		['n8n gets no token', { kind: 'denied', code: 'invalid_grant', message: 'expired' }],
	])('ends the run even with Auto if %s', async (_what, create) => {
		const { error, ids, warnings } = await read('auto', { create });
		expect(error).not.toBeNull();
		expect(ids).toEqual([]);
		expect(warnings).toBe('');
	});

	it('stops with Bulk, and says which limit is used up and when it resets', async () => {
		const { error, ids } = await read('bulk', { create: USED_UP });
		expect(ids).toEqual([]);
		const { message, description } = explain(error as NonNullable<typeof error>, 'pkce');
		expect(message).toMatch(/24-hour limit of Bulk API query jobs/);
		expect(description).toMatch(/24 hours.*Auto or REST.*10021/);
	});

	it.each<[string, Script]>([
		['fails', { status: json({ id: '750x', state: 'Failed', errorMessage: 'InvalidBatch' }) }],
		['is aborted', { status: json({ id: '750x', state: 'Aborted' }) }],
		['is deleted', { status: refused('NOT_FOUND', '', 404) }],
		['cannot be read', { status: refused('INSUFFICIENT_ACCESS', '', 403) }],
		['has results that are deleted each time', { results: [refused('NOT_FOUND', '', 404)] }],
		['has results that are cut off each time', { results: [bulkPage(`${CSV}"0511`, 'null')] }],
	])('is read by REST with Auto if the job %s', async (_what, script) => {
		const { ids, error, warnings } = await read('auto', script);
		expect(error).toBeNull();
		expect(ids).toEqual(ALL);
		expect(warnings).toMatch(/was read with REST, because the Bulk job failed/);
		expect((await read('bulk', script)).error).not.toBeNull();
	});

	it('is read by REST from where the results ended, and no row is duplicated', async () => {
		const { ids, error } = await read('auto', {
			results: [
				bulkPage(CSV + cells('0511', '0051') + cells('0512', '0052'), 'MQ'),
				refused('INVALIDQUERYLOCATOR'),
			],
		});
		expect(error).toBeNull();
		expect(ids).toEqual(ALL);
	});

	it('is an error with Auto too if a row does not match the documentation: REST would return the same', async () => {
		const csv = `${CSV}"0511","0051","050","yesterday"\n`;
		const { error } = await read('auto', { results: [bulkPage(csv, 'null')] });
		expect(error).toMatchObject({
			errorCode: 'NOT_AS_DOCUMENTED',
			message: expect.stringMatching(/UserPackageLicense.*CreatedDate/),
		});
		expect(error?.message).not.toContain('yesterday');
	});
});
