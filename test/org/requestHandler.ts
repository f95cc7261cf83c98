/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as sleep } from 'node:timers/promises';
import { type OrgRequest, type OrgResponse, refuse } from './answers';
import { expireLocators } from './cursors';
import { EndlessPages } from './endlessPages';
import type { Fault, Faults } from './faults';
import { givenAnswer } from './givenAnswers';
import type { LoggedRequest } from './inspector';
import type { OAuth } from './oauth/oauth';
import type { Org } from './org';
import { handleRest } from './rest';

/** A fault broke the connection: nothing is sent, or only the beginning of a response. */
export class ConnectionReset extends Error {
	constructor(readonly unfinished?: OrgResponse) {
		super('socket hang up');
	}
}

export interface OrgHandlerParts {
	org: Org;
	oauth: OAuth;
	faults: Faults;
	/** Called for every request that reaches the org, with its full address. */
	onRequest?: (request: OrgRequest) => void;
}

/** The whole org without a socket: faults, OAuth, sessions, limits, REST. */
export function orgRequestHandler(
	parts: OrgHandlerParts,
): (request: OrgRequest) => Promise<OrgResponse> {
	const endless = new EndlessPages();
	return async (request) => {
		const { org, faults } = parts;
		const started = performance.now();
		org.inspector.begin();
		const fault = faults.due(request);
		const logged: LoggedRequest = {
			method: request.method,
			// Without the query, which may contain a token.
			path: request.path.split('?')[0],
			status: 0,
			bytesIn: request.body.length,
			bytesOut: 0,
			milliseconds: 0,
		};
		try {
			await fault?.onDue?.();
			if (fault?.kind === 'slow') await sleep(fault.delayMs ?? 1_000);
			if (fault?.kind === 'resetBefore') throw new ConnectionReset();
			const endlessPage = endless.pageFor(request);
			const instead = fault === undefined ? undefined : faults.answerOf(fault, request);
			const real = instead ?? endlessPage ?? (await answer(parts, request, fault));
			// A request for an endless page does not start another series.
			const begin = endlessPage === undefined ? endless : undefined;
			const response = await inPlaceOf(real, request, fault, begin);
			logged.status = response.status;
			if (fault?.kind === 'resetAfter') throw new ConnectionReset();
			if (fault?.kind === 'cutOff') throw new ConnectionReset(response);
			const sent = fault?.kind === 'truncated' ? halved(response) : response;
			if (typeof sent.body === 'string' || Buffer.isBuffer(sent.body)) {
				logged.bytesOut = Buffer.byteLength(sent.body);
				return sent;
			}
			return { ...sent, body: counted(sent.body, logged) };
		} finally {
			logged.milliseconds = performance.now() - started;
			org.inspector.end(logged);
		}
	};
}

/** The response that is sent instead of the org's. */
async function inPlaceOf(
	real: OrgResponse,
	request: OrgRequest,
	fault: Fault | undefined,
	endless: EndlessPages | undefined,
): Promise<OrgResponse> {
	if (fault?.kind === 'answer' && fault.effect === 'served')
		return givenAnswer(fault.answer ?? {}, request);
	if (fault?.kind === 'endlessPages' && endless !== undefined)
		return await endless.begin(fault.style ?? 'repeat', request, real);
	return real;
}

async function answer(
	parts: OrgHandlerParts,
	request: OrgRequest,
	fault: Fault | undefined,
): Promise<OrgResponse> {
	if (fault?.kind === 'endSessions') parts.oauth.expireAllAccessTokens();
	if (fault?.kind === 'endLocators') expireLocators(parts.org);
	parts.onRequest?.(request);
	try {
		return (await parts.oauth.handle(request)) ?? (await rest(parts, request));
	} catch (error) {
		return refuse(500, 'UNKNOWN_EXCEPTION', (error as Error).message);
	}
}

/** Who may call, and how often (REST API Developer Guide, "Status Codes and Error Responses" and "API Limits"). */
async function rest({ org, oauth }: OrgHandlerParts, request: OrgRequest): Promise<OrgResponse> {
	// The list of versions needs no session, is not counted and has no limit header.
	if (/^\/services\/data\/?(\?|$)/.test(request.path)) return await handleRest(org, request);
	const bearer = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
	const session = oauth.tokens.session(bearer);
	if (session === null) {
		const refusal = refuse(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
		return { ...refusal, headers: { ...refusal.headers, 'WWW-Authenticate': 'Token' } };
	}
	if (!session.scopes.some((scope) => scope === 'api' || scope === 'full')) {
		return refuse(401, 'INVALID_SESSION_ID', 'This session is not valid for use with the REST API');
	}
	if (!org.may(session.userId, 'ApiEnabled')) {
		return withUsage(org, refuse(403, 'API_CURRENTLY_DISABLED', 'API is disabled for this User'));
	}
	if (org.apiCalls >= org.dailyApiLimit) {
		return withUsage(org, refuse(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'));
	}
	org.apiCalls++;
	return withUsage(org, await handleRest(org, request, session));
}

/** Limit Info Header: in every response to a user whom the org knows. */
function withUsage(org: Org, response: OrgResponse): OrgResponse {
	const usage = `api-usage=${org.apiCalls}/${org.dailyApiLimit}`;
	return { ...response, headers: { ...response.headers, 'Sforce-Limit-Info': usage } };
}

function halved({ body, ...rest }: OrgResponse): OrgResponse {
	if (typeof body === 'string' || Buffer.isBuffer(body))
		return { ...rest, body: body.slice(0, Math.floor(body.length / 2)) };
	return { ...rest, body: firstHalf(body) };
}

/** The length of a stream is unknown, so half of its first part is sent. */
async function* firstHalf(parts: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer | string> {
	for await (const part of parts) {
		yield part.slice(0, Math.floor(part.length / 2));
		return;
	}
}

async function* counted(
	parts: AsyncIterable<Buffer | string>,
	logged: LoggedRequest,
): AsyncGenerator<Buffer | string> {
	for await (const part of parts) {
		logged.bytesOut += Buffer.byteLength(part);
		yield part;
	}
}
