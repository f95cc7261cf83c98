import { type OrgRequest, type OrgResponse, refuse } from './answers';

/** What goes wrong between a client and an org, as switches. */
export const FAULT_KINDS = [
	/** One answer as if the session had ended. */
	'expiredSession',
	/** All access tokens really end before the request is served. */
	'endSessions',
	/** For ever, whatever the client refreshes. */
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
	/** A complete answer with half a body. */
	'truncated',
	/** An answer that announces more than it sends before the connection breaks. */
	'cutOff',
	'slow',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
	kind: FaultKind;
	/** Which requests; all of them when left out. */
	method?: string;
	path?: RegExp;
	/** How many matching requests pass before it begins. */
	after?: number;
	/** How often it happens; for ever when left out. */
	times?: number;
	/** For `slow`. */
	delayMs?: number;
	/** When it happens, before anything else is done with the request, which waits for it. */
	onDue?: () => void | Promise<void>;
}

const HTML =
	'<html><head><title>We are down for maintenance</title></head><body><p>Service not available</p></body></html>';

/** Answers that take the place of the real one (facts about each: REST API Developer Guide, "Status Codes and Error Responses"). */
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
	// The edge has no routing for the host: a deleted or expired org.
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

	/** What is switched on, and how many requests each has seen. */
	get list(): ReadonlyArray<Fault & { seen: number }> {
		return this.active;
	}

	/** The fault that is due for this request, if any. */
	due({ method, path }: OrgRequest): Fault | undefined {
		for (const fault of this.active) {
			if (fault.method !== undefined && fault.method !== method) continue;
			if (fault.path !== undefined && !fault.path.test(path)) continue;
			const number = fault.seen++;
			const from = fault.after ?? 0;
			if (number >= from && number < from + (fault.times ?? Infinity)) return fault;
		}
		return undefined;
	}

	/** The answer of a fault that never lets the request through. */
	answerOf({ kind }: Fault): OrgResponse | undefined {
		return ANSWERS[kind]?.();
	}
}

/** For Org.rowFault: this many rows are locked, each `times` times. */
export function lockRows(
	count: number,
	times = 1,
): (object: string, id: string) => string | undefined {
	const locked = new Map<string, number>();
	return (object, id) => {
		const key = `${object}:${id}`;
		const seen = locked.get(key) ?? 0;
		if (!locked.has(key) && locked.size >= count) return undefined;
		if (seen >= times) return undefined;
		locked.set(key, seen + 1);
		return 'UNABLE_TO_LOCK_ROW';
	};
}
