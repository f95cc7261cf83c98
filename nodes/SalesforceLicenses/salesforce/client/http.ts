/** How the client sends requests: the caller provides authentication, proxies and timeouts. */

export interface HttpRequest {
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/** Path and query below the org's origin; always starts with a slash. */
	path: string;
	body?: string;
	headers?: Record<string, string>;
	/** Cleans up after a run: sent although the run was canceled, and with a short timeout. */
	isCleanUp?: boolean;
	/** The body of a successful response comes in `chunks`, because it is too large for one text. */
	isStreamed?: boolean;
}

/** A response of the org, whatever its status. Header names are in lower case. */
export interface HttpAnswer {
	kind: 'answer';
	status: number;
	headers: Record<string, string>;
	body: string;
	/** Throws if the connection breaks. */
	chunks?: AsyncIterable<Uint8Array>;
}

/** No response: the connection broke, so a write may or may not have happened. */
export interface HttpNoAnswer {
	kind: 'noAnswer';
	/** What is known besides the missing response. */
	code?: string;
	message: string;
}

/** Authentication failed before the request reached the API; `code` is the token endpoint's error. */
export interface HttpDenied {
	kind: 'denied';
	code: string;
	message: string;
}

export type HttpResult = HttpAnswer | HttpNoAnswer | HttpDenied;

export type Http = (request: HttpRequest) => Promise<HttpResult>;
/** Waits, or stops early if the signal says that the result is no longer needed. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;
