import { type OrgRequest, type OrgResponse } from '../answers';
import type { Org, Row } from '../org';
import type { ExternalClientApp } from './app';
import { allowsCallback, appWithId, isApproved } from './app';
import { mayLogIn, userNamed } from './logins';
import { consentPage, errorPage, loginPage } from './pages';
import type { Grant } from './tokens';
import { secret } from './tokens';

/** A code lives for 15 minutes (help topic remoteaccess_oauth_web_server_flow). */
const CODE_LIFETIME_MS = 15 * 60_000;
const WRONG_PASSWORD =
	"Please check your username and password. If you still can't log in, contact your Salesforce administrator.";

export interface Code extends Grant {
	redirectUri: string;
	challenge: string | null;
	expiresAt: number;
}

/** Who logged in, for the consent page of this client's request. */
interface Ticket {
	userId: string;
	clientId: string;
	redirectUri: string;
}

/** The valid part of the app's request. */
interface Asked {
	app: ExternalClientApp;
	scopes: string[];
	redirectUri: string;
	challenge: string | null;
	tell: (parameters: Record<string, string>) => OrgResponse;
}

/**
 * The browser's part of the authorization code flow: log in, approve, return with a code. No login is
 * remembered here, so every request is as with `prompt=login`.
 */
export class AuthorizeEndpoint {
	private readonly codes = new Map<string, Code>();
	private readonly tickets = new Map<string, Ticket>();

	constructor(
		private readonly org: Org,
		private readonly apps: () => Iterable<ExternalClientApp>,
		private readonly password: string,
	) {}

	handle({ method, path, body }: OrgRequest): OrgResponse {
		const asked = this.read(new URL(path, 'http://org').searchParams);
		if ('status' in asked) return asked;
		if (method === 'GET') return loginPage(asked.app.name);
		const form = new URLSearchParams(body.toString());
		return form.has('decision') ? this.decide(asked, form) : this.logIn(asked, form);
	}

	/** A code can be used once, whatever the result. */
	take(code: string): Code | undefined {
		const taken = this.codes.get(code);
		this.codes.delete(code);
		return taken;
	}

	clear(): void {
		this.codes.clear();
		this.tickets.clear();
	}

	/** Without a known app and callback, only the person can be told. */
	private read(query: URLSearchParams): Asked | OrgResponse {
		const app = appWithId(this.apps(), query.get('client_id'));
		if (app === undefined) return errorPage('invalid_client_id', 'client identifier invalid');
		const redirectUri = query.get('redirect_uri') ?? '';
		if (!allowsCallback(app, redirectUri))
			return errorPage('redirect_uri_mismatch', 'redirect_uri must match configuration');
		const tell = (parameters: Record<string, string>): OrgResponse => {
			const target = new URL(redirectUri);
			const state = query.get('state');
			const all = { ...parameters, ...(state === null ? {} : { state }) };
			for (const [name, value] of Object.entries(all)) target.searchParams.set(name, value);
			return { status: 302, headers: { location: target.href }, body: '' };
		};
		const refuse = (error: string, error_description: string) => tell({ error, error_description });
		if (query.get('response_type') !== 'code' || !app.flows.authorizationCode)
			return refuse('unsupported_response_type', 'response type not supported');
		// A challenge without a method is S256, because jsforce and the Salesforce CLI send it that way.
		const challenge = query.get('code_challenge');
		if (challenge === null && app.requirePkce)
			return refuse('invalid_request', 'missing required code challenge');
		const scopes = (query.get('scope') ?? app.scopes.join(' '))
			.split(' ')
			.filter((scope) => scope !== '');
		if (scopes.some((scope) => !app.scopes.includes(scope)))
			return refuse('invalid_scope', `the requested scope is not allowed: ${scopes.join(' ')}`);
		return { app, scopes, redirectUri, challenge, tell };
	}

	private logIn({ app, scopes, redirectUri, tell }: Asked, form: URLSearchParams): OrgResponse {
		const user: Row | undefined = userNamed(this.org, form.get('username'));
		if (!mayLogIn(this.org, user) || form.get('pw') !== this.password)
			return loginPage(app.name, WRONG_PASSWORD);
		if (app.blocked === true)
			return tell({
				error: 'OAUTH_APP_BLOCKED',
				error_description: 'this app is blocked by admin',
			});
		if (!isApproved(app, user.Id))
			return tell({
				error: 'OAUTH_APP_ACCESS_DENIED',
				error_description: 'user is not admin approved to access this app',
			});
		const ticket = secret(12);
		this.tickets.set(ticket, { userId: user.Id, clientId: app.clientId, redirectUri });
		return consentPage(app.name, ticket, scopes);
	}

	private decide(asked: Asked, form: URLSearchParams): OrgResponse {
		const { app, scopes, redirectUri, challenge, tell } = asked;
		const name = form.get('ticket') ?? '';
		const ticket = this.tickets.get(name);
		this.tickets.delete(name);
		if (ticket?.clientId !== app.clientId || ticket.redirectUri !== redirectUri)
			return loginPage(app.name);
		if (form.get('decision') !== 'allow')
			return tell({ error: 'access_denied', error_description: 'end-user denied authorization' });
		const code = `aPrx${secret(40)}`;
		this.codes.set(code, {
			userId: ticket.userId,
			clientId: app.clientId,
			scopes,
			family: secret(8),
			redirectUri,
			challenge,
			expiresAt: Date.now() + CODE_LIFETIME_MS,
		});
		return tell({ code });
	}
}
