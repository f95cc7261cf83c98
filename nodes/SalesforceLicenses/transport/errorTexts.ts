import type { SalesforceError } from '../salesforce/client/errors';
import { EXEMPT_FROM_TRANSACTION_SECURITY } from '../salesforce/client/retries';
import type { Grant, Rule } from './sessionTexts';
import { SESSION_RULES } from './sessionTexts';

/** What an error means to the user of n8n, and what to do about it. */
export interface ErrorText {
	message: string;
	description: string;
}

const ISSUES =
	'https://github.com/n8n-nodes-salesforce-licenses/n8n-nodes-salesforce-licenses/issues';

/** The first match wins. Codes: REST API Developer Guide, "Status Codes and Error Responses". */
const RULES: readonly Rule[] = [
	...SESSION_RULES,
	{
		code: /^API_(CURRENTLY_DISABLED|DISABLED_FOR_ORG)$/,
		message: 'The connected user is not allowed to use the API',
		fix: 'Give the user the permission "API Enabled" (Setup > Permission Sets > your set > System Permissions). The edition must include API access.',
	},
	{
		code: 'REQUEST_LIMIT_EXCEEDED',
		says: /concurrent/i,
		message: 'Too many long-running requests at the same time',
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
		fix: 'Run Organization > Check Access to see which permission is missing and where to grant it.',
	},
	{
		code: 'INVALID_TYPE',
		message: 'The org, or the connected user, does not have this object',
		fix: 'Run Organization > Check Access to see which permission is missing and where to grant it.',
	},
	{
		code: 'API_BUDGET',
		message: 'The run reached its API limit',
		fix: 'Nothing was written. Run again later, raise “Stop at API Usage (% of Daily Limit)”, or reduce the API calls (set API to Bulk, or select fewer License Kinds). A download keeps what it read if Output is File, or if On API Limit is Return What Was Read; continue it with Start After User ID.',
	},
	{
		code: 'TXN_SECURITY_METERING_ERROR',
		message: "The org's transaction security policies took too long to check this read",
		fix: EXEMPT_FROM_TRANSACTION_SECURITY,
	},
	{
		code: /LIMIT|EXCEEDED|QUOTA/i,
		says: /bulk|query jobs?/i,
		message: 'The org has reached its 24-hour limit of Bulk API query jobs or results',
		fix: 'Run again later (the limit covers the last 24 hours), or set API to Auto or REST, which read the same rows without a job. To see who created the jobs, go to Setup > Bulk Data Load Jobs.',
	},
	{
		code: 'BULK_JOB_FAILED',
		message: 'Salesforce could not finish the Bulk API query job',
		fix: 'Run again, or set API to REST. To see the job and its error, go to Setup > Bulk Data Load Jobs.',
	},
	{
		code: 'BULK_JOB_ABORTED',
		message: 'The Bulk API query job was aborted in Salesforce',
		fix: 'Run again, or set API to REST. To see the job, go to Setup > Bulk Data Load Jobs.',
	},
	{
		code: 'BULK_JOB_TIMEOUT',
		message: 'The Bulk API query job did not finish in time',
		fix: 'Run again when the org is less busy, or set API to REST. To see waiting jobs, go to Setup > Bulk Data Load Jobs.',
	},
	{
		code: 'BULK_RESULT_BROKEN',
		message: 'The result of the Bulk API query job could not be read completely',
		fix: 'Run again, or set API to REST.',
	},
	{
		code: 'CANCELED',
		message: 'The execution was canceled',
		fix: 'No data is returned. Run again to start over.',
	},
	{
		code: 'UNSUPPORTED_API_VERSION',
		message: 'This node does not support the API versions of the org',
		fix: 'Update the package n8n-nodes-salesforce-licenses.',
	},
	{
		code: /^(URL_NOT_RESET|NOT_SALESFORCE)$/,
		message: 'The Connection URL does not lead to the API of an org',
		fix: 'Enter the My Domain URL as Connection URL in the credential (Setup > My Domain > Current My Domain URL). If the org was moved or renamed, the URL has changed.',
	},
	{
		code: 'NOT_AS_DOCUMENTED',
		message: 'Salesforce sent a response that this node does not understand',
		fix: `The connection works. Update the package n8n-nodes-salesforce-licenses. If that does not help, report the text below at ${ISSUES}. It contains the names of the object and the field, but no values.`,
	},
	{
		code: 'ENDLESS_PAGES',
		message: 'The server keeps sending more pages of the same result',
		fix: 'No data is returned, because it may be incomplete. Run again. If the error occurs again, check the proxy, gateway or cache between n8n and Salesforce.',
	},
	{
		code: 'ANSWER_TOO_LARGE',
		message: 'A response was too large to come from Salesforce',
		fix: 'Check the Connection URL in the credential, and the proxy or gateway between n8n and Salesforce.',
	},
	{
		code: 'FOREIGN_ORIGIN',
		message: 'A request would have gone to a host outside the org',
		fix: 'n8n sends the session only to the host in the Connection URL. Check the Connection URL in the credential.',
	},
	{
		code: 'ERROR_HTTP_420',
		message: 'There is no org at the Connection URL',
		fix: 'The org was deleted, or the URL is misspelled. See Setup > Company Settings > My Domain > Current My Domain URL.',
	},
	{
		code: /^ERROR_HTTP_4\d\d$/,
		message: 'A server other than Salesforce rejected the request',
		fix: 'The response does not contain a Salesforce error. Check the proxy, firewall or gateway between n8n and Salesforce, and the Connection URL in the credential.',
	},
	{
		code: 'NO_ANSWER',
		message: 'The org did not respond',
		fix: 'Check the Connection URL in the credential, and that n8n can reach the host (proxy, firewall). For outages, see status.salesforce.com.',
	},
	{
		code: /^(ERROR_HTTP_5\d\d|REQUEST_RUNNING_TOO_LONG|SERVER_UNAVAILABLE|UNKNOWN_EXCEPTION)$/,
		message: 'Salesforce is not available right now',
		fix: 'Run again later. For maintenance and outages, see status.salesforce.com.',
	},
];

/** The text for an error. An error with an unknown code is shown in Salesforce's own text. */
export function explain(error: SalesforceError, grant: Grant): ErrorText {
	const original = `Salesforce says: ${error.errorCode}: ${error.message}`;
	const rule = RULES.find(
		({ code, only, says }) =>
			(typeof code === 'string' ? code === error.errorCode : code.test(error.errorCode)) &&
			(only === undefined || only === grant) &&
			(says === undefined || says.test(error.message)),
	);
	if (rule === undefined)
		return {
			message: `Salesforce rejected the request: ${error.errorCode}`,
			description: original,
		};
	return { message: rule.message, description: `${rule.fix} ${original}` };
}
