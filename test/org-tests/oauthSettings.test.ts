/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createHmac } from 'crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PASSWORD, startOrg } from '../org/server';
import { ask, usingOrg } from './asking';
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
const CC = { grant_type: 'client_credentials' };
const ADMIN = 'root.admin@acme.example';
const adminId = () =>
	org()
		.org.rows('User')
		.find(({ Username }) => Username === ADMIN)?.Id ?? '';
const basic = (id: string, secret: string) => ({
	authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

describe('the client', () => {
	const ask4Token = async (headers: Record<string, string>, body: string | URLSearchParams) =>
		await fetch(`${org().url}/services/oauth2/token`, { method: 'POST', headers, body });

	it('may identify itself by HTTP Basic', async () => {
		const { clientId, clientSecret } = org().app;
		const right = await ask4Token(basic(clientId, clientSecret), new URLSearchParams(CC));
		expect(right.status).toBe(200);
		const wrong = await ask4Token(basic(clientId, 'x'), new URLSearchParams(CC));
		expect(await wrong.json()).toMatchObject({ error: 'invalid_client' });
	});

	it('that does not send a form is told that the grant type is not supported', async () => {
		const { clientId, clientSecret } = org().app;
		const body = JSON.stringify({ ...CC, client_id: clientId, client_secret: clientSecret });
		const answer = await ask4Token({ 'content-type': 'application/json' }, body);
		expect(answer.status).toBe(400);
		expect(await answer.json()).toEqual({
			error: 'unsupported_grant_type',
			error_description: 'grant type not supported',
		});
	});

	it('is unknown for ten minutes after it was created', async () => {
		org().app.ageMinutes = 5;
		expect(await token(org(), CC)).toMatchObject({ error: 'invalid_client_id' });
		org().app.ageMinutes = 11;
		expect(await token(org(), CC)).toMatchObject({ status: 200 });
	});

	it('can check the signature of the response with its secret', async () => {
		const { id, issued_at, signature } = await token(org(), CC);
		const expected = createHmac('sha256', org().app.clientSecret)
			.update(`${String(id)}${String(issued_at)}`)
			.digest('base64');
		expect(signature).toBe(expected);
	});

	it('needs no secret for a person if the app requires none, but needs it without a person', async () => {
		org().app.requireSecret = false;
		const code = (await consent(org(), 'allow')).get('code') ?? '';
		const form = { code, redirect_uri: CALLBACK, code_verifier: VERIFIER, client_secret: '' };
		const answer = await token(org(), { grant_type: 'authorization_code', ...form });
		expect(answer.status).toBe(200);
		expect(await token(org(), { ...CC, client_secret: '' })).toMatchObject({
			error: 'invalid_client',
		});
	});

	it('cannot use the code or the refresh token of another client', async () => {
		const other = { ...org().app, clientId: '3MVG9other' };
		org().apps.set('other', other);
		const { refresh_token } = await signIn(org());
		const theirs = { grant_type: 'refresh_token', refresh_token: String(refresh_token) };
		expect(await token(org(), { ...theirs, client_id: other.clientId })).toMatchObject({
			error_description: 'expired access/refresh token',
		});
		expect((await refresh(org(), String(refresh_token))).status).toBe(200);
	});
});

describe('the run-as user', () => {
	it.each<[string, (id: string) => void]>([
		['may not use the API', (id) => org().org.permissions.get(id)?.delete('ApiEnabled')],
		[
			'is inactive',
			(id) => Object.assign(org().org.table('User').get(id) ?? {}, { IsActive: false }),
		],
		[
			'is frozen',
			(id) =>
				Object.assign(
					org()
						.org.rows('UserLogin')
						.find(({ UserId }) => UserId === id) ?? {},
					{
						IsFrozen: true,
					},
				),
		],
		['is named by e-mail', () => (org().app.runAsUsername = 'integration.user@acme.example')],
	])('counts as missing if the user %s', async (_case, prepare) => {
		prepare(org().org.runAsUserId);
		expect(await token(org(), CC)).toEqual({
			status: 400,
			error: 'invalid_grant',
			error_description: 'no client credentials user enabled',
		});
	});

	it('gets no scope that is meant for people, and an app without scopes gets none', async () => {
		org().app.scopes = ['full', 'web', 'api', 'refresh_token'];
		expect(await token(org(), CC)).toMatchObject({ scope: 'api' });
		org().app.scopes = [];
		expect(await token(org(), CC)).toMatchObject({ error_description: 'no valid scopes' });
	});
});

describe('the person', () => {
	const logIn = async (username: string, more: Record<string, string> = {}) =>
		await post(authorizeUrl(org(), more), { username, pw: PASSWORD });

	it('sees which app asks for what, on pages that a screen reader can read', async () => {
		org().app.name = 'Tom & "Jerry"';
		const login = await (await fetch(authorizeUrl(org()))).text();
		expect(login).toContain('<html lang="en">');
		for (const id of ['username', 'password']) expect(login).toContain(`<label for="${id}">`);
		const asked = await (await logIn(ADMIN)).text();
		expect(asked).toContain('Tom &amp; &quot;Jerry&quot;');
		expect(asked).toContain('<li>api</li><li>refresh_token</li>');
	});

	it('cannot log in while frozen', async () => {
		const login = org()
			.org.rows('UserLogin')
			.find(({ UserId }) => UserId === adminId());
		Object.assign(login ?? {}, { IsFrozen: true });
		expect(await (await logIn(ADMIN)).text()).toContain('check your username and password');
	});

	it.each<[string, () => void, string]>([
		['that is blocked', () => (org().app.blocked = true), 'OAUTH_APP_BLOCKED'],
		[
			'that is not approved',
			() => (org().app.permittedUsers = 'adminApproved'),
			'OAUTH_APP_ACCESS_DENIED',
		],
	])('is sent back from an app %s without a code', async (_case, prepare, error) => {
		prepare();
		const target = new URL((await logIn(ADMIN)).headers.get('location') ?? '');
		expect(target.searchParams.get('error')).toBe(error);
		expect(target.searchParams.get('state')).toBe('s1');
		expect(target.searchParams.has('code')).toBe(false);
	});

	it('can connect once approved', async () => {
		Object.assign(org().app, { permittedUsers: 'adminApproved', approvedUserIds: [adminId()] });
		expect((await signIn(org())).access_token).toEqual(expect.any(String));
	});

	it.each([
		[{ response_type: 'token' }, 'unsupported_response_type'],
		[{ scope: 'api full' }, 'invalid_scope'],
	])('is redirected at once after a request with %j', async (more, error) => {
		const answer = await fetch(authorizeUrl(org(), more), { redirect: 'manual' });
		expect(new URL(answer.headers.get('location') ?? '').searchParams.get('error')).toBe(error);
	});

	it('is redirected at once without a code challenge, if PKCE is required', async () => {
		const address = authorizeUrl(org()).replace(/&code_challenge=[^&]*/, '');
		const back = async () => (await fetch(address, { redirect: 'manual' })).headers.get('location');
		expect(await back()).toContain('error_description=missing+required+code+challenge');
		org().app.requirePkce = false;
		expect(await back()).toBeNull();
	});

	it('cannot approve one app on the page of another', async () => {
		const page = await (await logIn(ADMIN)).text();
		const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? '';
		org().apps.set('other', { ...org().app, clientId: '3MVG9other' });
		const answer = await post(authorizeUrl(org(), { client_id: '3MVG9other' }), {
			ticket,
			decision: 'allow',
		});
		expect(answer.status).toBe(200);
		expect(await answer.text()).toContain('id="Login"');
	});

	it('loses session and refresh token when deactivated', async () => {
		const { access_token, refresh_token } = await signIn(org());
		Object.assign(org().org.table('User').get(adminId()) ?? {}, { IsActive: false });
		expect((await ask(org(), 'GET', 'limits', undefined, access_token)).status).toBe(401);
		expect(await refresh(org(), String(refresh_token))).toMatchObject({
			error: 'invalid_grant',
			error_description: 'authentication failure',
		});
	});
});

describe('tokens end', () => {
	it('if they were not used during their lifetime', async () => {
		const running = await startOrg({ users: 20, app: { accessTokenLifetimeMs: 2_000 } });
		const session = running.issueToken();
		expect((await ask(running, 'GET', 'limits', undefined, session)).status).toBe(200);
		await sleep(2_050);
		expect(await ask(running, 'GET', 'limits', undefined, session)).toMatchObject({
			status: 401,
			body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
		});
		await running.close();
	});

	it('with a revoked refresh token, and not with an unknown one', async () => {
		const { access_token, refresh_token } = await signIn(org());
		const revoke = `${org().url}/services/oauth2/revoke`;
		expect((await post(revoke, { token: 'x' })).status).toBe(400);
		const revoked = await post(revoke, { token: String(refresh_token) });
		expect([revoked.status, await revoked.text()]).toEqual([200, '']);
		expect((await ask(org(), 'GET', 'limits', undefined, access_token)).status).toBe(401);
		expect((await refresh(org(), String(refresh_token))).status).toBe(400);
	});
});

describe('the owner of a token', () => {
	const get = async (path: string, accessToken?: string) => {
		const headers =
			accessToken === undefined ? undefined : { authorization: `Bearer ${accessToken}` };
		const response = await fetch(path.startsWith('http') ? path : org().url + path, { headers });
		return { status: response.status, text: await response.text() };
	};

	it('is returned by userinfo and the identity URL', async () => {
		const { access_token, id } = await signIn(org());
		const { text } = await get('/services/oauth2/userinfo', access_token);
		expect(JSON.parse(text)).toMatchObject({
			user_id: adminId(),
			organization_id: org().org.id,
			preferred_username: ADMIN,
		});
		expect(JSON.parse((await get(String(id), access_token)).text)).toMatchObject({
			id,
			username: ADMIN,
		});
	});

	it('is hidden from others, with an error in plain text', async () => {
		const path = '/services/oauth2/userinfo';
		expect(await get(path)).toEqual({ status: 403, text: 'Missing_OAuth_Token' });
		expect(await get(path, 'x')).toEqual({ status: 403, text: 'Bad_OAuth_Token' });
	});

	it('is returned by introspection, to the client of the token only', async () => {
		const { access_token, refresh_token } = await signIn(org());
		const { clientId, clientSecret } = org().app;
		const introspect = async (asked: string, headers = basic(clientId, clientSecret)) => {
			const body = new URLSearchParams({ token: asked });
			const address = `${org().url}/services/oauth2/introspect`;
			return await fetch(address, { method: 'POST', headers, body });
		};
		expect(await (await introspect(access_token)).json()).toEqual({
			active: true,
			scope: 'api refresh_token',
			client_id: clientId,
			username: ADMIN,
			sub: `${org().url}/id/${org().org.id}/${adminId()}`,
			token_type: 'access_token',
			exp: expect.any(Number),
			iat: expect.any(Number),
			nbf: expect.any(Number),
		});
		expect(await (await introspect(String(refresh_token))).json()).toMatchObject({
			active: true,
			token_type: 'refresh_token',
		});
		expect(await (await introspect('x')).json()).toEqual({ active: false });
		org().apps.set('other', { ...org().app, clientId: '3MVG9other' });
		const theirs = await introspect(access_token, basic('3MVG9other', clientSecret));
		expect(await theirs.json()).toEqual({ active: false });
		expect((await introspect(access_token, basic(clientId, 'x'))).status).toBe(401);
	});
});
