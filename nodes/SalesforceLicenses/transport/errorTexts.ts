import type { SalesforceError } from '../salesforce/client/errors';
import { EXEMPT_FROM_TRANSACTION_SECURITY } from '../salesforce/client/retries';

/** What an error means to the person in front of n8n, and what to do about it. */
export interface ErrorText {
	message: string;
	description: string;
}

/** How n8n gets a token: a person pressed Connect once, or the app logs in by itself. */
export type Grant = 'pkce' | 'clientCredentials';

interface Rule {
	code: string | RegExp;
	/** Where the grant decides what to do: nobody can connect a credential that logs in by itself. */
	only?: Grant;
	/** When the code alone does not say it. */
	says?: RegExp;
	message: string;
	fix: string;
}

const ISSUES =
	'https://github.com/n8n-nodes-salesforce-licenses/n8n-nodes-salesforce-licenses/issues';
const ECA = 'Setup > External Client App Manager > your app';

/** First match wins. Codes: REST API Developer Guide, "Status Codes and Error Responses"; OAuth flow errors: help topic remoteaccess_oauth_flow_errors. */
const RULES: readonly Rule[] = [
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
	{
		code: /^API_(CURRENTLY_DISABLED|DISABLED_FOR_ORG)$/,
		message: 'The connected user may not use the API',
		fix: 'Give the user the permission "API Enabled" (Setup > Permission Sets > your set > System Permissions). The edition must include API access.',
	},
	{
		code: 'REQUEST_LIMIT_EXCEEDED',
		says: /concurrent/i,
		message: 'Too many long requests at once',
		fix: 'Run again when other integrations of the org are less busy.',
	},
	{
		code: 'REQUEST_LIMIT_EXCEEDED',
		message: 'The org has used up its API calls of the last 24 hours',
		fix: 'Run again later; see Setup > Company Information > API Requests, Last 24 Hours.',
	},
	{
		code: /^(INSUFFICIENT_ACCESS|INSUFFICIENT_ACCESS_OR_READONLY|INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY|TXN_SECURITY_NO_ACCESS)$/,
		message: 'The connected user lacks a permission',
		fix: 'Run Organization > Check Access to see which permission is missing and where to give it.',
	},
	{
		code: 'INVALID_TYPE',
		message: 'The org, or the connected user, does not have this object',
		fix: 'Run Organization > Check Access to see which permission is missing and where to give it.',
	},
	{
		code: 'API_BUDGET',
		message: 'The run stopped at the share of API calls it may use',
		fix: 'Nothing was written to Salesforce and no part was returned as if it were the whole, so running again is safe: later, when the 24-hour count has fallen, or with API set to Bulk or fewer License Kinds (both need fewer calls), or with a higher Max API Usage (Percent). Download keeps what it read if Output is File, or if When API Share Is Reached says so, and goes on with Start After User ID.',
	},
	{
		code: 'TXN_SECURITY_METERING_ERROR',
		message: 'Transaction security policies of the org took too long for this read',
		fix: EXEMPT_FROM_TRANSACTION_SECURITY,
	},
	{
		code: /LIMIT|EXCEEDED|QUOTA/i,
		says: /bulk|query jobs?/i,
		message: 'The org has used up its Bulk API query jobs, or their results, of the last 24 hours',
		fix: 'Salesforce counts them over the last 24 hours, so there is room again when the jobs of yesterday are a day old. Run again then, or set API to Auto or REST, which read the same rows without a job. Setup > Bulk Data Load Jobs lists who made them.',
	},
	{
		code: 'BULK_JOB_FAILED',
		message: 'Salesforce could not finish the Bulk API query job',
		fix: 'Run again, or set API to REST. The job and its error are listed in Setup > Bulk Data Load Jobs.',
	},
	{
		code: 'BULK_JOB_ABORTED',
		message: 'Somebody aborted the Bulk API query job in Salesforce',
		fix: 'Run again, or set API to REST. Setup > Bulk Data Load Jobs says who aborted it.',
	},
	{
		code: 'BULK_JOB_TIMEOUT',
		message: 'The Bulk API query job did not end in time',
		fix: 'Run again when the org is less busy, or set API to REST. Setup > Bulk Data Load Jobs shows what is waiting.',
	},
	{
		code: 'BULK_RESULT_BROKEN',
		message: 'The result of the Bulk API query job could not be read to its end',
		fix: 'Run again, or set API to REST.',
	},
	{
		code: 'CANCELED',
		message: 'The execution was canceled',
		fix: 'What it read is not returned. Run again to read from the start.',
	},
	{
		code: 'UNSUPPORTED_API_VERSION',
		message: 'The org and this node share no API version',
		fix: 'Update the package n8n-nodes-salesforce-licenses.',
	},
	{
		code: /^(URL_NOT_RESET|NOT_SALESFORCE)$/,
		message: 'The Connection URL does not lead to the API of an org',
		fix: 'Enter the My Domain URL as Connection URL in the credential (Setup > My Domain > Current My Domain URL). If the org was moved or renamed, the URL has changed.',
	},
	{
		code: 'NOT_AS_DOCUMENTED',
		message: 'Salesforce answered in a way that this node does not know',
		fix: `The connection is fine. Update the package n8n-nodes-salesforce-licenses; if that does not help, report the text below at ${ISSUES}. It names the object and the field, and no value.`,
	},
	{
		code: 'ENDLESS_PAGES',
		message: 'The pages of an answer do not come to an end',
		fix: 'Nothing that was read is returned as if it were the whole. Run again; if it happens again, look at what is between this n8n and Salesforce (proxy, gateway, cache).',
	},
	{
		code: 'ANSWER_TOO_LARGE',
		message: 'An answer was too large to be one of Salesforce',
		fix: 'Check the Connection URL in the credential, and what is between this n8n and Salesforce (proxy, gateway).',
	},
	{
		code: 'FOREIGN_ORIGIN',
		message: 'A request would have left the org',
		fix: 'The session goes to the host of the Connection URL only. Check the Connection URL in the credential.',
	},
	{
		code: 'ERROR_HTTP_420',
		message: 'No org lives at the Connection URL',
		fix: 'The org is gone, or the URL has a typing error. See Setup > My Domain > Current My Domain URL.',
	},
	{
		code: /^ERROR_HTTP_4\d\d$/,
		message: 'Something other than Salesforce refused the request',
		fix: 'The answer has no error of Salesforce in it. Look at what is between this n8n and Salesforce (proxy, firewall, gateway), and check the Connection URL in the credential.',
	},
	{
		code: 'NO_ANSWER',
		message: 'The org did not answer',
		fix: 'Check the Connection URL in the credential and that this n8n may reach the host (proxy, firewall); status.salesforce.com shows outages.',
	},
	{
		code: /^(ERROR_HTTP_5\d\d|REQUEST_RUNNING_TOO_LONG|SERVER_UNAVAILABLE|UNKNOWN_EXCEPTION)$/,
		message: 'Salesforce is not available right now',
		fix: 'Run again later; status.salesforce.com shows maintenance and outages.',
	},
];

/** The text for an error. An unknown code is shown as Salesforce said it. */
export function explain(error: SalesforceError, grant: Grant): ErrorText {
	const original = `Salesforce says: ${error.errorCode}: ${error.message}`;
	const rule = RULES.find(
		({ code, only, says }) =>
			(typeof code === 'string' ? code === error.errorCode : code.test(error.errorCode)) &&
			(only === undefined || only === grant) &&
			(says === undefined || says.test(error.message)),
	);
	if (rule === undefined)
		return { message: `Salesforce refused the request: ${error.errorCode}`, description: original };
	return { message: rule.message, description: `${rule.fix} ${original}` };
}
