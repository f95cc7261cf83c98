/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- a throwaway of the simulated org */
/** An External Client App, with its settings and policies in Setup (help topic external_client_apps). */
export interface ExternalClientApp {
	/** Its name on the consent page. */
	name: string;
	clientId: string;
	clientSecret: string;
	/** Undefined: any callback on this computer. */
	callbackUrls?: string[];
	scopes: string[];
	flows: { authorizationCode: boolean; clientCredentials: boolean };
	requirePkce: boolean;
	/** "Require Secret for Web Server Flow" and "… for Refresh Token Flow". */
	requireSecret: boolean;
	/** The Run As user of Client Credentials, by exact username; empty if none is set. */
	runAsUsername: string;
	permittedUsers: 'all' | 'adminApproved';
	approvedUserIds: string[];
	/** An administrator clicked "Block" under Connected Apps OAuth Usage. */
	blocked?: boolean;
	rotateRefreshTokens: boolean;
	accessTokenLifetimeMs: number;
	/** Undefined: long ago. */
	ageMinutes?: number;
}

export const DEFAULT_APP: ExternalClientApp = {
	name: 'License reclamation',
	clientId: '3MVG9simulated.licenses',
	clientSecret: 'SIMULATED-SECRET-0001',
	scopes: ['api', 'refresh_token'],
	flows: { authorizationCode: true, clientCredentials: true },
	requirePkce: true,
	requireSecret: true,
	runAsUsername: 'integration@acme.example',
	permittedUsers: 'all',
	approvedUserIds: [],
	rotateRefreshTokens: false,
	accessTokenLifetimeMs: 7_200_000,
};

/** The Salesforce CLI's own app, which every org knows: public, without a secret. */
export const PLATFORM_CLI: ExternalClientApp = {
	...DEFAULT_APP,
	name: 'Salesforce CLI',
	clientId: 'PlatformCLI',
	clientSecret: '',
	callbackUrls: ['http://localhost:1717/OauthRedirect'],
	scopes: ['refresh_token', 'api', 'web'],
	flows: { authorizationCode: true, clientCredentials: false },
	requireSecret: false,
	rotateRefreshTokens: true,
};

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?\//;
/** Until then a new app is not known everywhere (Setup says so when an app is saved). */
const KNOWN_AFTER_MINUTES = 10;

export function allowsCallback({ callbackUrls }: ExternalClientApp, url: string): boolean {
	if (callbackUrls === undefined) return LOOPBACK.test(url);
	return callbackUrls.includes(url);
}

export function appWithId(
	apps: Iterable<ExternalClientApp>,
	clientId: string | null | undefined,
): ExternalClientApp | undefined {
	for (const app of apps) {
		if (app.clientId !== clientId) continue;
		return (app.ageMinutes ?? Infinity) < KNOWN_AFTER_MINUTES ? undefined : app;
	}
	return undefined;
}

/** "Admin approved users are pre-authorized" (help topic connected_app_manage_oauth). */
export function isApproved(
	{ permittedUsers, approvedUserIds }: ExternalClientApp,
	userId: string,
): boolean {
	return permittedUsers === 'all' || approvedUserIds.includes(userId);
}
