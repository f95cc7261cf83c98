import type { HttpAnswer, HttpDenied, HttpNoAnswer } from './http';
import { safeText } from './safeText';

/** Our own codes, for errors without a Salesforce code. */
export const NO_ANSWER = 'NO_ANSWER';
/** The response is not from Salesforce: a page of a proxy, an empty or cut-off body. */
export const NOT_SALESFORCE = 'NOT_SALESFORCE';
/** Salesforce responds, but a row or a response does not match its documentation. */
export const NOT_AS_DOCUMENTED = 'NOT_AS_DOCUMENTED';
/** A redirect, which is never followed: the token is sent to one origin only. */
export const REDIRECTED = 'URL_NOT_RESET';
/** Pages that repeat, never end, or lead away from the query. */
export const ENDLESS_PAGES = 'ENDLESS_PAGES';
/** A response that is too large to be read to the end. */
export const ANSWER_TOO_LARGE = 'ANSWER_TOO_LARGE';
/** The limit of this run, before the org's API calls run out. */
export const API_BUDGET = 'API_BUDGET';
/** A Bulk query job that ended without a result, or did not end. */
export const BULK_JOB_FAILED = 'BULK_JOB_FAILED';
export const BULK_JOB_ABORTED = 'BULK_JOB_ABORTED';
export const BULK_JOB_TIMEOUT = 'BULK_JOB_TIMEOUT';
/** A result page that broke off or does not match the documentation, each time it was fetched. */
export const BULK_RESULT_BROKEN = 'BULK_RESULT_BROKEN';
/** The execution was canceled, or the waiting part is no longer needed. */
export const CANCELED = 'CANCELED';

/** The code for a status without a Salesforce error code. */
export const HTTP_ERROR = 'ERROR_HTTP_';

/**
 * A request that Salesforce refused. `errorCode` is Salesforce's own (REST API Developer Guide, "Status
 * Codes and Error Responses"), one of the above, or the OAuth error of the token endpoint. The message can
 * be shown safely, whatever the host sent.
 */
export class SalesforceError extends Error {
	override readonly name = 'SalesforceError';
	readonly fields: readonly string[];

	constructor(
		readonly errorCode: string,
		message: string,
		readonly status: number | null = null,
		fields: readonly string[] = [],
	) {
		super(safeText(message));
		this.fields = fields.map(safeText);
	}
}

interface ErrorBody {
	errorCode?: unknown;
	message?: unknown;
	fields?: unknown;
}

function parseBody(body: string): ErrorBody | null {
	const parsed = parseJson(body);
	const first: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
	return typeof first === 'object' && first !== null ? first : null;
}

/** The form of a code; a value in any other form is not from Salesforce. */
const CODE = /^\w[\w:.-]{0,99}$/;

/** JSON of the org; undefined if it is not JSON (for example a page of a proxy or a cut-off body). */
export function parseJson(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}

export function errorFromAnswer({ status, body, headers }: HttpAnswer): SalesforceError {
	const parsed = parseBody(body);
	const code = parsed?.errorCode;
	if (typeof code === 'string' && CODE.test(code)) {
		const fields = Array.isArray(parsed?.fields) ? parsed.fields.map(String) : [];
		return new SalesforceError(code, String(parsed?.message ?? code), status, fields);
	}
	if (status >= 300 && status < 400) {
		return new SalesforceError(
			REDIRECTED,
			`The org responded with a redirect to ${redirectHost(headers.location)}`,
			status,
		);
	}
	if (status >= 200 && status < 300) {
		return new SalesforceError(
			NOT_SALESFORCE,
			'The response is not JSON of the Salesforce REST API',
			status,
		);
	}
	return new SalesforceError(
		`${HTTP_ERROR}${status}`,
		`The server responded with HTTP status ${status} and no Salesforce error`,
		status,
	);
}

/** Only the host: the query string of a redirect may contain a session. */
function redirectHost(location: string | undefined): string {
	const host = /^https?:\/\/([^/?#]+)/i.exec(location ?? '')?.[1];
	return host ?? 'an unknown host';
}

export function errorFromFailure(failure: HttpNoAnswer | HttpDenied): SalesforceError {
	return failure.kind === 'denied'
		? new SalesforceError(failure.code, failure.message, 401)
		: new SalesforceError(failure.code ?? NO_ANSWER, failure.message);
}
