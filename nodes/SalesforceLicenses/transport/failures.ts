import { ANSWER_TOO_LARGE, parseJson } from '../salesforce/client/errors';
import type { HttpResult } from '../salesforce/client/http';
import { isStream, textOf, watched } from './responseStream';
import { RECONNECT } from './tokenRefusals';

/** Converts the responses and errors of n8n's HTTP client into a result for our client. */

/** A page of 2,000 rows has about 2 MB, the description of User in an org with 800 custom fields about 8 MB. */
const MAX_JSON_BYTES = 64 * 1024 * 1024;
/** Salesforce's error bodies are short; of other servers' bodies the beginning is enough. */
const MAX_ERROR_BYTES = 256 * 1024;

export async function toAnswer(
	status: number,
	headers: Record<string, unknown>,
	data: unknown,
	isStreamed = false,
): Promise<HttpResult> {
	const isGood = status >= 200 && status < 300;
	const answer = {
		kind: 'answer' as const,
		status,
		headers: Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
		),
	};
	if (!isStream(data)) {
		const body = typeof data === 'string' ? data : data === undefined ? '' : JSON.stringify(data);
		return { ...answer, body };
	}
	if (isGood && isStreamed) return { ...answer, body: '', chunks: watched(data) };
	const { text, isWhole } = await textOf(data, isGood ? MAX_JSON_BYTES : MAX_ERROR_BYTES);
	if (isWhole || !isGood) return { ...answer, body: text };
	return {
		kind: 'noAnswer',
		code: ANSWER_TOO_LARGE,
		message: `The response is larger than ${MAX_JSON_BYTES / 1024 / 1024} MB and was not read completely`,
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

/** The errors inside an error, outermost first: n8n wraps the errors of the HTTP and OAuth clients. */
function chainOf(error: unknown): ErrorLike[] {
	const chain: ErrorLike[] = [];
	for (let link = error; typeof link === 'object' && link !== null && chain.length < 8; ) {
		chain.push(link);
		link = (link as ErrorLike).cause;
	}
	return chain;
}

export async function describeFailure(error: unknown): Promise<HttpResult> {
	const chain = chainOf(error);

	// The token endpoint's own response (RFC 6749, 5.2): {error, error_description}.
	for (const { body } of chain) {
		const parsed: unknown = typeof body === 'string' ? parseJson(body) : body;
		if (typeof parsed !== 'object' || parsed === null || !('error' in parsed)) continue;
		const { error: code, error_description: text } = parsed as {
			error: unknown;
			error_description?: unknown;
		};
		if (typeof code !== 'string' || !/^\w{1,60}$/.test(code)) continue;
		return { kind: 'denied', code, message: typeof text === 'string' ? text : code };
	}
	// A second 401 after n8n renewed the token: this is the API's response. A response without data broke
	// off.
	const refused = chain.find(({ response }) => response?.status !== undefined);
	if (refused?.response?.data !== undefined) {
		const { status, headers, data } = refused.response;
		return await toAnswer(Number(status), headers ?? {}, data).catch((broken: unknown) => ({
			kind: 'noAnswer' as const,
			message: broken instanceof Error ? broken.message : 'The response was cut off',
		}));
	}
	if (chain.some(({ httpCode }) => String(httpCode) === '401')) {
		return { kind: 'denied', code: 'INVALID_SESSION_ID', message: 'Session expired or invalid' };
	}
	const messages = chain.map(({ message }) => message ?? '');
	if (messages.some((message) => /needs to be reconnected/.test(message))) {
		return {
			kind: 'denied',
			code: RECONNECT,
			message: 'invalid_grant (n8n does not pass on the reason)',
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
	return { kind: 'noAnswer', message: messages.find((message) => message !== '') ?? 'No response' };
}
