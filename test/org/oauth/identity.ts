import { json, type OrgRequest, type OrgResponse } from '../answers';
import type { Org } from '../org';
import type { ExternalClientApp } from './app';
import type { Session, Tokens } from './tokens';

/** Who a token belongs to, whether it is alive, and its end (help topics "Identity URLs", "Token Introspection", "Revoke"). */
export function identityRoute(
	org: Org,
	tokens: Tokens,
	apps: readonly ExternalClientApp[],
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
			return introspect(org, tokens, apps, form);
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

/** Both answer a wrong token with plain text and status 403. */
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

function introspect(
	org: Org,
	tokens: Tokens,
	apps: readonly ExternalClientApp[],
	form: URLSearchParams,
): OrgResponse {
	const app = apps.find(({ clientId }) => clientId === form.get('client_id'));
	if (app === undefined || form.get('client_secret') !== app.clientSecret) {
		return json(401, { error: 'invalid_client', error_description: 'invalid client credentials' });
	}
	const session = tokens.session(form.get('token') ?? undefined);
	if (session === null) return json(200, { active: false });
	const { userId, clientId, scopes, expiresAt } = session;
	return json(200, {
		active: true,
		scope: scopes.join(' '),
		client_id: clientId,
		username: org.table('User').get(userId)?.Username,
		sub: `${org.id}/${userId}`,
		token_type: 'access_token',
		exp: Math.floor(expiresAt / 1_000),
	});
}
