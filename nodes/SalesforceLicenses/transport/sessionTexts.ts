/** How n8n gets a token: a person clicked Connect once, or the app signs in by itself. */
export type Grant = 'pkce' | 'clientCredentials';

/** The text for an error; the first rule that matches applies. */
export interface Rule {
	code: string | RegExp;
	/** Set if the fix depends on the grant: a credential that signs in by itself cannot be connected by a person. */
	only?: Grant;
	/** Set if the code alone is not enough. */
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
		message: 'The response to the token request had no access token',
		fix: "Check that the Connection URL in the credential is the org's My Domain URL (Setup > Company Settings > My Domain > Current My Domain URL), and check the proxy or gateway between n8n and Salesforce.",
	},
	{
		code: 'NOT_CONNECTED',
		message: 'The Salesforce account is not connected yet',
		fix: 'Open the credential and select "Connect".',
	},
	{
		code: 'RECONNECT',
		only: 'clientCredentials',
		message: 'Salesforce did not issue a new access token to the app',
		fix: `n8n does not pass on the reason, so check each possible cause: (1) The Run As user logged in more than about 3,600 times in the last hour ("login rate exceeded"): wait an hour, and use one credential for all workflows. (2) The IP address of n8n or the current time is outside the IP ranges or login hours of the user or the app ("ip restricted"). (3) The Run As user is inactive, or the Client Credentials Flow is turned off: see ${ECA} > Policies > OAuth Policies. To see more details, save the credential, which runs n8n's connection test.`,
	},
	{
		code: 'RECONNECT',
		message: 'Salesforce did not renew the session of the connected user',
		fix: `n8n does not pass on the reason, so check each possible cause: (1) The user logged in more than about 3,600 times in the last hour ("login rate exceeded"): wait an hour. (2) The IP address of n8n or the current time is outside the IP ranges or login hours of the user or the app ("ip restricted"). (3) The refresh token was revoked, rotated or unused for too long, or the password or policies changed: open the credential and connect it again. If this error occurs again, set the refresh token policy under ${ECA} > Policies > OAuth Policies to "Refresh token is valid until revoked".`,
	},
	{
		code: 'invalid_client_id',
		message: 'Salesforce does not know this Client ID',
		fix: `Compare Client ID in the credential with the Consumer Key under ${ECA} > Settings > OAuth Settings. A new app can take about 10 minutes to become available.`,
	},
	{
		code: 'invalid_client',
		message: 'Salesforce rejected the Client Secret',
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
		message: 'The app has no Run As user for Client Credentials',
		fix: `Enter the exact username of the integration user as Run As under ${ECA} > Policies > OAuth Policies > Client Credentials Flow. The user must be active and have the permission "API Enabled".`,
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
		message: "Client Credentials works only with the org's My Domain URL",
		fix: 'Enter the My Domain URL as Connection URL in the credential (Setup > Company Settings > My Domain > Current My Domain URL), e.g. https://acme.my.salesforce.com.',
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
		message: 'The user logged in too often in the last hour',
		fix: 'Salesforce allows about 3,600 logins per user and hour. Wait an hour, and use one credential for all workflows, so that they share a session.',
	},
	{
		code: /invalid_grant|TOKEN_REQUEST_FAILED/,
		says: /\bip (address )?(is )?restricted|ip range/i,
		message: 'Salesforce does not allow logins from the IP address of n8n',
		fix: `Add the address under Setup > Network Access or to Login IP Ranges of the user's profile, or relax the rule under ${ECA} > Policies > OAuth Policies > IP Relaxation.`,
	},
	{
		code: /invalid_grant|TOKEN_REQUEST_FAILED/,
		says: /already being processed/i,
		message: 'Other requests kept asking for a token with this credential',
		fix: 'Run again; you do not have to change anything. If this error occurs again, start fewer workflows at the same time.',
	},
	{
		code: 'invalid_grant',
		only: 'clientCredentials',
		message: 'Salesforce rejected the login of the Run As user',
		fix: `Check that the user is active, that its login hours and IP ranges allow n8n, and that it is the Run As user under ${ECA} > Policies > OAuth Policies > Client Credentials Flow.`,
	},
	{
		code: 'invalid_grant',
		message: 'Salesforce rejected the login of the connected user',
		fix: 'Check that the user is active, that its login hours and IP ranges allow n8n, and that the app is approved for the user. Then open the credential and connect it again.',
	},
	{
		code: 'unsupported_grant_type',
		message: 'The host does not offer this grant type',
		fix: 'Use the My Domain URL (https://….my.salesforce.com) as Connection URL in the credential.',
	},
	{
		code: 'invalid_request',
		says: /scope/i,
		message: 'Salesforce rejected the scope parameter',
		fix: 'Client Credentials uses the scopes of the app. Leave the scope of the credential empty.',
	},
	{
		code: /^inactive_(user|org)$/,
		message: 'The user or org of the connection is inactive',
		fix: 'Activate it, or connect with another user.',
	},
	{
		code: 'TOKEN_REQUEST_FAILED',
		message: 'n8n could not get an access token',
		fix: 'Check Connection URL, Client ID and Client Secret in the credential.',
	},
	{
		code: 'INVALID_SESSION_ID',
		says: /not valid for use with the REST API/i,
		message: 'The session is not allowed to use the REST API',
		fix: `Add the scope "Manage user data via APIs (api)" under ${ECA} > Settings > OAuth Settings, and check that the profile's session settings do not require a high-assurance session. An open session keeps its old scopes: if Grant Type is Authorization Code, connect the credential again.`,
	},
	{
		code: /INVALID_SESSION_ID|INVALID_AUTH_HEADER/,
		only: 'clientCredentials',
		message: 'Salesforce does not accept the session',
		fix: `n8n requested a new session, and Salesforce rejected it too. Check that the Connection URL is the org's current My Domain URL (Setup > Company Settings > My Domain), and that the Run As user is active and allowed to use the API.`,
	},
	{
		code: /INVALID_SESSION_ID|INVALID_AUTH_HEADER/,
		message: 'Salesforce does not accept the session',
		fix: "Check that the Connection URL is the org's current My Domain URL (Setup > Company Settings > My Domain). If it is, open the credential and connect it again.",
	},
];
