/** The one way out of the client: whoever calls it brings authentication, proxies and timeouts. */

export interface HttpRequest {
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/** Path and query below the org's origin; always starts with a slash. */
	path: string;
	body?: string;
	headers?: Record<string, string>;
}

/** An answer of the org, whatever its status. Header names are lower case. */
export interface HttpAnswer {
	kind: 'answer';
	status: number;
	headers: Record<string, string>;
	body: string;
}

/** No answer came: the connection broke, so a write may or may not have happened. */
export interface HttpNoAnswer {
	kind: 'noAnswer';
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
export type Sleep = (milliseconds: number) => Promise<void>;
