/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the org has a clock of its own */
import { createHash } from 'crypto';
import { json, type OrgRequest, type OrgResponse } from '../answers';
import type { Org, Row } from '../org';
import type { ExternalClientApp } from './app';
import { allowsCallback } from './app';
import { consentPage, errorPage, loginPage } from './pages';
import type { Grant } from './tokens';
import { secret, Tokens } from './tokens';

/** A code lives for 15 minutes (help topic remoteaccess_oauth_web_server_flow). */
const CODE_LIFETIME_MS = 15 * 60_000;
/** How long a refresh takes, so that a second one at the same time can be seen. */
const REFRESH_MS = 5;

interface Code extends Grant {
	redirectUri: string;
	challenge: string | null;
	expiresAt: number;
}

const refuse = (error: string, error_description: string) =>
	json(400, { error, error_description });

/** `Basic` credentials; what cannot be decoded is taken as it stands. */
function basicParts(encoded: string): string[] {
	return Buffer.from(encoded, 'base64')
		.toString()
		.split(':')
		.map((part) =>
			/%[0-9a-f]{2}/i.test(part) && !/%(?![0-9a-f]{2})/i.test(part)
				? decodeURIComponent(part)
				: part,
		);
}

/** The OAuth endpoints of one org. Error texts: help topic remoteaccess_oauth_flow_errors. */
export class OAuth {
	readonly tokens: Tokens;
	private readonly codes = new Map<string, Code>();
	private readonly tickets = new Map<string, string>();

	constructor(
		private readonly org: Org,
		/** By client id; read anew at each request, so that tests may change an app. */
		private readonly apps: () => readonly ExternalClientApp[],
		private readonly password: string,
		private readonly url: () => string,
		/** As login.salesforce.com: it serves every org, but not Client Credentials. */
		private readonly isLoginHost: boolean,
	) {
		this.tokens = new Tokens(org);
	}

	get issued(): Tokens['issued'] {
		return this.tokens.issued;
	}

	expireAllAccessTokens(): void {
		this.tokens.expireAllAccessTokens();
	}

	revokeAll(): void {
		this.tokens.revokeAll();
		this.codes.clear();
	}

	async handle(request: OrgRequest): Promise<OrgResponse | null> {
		const url = new URL(request.path, 'http://org');
		const form = new URLSearchParams(request.body.toString());
		if (url.pathname === '/services/oauth2/authorize')
			return this.authorize(request.method, url.searchParams, form);
		if (url.pathname !== '/services/oauth2/token') return null;
		if (request.method !== 'POST') return refuse('invalid_request', 'must use HTTP POST');
		return await this.token(request, form);
	}

	private app(clientId: string | null | undefined): ExternalClientApp | undefined {
		return this.apps().find((app) => app.clientId === clientId);
	}

	private activeUser(username: string | null | undefined): Row | undefined {
		return this.org
			.rows('User')
			.find((user) => user.Username === username && user.IsActive === true);
	}

	private authorize(method: string, query: URLSearchParams, form: URLSearchParams): OrgResponse {
		const app = this.app(query.get('client_id'));
		if (app === undefined) return errorPage('invalid_client_id', 'client identifier invalid');
		const redirectUri = query.get('redirect_uri') ?? '';
		if (!allowsCallback(app, redirectUri))
			return errorPage('redirect_uri_mismatch', 'redirect_uri must match configuration');
		const redirect = (parameters: Record<string, string>): OrgResponse => {
			const target = new URL(redirectUri);
			const state = query.get('state');
			for (const [name, value] of Object.entries({
				...parameters,
				...(state === null ? {} : { state }),
			}))
				target.searchParams.set(name, value);
			return { status: 302, headers: { location: target.href }, body: '' };
		};
		if (query.get('response_type') !== 'code' || !app.flows.authorizationCode)
			return redirect({
				error: 'unsupported_response_type',
				error_description: 'response type not supported',
			});
		const challenge = query.get('code_challenge');
		if (challenge === null && app.requirePkce)
			return redirect({
				error: 'invalid_request',
				error_description: 'missing required code challenge',
			});
		const scopes = (query.get('scope') ?? app.scopes.join(' '))
			.split(' ')
			.filter((scope) => scope !== '');
		if (scopes.some((scope) => !app.scopes.includes(scope)))
			return redirect({
				error: 'invalid_scope',
				error_description: `the requested scope is not allowed: ${scopes.join(' ')}`,
			});
		if (method === 'GET') return loginPage();

		const userId = this.tickets.get(form.get('ticket') ?? '');
		if (userId === undefined) {
			const user = this.activeUser(form.get('username'));
			if (user === undefined || form.get('pw') !== this.password)
				return loginPage(
					"Please check your username and password. If you still can't log in, contact your Salesforce administrator.",
				);
			if (this.isForbidden(app, user.Id))
				return errorPage('OAUTH_APP_BLOCKED', 'this app is blocked by admin');
			const ticket = secret(12);
			this.tickets.set(ticket, user.Id);
			return consentPage(ticket, scopes);
		}
		this.tickets.delete(form.get('ticket') ?? '');
		if (form.get('decision') !== 'allow')
			return redirect({
				error: 'access_denied',
				error_description: 'end-user denied authorization',
			});
		const code = `aPrx${secret(40)}`;
		const grant = { userId, clientId: app.clientId, scopes, family: secret(8) };
		this.codes.set(code, {
			...grant,
			redirectUri,
			challenge,
			expiresAt: Date.now() + CODE_LIFETIME_MS,
		});
		return redirect({ code });
	}

