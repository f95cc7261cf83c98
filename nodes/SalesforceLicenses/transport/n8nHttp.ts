import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { SalesforceError } from '../salesforce/client/errors';
import type { Http, HttpRequest, HttpResult, Sleep } from '../salesforce/client/http';
import { orError } from '../salesforce/client/orError';
import { withoutSecrets } from '../salesforce/client/safeText';
import { describeFailure, toAnswer } from './failures';
import { mayPass } from './tokenRefusals';

export const CREDENTIAL = 'salesforceCrmOAuth2Api';
export type NodeContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** Longer than Salesforce's own limit of 120 seconds for a query. */
const TIMEOUT_MS = 150_000;
/** The run does not wait for cleanup requests. */
const CLEAN_UP_TIMEOUT_MS = 10_000;
/** How often a request is sent whose token was refused for a temporary reason, and the waits between the tries. */
const TOKEN_ATTEMPTS = 3;
const TOKEN_DELAY_MS = 1_000;
/** How often one request follows an org that moved. */
const MAX_MOVES = 2;

interface FullResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

/** The present host of the org according to the credential; null if it does not say. */
export type ReadOrigin = () => Promise<string | null>;

/**
 * Sends the client's requests with n8n's authenticated HTTP. n8n holds the token, renews it on a 401
 * and sends the request again; every other status is returned as a response, so that Salesforce's own
 * error is readable. Requests are sent to the org's origin only, and redirects are not followed, so the
 * token is sent nowhere else.
 *
 * A request that was refused because of its session never reached the org's data, so even a write may
 * be sent again: after a pause, because another worker's token is stored by then, or to the org's new
 * host, which the renewed token names.
 */
export function n8nHttp(
	context: NodeContext,
	origin: string,
	readOrigin: ReadOrigin,
	sleep: Sleep,
): Http {
	const uncanceled = withoutCancelSignal(context);
	let current = origin;
	return async (request) => {
		for (let [attempts, moves] = [1, 0]; ; ) {
			const sentTo = current;
			const result = await send(request.isCleanUp === true ? uncanceled : context, request, sentTo);
			if (isGood(result)) return result;
			if (mayHaveMoved(result, request) && moves < MAX_MOVES) {
				const now = await readOrigin();
				if (now !== null && now !== sentTo) {
					current = now;
					moves++;
					continue;
				}
			}
			if (!mayPass(result) || attempts >= TOKEN_ATTEMPTS || request.isCleanUp === true)
				return await withoutOwnSecrets(context, result);
			const stopped = await orError(sleep(TOKEN_DELAY_MS * attempts++), () => true);
			if (stopped instanceof SalesforceError)
				return { kind: 'denied', code: stopped.errorCode, message: stopped.message };
		}
	};
}

async function send(
	context: NodeContext,
	{ method, path, body, headers, isCleanUp = false, isStreamed = false }: HttpRequest,
	origin: string,
): Promise<HttpResult> {
	const url = new URL(path, origin);
	if (url.origin !== new URL(origin).origin) {
		return {
			kind: 'denied',
			code: 'FOREIGN_ORIGIN',
			message: `n8n did not send the session to ${url.host}`,
		};
	}
	const options: IHttpRequestOptions = {
		method,
		url: url.href,
		headers: { accept: 'application/json', ...headers },
		body,
		json: false,
		// n8n does not limit the length of a text response, so every response is read as a stream.
		encoding: 'stream',
		returnFullResponse: true,
		disableFollowRedirect: true,
		timeout: isCleanUp ? CLEAN_UP_TIMEOUT_MS : TIMEOUT_MS,
		// Without the exception n8n would never see a 401, and never renew the token.
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
	};
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL,
			options,
		)) as FullResponse;
		return await toAnswer(response.statusCode, response.headers, response.body, isStreamed);
	} catch (error) {
		return await describeFailure(error);
	}
}

/** n8n aborts the requests of a canceled execution, using the signal that it finds in the context. */
function withoutCancelSignal(context: NodeContext): NodeContext {
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => undefined },
	}) as NodeContext;
}

const isGood = (result: HttpResult) =>
	result.kind === 'answer' && result.status >= 200 && result.status < 300;

/** A session that the host refuses; for a read also a redirect, and "there is no org". */
function mayHaveMoved(result: HttpResult, { method }: HttpRequest): boolean {
	if (result.kind === 'denied') return result.code === 'INVALID_SESSION_ID';
	if (result.kind === 'noAnswer') return false;
	const { status } = result;
	return (
		status === 401 || (method === 'GET' && (status === 420 || (status >= 300 && status < 400)))
	);
}

/** A host's error text, without secrets of the credential that it may echo. */
async function withoutOwnSecrets(context: NodeContext, result: HttpResult): Promise<HttpResult> {
	const { clientSecret, oauthTokenData } = await context.getCredentials(CREDENTIAL);
	const tokens = Object.entries((oauthTokenData ?? {}) as Record<string, unknown>);
	const secrets = [
		clientSecret,
		...tokens.flatMap(([name, value]) => (/token$/.test(name) ? [value] : [])),
	];
	return result.kind === 'answer'
		? { ...result, body: withoutSecrets(result.body, secrets) }
		: { ...result, message: withoutSecrets(result.message, secrets) };
}
