/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the org has a clock of its own */
import { createHash, createHmac } from 'crypto';
import { json, type OrgRequest, type OrgResponse } from '../answers';
import type { Org } from '../org';
import type { ExternalClientApp } from './app';
import { appWithId, isApproved } from './app';
import type { AuthorizeEndpoint } from './authorize';
import { authenticationOf } from './clientAuthentication';
import { mayLogIn, userNamed } from './logins';
import type { Grant, Tokens } from './tokens';
import { secret } from './tokens';

/** How long a refresh takes, so that a second one at the same time can be detected. */
const REFRESH_MS = 5;
const GRANT_TYPES = ['authorization_code', 'refresh_token', 'client_credentials'];
/** Never granted to Client Credentials (help topic remoteaccess_oauth_client_credentials_flow). */
const FOR_PEOPLE_ONLY = ['full', 'web', 'refresh_token'];

const refuse = (error: string, error_description: string) =>
	json(400, { error, error_description });

interface Settings {
	apps: () => Iterable<ExternalClientApp>;
	url: () => string;
	/** Whether the request is for login.salesforce.com, which serves every org, but not Client Credentials. */
	isLoginHost: (request: OrgRequest) => boolean;
}

/** POST /services/oauth2/token. Error texts: help topic remoteaccess_oauth_flow_errors. */
export class TokenEndpoint {
	constructor(
		private readonly org: Org,
		private readonly tokens: Tokens,
		private readonly codes: AuthorizeEndpoint,
		private readonly settings: Settings,
	) {}

	async handle(request: OrgRequest): Promise<OrgResponse> {
		if (request.method !== 'POST') return refuse('invalid_request', 'must use HTTP POST');
		// A body that is not a form has no parameters, so the grant type is missing.
		const isForm = /^application\/x-www-form-urlencoded\b/i.test(
			request.headers['content-type'] ?? '',
		);
		const form = new URLSearchParams(isForm ? request.body.toString() : '');
		const grantType = form.get('grant_type') ?? '';
		if (!GRANT_TYPES.includes(grantType))
			return refuse('unsupported_grant_type', 'grant type not supported');
		const client = authenticationOf(request, form);
		const app = appWithId(this.settings.apps(), client.clientId);
		if (app === undefined) return refuse('invalid_client_id', 'client identifier invalid');
		// "Require Secret" is a setting of the flows with a person; the other flow always needs the
		// secret.
		const needsSecret = app.requireSecret || grantType === 'client_credentials';
		if (client.secret === undefined ? needsSecret : client.secret !== app.clientSecret)
			return refuse('invalid_client', 'invalid client credentials');
		if (form.has('scope')) return refuse('invalid_request', 'scope parameter not supported');
		if (grantType === 'client_credentials') return this.clientCredentials(app, request);
		if (grantType === 'authorization_code') return this.authorizationCode(app, form);
		return await this.refresh(app, form.get('refresh_token') ?? '');
	}

	/** The Permitted Users policy is not applied to the run-as user. */
	private clientCredentials(app: ExternalClientApp, request: OrgRequest): OrgResponse {
		if (this.settings.isLoginHost(request))
			return refuse('invalid_grant', 'request not supported on this domain');
		if (!app.flows.clientCredentials)
			return refuse('invalid_grant', 'client credentials flow not enabled');
		const user = userNamed(this.org, app.runAsUsername);
		// Setup accepts only users with API Enabled as Run As; a user who loses it later counts as
		// missing.
		if (!mayLogIn(this.org, user) || !this.org.may(user.Id, 'ApiEnabled'))
			return refuse('invalid_grant', 'no client credentials user enabled');
		if (app.scopes.length === 0) return refuse('invalid_grant', 'no valid scopes');
		const scopes = app.scopes.filter((scope) => !FOR_PEOPLE_ONLY.includes(scope));
		const grant = { userId: user.Id, clientId: app.clientId, scopes, family: secret(8) };
		return this.answer(app, grant, { api_instance_url: 'https://api.salesforce.com' });
	}

	private authorizationCode(app: ExternalClientApp, form: URLSearchParams): OrgResponse {
		const code = this.codes.take(form.get('code') ?? '');
		if (code?.clientId !== app.clientId)
			return refuse('invalid_grant', 'invalid authorization code');
		if (code.expiresAt <= Date.now()) return refuse('invalid_grant', 'expired authorization code');
		if (code.redirectUri !== form.get('redirect_uri'))
			return refuse('redirect_uri_mismatch', 'redirect_uri must match configuration');
		const hashed = createHash('sha256')
			.update(form.get('code_verifier') ?? '')
			.digest('base64url');
		if (code.challenge !== null && hashed !== code.challenge)
			return refuse('invalid_grant', 'invalid code verifier');
		if (!mayLogIn(this.org, this.org.table('User').get(code.userId)))
			return refuse('invalid_grant', 'authentication failure');
		if (!isApproved(app, code.userId))
			return refuse('invalid_app_access', 'user is not admin approved to access this app');
		const { userId, clientId, scopes, family } = code;
		const grant = { userId, clientId, scopes, family };
		if (!scopes.includes('refresh_token')) return this.answer(app, grant);
		return this.answer(app, grant, { refresh_token: this.tokens.issueRefresh(grant) });
	}

	private async refresh(app: ExternalClientApp, token: string): Promise<OrgResponse> {
		if (!this.tokens.lock(token))
			return refuse('invalid_grant', 'token request is already being processed');
		try {
			await new Promise((resolve) => setTimeout(resolve, REFRESH_MS));
			const grant = this.tokens.useRefresh(token, app.clientId);
			if (grant === null) return refuse('invalid_grant', 'expired access/refresh token');
			if (!mayLogIn(this.org, this.org.table('User').get(grant.userId)))
				return refuse('invalid_grant', 'authentication failure');
			if (!isApproved(app, grant.userId))
				return refuse('invalid_app_access', 'user is not admin approved to access this app');
			this.tokens.issued.refreshes++;
			if (!app.rotateRefreshTokens) return this.answer(app, grant);
			return this.answer(app, grant, { refresh_token: this.tokens.rotate(token) });
		} finally {
			this.tokens.unlock(token);
		}
	}

	/**
	 * There is no expires_in, because the lifetime of a token is a session policy. The signature covers id
	 * and issued_at, with the client secret (help topic remoteaccess_oauth_web_server_flow).
	 */
	private answer(
		app: ExternalClientApp,
		grant: Grant,
		more: Record<string, string> = {},
	): OrgResponse {
		const id = `${this.settings.url()}/id/${this.org.id}/${grant.userId}`;
		const issuedAt = String(Date.now());
		return json(
			200,
			{
				access_token: this.tokens.issue(grant, app.accessTokenLifetimeMs),
				signature: createHmac('sha256', app.clientSecret)
					.update(id + issuedAt)
					.digest('base64'),
				scope: grant.scopes.join(' '),
				instance_url: this.settings.url(),
				id,
				token_type: 'Bearer',
				issued_at: issuedAt,
				...more,
			},
			{ 'cache-control': 'no-store' },
		);
	}
}