	private isForbidden(
		{ permittedUsers, approvedUserIds }: ExternalClientApp,
		userId: string,
	): boolean {
		return permittedUsers === 'adminApproved' && !approvedUserIds.includes(userId);
	}

	private async token({ headers }: OrgRequest, form: URLSearchParams): Promise<OrgResponse> {
		const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
		const [basicId, basicSecret] = basic === undefined ? [] : basicParts(basic);
		const app = this.app(form.get('client_id') ?? basicId);
		if (app === undefined) return refuse('invalid_client_id', 'client identifier invalid');
		const given = form.get('client_secret') ?? basicSecret;
		if (given !== undefined && given !== '' ? given !== app.clientSecret : app.requireSecret)
			return refuse('invalid_client', 'invalid client credentials');
		if (form.has('scope')) return refuse('invalid_request', 'scope parameter not supported');
		switch (form.get('grant_type')) {
			case 'client_credentials':
				return this.clientCredentials(app, given);
			case 'authorization_code':
				return this.authorizationCode(app, form);
			case 'refresh_token':
				return await this.refresh(app, form.get('refresh_token') ?? '');
			default:
				return refuse('unsupported_grant_type', 'grant type not supported');
		}
	}

	private clientCredentials(app: ExternalClientApp, given: string | undefined): OrgResponse {
		// "Require Secret" is a setting of the other flows; this one always needs it.
		if (given !== app.clientSecret || given === '')
			return refuse('invalid_client', 'invalid client credentials');
		if (this.isLoginHost) return refuse('invalid_grant', 'request not supported on this domain');
		if (!app.flows.clientCredentials)
			return refuse('invalid_grant', 'client credentials flow not enabled');
		const user = this.activeUser(app.runAsUsername);
		if (user === undefined) return refuse('invalid_grant', 'no client credentials user enabled');
		// full, web and refresh_token are stripped from what is granted.
		if (app.scopes.length === 0) return refuse('invalid_grant', 'no valid scopes');
		const scopes = app.scopes.filter((scope) => !['full', 'web', 'refresh_token'].includes(scope));
		// The Permitted Users policy is not applied to the run-as user.
		return this.answer(
			app,
			{ userId: user.Id, clientId: app.clientId, scopes, family: secret(8) },
			null,
		);
	}

	private authorizationCode(app: ExternalClientApp, form: URLSearchParams): OrgResponse {
		const name = form.get('code') ?? '';
		const code = this.codes.get(name);
		if (code === undefined || code.clientId !== app.clientId)
			return refuse('invalid_grant', 'invalid authorization code');
		this.codes.delete(name);
		if (code.expiresAt <= Date.now()) return refuse('invalid_grant', 'expired authorization code');
		if (code.redirectUri !== form.get('redirect_uri'))
			return refuse('redirect_uri_mismatch', 'redirect_uri must match configuration');
		const hashed = createHash('sha256')
			.update(form.get('code_verifier') ?? '')
			.digest('base64url');
		if (code.challenge !== null && hashed !== code.challenge)
			return refuse('invalid_grant', 'invalid code verifier');
		if (this.isForbidden(app, code.userId))
			return refuse('invalid_app_access', 'user is not admin approved to access this app');
		const { userId, clientId, scopes, family } = code;
		const grant = { userId, clientId, scopes, family };
		return this.answer(
			app,
			grant,
			scopes.includes('refresh_token') ? this.tokens.issueRefresh(grant) : null,
		);
	}

	private async refresh(app: ExternalClientApp, token: string): Promise<OrgResponse> {
		if (!this.tokens.lock(token))
			return refuse('invalid_grant', 'token request is already being processed');
		try {
			await new Promise((resolve) => setTimeout(resolve, REFRESH_MS));
			const grant = this.tokens.useRefresh(token, app.clientId);
			if (grant === null) return refuse('invalid_grant', 'expired access/refresh token');
			const user = this.org.table('User').get(grant.userId);
			if (user?.IsActive !== true) return refuse('invalid_grant', 'authentication failure');
			this.tokens.issued.refreshes++;
			return this.answer(app, grant, app.rotateRefreshTokens ? this.tokens.rotate(token) : null);
		} finally {
			this.tokens.unlock(token);
		}
	}

	/** There is no expires_in: how long a token lives is a policy of the session. */
	private answer(app: ExternalClientApp, grant: Grant, refreshToken: string | null): OrgResponse {
		return json(200, {
			access_token: this.tokens.issue(grant, app.accessTokenLifetimeMs),
			...(refreshToken === null ? {} : { refresh_token: refreshToken }),
			signature: secret(32),
			scope: grant.scopes.join(' '),
			instance_url: this.url(),
			id: `${this.url()}/id/${this.org.id}/${grant.userId}`,
			token_type: 'Bearer',
			issued_at: String(Date.now()),
		});
	}
}
