import { SalesforceClient } from '../../../nodes/SalesforceLicenses/salesforce/client/client';
import { SalesforceError } from '../../../nodes/SalesforceLicenses/salesforce/client/errors';
import type { HttpResult } from '../../../nodes/SalesforceLicenses/salesforce/client/http';
import { organizationQuery } from '../../../nodes/SalesforceLicenses/salesforce/organization/queries';
import { usersQuery } from '../../../nodes/SalesforceLicenses/salesforce/subscriptions/queries';
import { queryAll } from '../../../nodes/SalesforceLicenses/salesforce/query/query';
import {
	organizationRecord,
	userRecord,
} from '../../../nodes/SalesforceLicenses/salesforce/schema/records';
import type { Answer } from '../../support/scriptedHttp';
import { inTurn, json, noSleep, scriptedHttp } from '../../support/scriptedHttp';

const html: HttpResult = {
	kind: 'answer',
	status: 503,
	headers: { 'content-type': 'text/html' },
	body: '<html>',
};
const reset: HttpResult = { kind: 'noAnswer', message: 'socket hang up' };
const org = json({
	totalSize: 1,
	done: true,
	records: [{ Id: '00D000000000001EAA', Name: 'Acme' }],
});
const anyQuery = ({ path }: { path: string }) => path.includes('/query');

async function read(...answers: Answer[]) {
	const http = scriptedHttp(...answers);
	const client = await SalesforceClient.connect(http, noSleep);
	const result = await queryAll(client, organizationQuery, organizationRecord).catch(
		(error: unknown) => error,
	);
	return { result, client, queries: http.requests.filter(anyQuery).length };
}

describe('reading', () => {
	it.each([
		['a page of a proxy with status 503', html],
		['a broken connection', reset],
		[
			'a cut-off body',
			{ kind: 'answer', status: 200, headers: {}, body: '{"totalSize":1,"do' } as HttpResult,
		],
		['a lock', json([{ errorCode: 'UNABLE_TO_LOCK_ROW', message: 'locked' }], 400)],
	])('continues after %s', async (_what, failure) => {
		const { result, queries } = await read(inTurn(anyQuery, failure, org));
		expect(result).toMatchObject([{ Name: 'Acme' }]);
		expect(queries).toBe(2);
	});

	it('gives up after four tries', async () => {
		const { result, queries } = await read(inTurn(anyQuery, html, html, html, html, org));
		expect(result).toBeInstanceOf(SalesforceError);
		expect(queries).toBe(4);
	});

	it.each([
		[
			'the used-up day',
			json(
				[{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
				403,
			),
		],
		[
			'a wrong statement',
			json([{ errorCode: 'MALFORMED_QUERY', message: 'unexpected token' }], 400),
		],
	])('does not retry after %s', async (_what, failure) => {
		const { result, queries } = await read(inTurn(anyQuery, failure, org));
		expect(result).toBeInstanceOf(SalesforceError);
		expect(queries).toBe(1);
	});

	it('keeps the count of calls that the org returns', async () => {
		const withUsage = {
			...org,
			headers: { 'sforce-limit-info': 'api-usage=18/5000; per-app-api-usage=17/250(appName=x)' },
		} as HttpResult;
		const { client } = await read(inTurn(anyQuery, withUsage));
		expect(client.policy.apiUsage).toEqual({ used: 18, max: 5000 });
	});

	it('continues from the last ID if the org dropped the cursor, without losing or duplicating a row', async () => {
		const user = (id: string) => ({ Id: id, Username: id, IsActive: true });
		const page = (ids: string[], next?: string) =>
			json({
				totalSize: 4,
				done: next === undefined,
				nextRecordsUrl: next,
				records: ids.map(user),
			});
		const dropped = json(
			[{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' }],
			400,
		);
		const http = scriptedHttp(
			inTurn(({ path }) => path.includes('query/01g'), dropped),
			inTurn(({ path }) => decodeURIComponent(path).includes("Id >= 'B'"), page(['B', 'C', 'D'])),
			inTurn(anyQuery, page(['A', 'B'], '/services/data/v65.0/query/01g-2')),
		);
		const client = await SalesforceClient.connect(http, noSleep);
		const rows = await queryAll(
			client,
			usersQuery({ activeOnly: true, extraFields: [] }),
			userRecord,
		);
		expect(rows.map(({ Id }) => Id)).toEqual(['A', 'B', 'C', 'D']);
	});
});

describe('the API version', () => {
	const connect = async (...known: string[]) => {
		const http = scriptedHttp();
		const list = json(known.map((version) => ({ version })));
		return await SalesforceClient.connect(
			async (request) => (request.path === '/services/data' ? list : await http(request)),
			noSleep,
		);
	};

	it.each([
		[['60.0', '65.0', '68.0'], '65.0'],
		[['58.0', '59.0'], '59.0'],
	])('for an org that supports %j is %s', async (known, expected) => {
		expect((await connect(...known)).apiVersion).toBe(expected);
	});

	it('is not requested from a host that is not a Salesforce org', async () => {
		await expect(connect()).rejects.toThrow(/does not list/);
	});
});
