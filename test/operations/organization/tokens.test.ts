import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { tokenRefusal } from '../../org/faults';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

jest.setTimeout(30_000);

/** What n8n makes of a token that Salesforce refuses, and what the node makes of that. */
const org = useOrg();
const get = { resource: 'organization', operation: 'get' };
const tokenRequests = () =>
	org().org.inspector.requests.filter(({ path }) => path.includes('/oauth2/token')).length;

/** Signed in by a person, or by the app; the access token has ended. */
function ended(grantType: 'pkce' | 'clientCredentials'): ICredentialDataDecryptedObject {
	const { app, oauth, org: records, url } = org();
	const grant = {
		userId: records.runAsUserId,
		clientId: app.clientId,
		scopes: ['api', 'refresh_token'],
		family: 'f',
	};
	return clientCredentials(org(), {
		grantType,
		oauthTokenData: {
			access_token: `${records.id.slice(0, 15)}!ARended`,
			token_type: 'Bearer',
			instance_url: url,
			...(grantType === 'pkce' ? { refresh_token: oauth.tokens.issueRefresh(grant) } : {}),
		},
	});
}

const GRANTS = [
	['pkce', 'refresh_token'],
	['clientCredentials', 'client_credentials'],
] as const;

describe.each(GRANTS)('a session that cannot be renewed (%s)', (grantType, grant) => {
	it.each(['token request is already being processed', 'login rate exceeded', 'ip restricted'])(
		'once does not stop the run: %s',
		async (words) => {
			const credential = ended(grantType);
			org().faults.add(tokenRefusal(grant, 'invalid_grant', words, { times: 1 }));
			const run = await runNode(get, credential);
			expect(run.error).toBeNull();
			expect(run.items).toMatchObject([{ orgId: org().org.id }]);
		},
	);

	it('each time lists the possible reasons, and asks no more than three times', async () => {
		const credential = ended(grantType);
		org().faults.add(tokenRefusal(grant, 'invalid_grant', 'login rate exceeded'));
		const run = await runNode(get, credential);
		const text = `${run.error?.message} ${run.error?.description}`;
		expect(text).toMatch(/login rate exceeded.*wait an hour.*IP ranges.*ip restricted/);
		expect(tokenRequests()).toBeLessThanOrEqual(3);
		// That grant has no such button.
		if (grantType === 'clientCredentials')
			expect(text).not.toMatch(/connect (it|the|your)|"Connect"/i);
		else expect(text).toMatch(/connect it again/);
	});
});

describe('a session that another worker renewed in the meantime', () => {
	it('does not end the run: the next try stores its token', async () => {
		const credential = ended('pkce');
		const stored = { ...(credential.oauthTokenData as object), access_token: org().issueToken() };
		org().faults.add({
			...tokenRefusal('refresh_token', 'invalid_grant', 'expired access/refresh token'),
			onDue: () => {
				credential.oauthTokenData = stored;
			},
		});
		const run = await runNode(get, credential);
		expect(run.error).toBeNull();
		expect(tokenRequests()).toBe(1);
	});
});

describe('the first token of Client Credentials', () => {
	it.each([
		['login rate exceeded', /logged in too often.*Wait an hour/],
		['ip restricted', /does not allow logins from the IP address.*Network Access/],
	])('refused for "%s" names the reason', async (words, expected) => {
		org().faults.add(tokenRefusal('client_credentials', 'invalid_grant', words));
		const run = await runNode(get, clientCredentials(org()));
		const text = `${run.error?.message} ${run.error?.description}`;
		expect(text).toMatch(expected);
		expect(text).not.toMatch(/connect (it|the credential|your)|"Connect"/i);
	});

	it('continues after one refusal', async () => {
		org().faults.add(
			tokenRefusal('client_credentials', 'invalid_grant', 'login rate exceeded', { times: 1 }),
		);
		expect((await runNode(get, clientCredentials(org()))).error).toBeNull();
	});
});

it.each([{}, { access_token: '' }, { access_token: null }])(
	'a token response without a token does not tell users of Client Credentials to connect: %j',
	async (body) => {
		org().faults.add({ kind: 'answer', path: /oauth2\/token/, answer: { body } });
		const run = await runNode(get, clientCredentials(org()));
		expect(run.error).not.toBeNull();
		expect(`${run.error?.message} ${run.error?.description}`).not.toMatch(
			/connect (it|the)|"Connect"/i,
		);
	},
);

it('a session that is refused for good does not tell users of Client Credentials to connect', async () => {
	org().faults.add({ kind: 'expiredSession', path: /services\/data\/v/ });
	const run = await runNode(get, clientCredentials(org()));
	expect(`${run.error?.message} ${run.error?.description}`).not.toMatch(/connect it|"Connect"/i);
	expect(run.error?.message).toMatch(/does not accept the session/);
});

it('a host that echoes the request reveals no secret', async () => {
	const { clientSecret } = org().app;
	org().faults.add({
		kind: 'answer',
		path: /oauth2\/token/,
		answer: { status: 400, body: { error: 'invalid_client', error_description: '{{body}}' } },
	});
	const first = await runNode(get, clientCredentials(org()));
	org().faults.clear();
	org().faults.add({
		kind: 'answer',
		path: /query/,
		answer: { status: 400, body: [{ errorCode: 'X_Y', message: 'was {{authorization}}' }] },
	});
	const second = await runNode(get, clientCredentials(org()));
	for (const run of [first, second]) {
		const said = JSON.stringify([run.error, run.error?.message, run.error?.description]);
		expect(run.error).not.toBeNull();
		expect(said).not.toContain(clientSecret);
		expect(said).not.toMatch(/00D\w+!\w/);
	}
});
