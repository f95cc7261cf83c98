import { createHash, randomBytes } from 'crypto';
import type { Org } from './org';
import type { OrgRequest, OrgResponse } from './rest';

export interface ExternalClientApp {
	clientId: string;
	clientSecret: string;
	scopes: string[];
	flows: { authorizationCode: boolean; clientCredentials: boolean };
	requirePkce: boolean;
	runAsUsername: string;
	permittedUsers: 'all' | 'adminApproved';
	approvedUserIds: string[];
	rotateRefreshTokens: boolean;
	accessTokenLifetimeMs: number;
}

interface Session {
	userId: string;
	scopes: string[];
	expiresAt: number;
}
interface Grant {
	userId: string;
	scopes: string[];
	family: string;
}

const answer = (status: number, body: unknown): OrgResponse => ({
	status,
	headers: { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-store' },
	body: JSON.stringify(body),
});
const refuse = (error: string, error_description: string) =>
	answer(400, { error, error_description });
const secret = (length: number) => randomBytes(length).toString('base64url').replace(/[-_]/g, 'x');

/** The OAuth endpoints of one org (help topic remoteaccess_oauth_web_server_flow and its neighbors). */
export class OAuth {
	private readonly sessions = new Map<string, Session>();
	private readonly codes = new Map<
		string,
		Grant & { redirectUri: string; challenge: string | null }
	>();
	private readonly refreshTokens = new Map<string, Grant>();
	private readonly retired = new Map<string, string>();
	readonly issued = { accessTokens: 0, refreshes: 0 };

	constructor(
		private readonly org: Org,
		readonly app: ExternalClientApp,
		private readonly password: string,
		private readonly url: () => string,
	) {}

	expireAllAccessTokens(): void {
		this.sessions.clear();
	}
	revokeAll(): void {
		this.sessions.clear();
		this.refreshTokens.clear();
	}

	session(authorization: string | undefined): Session | null {
		const token = /^(?:Bearer|OAuth) (.+)$/.exec(authorization ?? '')?.[1];
		const session = token === undefined ? undefined : this.sessions.get(token);
		if (session === undefined || session.expiresAt < Date.now()) return null;
		return session;
	}

	issueToken(userId: string, scopes: string[] = ['api']): string {
		const token = `${this.org.id.slice(0, 15)}!AR${secret(40)}`;
		this.sessions.set(token, {
			userId,
			scopes,
			expiresAt: Date.now() + this.app.accessTokenLifetimeMs,
		});
		this.issued.accessTokens++;
		return token;
	}

	handle(request: OrgRequest): OrgResponse | null {
		const url = new URL(request.path, 'http://org');
		const form = new URLSearchParams(request.body.toString());
		if (url.pathname === '/services/oauth2/authorize')
			return this.authorize(request.method, url.searchParams, form);
		if (url.pathname === '/services/oauth2/token') return this.token(request, form);
		return null;
	}

	private authorize(method: string, query: URLSearchParams, form: URLSearchParams): OrgResponse {
		const page = (status: number, content: string): OrgResponse => ({
			status,
			headers: { 'content-type': 'text/html;charset=UTF-8' },
			body: `<!doctype html><html lang="en"><title>Salesforce (simulated)</title><main>${content}</main></html>`,
		});
		if (query.get('client_id') !== this.app.clientId)
			return page(
				400,
				'<p>error=invalid_client_id&amp;error_description=client%20identifier%20invalid</p>',
			);
		const redirect = (parameters: Record<string, string>): OrgResponse => {
			const target = new URL(query.get('redirect_uri') ?? '');
			for (const [name, value] of Object.entries({
				...parameters,
				state: query.get('state') ?? '',
			}))
				target.searchParams.set(name, value);
			return { status: 302, headers: { location: target.href }, body: '' };
		};
		const login = (message = '') =>
			page(
				200,
				`<h1>Log In</h1><p role="alert">${message}</p><form method="post"><label for="username">Username</label><input id="username" name="username"><label for="password">Password</label><input id="password" name="pw" type="password"><button id="Login">Log In</button></form>`,
			);
		if (method === 'GET') return login();
		const user = this.org
			.rows('User')
			.find(({ Username, IsActive }) => Username === form.get('username') && IsActive === true);
		if (user === undefined || form.get('pw') !== this.password)
			return login('Please check your username and password.');
		if (form.get('decision') === null) {
			const hidden = ['username', 'pw']
				.map((name) => `<input type="hidden" name="${name}" value="${form.get(name)}">`)
				.join('');
			return page(
				200,
				`<h1>Allow Access?</h1><ul>${(query.get('scope') ?? '')
					.split(' ')
					.map((scope) => `<li>${scope}</li>`)
					.join(
						'',
					)}</ul><form method="post">${hidden}<button id="oaapprove" name="decision" value="allow">Allow</button><button id="oadeny" name="decision" value="deny">Deny</button></form>`,
			);
		}
		if (form.get('decision') === 'deny')
			return redirect({
				error: 'access_denied',
				error_description: 'end-user denied authorization',
			});
		const code = `aPrx${secret(30)}`;
		const scopes = (query.get('scope') ?? this.app.scopes.join(' ')).split(' ');
		this.codes.set(code, {
			userId: user.Id,
			scopes,
			family: secret(8),
			redirectUri: query.get('redirect_uri') ?? '',
			challenge: query.get('code_challenge'),
		});
		return redirect({ code });
	}

	private token(request: OrgRequest, form: URLSearchParams): OrgResponse {
		const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
		const [basicId, basicSecret] =
			basic === undefined ? [] : Buffer.from(basic, 'base64').toString().split(':');
		if ((form.get('client_id') ?? basicId) !== this.app.clientId)
			return refuse('invalid_client_id', 'client identifier invalid');
		if ((form.get('client_secret') ?? basicSecret) !== this.app.clientSecret)
			return refuse('invalid_client', 'invalid client credentials');
		if (form.has('scope')) return refuse('invalid_request', 'scope parameter not supported');
		switch (form.get('grant_type')) {
			case 'client_credentials': {
				if (!this.app.flows.clientCredentials)
					return refuse('invalid_grant', 'client credentials flow not enabled');
				const user = this.org
					.rows('User')
					.find(
						({ Username, IsActive }) => Username === this.app.runAsUsername && IsActive === true,
					);
				if (user === undefined)
					return refuse('invalid_grant', 'no client credentials user enabled');
				return this.grant(
					{
						userId: user.Id,
						scopes: this.app.scopes.filter((scope) => scope !== 'refresh_token'),
						family: '',
					},
					null,
				);
			}
			case 'authorization_code': {
				const code = this.codes.get(form.get('code') ?? '');
				this.codes.delete(form.get('code') ?? '');
				if (code === undefined) return refuse('invalid_grant', 'invalid authorization code');
				if (code.redirectUri !== form.get('redirect_uri'))
					return refuse('redirect_uri_mismatch', 'redirect_uri must match configuration');
				const verifier = createHash('sha256')
					.update(form.get('code_verifier') ?? '')
					.digest('base64url');
				if (code.challenge !== null && verifier !== code.challenge)
					return refuse('invalid_grant', 'invalid code verifier');
				if (code.challenge === null && this.app.requirePkce)
					return refuse('invalid_request', 'code challenge required');
				return this.grant(code, 'new');
			}
			case 'refresh_token': {
				const token = form.get('refresh_token') ?? '';
				const family = this.retired.get(token);
				if (family !== undefined)
					for (const [known, grant] of this.refreshTokens)
						if (grant.family === family) this.refreshTokens.delete(known);
				const grant = this.refreshTokens.get(token);
				if (grant === undefined) return refuse('invalid_grant', 'expired access/refresh token');
				this.issued.refreshes++;
				if (!this.app.rotateRefreshTokens) return this.grant(grant, null);
				this.refreshTokens.delete(token);
				this.retired.set(token, grant.family);
				return this.grant(grant, 'new');
			}
			default:
				return refuse('unsupported_grant_type', 'grant type not supported');
		}
	}

	private grant(grant: Grant, refresh: 'new' | null): OrgResponse {
		if (
			this.app.permittedUsers === 'adminApproved' &&
			!this.app.approvedUserIds.includes(grant.userId)
		)
			return refuse('invalid_app_access', 'user is not admin approved to access this app');
		const refreshToken =
			refresh === 'new' && grant.scopes.includes('refresh_token') ? `5Aep${secret(50)}` : null;
		if (refreshToken !== null) this.refreshTokens.set(refreshToken, grant);
		return answer(200, {
			access_token: this.issueToken(grant.userId, grant.scopes),
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
