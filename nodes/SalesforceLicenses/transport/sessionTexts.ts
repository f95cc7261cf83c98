/** How n8n gets a token: a person pressed Connect once, or the app logs in by itself. */
export type Grant = 'pkce' | 'clientCredentials';

/** What to say of an error; the first rule that matches. */
export interface Rule {
	code: string | RegExp;
	/** Where the grant decides what to do: nobody can connect a credential that logs in by itself. */
	only?: Grant;
	/** When the code alone does not say it. */
	says?: RegExp;
	message: string;
	fix: string;
}

const ECA = 'Setup > External Client App Manager > your app';

/**
 * About the credential, its tokens and the session. OAuth flow errors: help topic
 * remoteaccess_oauth_flow_errors.
 */
export const SESSION_RULES: readonly Rule[] = [
	{
		code: 'NOT_CONNECTED',
		only: 'clientCredentials',
		message: 'The answer to the token request held no access token',
		fix: "Check that the Connection URL in the credential is the org's My Domain URL (Setup > My Domain > Current My Domain URL), and look at what is between this n8n and Salesforce (proxy, gateway).",
	},
	{
		code: 'NOT_CONNECTED',
		message: 'The Salesforce account is not connected yet',
		fix: 'Open the credential and select "Connect".',
	},
	{
		code: 'RECONNECT',
		only: 'clientCredentials',
		message: 'Salesforce gave no new access token to the app',
		fix: `n8n does not hand on the reason, so look at each that comes into question. The run-as user has logged in too often in the last hour ("login rate exceeded", about 3,600 logins): wait an hour, and let workflows share one credential. The address of this n8n is outside the IP ranges, or the time outside the login hours, of the user or the app ("ip restricted"). The run-as user is inactive, or Client Credentials is switched off: see ${ECA} > Policies > OAuth Policies. Saving the credential runs n8n's test, which may show more.`,
	},
	{
		code: 'RECONNECT',
		message: 'Salesforce did not renew the session of the connected account',
		fix: `n8n does not hand on the reason, so look at each that comes into question. The user has logged in too often in the last hour ("login rate exceeded", about 3,600 logins): wait an hour. The address of this n8n is outside the IP ranges, or the time outside the login hours, of the user or the app ("ip restricted"). The refresh token was revoked, rotated out or idle for too long, or the password or policies changed: open the credential and connect it again. If it keeps happening, set the refresh token policy under ${ECA} > Policies > OAuth Policies to "Refresh token is valid until revoked".`,
	},
	{
		code: 'invalid_client_id',
		message: 'Salesforce does not know this Client ID',
		fix: `Compare Client ID in the credential with the Consumer Key under ${ECA} > Settings > OAuth Settings. A new app needs about 10 minutes until it is known.`,
	},
	{
		code: 'invalid_client',
		message: 'Salesforce refused the Client Secret',
		fix: `Compare Client Secret in the credential with the Consumer Secret under ${ECA} > Settings > OAuth Settings.`,
	},
	{
		code: 'invalid_app_access',
		message: 'The user is not approved for the app',
		fix: `Add the user's profile or permission set under ${ECA} > Policies > App Policies, or set Permitted Users to "All users may self-authorize".`,
	},
	{
		code: /invalid_grant|TOKEN_REQUEST_FAILED/,
		says: /no client credentials user/i,
		message: 'The app has no run-as user for Client Credentials',
		fix: `Enter the exact username of the integration user as Run As under ${ECA} > Policies > OAuth Policies > Client Credentials Flow.`,
	},
	{
		code: /invalid_grant|TOKEN_REQUEST_FAILED/,
		says: /client credentials flow not enabled/i,
		message: 'The Client Credentials flow is not enabled',
		fix: `Enable it in both places: ${ECA} > Settings > OAuth Settings and ${ECA} > Policies > OAuth Policies.`,
	},
	{
		code: /invalid_grant|TOKEN_REQUEST_FAILED/,
		says: /not supported on this domain/i,
		message: "Client Credentials work on the org's own host only",
		fix: 'Enter the My Domain URL in the field Connection URL of the credential (Setup > My Domain > Current My Domain URL), e.g. https://acme.my.salesforce.com.',
	},
	{
		code: /invalid_grant|TOKEN_REQUEST_FAILED/,
		says: /no valid scopes/i,
		message: 'The app has no OAuth scope',
		fix: `Add "Manage user data via APIs (api)" under ${ECA} > Settings > OAuth Settings > Selected OAuth Scopes.`,
	},
	{
		code: /invalid_grant|rate_limit_exceeded|TOKEN_REQUEST_FAILED/,
		says: /rate (limit )?exceeded/i,
		message: 'Too many logins of this user in the last hour',
		fix: 'Salesforce allows about 3,600 logins an hour for a user. Wait an hour, and let workflows share one credential: each login gives a session that all of them can use.',
	},
	{
		code: /invalid_grant|TOKEN_REQUEST_FAILED/,
		says: /\bip (address )?(is )?restricted|ip range/i,
		message: 'Salesforce does not admit the IP address of this n8n',
		fix: `Add the address under Setup > Network Access or to Login IP Ranges of the user's profile, or relax the rule under ${ECA} > Policies > OAuth Policies > IP Relaxation.`,
	},
	{
		code: /invalid_grant|TOKEN_REQUEST_FAILED/,
		says: /already being processed/i,
		message: 'Another request for a token of this credential was under way each time',
		fix: 'Nothing has to be changed: run again. If it keeps happening, let fewer workflows start at the same minute.',
	},
	{
		code: 'invalid_grant',
		only: 'clientCredentials',
		message: 'Salesforce refused the login of the run-as user',
		fix: `Check that the user is active, that its login hours and IP ranges admit this n8n, and that it is the Run As user under ${ECA} > Policies > OAuth Policies > Client Credentials Flow.`,
	},
	{
		code: 'invalid_grant',
		message: 'Salesforce refused the login of the connected user',
		fix: 'Check that the user is active, that its login hours and IP ranges admit this n8n, and that the app is approved for it; then open the credential and connect it again.',
	},
	{
		code: 'unsupported_grant_type',
		message: 'The host does not offer this grant type',
		fix: 'Use the My Domain URL (https://….my.salesforce.com) as Connection URL in the credential.',
	},
	{
		code: 'invalid_request',
		says: /scope/i,
		message: 'Salesforce refused the scope parameter',
		fix: 'Client Credentials take their scopes from the app. Leave the scope of the credential empty.',
	},
	{
		code: /^inactive_(user|org)$/,
		message: 'The user or org of the connection is inactive',
		fix: 'Activate it, or connect with another user.',
	},
	{
		code: 'TOKEN_REQUEST_FAILED',
		message: 'No access token could be had',
		fix: 'Check Connection URL, Client ID and Client Secret in the credential.',
	},
	{
		code: 'INVALID_SESSION_ID',
		says: /not valid for use with the REST API/i,
		message: 'The session may not use the REST API',
		fix: `Add the scope "Manage user data via APIs (api)" under ${ECA} > Settings > OAuth Settings, and check that the profile's session settings do not ask for a high-assurance session. A session that is open keeps its old scopes: with Authorization Code as Grant Type, connect the credential again.`,
	},
	{
		code: /INVALID_SESSION_ID|INVALID_AUTH_HEADER/,
		only: 'clientCredentials',
		message: 'Salesforce does not accept the session',
		fix: `n8n has asked for a new session, and it was refused as well. Check that the Connection URL is the org's current My Domain URL (Setup > My Domain), and that the run-as user is active and may use the API.`,
	},
	{
		code: /INVALID_SESSION_ID|INVALID_AUTH_HEADER/,
		message: 'Salesforce does not accept the session',
		fix: "Check that the Connection URL is the org's current My Domain URL (Setup > My Domain). If it is, open the credential and connect it again.",
	},
];
