import { SalesforceClient } from '../../../nodes/SalesforceLicenses/salesforce/client/client';
import {
	CANCELED,
	SalesforceError,
} from '../../../nodes/SalesforceLicenses/salesforce/client/errors';
import type { HttpResult, Sleep } from '../../../nodes/SalesforceLicenses/salesforce/client/http';
import {
	isConnectionLost,
	isRefusal,
} from '../../../nodes/SalesforceLicenses/salesforce/client/retries';
import { organizationQuery } from '../../../nodes/SalesforceLicenses/salesforce/organization/queries';
import { queryAll } from '../../../nodes/SalesforceLicenses/salesforce/query/query';
import { organizationRecord } from '../../../nodes/SalesforceLicenses/salesforce/schema/records';
import { json, scriptedHttp } from '../../support/scriptedHttp';

const raw = (status: number, body: string, headers: Record<string, string> = {}): HttpResult => ({
	kind: 'answer',
	status,
	headers,
	body,
});
const refused = (status: number, errorCode: string, message = 'Refused') =>
	json([{ errorCode, message }], status);
const org = json({
	totalSize: 1,
	done: true,
	records: [{ Id: '00D000000000001EAA', Name: 'Acme' }],
});
const HTML = '<html><body>Please wait</body></html>';

/** Reads the organization; these answers come first, then the org's own. */
async function read(failures: HttpResult[], sleep?: Sleep) {
	const waits: number[] = [];
	const left = [...failures];
	const http = scriptedHttp(({ path }) =>
		path.includes('/query') ? (left.shift() ?? org) : undefined,
	);
	const wait: Sleep = async (ms) => {
		waits.push(ms);
		await Promise.resolve();
	};
	const client = await SalesforceClient.connect(http, sleep ?? wait);
	const reading = queryAll(client, organizationQuery, organizationRecord);
	const result = await reading.catch((error: unknown) => error);
	return { result, waits, asked: http.requests.length - 1 };
}

