/** The one way out of the client: whoever calls it brings authentication, proxies and timeouts. */

export interface HttpRequest {
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/** Path and query below the org's origin; always starts with a slash. */
	path: string;
	body?: string;
	headers?: Record<string, string>;
	/** Tidies up what a run leaves behind: sent although the run was canceled, and not waited for long. */
	isCleanUp?: boolean;
	/** The body of a good answer comes in `chunks`, for what is too large for a text. */
	isStreamed?: boolean;
}

/** An answer of the org, whatever its status. Header names are lower case. */
export interface HttpAnswer {
	kind: 'answer';
	status: number;
	headers: Record<string, string>;
	body: string;
	/** Breaks off with an error if the connection does. */
	chunks?: AsyncIterable<Uint8Array>;
}

/** No answer came: the connection broke, so a write may or may not have happened. */
export interface HttpNoAnswer {
	kind: 'noAnswer';
	/** What else is known of it than that no answer came. */
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
/** Waits, or less where the signal says that nobody waits any more. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;
