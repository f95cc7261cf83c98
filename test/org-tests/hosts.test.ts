import { ask, usingOrg } from './asking';
import { refresh, signIn, token } from './connecting';

const org = usingOrg({ control: true });
const limits = async (host: string, session: string) =>
	await fetch(`${host}/services/data/v66.0/limits`, {
		headers: { authorization: `Bearer ${session}` },
		redirect: 'manual',
	});

describe('an org that moved', () => {
	it('ends sessions, and a refresh at the login host names the new host', async () => {
		const login = await org().openLoginHost();
		const signedIn = await signIn({ ...org(), url: login });
		expect(signedIn.instance_url).toBe(org().url);
		const old = signedIn.access_token;
		expect((await limits(org().url, old)).status).toBe(200);
		const { from, to } = await org().move();
		expect([org().url, to === from]).toEqual([to, false]);
		expect(await (await limits(from, old)).json()).toMatchObject([
			{ errorCode: 'INVALID_SESSION_ID' },
		]);
		const renewed = await refresh({ ...org(), url: login }, signedIn.refresh_token ?? '');
		expect(renewed.instance_url).toBe(to);
		expect((await limits(to, renewed.access_token)).status).toBe(200);
		expect((await limits(from, renewed.access_token)).status).toBe(401);
		expect(org().hosts.map(({ url, role }) => [url, role])).toEqual([
			[from, 'sessionEnded'],
			[login, 'login'],
			[to, 'instance'],
		]);
		expect(org().hosts[2].requests).toBe(1);
		expect((await ask(org(), 'GET', 'limits')).status).toBe(200);
	});

	it.each([
		['redirect', 302],
		['noRoute', 420],
	] as const)('can leave its old host answering %s', async (oldHostAnswers, status) => {
		const { from, to } = await org().move(oldHostAnswers);
		const answer = await limits(from, 'x');
		expect(answer.status).toBe(status);
		if (status === 302)
			expect(answer.headers.get('location')).toBe(`${to}/services/data/v66.0/limits`);
	});

	it('still issues tokens at its old host, and they name the new one', async () => {
		const { from, to } = await org().move('sessionEnded');
		const answer = await token({ ...org(), url: from }, { grant_type: 'client_credentials' });
		expect(answer.instance_url).toBe(to);
	});

	it('can be moved through the control plane', async () => {
		const old = org().url;
		const moved = await fetch(`${org().controlUrl}/__org/move`, {
			method: 'POST',
			body: JSON.stringify({ oldHostAnswers: 'noRoute' }),
		});
		expect(await moved.json()).toEqual({ from: old, to: org().url });
		const login = await fetch(`${org().controlUrl}/__org/login-host`, { method: 'POST' });
		expect(await login.json()).toHaveProperty('url');
	});
});

describe('a login host', () => {
	it('serves no data and no Client Credentials', async () => {
		const login = await org().openLoginHost();
		expect((await limits(login, org().issueToken())).status).toBe(404);
		expect(
			await token({ ...org(), url: login }, { grant_type: 'client_credentials' }),
		).toMatchObject({ error_description: 'request not supported on this domain' });
		expect(await token(org(), { grant_type: 'client_credentials' })).toHaveProperty('access_token');
	});
});
