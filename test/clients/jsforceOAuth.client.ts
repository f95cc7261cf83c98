/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Connection, OAuth2 } from 'jsforce';

import type { RunningOrg } from '../org/server';
import { PASSWORD, startOrg } from '../org/server';
import { signIn } from './signIn';

const CALLBACK = 'http://127.0.0.1:1717/callback';
const ADMIN = { username: 'root.admin@acme.example', password: PASSWORD };

let salesforce: RunningOrg;

afterEach(async () => await salesforce.close());

/** jsforce's own OAuth client, as somebody with the org's app would set it up. */
function client(more: { clientSecret?: string; loginUrl?: string } = {}): OAuth2 {
	return new OAuth2({
		loginUrl: salesforce.url,
		clientId: salesforce.app.clientId,
		clientSecret: salesforce.app.clientSecret,
		redirectUri: CALLBACK,
		useVerifier: true,
		...more,
	});
}

async function signedIn(oauth2 = client()): Promise<Connection> {
	const connection = new Connection({ oauth2, version: '66.0' });
	const page = oauth2.getAuthorizationUrl({ scope: 'api refresh_token', state: 'xyz' });
	const callback = await signIn(page, ADMIN);
	expect(callback.searchParams.get('state')).toBe('xyz');
	await connection.authorize(callback.searchParams.get('code') ?? '');
	return connection;
}

async function refusal(attempt: PromiseLike<unknown>): Promise<{ name: string; message: string }> {
	const error = await Promise.resolve(attempt).then(
		() => undefined,
		(reason: Error) => reason,
	);
	if (error === undefined) throw new Error('Salesforce refused nothing');
	return { name: error.name, message: error.message };
}

describe('jsforce signs in with an authorization code and PKCE', () => {
	beforeEach(async () => (salesforce = await startOrg()));

	it('as the person in the browser, who approved it', async () => {
		const connection = await signedIn();
		const identity = await connection.identity();
		expect(identity.username).toBe(ADMIN.username);
		expect(identity.organization_id).toBe(salesforce.org.id);
		expect(connection.userInfo?.id).toBe(identity.user_id);
		expect(connection.instanceUrl).toBe(salesforce.url);
		expect(connection.refreshToken).toMatch(/^5Aep/);
	});

	it('and gets no code when the person denies access', async () => {
		const page = client().getAuthorizationUrl({ scope: 'api refresh_token' });
		const callback = await signIn(page, ADMIN, 'Deny');
		expect(callback.searchParams.get('error')).toBe('access_denied');
		expect(callback.searchParams.has('code')).toBe(false);
	});

	it('and is refused when a code is used a second time', async () => {
		const oauth2 = client();
		const callback = await signIn(oauth2.getAuthorizationUrl({ scope: 'api' }), ADMIN);
		const code = callback.searchParams.get('code') ?? '';
		await oauth2.requestToken(code);
		expect((await refusal(oauth2.requestToken(code))).name).toBe('invalid_grant');
	});

	it('and is refused a code that another client requested', async () => {
		const callback = await signIn(client().getAuthorizationUrl({ scope: 'api' }), ADMIN);
		const thief = client().requestToken(callback.searchParams.get('code') ?? '');
		expect((await refusal(thief)).name).toBe('invalid_grant');
	});

	it('and is told that the client secret is wrong', async () => {
		const attempt = signedIn(client({ clientSecret: 'wrong' }));
		expect(await refusal(attempt)).toEqual({
			name: 'invalid_client',
			message: 'invalid client credentials',
		});
	});
});

describe('jsforce refreshes an expired session', () => {
	it('automatically, within one query', async () => {
		salesforce = await startOrg();
		const connection = await signedIn();
		const refreshed = jest.fn();
		connection.on('refresh', refreshed);
		salesforce.oauth.expireAllAccessTokens();
		const { totalSize } = await connection.query('SELECT Id FROM Organization');
		expect(totalSize).toBe(1);
		expect(refreshed).toHaveBeenCalledTimes(1);
	});

	it('only once per refresh token when tokens rotate: it keeps the old token, and reusing it revokes everything', async () => {
		salesforce = await startOrg({ app: { rotateRefreshTokens: true } });
		const connection = await signedIn();
		salesforce.oauth.expireAllAccessTokens();
		await connection.query('SELECT Id FROM Organization');
		salesforce.oauth.expireAllAccessTokens();
		expect((await refusal(connection.query('SELECT Id FROM Organization'))).message).toBe(
			'Unable to refresh session due to: expired access/refresh token',
		);
	});

	it('until the refresh token is revoked', async () => {
		salesforce = await startOrg();
		const connection = await signedIn();
		await connection.oauth2.revokeToken(connection.refreshToken ?? '');
		expect(await refusal(connection.oauth2.refreshToken(connection.refreshToken ?? ''))).toEqual({
			name: 'invalid_grant',
			message: 'expired access/refresh token',
		});
	});
});

describe('jsforce asks for a token with client credentials', () => {
	const grant = { grant_type: 'client_credentials' };

	it('and works as the run-as user', async () => {
		salesforce = await startOrg();
		const connection = new Connection({ oauth2: client(), version: '66.0' });
		await connection.authorize(grant);
		expect((await connection.identity()).user_id).toBe(salesforce.org.runAsUserId);
		expect(connection.refreshToken).toBeFalsy();
	});

	it.each([
		['with a scope', {}, { scope: 'api' }, 'invalid_request', 'scope parameter not supported'],
		[
			'on the login host of all orgs',
			{ loginHost: true },
			{},
			'invalid_grant',
			'request not supported on this domain',
		],
		[
			'with the flow turned off',
			{ app: { flows: { authorizationCode: true, clientCredentials: false } } },
			{},
			'invalid_grant',
			'client credentials flow not enabled',
		],
		[
			'without a run-as user',
			{ app: { runAsUsername: 'nobody@acme.example' } },
			{},
			'invalid_grant',
			'no client credentials user enabled',
		],
	])('and is refused %s', async (_case, options, more, name, message) => {
		salesforce = await startOrg(options);
		const attempt = client().requestToken({ ...grant, ...more });
		expect(await refusal(attempt)).toEqual({ name, message });
	});
});