const PASSING: Array<[string, HttpResult]> = [
	['406 without a word', raw(406, '')],
	['408', raw(408, '')],
	['420 without a word', raw(420, '')],
	['429 of a gateway', raw(429, HTML)],
	['500', raw(500, HTML)],
	['502', raw(502, '')],
	['503', raw(503, HTML)],
	['504', raw(504, HTML)],
	['403 with a page', raw(403, HTML)],
	['404 without a word', raw(404, '')],
	['an error of somebody else', json({ error: 'forbidden', message: 'policy' }, 403)],
	['a page with 200', raw(200, HTML)],
	['an empty 200', raw(200, '')],
	['half a body', raw(200, '{"totalSize":1,"done":true,"rec')],
	['JSON that is no query result', json({ status: 'busy' })],
	['JSON that is nothing', raw(200, 'null')],
	['202 without a body', raw(202, '')],
	['a transaction security policy', refused(400, 'TXN_SECURITY_METERING_ERROR')],
	['SERVER_UNAVAILABLE', refused(503, 'SERVER_UNAVAILABLE')],
	['SERVER_UNAVAILABLE with another status', refused(400, 'SERVER_UNAVAILABLE')],
	['REQUEST_RUNNING_TOO_LONG', refused(400, 'REQUEST_RUNNING_TOO_LONG')],
	['UNABLE_TO_LOCK_ROW', refused(400, 'UNABLE_TO_LOCK_ROW')],
	['UNKNOWN_EXCEPTION', refused(500, 'UNKNOWN_EXCEPTION')],
	[
		'too many at once',
		refused(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests Limit exceeded.'),
	],
	['a broken connection', { kind: 'noAnswer', message: 'socket hang up' }],
];

describe('a read', () => {
	it.each(PASSING)('continues after %s', async (_what, failure) => {
		const { result, asked } = await read([failure]);
		expect(result).toMatchObject([{ Name: 'Acme' }]);
		expect(asked).toBe(2);
	});

	it.each(PASSING)('gives up if %s persists', async (_what, failure) => {
		const { result, asked } = await read(Array.from({ length: 9 }, () => failure));
		expect(result).toBeInstanceOf(SalesforceError);
		expect(asked).toBe((failure as { status?: number }).status === 420 ? 2 : 4);
	});

	it.each<[string, HttpResult]>([
		['a wrong statement', refused(400, 'MALFORMED_QUERY')],
		['the used-up day', refused(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')],
		['an object that is too large', refused(400, 'OPERATION_TOO_LARGE')],
		['a redirect', raw(302, '', { location: 'https://elsewhere.example/x?sid=00D!secret' })],
		['an address that is too long', raw(414, HTML)],
		['no session', refused(401, 'INVALID_SESSION_ID')],
		['a token that was refused', { kind: 'denied', code: 'invalid_grant', message: 'expired' }],
	])('does not retry after %s', async (_what, failure) => {
		const { result, asked } = await read([failure]);
		expect(result).toBeInstanceOf(SalesforceError);
		expect(asked).toBe(1);
	});

	it('names the host that a redirect points to, and nothing else of it', async () => {
		const location = 'https://elsewhere.example/x?sid=00D000000000001!AQ.secret';
		const { result } = await read([raw(307, '', { location })]);
		expect((result as Error).message).toContain('elsewhere.example');
		expect((result as Error).message).not.toMatch(/sid|secret/);
	});

	it.each<[string, Record<string, string>, number, number]>([
		['seconds', { 'retry-after': '17' }, 17_000, 17_000],
		[
			"a date by the server's own clock",
			{ 'retry-after': 'Thu, 26 Nov 2026 10:00:30 GMT', date: 'Thu, 26 Nov 2026 10:00:00 GMT' },
			30_000,
			30_000,
		],
		['hours', { 'retry-after': '86400' }, 60_000, 60_000],
		['a date in the past', { 'retry-after': 'Thu, 26 Nov 2020 10:00:30 GMT' }, 750, 1_250],
		['nonsense', { 'retry-after': 'soon' }, 750, 1_250],
		['nothing', {}, 750, 1_250],
	])('waits as long as the server asks, within a limit: %s', async (_, headers, from, to) => {
		const { result, waits } = await read([raw(503, HTML, headers)]);
		expect(result).toMatchObject([{ Name: 'Acme' }]);
		expect(waits).toHaveLength(1);
		expect(waits[0]).toBeGreaterThanOrEqual(from);
		expect(waits[0]).toBeLessThanOrEqual(to);
	});

	it('ends when the run is canceled while it waits', async () => {
		const canceled: Sleep = async () =>
			await Promise.reject(new SalesforceError(CANCELED, 'stopped'));
		const { result, asked } = await read([raw(503, HTML)], canceled);
		expect(result).toMatchObject({ errorCode: CANCELED });
		expect(asked).toBe(1);
	});
});

describe('an error', () => {
	it.each<[string, number | null, string, boolean]>([
		['NO_ANSWER', null, '', true],
		['INVALID_SESSION_ID', 401, '', true],
		['RECONNECT', 401, '', true],
		['ERROR_HTTP_420', 420, '', true],
		['API_BUDGET', null, '', true],
		['CANCELED', null, '', true],
		['REQUEST_LIMIT_EXCEEDED', 403, 'TotalRequests Limit exceeded.', true],
		['REQUEST_LIMIT_EXCEEDED', 403, 'ConcurrentPerOrgLongTxn Limit exceeded.', false],
		['LIMIT_EXCEEDED', 400, 'Max bulk v2 query jobs', false],
		['API_DISABLED_FOR_ORG', 403, '', false],
	])('%s (%s %s) concerns the connection: %s', (code, status, message, expected) => {
		const error = new SalesforceError(code, message, status);
		expect(isConnectionLost(error)).toBe(expected);
		if (expected) expect(isRefusal(error)).toBe(false);
	});

	it.each([
		['INVALID_TYPE', true],
		['OPERATION_TOO_LARGE', true],
		['QUERY_TIMEOUT', true],
		['SOMETHING_NEW', true],
		['NOT_AS_DOCUMENTED', true],
		['NOT_SALESFORCE', false],
		['ERROR_HTTP_403', false],
		['ENDLESS_PAGES', false],
		['URL_NOT_RESET', false],
		['BULK_JOB_FAILED', false],
	])('%s is a refusal of one thing by Salesforce: %s', (code, expected) => {
		expect(isRefusal(new SalesforceError(code, '', 400))).toBe(expected);
	});
});
