import type { OrgRequest, OrgResponse } from '../answers';
import type { Org } from '../org';
import type { ExternalClientApp } from './app';
import { AuthorizeEndpoint } from './authorize';
import { identityRoute } from './identity';
import { TokenEndpoint } from './tokenEndpoint';
import type { Session } from './tokens';
import { Tokens } from './tokens';

export interface OAuthSettings {
	/** Read for each request, so that tests can change an app. */
	apps: () => Iterable<ExternalClientApp>;
	/** The password of all users. */
	password: string;
	/** The org's own address. */
	url: () => string;
	/** Whether the request is for login.salesforce.com, which serves every org, but not Client Credentials. */
	isLoginHost: (request: OrgRequest) => boolean;
}

/** The OAuth endpoints of one org, and the switches that tests need. */
export class OAuth {
	readonly tokens: Tokens;
	private readonly authorize: AuthorizeEndpoint;
	private readonly token: TokenEndpoint;

	constructor(
		private readonly org: Org,
		private readonly settings: OAuthSettings,
	) {
		this.tokens = new Tokens(org);
		this.authorize = new AuthorizeEndpoint(org, settings.apps, settings.password);
		this.token = new TokenEndpoint(org, this.tokens, this.authorize, settings);
	}

	get issued(): Tokens['issued'] {
		return this.tokens.issued;
	}

	/** Who is connected, without the tokens. */
	get activeSessions(): Session[] {
		return this.tokens.activeSessions;
	}

	/** Access tokens end; refresh tokens stay valid. */
	expireAllAccessTokens(): void {
		this.tokens.expireAllAccessTokens();
	}

	/** As an administrator who clicks "Revoke" everywhere under Connected Apps OAuth Usage. */
	revokeAll(): void {
		this.tokens.revokeAll();
		this.authorize.clear();
	}

	/** Null: not an OAuth address. */
	async handle(request: OrgRequest): Promise<OrgResponse | null> {
		const { pathname } = new URL(request.path, 'http://org');
		if (pathname === '/services/oauth2/authorize') return this.authorize.handle(request);
		if (pathname === '/services/oauth2/token') return await this.token.handle(request);
		return identityRoute(this.org, this.tokens, this.settings.apps(), request, this.settings.url());
	}
}
