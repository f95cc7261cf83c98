import { notFound, type OrgRequest, type OrgResponse, refuse } from './answers';

/** The response of a host that the org has left. */
export const LEFT_BEHIND = ['sessionEnded', 'redirect', 'noRoute'] as const;
export type LeftBehind = (typeof LEFT_BEHIND)[number];

/** A host of the org: its own, one for signing in only, or one that it has left. */
export interface Host {
	url: string;
	role: 'instance' | 'login' | LeftBehind;
	/** How many requests it received. */
	requests: number;
}

/**
 * What a host answers by itself. One that the org has left redirects for a while, as a My Domain does
 * that was renamed (help topic domain_name_redirections_manage), and still gives tokens; the 420 is that of a host
 * nobody routes (REST API Developer Guide, "Status Codes"). Undefined: the org answers.
 */
export function answerOfHost(
	{ role }: Host,
	{ path }: OrgRequest,
	current: string,
): OrgResponse | undefined {
	if (role === 'noRoute') return { status: 420, headers: {}, body: '' };
	const isSignIn = /^\/(?:services\/oauth2|id)\//.test(path);
	if (role === 'instance' || isSignIn) return undefined;
	switch (role) {
		case 'login':
			return notFound();
		case 'sessionEnded':
			return refuse(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
		case 'redirect':
			return { status: 302, headers: { location: current + path }, body: '' };
	}
}
