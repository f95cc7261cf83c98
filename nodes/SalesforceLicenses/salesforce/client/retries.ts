import {
	ANSWER_TOO_LARGE,
	API_BUDGET,
	BULK_JOB_ABORTED,
	BULK_JOB_FAILED,
	BULK_JOB_TIMEOUT,
	BULK_RESULT_BROKEN,
	CANCELED,
	ENDLESS_PAGES,
	HTTP_ERROR,
	NO_ANSWER,
	NOT_SALESFORCE,
	REDIRECTED,
	type SalesforceError,
} from './errors';

/** What an error means for the next try, and for all other reads of a run. */

/** How often a read is sent at most, with waits of 1, 2 and 4 seconds and a random part. */
const READ_ATTEMPTS = 4;
const FIRST_RETRY_DELAY_MS = 1_000;
/** A server may ask for a longer wait (Retry-After), up to this limit. */
const MAX_RETRY_AFTER_MS = 60_000;
/** An org without a route (deleted, expired) is asked twice at most: help article "HTTP status 420". */
const NO_ROUTE_STATUS = 420;

/** Temporary errors (REST API Developer Guide; Object Reference, "Core Data Types": StatusCode). */
const PASSING_CODES = new Set([
	'QUERY_TIMEOUT',
	'REQUEST_RUNNING_TOO_LONG',
	'SERVER_UNAVAILABLE',
	'TXN_SECURITY_METERING_ERROR',
	'UNABLE_TO_LOCK_ROW',
]);
const PASSING_STATUSES = new Set([406, 408, NO_ROUTE_STATUS, 429, 500, 502, 503, 504]);
/** Of responses without a code, these are permanent: they are about who asks, or how much is asked. */
const LASTING_STATUSES = new Set([401, 407, 413, 414, 431]);

const isDailyLimit = ({ errorCode, message }: SalesforceError) =>
	errorCode === 'REQUEST_LIMIT_EXCEEDED' && !/concurrent/i.test(message);

/** Whether a read may be sent again after this error: an error that is not from Salesforce is never permanent. */
export function isTransient(error: SalesforceError): boolean {
	const { errorCode, status } = error;
	if (errorCode === NO_ANSWER || errorCode === NOT_SALESFORCE) return true;
	if (errorCode === 'REQUEST_LIMIT_EXCEEDED') return !isDailyLimit(error);
	if (PASSING_CODES.has(errorCode)) return true;
	if (status === null) return false;
	if (errorCode.startsWith(HTTP_ERROR)) return !LASTING_STATUSES.has(status);
	return PASSING_STATUSES.has(status);
}

/** Whether a read may be sent again after this number of attempts. */
export function mayAskAgain(error: SalesforceError, attempts: number): boolean {
	return isTransient(error) && attempts < (error.status === NO_ROUTE_STATUS ? 2 : READ_ATTEMPTS);
}

/** How long to wait after this number of attempts; as long as the server asks, if it does. */
export function retryDelay(attempts: number, headers: Readonly<Record<string, string>>): number {
	const jitter = 0.75 + Math.random() / 2;
	const ours = FIRST_RETRY_DELAY_MS * 2 ** (attempts - 1) * jitter;
	const theirs = retryAfter(headers);
	return theirs === null ? ours : Math.min(Math.max(theirs, ours), MAX_RETRY_AFTER_MS);
}

/** RFC 9110, 10.2.3: seconds, or a date, which is compared with the server's own clock if the response has it. */
function retryAfter(headers: Readonly<Record<string, string>>): number | null {
	const value = headers['retry-after']?.trim() ?? '';
	if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
	const until = Date.parse(value);
	if (Number.isNaN(until)) return null;
	const now = Date.parse(headers.date ?? '');
	return Math.max(0, until - (Number.isNaN(now) ? Date.now() : now));
}

/** Codes that concern the connection, or the whole run. */
const LOST_CODES = new Set([
	API_BUDGET,
	CANCELED,
	NO_ANSWER,
	'INVALID_AUTH_HEADER',
	'INVALID_SESSION_ID',
]);

/** No session, no response, no calls left, no org: any further request would fail too. */
export function isConnectionLost(error: SalesforceError): boolean {
	const { errorCode, status } = error;
	return (
		status === 401 || status === NO_ROUTE_STATUS || LOST_CODES.has(errorCode) || isDailyLimit(error)
	);
}

/** Our own codes for responses that do not come from Salesforce. */
const NO_REFUSALS = new Set([
	ANSWER_TOO_LARGE,
	BULK_JOB_ABORTED,
	BULK_JOB_FAILED,
	BULK_JOB_TIMEOUT,
	BULK_RESULT_BROKEN,
	ENDLESS_PAGES,
	NOT_SALESFORCE,
	REDIRECTED,
]);

/**
 * Whether Salesforce refused this one read, with any code, or returned it in an unknown form: a side table
 * is then skipped with a warning, and the run continues without it.
 */
export function isRefusal(error: SalesforceError): boolean {
	return (
		!isConnectionLost(error) &&
		!NO_REFUSALS.has(error.errorCode) &&
		!error.errorCode.startsWith(HTTP_ERROR)
	);
}

/** Salesforce Help, "Exempt from Transaction Security": the users whom such a policy must not block. */
export const EXEMPT_FROM_TRANSACTION_SECURITY =
	'Give the connected user the permission "Exempt from Transaction Security" (Setup > Permission Sets > your set > System Permissions), or ask the admin who maintains the transaction security policies.';

/** The end of a warning about an error: Salesforce's code and text, and the fix if it is known. */
export function saysSalesforce({ errorCode, message }: SalesforceError): string {
	const advice = ADVICE[errorCode];
	return `Salesforce says: ${errorCode}: ${message}${advice === undefined ? '' : ` ${advice}`}`;
}

const LESS_AT_ONCE =
	'There are too many records to read at once: lower Login History Days, or remove the object from Work Objects.';
const ADVICE: Readonly<Record<string, string | undefined>> = {
	EXCEEDED_ID_LIMIT: LESS_AT_ONCE,
	OPERATION_TOO_LARGE: LESS_AT_ONCE,
	QUERY_TIMEOUT: LESS_AT_ONCE,
	TXN_SECURITY_METERING_ERROR: EXEMPT_FROM_TRANSACTION_SECURITY,
};
