import type { SalesforceError } from '../salesforce/client/errors';
import { EXEMPT_FROM_TRANSACTION_SECURITY } from '../salesforce/client/retries';
import type { Grant, Rule } from './sessionTexts';
import { SESSION_RULES } from './sessionTexts';

/** What an error means to the person in front of n8n, and what to do about it. */
export interface ErrorText {
	message: string;
	description: string;
}

const ISSUES =
	'https://github.com/n8n-nodes-salesforce-licenses/n8n-nodes-salesforce-licenses/issues';

/** First match wins. Codes: REST API Developer Guide, "Status Codes and Error Responses". */
const RULES: readonly Rule[] = [
	...SESSION_RULES,
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
