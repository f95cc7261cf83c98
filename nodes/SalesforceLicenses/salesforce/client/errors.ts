import type { HttpAnswer, HttpDenied, HttpNoAnswer } from './http';
import { safeText } from './safeText';

/** Codes of ours, for what Salesforce has no code for. */
export const NO_ANSWER = 'NO_ANSWER';
/** No Salesforce answers here: a page of a proxy, an empty or cut-off body. */
export const NOT_SALESFORCE = 'NOT_SALESFORCE';
/** Salesforce answers, and a row or an answer is not as its documentation says. */
export const NOT_AS_DOCUMENTED = 'NOT_AS_DOCUMENTED';
/** A redirect, which is never followed: the token goes to one origin only. */
export const REDIRECTED = 'URL_NOT_RESET';
/** Pages that repeat, never end, or lead away from the query. */
export const ENDLESS_PAGES = 'ENDLESS_PAGES';
/** An answer so large that it is not read to its end. */
export const ANSWER_TOO_LARGE = 'ANSWER_TOO_LARGE';
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

/** What a status without a code of Salesforce is called. */
export const HTTP_ERROR = 'ERROR_HTTP_';

/**
 * A request that Salesforce refused. `errorCode` is Salesforce's own (REST API Developer Guide,
 * "Status Codes and Error Responses"), one of the above, or the OAuth error of the token endpoint.
 * The message is fit to be shown, whatever the host sent.
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

/** What a code looks like; anything else in its place is not Salesforce's. */
const CODE = /^\w[\w:.-]{0,99}$/;

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

/** Only the host: a redirect may carry a session in its query. */
function redirectHost(location: string | undefined): string {
	const host = /^https?:\/\/([^/?#]+)/i.exec(location ?? '')?.[1];
	return host ?? 'an unknown host';
}

export function errorFromFailure(failure: HttpNoAnswer | HttpDenied): SalesforceError {
	return failure.kind === 'denied'
		? new SalesforceError(failure.code, failure.message, 401)
		: new SalesforceError(failure.code ?? NO_ANSWER, failure.message);
}
