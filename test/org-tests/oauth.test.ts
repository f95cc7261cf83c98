import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import { usingOrg } from './asking';
import {
	authorizeUrl,
	CALLBACK,
	consent,
	post,
	refresh,
	signIn,
	token,
	VERIFIER,
} from './connecting';

const org = usingOrg();

describe('the token answer', () => {
	it('has the fields that Salesforce documents, and no expires_in', async () => {
		const answer = await token(org(), { grant_type: 'client_credentials' });
		expect(answer).toMatchObject({
			status: 200,
			token_type: 'Bearer',
			scope: 'api',
			instance_url: org().url,
		});
		expect(answer.issued_at).toMatch(/^\d{13}$/);
		expect(answer.id).toBe(`${org().url}/id/${org().org.id}/${org().org.runAsUserId}`);
		expect(answer).not.toHaveProperty('expires_in');
		expect(answer).not.toHaveProperty('refresh_token');
	});
});

describe('the token endpoint refuses', () => {
	const CC = { grant_type: 'client_credentials' };
	test.each<[string, Record<string, string>, string, string, ((running: RunningOrg) => void)?]>([
		[
			'a wrong secret',
			{ ...CC, client_secret: 'x' },
			'invalid_client',
			'invalid client credentials',
		],
		[
			'an unknown client',
			{ ...CC, client_id: 'x' },
			'invalid_client_id',
			'client identifier invalid',
		],
		['a scope', { ...CC, scope: 'api' }, 'invalid_request', 'scope parameter not supported'],
		[
			'an unknown grant',
			{ grant_type: 'magic' },
			'unsupported_grant_type',
			'grant type not supported',
		],
		[
			'a flow that is turned off',
			CC,
			'invalid_grant',
			'client credentials flow not enabled',
			({ app }) => (app.flows.clientCredentials = false),
		],
		[
			'no run-as user',
			CC,
			'invalid_grant',
			'no client credentials user enabled',
			({ app }) => (app.runAsUsername = ''),
		],
		[
			'an unknown code',
			{ grant_type: 'authorization_code', code: 'x', redirect_uri: CALLBACK },
			'invalid_grant',
			'invalid authorization code',
		],
		[
			'an unknown refresh token',
			{ grant_type: 'refresh_token', refresh_token: 'x' },
			'invalid_grant',
			'expired access/refresh token',
		],
	])('%s', async (...[, form, error, error_description, prepare]) => {
		prepare?.(org());
		expect(await token(org(), form)).toEqual({ status: 400, error, error_description });
	});

	it('client credentials on a login host', async () => {
		const login = await startOrg({ users: 20, loginHost: true });
		expect(await token(login, CC)).toMatchObject({
			error: 'invalid_grant',
			error_description: 'request not supported on this domain',
		});
		await login.close();
	});
});

describe('signing in', () => {
	it('issues a code once, and tokens only to the client that holds the verifier', async () => {
		const code = (await consent(org(), 'allow')).get('code') ?? '';
		const form = {
			grant_type: 'authorization_code',
			code,
			redirect_uri: CALLBACK,
			code_verifier: VERIFIER,
		};
		expect(await token(org(), form)).toMatchObject({
			scope: 'api refresh_token',
			refresh_token: expect.any(String),
		});
		expect(await token(org(), form)).toMatchObject({ error: 'invalid_grant' });
		const other = (await consent(org(), 'allow')).get('code') ?? '';
		expect(await token(org(), { ...form, code: other, code_verifier: 'wrong' })).toMatchObject({
			error_description: 'invalid code verifier',
		});
	});

	it('tells the app when the person denies access, and keeps the state', async () => {
		const answer = await consent(org(), 'deny');
		expect(answer.get('error')).toBe('access_denied');
		expect(answer.get('state')).toBe('s1');
	});

	it('shows the person a wrong password, a wrong client and a wrong callback', async () => {
		expect(
			await (
				await post(authorizeUrl(org()), { username: 'root.admin@acme.example', pw: 'x' })
			).text(),
		).toContain('check your username and password');
		expect(await (await fetch(authorizeUrl(org(), { client_id: '"><script>' }))).text()).toContain(
			'invalid_client_id',
		);
		expect(
			await (await fetch(authorizeUrl(org(), { redirect_uri: 'https://evil.example/' }))).text(),
		).toContain('redirect_uri_mismatch');
	});
});

describe('refreshing', () => {
	it('keeps the refresh token unless rotation is on', async () => {
		const { refresh_token } = await signIn(org());
		const again = await refresh(org(), String(refresh_token));
		expect(again.status).toBe(200);
		expect(again).not.toHaveProperty('refresh_token');
	});

	it('with rotation: reusing an old token revokes the whole family', async () => {
		org().app.rotateRefreshTokens = true;
		const first = await signIn(org());
		const second = await refresh(org(), String(first.refresh_token));
		expect(second.refresh_token).toEqual(expect.any(String));
		expect(second.refresh_token).not.toBe(first.refresh_token);
		expect(await refresh(org(), String(first.refresh_token))).toMatchObject({
			error: 'invalid_grant',
		});
		expect(await refresh(org(), String(second.refresh_token))).toMatchObject({
			error: 'invalid_grant',
		});
		const response = await fetch(`${org().url}/services/data/v66.0/limits`, {
			headers: { authorization: `Bearer ${second.access_token}` },
		});
		expect(response.status).toBe(401);
	});

	it('twice at the same time: one is told that the other is being processed', async () => {
		const { refresh_token } = await signIn(org());
		const answers = await Promise.all(
			[1, 2].map(async () => await refresh(org(), String(refresh_token))),
		);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
		expect(answers.find(({ status }) => status === 400)?.error_description).toBe(
			'token request is already being processed',
		);
	});

	it('fails for the first of six approvals', async () => {
		const first = await signIn(org());
		for (let number = 2; number <= 6; number++) await signIn(org());
		expect(await refresh(org(), String(first.refresh_token))).toMatchObject({
			error: 'invalid_grant',
		});
	});
});

describe('a session', () => {
	const limits = async (accessToken: string) =>
		await fetch(`${org().url}/services/data/v66.0/limits`, {
			headers: { authorization: `Bearer ${accessToken}` },
		});

	it('counts one API call per call, and says so', async () => {
		const accessToken = org().issueToken();
		expect((await limits(accessToken)).headers.get('sforce-limit-info')).toBe('api-usage=1/100000');
		expect((await limits(accessToken)).headers.get('sforce-limit-info')).toBe('api-usage=2/100000');
	});

	it('ends when it is revoked', async () => {
		const { access_token } = await signIn(org());
		expect((await limits(access_token)).status).toBe(200);
		await post(`${org().url}/services/oauth2/revoke`, { token: access_token });
		expect((await limits(access_token)).status).toBe(401);
	});
});
