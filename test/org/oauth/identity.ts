import { json, type OrgRequest, type OrgResponse } from '../answers';
import type { Org } from '../org';
import type { ExternalClientApp } from './app';
import { appWithId } from './app';
import { authenticationOf } from './clientAuthentication';
import type { Session, Tokens } from './tokens';

/**
 * Who a token belongs to, whether it is active, and its revocation (help topics "Identity URLs", "Token
 * Introspection", "Revoke").
 */
export function identityRoute(
	org: Org,
	tokens: Tokens,
	apps: Iterable<ExternalClientApp>,
	request: OrgRequest,
	url: string,
): OrgResponse | null {
	const { pathname, searchParams } = new URL(request.path, 'http://org');
	const form = new URLSearchParams(request.body.toString());
	const bearer = /^(?:Bearer|OAuth) (.+)$/.exec(request.headers.authorization ?? '')?.[1];
	const token = bearer ?? searchParams.get('oauth_token') ?? form.get('access_token') ?? undefined;
	switch (true) {
		case pathname === '/services/oauth2/userinfo':
			return withSession(tokens, token, (session) => json(200, userInfo(org, session, url)));
		case pathname.startsWith('/id/'):
			return withSession(tokens, token, (session) => identity(org, session, pathname, url));
		case pathname === '/services/oauth2/introspect':
			return introspect(org, tokens, apps, request, url);
		case pathname === '/services/oauth2/revoke': {
			const known = tokens.revoke(form.get('token') ?? searchParams.get('token') ?? '');
			return known
				? { status: 200, headers: { 'content-length': '0' }, body: '' }
				: json(400, {
						error: 'unsupported_token_type',
						error_description: 'this token type is not supported',
					});
		}
		default:
			return null;
	}
}

/** Both respond to a wrong token with plain text and status 403. */
function withSession(
	tokens: Tokens,
	token: string | undefined,
	answer: (session: Session) => OrgResponse,
): OrgResponse {
	const session = tokens.session(token);
	if (session !== null) return answer(session);
	const body = token === undefined ? 'Missing_OAuth_Token' : 'Bad_OAuth_Token';
	return { status: 403, headers: { 'content-type': 'text/html;charset=UTF-8' }, body };
}

function userInfo(org: Org, { userId }: Session, url: string) {
	const user = org.table('User').get(userId);
	return {
		sub: `${url}/id/${org.id}/${userId}`,
		user_id: userId,
		organization_id: org.id,
		preferred_username: user?.Username,
		nickname: user?.Username,
		name: user?.Name,
		email: user?.Email,
		email_verified: true,
		active: user?.IsActive,
		user_type: 'STANDARD',
		urls: {
			rest: `${url}/services/data/v{version}/`,
			query: `${url}/services/data/v{version}/query/`,
		},
	};
}

function identity(org: Org, session: Session, pathname: string, url: string): OrgResponse {
	const [, , orgId, userId] = pathname.split('/');
	if (orgId !== org.id || userId !== session.userId) {
		return {
			status: 403,
			headers: { 'content-type': 'text/html;charset=UTF-8' },
			body: 'Wrong_Org',
		};
	}
	const { preferred_username, name, ...rest } = userInfo(org, session, url);
	return json(200, {
		id: `${url}${pathname}`,
		asserted_user: true,
		...rest,
		username: preferred_username,
		display_name: name,
	});
}

/** The client asks about its own tokens (help topic remoteaccess_oidc_token_introspection_endpoint). */
function introspect(
	org: Org,
	tokens: Tokens,
	apps: Iterable<ExternalClientApp>,
	request: OrgRequest,
	url: string,
): OrgResponse {
	const form = new URLSearchParams(request.body.toString());
	const client = authenticationOf(request, form);
	const app = appWithId(apps, client.clientId);
	if (app === undefined || client.secret !== app.clientSecret) {
		return json(401, { error: 'invalid_client', error_description: 'invalid client credentials' });
	}
	const token = form.get('token') ?? '';
	const session = tokens.peek(token);
	const grant = session ?? tokens.peekRefresh(token);
	if (grant?.clientId !== app.clientId) return json(200, { active: false });
	const seconds = (time: number) => Math.floor(time / 1_000);
	return json(200, {
		active: true,
		scope: grant.scopes.join(' '),
		client_id: grant.clientId,
		username: org.table('User').get(grant.userId)?.Username,
		sub: `${url}/id/${org.id}/${grant.userId}`,
		token_type: session === null ? 'refresh_token' : 'access_token',
		...(session === null
			? {}
			: {
					exp: seconds(session.expiresAt),
					iat: seconds(session.issuedAt),
					nbf: seconds(session.issuedAt),
				}),
	});
}
