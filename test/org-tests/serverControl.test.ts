import { ask, usingOrg } from './asking';

const org = usingOrg({ control: true });

async function control<T>(method: string, path: string, body?: unknown): Promise<[number, T]> {
	const response = await fetch(`${org().controlUrl}/__org/${path}`, {
		method,
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	return [response.status, (await response.json()) as T];
}

describe('the control plane', () => {
	it('has its own address, and the org itself does not serve it', async () => {
		expect(new URL(org().controlUrl ?? '').port).not.toBe(new URL(org().url).port);
		expect((await fetch(`${org().url}/__org/counters`)).status).toBe(401);
	});

	it('returns what the org saw and holds', async () => {
		await ask(org(), 'GET', 'limits');
		expect(await control('GET', 'counters')).toMatchObject([
			200,
			{ apiCalls: 1, writes: 0, activeSessions: 1, calls: { 'GET /services/data/limits': 1 } },
		]);
		expect((await control<unknown[]>('GET', 'state?object=User'))[1]).toHaveLength(
			org().org.table('User').size,
		);
		expect((await control('GET', 'ground-truth'))[1]).toEqual(org().org.groundTruth);
		expect((await control('GET', 'invariants'))[1]).toEqual([]);
	});

	it('shows who is connected without any token, and ends their sessions', async () => {
		const session = org().issueToken();
		const [, sessions] = await control('GET', 'sessions');
		expect(sessions).toMatchObject([{ userId: org().org.runAsUserId, scopes: ['api'] }]);
		expect(JSON.stringify(sessions)).not.toContain(session.split('!')[1]);
		await control('POST', 'sessions/expire');
		expect((await ask(org(), 'GET', 'limits', undefined, session)).status).toBe(401);
	});

	it('switches faults on and off', async () => {
		const fault = { kind: 'unavailable', path: 'limits$', times: 5 };
		expect(await control('POST', 'faults', fault)).toEqual([200, { ok: true }]);
		expect((await ask(org(), 'GET', 'limits')).status).toBe(503);
		expect((await control('GET', 'faults'))[1]).toEqual([{ ...fault, seen: 1 }]);
		await control('DELETE', 'faults');
		expect((await ask(org(), 'GET', 'limits')).status).toBe(200);
	});

	it('changes the app and the limits, and never shows the secret', async () => {
		await control('POST', 'app', { rotateRefreshTokens: true, scopes: ['api'] });
		expect(org().app).toMatchObject({ rotateRefreshTokens: true, scopes: ['api'] });
		expect(JSON.stringify(await control('GET', 'app'))).not.toContain(org().app.clientSecret);
		await control('POST', 'limits', { dailyApiLimit: 0 });
		expect((await ask(org(), 'GET', 'limits')).status).toBe(403);
	});

	it.each([
		['POST', 'faults', { kind: 'nonsense' }, 'kind'],
		['POST', 'faults', { kind: 'slow', path: '(' }, 'regular expression'],
		['POST', 'app', { clientID: 'x' }, 'clientID'],
		['GET', 'nothing', undefined, 'Known: GET counters'],
	])('reports what is wrong with %s %s %j', async (method, path, body, reason) => {
		const [status, { error }] = await control<{ error: string }>(method, path, body);
		expect(status).toBe(400);
		expect(error).toContain(reason);
	});

	it('does not serve pages in a browser', async () => {
		const response = await fetch(`${org().controlUrl}/__org/sessions/revoke`, {
			method: 'POST',
			headers: { origin: 'https://evil.example' },
		});
		expect(response.status).toBe(400);
	});
});
