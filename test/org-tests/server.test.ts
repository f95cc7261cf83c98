/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { once } from 'node:events';
import { get } from 'node:http';
import { lockRows } from '../org/faults';
import { ConnectionReset } from '../org/requestHandler';
import { startOrg } from '../org/server';
import type { Rows } from './asking';
import { ask, soql, usingOrg } from './asking';

const org = usingOrg();
const LIMITS = '/services/data/v66.0/limits';
const bearer = (accessToken = org().issueToken()) => ({ authorization: `Bearer ${accessToken}` });

describe('the limit header', () => {
	it('is sent to users whom the org knows, in mixed case', async () => {
		const request = get(`${org().url}${LIMITS}`, { headers: bearer() });
		const [response] = (await once(request, 'response')) as [
			{ rawHeaders: string[]; resume(): void },
		];
		response.resume();
		expect(response.rawHeaders).toContain('Sforce-Limit-Info');
		const refused = await ask(org(), 'GET', 'nothing');
		expect(refused.headers.get('sforce-limit-info')).toBe('api-usage=2/100000');
	});

	it('is not sent with the list of versions, which needs no session and is not counted', async () => {
		const versions = await fetch(`${org().url}/services/data`);
		expect(versions.status).toBe(200);
		expect(versions.headers.has('sforce-limit-info')).toBe(false);
		expect(org().org.apiCalls).toBe(0);
	});
});

