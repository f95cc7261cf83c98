import type { OrgResponse } from '../answers';

/** The pages that a person sees while connecting: log in, approve, or an error. */
const escapes: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, (char) => escapes[char]);

const STYLE =
	'body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:3rem auto;padding:0 1rem}label,input,button{display:block}input{width:100%;margin:0 0 1rem;padding:.5rem;font:inherit}button{padding:.6rem 1rem;font:inherit;margin:.5rem 0}[role=alert]{color:#b00020}';

function page(status: number, title: string, content: string): OrgResponse {
	return {
		status,
		headers: { 'content-type': 'text/html;charset=UTF-8', 'cache-control': 'no-store' },
		body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title><style>${STYLE}</style></head><body><main><h1>${escape(title)}</h1>${content}</main></body></html>`,
	};
}

export function loginPage(app: string, message = ''): OrgResponse {
	const alert = message === '' ? '' : `<p role="alert">${escape(message)}</p>`;
	return page(
		200,
		'Log in to the simulated org',
		`${alert}<p>to continue to ${escape(app)}</p><form method="post"><label for="username">Username</label><input id="username" name="username" autocomplete="username" autofocus><label for="password">Password</label><input id="password" name="pw" type="password" autocomplete="current-password"><button id="Login" name="Login">Log In</button></form>`,
	);
}

export function consentPage(app: string, ticket: string, scopes: readonly string[]): OrgResponse {
	const list = scopes.map((scope) => `<li>${escape(scope)}</li>`).join('');
	return page(
		200,
		'Allow Access?',
		`<p><strong>${escape(app)}</strong> asks for:</p><ul>${list}</ul><form method="post"><input type="hidden" name="ticket" value="${escape(ticket)}"><button id="oaapprove" name="decision" value="allow">Allow</button><button id="oadeny" name="decision" value="deny">Deny</button></form>`,
	);
}

/** Errors that cannot be returned to the app are shown to the person (help topic remoteaccess_oauth_flow_errors). */
export function errorPage(error: string, description: string): OrgResponse {
	return page(
		400,
		'OAuth Error',
		`<p role="alert">error=${escape(error)}&amp;error_description=${escape(description)}</p>`,
	);
}
