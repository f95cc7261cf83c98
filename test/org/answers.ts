/** Requests and answers of the org, without a socket. */
export interface OrgRequest {
	method: string;
	/** Path with query string. */
	path: string;
	/** Names in lower case. */
	headers: Record<string, string>;
	body: Buffer;
}

export interface OrgResponse {
	status: number;
	headers: Record<string, string>;
	body: string | Buffer | AsyncIterable<Buffer | string>;
}

export function json(
	status: number,
	body: unknown,
	headers: Record<string, string> = {},
): OrgResponse {
	return {
		status,
		headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
		body: JSON.stringify(body),
	};
}

export const noContent: OrgResponse = { status: 204, headers: {}, body: '' };

/** The body of every refused request (REST API Developer Guide, "Status Codes and Error Responses"). */
export function refuse(
	status: number,
	errorCode: string,
	message: string,
	fields: readonly string[] = [],
): OrgResponse {
	return json(status, [{ message, errorCode, ...(fields.length === 0 ? {} : { fields }) }]);
}

export const notFound = () => refuse(404, 'NOT_FOUND', 'The requested resource does not exist');
