import { type OrgRequest, type OrgResponse, refuse } from './answers';
import type { GivenAnswer } from './givenAnswers';
import { givenAnswer } from './givenAnswers';
import type { EndlessStyle } from './endlessPages';
import type { RowFault } from './rowFaults';
import { failRows, LOCKS } from './rowFaults';
import { soqlOf } from './soqlOf';

/** What can go wrong between a client and an org, as switches. */
export const FAULT_KINDS = [
	/** One response as if the session had ended. */
	'expiredSession',
	/** All access tokens really end before the request is served. */
	'endSessions',
	/** Forever, whatever the client refreshes. */
	'refusedSession',
	'notAttached',
	'htmlUnavailable',
	'unavailable',
	'unknownException',
	'dailyLimit',
	'concurrentLimit',
	'noRoute',
	'moved',
	'urlNotReset',
	'maintenance',
	/** All open query locators really end before the request is served. */
	'endLocators',
	/** The connection breaks before the request was served, or after. */
	'resetBefore',
	'resetAfter',
	/** A complete response with half a body. */
	'truncated',
	/** A response that announces more than it sends before the connection breaks. */
	'cutOff',
	'slow',
	/** Any response instead of the real one: see `answer` and `effect`. */
	'answer',
	/** Pages that never end, of queries and of Bulk results: see `style`. */
	'endlessPages',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
	kind: FaultKind;
	/** Which requests; all of them if omitted. */
	method?: string;
	path?: RegExp;
	/** The SOQL of a request: in `q`, in the body of a Bulk job, or in the parts of a composite call. */
	soql?: RegExp;
	/** The body of a request, such as `grant_type=refresh_token`. */
	bodyText?: RegExp;
	/** How many matching requests pass before it starts. */
	after?: number;
	/** How often it happens; forever if omitted. */
	times?: number;
	/** For `slow`. */
	delayMs?: number;
	/** For `answer`. */
	answer?: GivenAnswer;
	/** For `answer`: whether the request is processed, unseen, before the other response is sent. Not if omitted. */
	effect?: 'none' | 'served';
	/** For `endlessPages`. */
	style?: EndlessStyle;
	/** Called when it happens, before anything else is done with the request, which waits for it. */
	onDue?: () => void | Promise<void>;
}

const HTML =
	'<html><head><title>We are down for maintenance</title></head><body><p>Service not available</p></body></html>';

/**
 * Responses that replace the real one (facts about each: REST API Developer Guide, "Status Codes and Error
 * Responses").
 */
const ANSWERS: Partial<Record<FaultKind, () => OrgResponse>> = {
	expiredSession: () => refuse(401, 'INVALID_SESSION_ID', 'Session expired or invalid'),
	refusedSession: () =>
		refuse(401, 'INVALID_SESSION_ID', 'This session is not valid for use with the REST API'),
	notAttached: () => refuse(401, 'INVALID_SESSION_ID', 'Connected app is not attached to Agent'),
	htmlUnavailable: () => ({
		status: 503,
		headers: { 'content-type': 'text/html;charset=UTF-8' },
		body: HTML,
	}),
	unavailable: () => refuse(503, 'SERVER_UNAVAILABLE', 'The server is currently unavailable'),
	unknownException: () =>
		refuse(
			500,
			'UNKNOWN_EXCEPTION',
			'An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345 (123456789)',
		),
	dailyLimit: () => refuse(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
	concurrentLimit: () =>
		refuse(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.'),
	// The edge has no route to the host: a deleted or expired org.
	noRoute: () => ({ status: 420, headers: { 'content-type': 'text/html' }, body: HTML }),
	moved: () => ({
		status: 302,
		headers: { location: 'https://moved.invalid/' },
		body: '',
	}),
	urlNotReset: () =>
		refuse(
			500,
			'URL_NOT_RESET',
			'Destination URL not reset. The URL returned from login must be set',
		),
	maintenance: () => refuse(503, 'SERVER_UNAVAILABLE', 'This instance is under maintenance'),
};

export class Faults {
	private active: Array<Fault & { seen: number }> = [];

	add(fault: Fault): void {
		this.active.push({ ...fault, seen: 0 });
	}

	clear(): void {
		this.active = [];
	}

	/** The faults that are on, and how many requests each has seen. */
	get list(): ReadonlyArray<Fault & { seen: number }> {
		return this.active;
	}

	/** The fault that is due for this request, if any. */
	due(request: OrgRequest): Fault | undefined {
		for (const fault of this.active) {
			if (!matches(fault, request)) continue;
			const number = fault.seen++;
			const from = fault.after ?? 0;
			if (number >= from && number < from + (fault.times ?? Infinity)) return fault;
		}
		return undefined;
	}

	/** The answer of a fault that never lets the request through. */
	answerOf(fault: Fault, request: OrgRequest): OrgResponse | undefined {
		if (fault.kind === 'answer' && fault.effect !== 'served')
			return givenAnswer(fault.answer ?? {}, request);
		return ANSWERS[fault.kind]?.();
	}
}

function matches({ method, path, soql, bodyText }: Fault, request: OrgRequest): boolean {
	if (method !== undefined && method !== request.method) return false;
	if (path !== undefined && !path.test(request.path)) return false;
	if (bodyText !== undefined && !bodyText.test(request.body.toString())) return false;
	return soql === undefined || soqlOf(request).some((text) => soql.test(text));
}

/** The response of the token endpoint instead of a token (help topic remoteaccess_oauth_flow_errors). */
export function tokenRefusal(
	grantType: 'refresh_token' | 'client_credentials' | 'authorization_code',
	error: string,
	error_description: string,
	more: Pick<Fault, 'after' | 'times' | 'effect'> & { status?: number } = {},
): Fault {
	const { status = 400, ...when } = more;
	return {
		kind: 'answer',
		method: 'POST',
		path: /\/services\/oauth2\/token/,
		bodyText: new RegExp(`grant_type=${grantType}(?:&|$)`),
		answer: { status, body: { error, error_description } },
		...when,
	};
}

/** For Org.rowFault: this many rows are locked, each `times` times, reported in one of several ways. */
export function lockRows(count: number, times = 1, told: keyof typeof LOCKS = 'row'): RowFault {
	return failRows({ ...LOCKS[told], count, times });
}
