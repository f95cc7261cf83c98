import type { HttpAnswer, HttpDenied, HttpNoAnswer } from './http';

/** Codes of ours, for what Salesforce has no code for. */
export const NO_ANSWER = 'NO_ANSWER';
export const NOT_SALESFORCE = 'NOT_SALESFORCE';
/** Our own stop before the org's API calls run out. */
export const API_BUDGET = 'API_BUDGET';
/** A Bulk query job that ended without a result, or did not end. */
export const BULK_JOB_FAILED = 'BULK_JOB_FAILED';
export const BULK_JOB_ABORTED = 'BULK_JOB_ABORTED';
export const BULK_JOB_TIMEOUT = 'BULK_JOB_TIMEOUT';
/** A result page that broke off or is not as documented, each time it was fetched. */
export const BULK_RESULT_BROKEN = 'BULK_RESULT_BROKEN';
/** The execution was canceled, or the part of it that waits is not needed any more. */
export const CANCELED = 'CANCELED';

/**
 * A request that Salesforce refused. `errorCode` is Salesforce's own (REST API Developer Guide,
 * "Status Codes and Error Responses"), or the OAuth error of the token endpoint.
 */
export class SalesforceError extends Error {
	override readonly name = 'SalesforceError';

	constructor(
		readonly errorCode: string,
		message: string,
		readonly status: number | null = null,
		readonly fields: readonly string[] = [],
	) {
		super(message);
	}
}

interface ErrorBody {
	errorCode?: unknown;
	error?: unknown;
	message?: unknown;
	error_description?: unknown;
	fields?: unknown;
}

function parseBody(body: string): ErrorBody | null {
	const parsed = parseJson(body);
	const first: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
	return typeof first === 'object' && first !== null ? first : null;
}

/** JSON of the org; undefined where it is none (an HTML page of a proxy, say, or a cut-off body). */
export function parseJson(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}

export function errorFromAnswer({ status, body, headers }: HttpAnswer): SalesforceError {
	const parsed = parseBody(body);
	const code = parsed?.errorCode ?? parsed?.error;
	if (typeof code === 'string') {
		const message = parsed?.message ?? parsed?.error_description ?? code;
		const fields = Array.isArray(parsed?.fields) ? parsed.fields.map(String) : [];
		return new SalesforceError(code, String(message), status, fields);
	}
	if (status >= 300 && status < 400) {
		return new SalesforceError(
			'URL_NOT_RESET',
			`The org answered with a redirect to ${redirectHost(headers.location)}`,
			status,
		);
	}
	if (status >= 200 && status < 300) {
		return new SalesforceError(
			NOT_SALESFORCE,
			'The answer is not the JSON of the Salesforce REST API',
			status,
		);
	}
	return new SalesforceError(
		`ERROR_HTTP_${status}`,
		`The server answered with HTTP status ${status}`,
		status,
	);
}

/** Only the host: a redirect may carry a session in its query. */
function redirectHost(location: string | undefined): string {
	const host = /^https?:\/\/([^/?#]+)/i.exec(location ?? '')?.[1];
	return host ?? 'another place';
}

export function errorFromFailure(failure: HttpNoAnswer | HttpDenied): SalesforceError {
	return failure.kind === 'denied'
		? new SalesforceError(failure.code, failure.message, 401)
		: new SalesforceError(NO_ANSWER, failure.message);
}

/**
 * Whether a read may be sent again after this error. 420 is the edge's answer for a host it has no
 * route for (twice at most is enough); 5xx and the concurrency limits pass by themselves.
 */
export function isTransient(error: SalesforceError): boolean {
	if (error.errorCode === NO_ANSWER) return true;
	if (error.errorCode === 'REQUEST_LIMIT_EXCEEDED') return /concurrent/i.test(error.message);
	if (error.errorCode === 'UNABLE_TO_LOCK_ROW' || error.errorCode === 'QUERY_TIMEOUT') return true;
	// The token endpoint blocks two refreshes at once; the next try finds the new token.
	if (/already being processed/i.test(error.message)) return true;
	if (error.errorCode === NOT_SALESFORCE) return true;
	return error.status !== null && [429, 500, 502, 503, 504].includes(error.status);
}
