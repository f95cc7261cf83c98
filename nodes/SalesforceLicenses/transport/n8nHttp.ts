import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import type { Http, HttpResult } from '../salesforce/client/http';
import { isStream, textOf, watched } from './responseStream';
import { parseJson } from '../salesforce/client/errors';

export const CREDENTIAL = 'salesforceCrmOAuth2Api';
export type NodeContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** Above Salesforce's own limit of 120 seconds for a query. */
const TIMEOUT_MS = 150_000;
/** Nobody waits for what tidies up after a run. */
const CLEAN_UP_TIMEOUT_MS = 10_000;

interface FullResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

/**
 * n8n's authenticated HTTP as the client's way out. n8n holds the token, renews it on a 401 and
 * sends the request again; every other status comes back as an answer, so that Salesforce's own
 * error is readable. Requests go to the org's origin only, and redirects are not followed, so the
 * token goes nowhere else.
 */
export function n8nHttp(context: NodeContext, origin: string): Http {
	const uncanceled = withoutCancelSignal(context);
	return async ({ method, path, body, headers, isCleanUp = false, isStreamed = false }) => {
		const url = new URL(path, origin);
		if (url.origin !== new URL(origin).origin) {
			return {
				kind: 'denied',
				code: 'FOREIGN_ORIGIN',
				message: `Refused to send the session to ${url.host}`,
			};
		}
		const options: IHttpRequestOptions = {
			method,
			url: url.href,
			headers: { accept: 'application/json', ...headers },
			body,
			json: false,
			encoding: isStreamed ? 'stream' : 'text',
			returnFullResponse: true,
			disableFollowRedirect: true,
			timeout: isCleanUp ? CLEAN_UP_TIMEOUT_MS : TIMEOUT_MS,
			// Without the exception n8n would never see a 401, and never renew the token.
			ignoreHttpStatusErrors: { ignore: true, except: [401] },
		};
		try {
			const response = (await context.helpers.httpRequestWithAuthentication.call(
				isCleanUp ? uncanceled : context,
				CREDENTIAL,
				options,
			)) as FullResponse;
			return await toAnswer(response.statusCode, response.headers, response.body);
		} catch (error) {
			return await describeFailure(error);
		}
	};
}

/** n8n breaks off the requests of a canceled execution, by the signal that it finds in the context. */
function withoutCancelSignal(context: NodeContext): NodeContext {
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => undefined },
	}) as NodeContext;
}

async function toAnswer(
	status: number,
	headers: Record<string, unknown>,
	data: unknown,
): Promise<HttpResult> {
	const isGood = status >= 200 && status < 300;
	const chunks = isStream(data) && isGood ? watched(data) : undefined;
	// What Salesforce says of a refusal is short.
	const body = isStream(data) ? (isGood ? '' : await textOf(data)) : data;
	return {
		kind: 'answer',
		status,
		headers: Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
		),
		body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
		...(chunks === undefined ? {} : { chunks }),
	};
}

interface ErrorLike {
	message?: string;
	cause?: unknown;
	description?: unknown;
	httpCode?: unknown;
	body?: unknown;
	response?: {
		status?: unknown;
		statusCode?: unknown;
		headers?: Record<string, unknown>;
		data?: unknown;
	};
}

/** The errors behind an error, outermost first: n8n wraps what the HTTP and OAuth clients threw. */
function chainOf(error: unknown): ErrorLike[] {
	const chain: ErrorLike[] = [];
	for (let link = error; typeof link === 'object' && link !== null && chain.length < 8; ) {
		chain.push(link);
		link = (link as ErrorLike).cause;
	}
	return chain;
}

async function describeFailure(error: unknown): Promise<HttpResult> {
	const chain = chainOf(error);

	// The token endpoint's own answer (RFC 6749, 5.2): {error, error_description}.
	for (const { body } of chain) {
		const parsed: unknown = typeof body === 'string' ? parseJson(body) : body;
		if (typeof parsed !== 'object' || parsed === null || !('error' in parsed)) continue;
		const { error: code, error_description: text } = parsed as {
			error: unknown;
			error_description?: unknown;
		};
		return { kind: 'denied', code: String(code), message: String(text ?? code) };
	}
	// A second 401, after n8n renewed the token: the API's answer. A response without data broke off.
	const refused = chain.find(({ response }) => response?.status !== undefined);
	if (refused?.response?.data !== undefined) {
		const { status, headers, data } = refused.response;
		return await toAnswer(Number(status), headers ?? {}, data);
	}
	if (chain.some(({ httpCode }) => String(httpCode) === '401')) {
		return { kind: 'denied', code: 'INVALID_SESSION_ID', message: 'Session expired or invalid' };
	}
	const messages = chain.map(({ message }) => message ?? '');
	if (messages.some((message) => /needs to be reconnected/.test(message))) {
		return {
			kind: 'denied',
			code: 'RECONNECT',
			message: 'The connected account is no longer valid',
		};
	}
	if (
		messages.some((message) => /Unable to sign without access token|not connected/i.test(message))
	) {
		return {
			kind: 'denied',
			code: 'NOT_CONNECTED',
			message: 'The credential has not been connected yet',
		};
	}
	const tokenFailure = messages.find((message) =>
		/Failed to acquire OAuth2 access token/.test(message),
	);
	if (tokenFailure !== undefined)
		return { kind: 'denied', code: 'TOKEN_REQUEST_FAILED', message: tokenFailure };
	return { kind: 'noAnswer', message: messages.find((message) => message !== '') ?? 'No answer' };
}
