/** Requests and responses of the org, without a socket. */
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

/**
 * The parts of a long text, each converted to bytes at once. A text that was concatenated from 50,000
 * short ones must be flattened before it can be sent, which takes five times as long.
 */
export function encoded(parts: readonly string[]): Buffer {
	let room = 0;
	// No character of UTF-16 takes more than three bytes in UTF-8.
	for (const part of parts) room += part.length * 3;
	const bytes = Buffer.allocUnsafe(room);
	let length = 0;
	for (const part of parts) length += bytes.write(part, length);
	return bytes.subarray(0, length);
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