describe('the API refuses a request', () => {
	it('without a session', async () => {
		const answer = await fetch(`${org().url}${LIMITS}`);
		expect(answer.status).toBe(401);
		expect(await answer.json()).toEqual([
			{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' },
		]);
	});

	it('of a session without the api scope', async () => {
		const { app, oauth, org: inside } = org();
		const grant = {
			userId: inside.runAsUserId,
			clientId: app.clientId,
			scopes: ['id'],
			family: 'f',
		};
		const session = oauth.tokens.issue(grant, 60_000);
		expect(await ask(org(), 'GET', 'limits', undefined, session)).toMatchObject({
			status: 401,
			body: [{ message: 'This session is not valid for use with the REST API' }],
		});
	});

	it('of a user without API Enabled', async () => {
		const session = org().issueToken();
		org().org.permissions.get(org().org.runAsUserId)?.delete('ApiEnabled');
		expect(await ask(org(), 'GET', 'limits', undefined, session)).toMatchObject({
			status: 403,
			body: [{ errorCode: 'API_CURRENTLY_DISABLED', message: 'API is disabled for this User' }],
		});
	});

	it('after the last call of the day', async () => {
		org().org.dailyApiLimit = 1;
		expect((await ask(org(), 'GET', 'limits')).status).toBe(200);
		const refused = await ask(org(), 'GET', 'limits');
		expect(refused).toMatchObject({
			status: 403,
			body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
		});
		expect(refused.headers.get('sforce-limit-info')).toBe('api-usage=1/1');
	});
});

describe('the socket', () => {
	it('compresses on request, and accepts doubled slashes', async () => {
		const plain = await fetch(`${org().url}${LIMITS}`, {
			headers: { ...bearer(), 'accept-encoding': 'identity' },
		});
		expect(plain.headers.has('content-encoding')).toBe(false);
		const path = `//services/data/v66.0/query?q=${encodeURIComponent('SELECT Id, Name FROM User')}`;
		const packed = await fetch(`${org().url}${path}`, { headers: bearer() });
		expect(packed.headers.get('content-encoding')).toBe('gzip');
		expect(((await packed.json()) as Rows).totalSize).toBe(org().org.table('User').size);
	});

	it('reports that its port is in use', async () => {
		const port = Number(new URL(org().url).port);
		await expect(startOrg({ users: 20, port })).rejects.toMatchObject({ code: 'EADDRINUSE', port });
	});

	it('keeps no token in its log', async () => {
		const session = org().issueToken();
		await fetch(`${org().url}/services/oauth2/userinfo?oauth_token=${session}`);
		await ask(org(), 'GET', 'limits', undefined, session);
		const { inspector } = org().org;
		expect(inspector.requests).toHaveLength(2);
		expect(JSON.stringify(inspector)).not.toContain(session);
		expect(JSON.stringify(inspector)).not.toContain(org().app.clientSecret);
	});

	it('is not needed: the same org responds in this process', async () => {
		const answer = await org().handle({
			method: 'GET',
			path: LIMITS,
			headers: bearer(),
			body: Buffer.alloc(0),
		});
		expect(answer.status).toBe(200);
		expect(answer.headers['Sforce-Limit-Info']).toBe('api-usage=1/100000');
	});
});

describe('a fault', () => {
	it.each([
		['expiredSession', 401, 'INVALID_SESSION_ID', 'Session expired or invalid'],
		['notAttached', 401, 'INVALID_SESSION_ID', 'Connected app is not attached to Agent'],
		['unavailable', 503, 'SERVER_UNAVAILABLE', 'The server is currently unavailable'],
		['dailyLimit', 403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'],
		['concurrentLimit', 403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.'],
		['maintenance', 503, 'SERVER_UNAVAILABLE', 'This instance is under maintenance'],
		[
			'urlNotReset',
			500,
			'URL_NOT_RESET',
			'Destination URL not reset. The URL returned from login must be set',
		],
	] as const)("%s is returned instead of the org's response", async (kind, status, errorCode, message) => {
		org().faults.add({ kind, times: 1 });
		expect(await ask(org(), 'GET', 'limits')).toMatchObject({
			status,
			body: [{ errorCode, message }],
		});
		expect((await ask(org(), 'GET', 'limits')).status).toBe(200);
	});

	it('affects the selected requests, from the set start, the set number of times', async () => {
		org().faults.add({
			kind: 'htmlUnavailable',
			method: 'GET',
			path: /limits/,
			after: 1,
			times: 2,
		});
		const statuses: number[] = [];
		for (let call = 0; call < 4; call++) {
			expect((await ask(org(), 'GET', 'sobjects')).status).toBe(200);
			statuses.push((await ask(org(), 'GET', 'limits')).status);
		}
		expect(statuses).toEqual([200, 503, 503, 200]);
	});

	it('ends all sessions in between, and a new one works', async () => {
		const session = org().issueToken();
		org().faults.add({ kind: 'endSessions', after: 1, times: 1 });
		const limits = async () => (await ask(org(), 'GET', 'limits', undefined, session)).status;
		expect([await limits(), await limits(), await limits()]).toEqual([200, 401, 401]);
		expect((await ask(org(), 'GET', 'limits')).status).toBe(200);
	});

	it('ends all locators', async () => {
		const session = org().issueToken();
		const headers = { ...bearer(session), 'sforce-query-options': 'batchSize=200' };
		const big = await startOrg({ users: 500 });
		big.faults.add({ kind: 'endLocators', path: /query\/0r8/, times: 1 });
		const first = await fetch(
			`${big.url}/services/data/v66.0/query?q=${encodeURIComponent('SELECT Id FROM User')}`,
			{ headers: { ...headers, ...bearer(big.issueToken()) } },
		);
		const { nextRecordsUrl } = (await first.json()) as Rows;
		const next = await fetch(`${big.url}${nextRecordsUrl}`, { headers: bearer(big.issueToken()) });
		expect(next.status).toBe(400);
		expect(await next.json()).toMatchObject([{ errorCode: 'INVALID_QUERY_LOCATOR' }]);
		await big.close();
	});

	it.each([
		['resetBefore', 0],
		['resetAfter', 1],
	] as const)('%s: the write happened %i times', async (kind, writes) => {
		const id =
			org()
				.org.rows('User')
				.find(({ IsActive }) => IsActive === true)?.Id ?? '';
		org().faults.add({ kind, method: 'PATCH' });
		await expect(ask(org(), 'PATCH', `sobjects/User/${id}`, { Department: 'X' })).rejects.toThrow();
		expect(org().org.inspector.writes).toBe(writes);
		const request = { method: 'PATCH', path: LIMITS, headers: bearer(), body: Buffer.alloc(0) };
		await expect(org().handle(request)).rejects.toBeInstanceOf(ConnectionReset);
	});

	it('truncated returns half a response that looks complete; cutOff returns one that does not', async () => {
		org().faults.add({ kind: 'truncated', times: 1 });
		const half = await fetch(`${org().url}${LIMITS}`, { headers: bearer() });
		await expect(half.json()).rejects.toMatchObject({ name: 'SyntaxError' });
		org().faults.add({ kind: 'cutOff', times: 1 });
		const cut = await fetch(`${org().url}${LIMITS}`, { headers: bearer() });
		expect(cut.status).toBe(200);
		await expect(cut.text()).rejects.toThrow('terminated');
	});

	it('cuts streams as well: the result of a Bulk job', async () => {
		const job = { operation: 'query', query: 'SELECT Id, Name FROM User' };
		const { body } = await ask<{ id: string }>(org(), 'POST', 'jobs/query', job);
		const status = async () =>
			(await ask<{ state: string }>(org(), 'GET', `jobs/query/${body.id}`)).body.state;
		for (let poll = 0; poll < 20 && (await status()) !== 'JobComplete'; poll++);
		const whole = await ask<string>(org(), 'GET', `jobs/query/${body.id}/results`);
		org().faults.add({ kind: 'truncated', path: /results/, times: 1 });
		const half = await ask<string>(org(), 'GET', `jobs/query/${body.id}/results`);
		expect(half.body.length).toBeLessThan(whole.body.length);
		expect(whole.body.startsWith(half.body)).toBe(true);
		org().faults.add({ kind: 'cutOff', path: /results/, times: 1 });
		await expect(ask(org(), 'GET', `jobs/query/${body.id}/results`)).rejects.toThrow();
	});

	it('delays the response by the set time', async () => {
		org().faults.add({ kind: 'slow', delayMs: 80, times: 1 });
		const started = performance.now();
		await ask(org(), 'GET', 'limits');
		expect(performance.now() - started).toBeGreaterThanOrEqual(75);
	});

	it('locks rows, each the set number of times', async () => {
		const [first, second] = org()
			.org.rows('User')
			.filter(({ IsActive }) => IsActive === true);
		org().org.rowFault = lockRows(1, 1);
		const records = [first, second].map(({ Id }) => ({
			attributes: { type: 'User' },
			id: Id,
			Department: 'X',
		}));
		const update = async () =>
			(await ask<Array<{ success: boolean }>>(org(), 'PATCH', 'composite/sobjects', { records }))
				.body;
		const [locked, written] = await update();
		expect(locked).toMatchObject({ errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW' }] });
		expect(written.success).toBe(true);
		expect((await update()).every(({ success }) => success)).toBe(true);
	});
});

it('the bytes of streams are counted too', async () => {
	const answer = await soql(org(), 'SELECT Id FROM Organization');
	const [request] = org().org.inspector.requests;
	expect(request.bytesOut).toBe(Buffer.byteLength(JSON.stringify(answer.body)));
});
