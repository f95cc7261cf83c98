import type { OrgRequest, OrgResponse } from './answers';

/** A response that a test writes itself, like one from a server between a client and Salesforce. */
export interface GivenAnswer {
	/** 200 if omitted. */
	status?: number;
	headers?: Record<string, string>;
	/**
	 * Text as it is, or anything else as JSON. `{{body}}`, `{{authorization}}` and `{{path}}` stand for
	 * what the request held, as a host echoes it; `{{fill}}` for what makes the answer as long as `bytes` says.
	 */
	body?: unknown;
	/** The length of the response; `Infinity` never ends. */
	bytes?: number;
}

const FILL = '{{fill}}';
const CHUNK = 65_536;

export function givenAnswer(given: GivenAnswer, request: OrgRequest): OrgResponse {
	const { status = 200, headers = {}, body = '', bytes } = given;
	const isText = typeof body === 'string';
	const echoes: Record<string, string> = {
		'{{body}}': request.body.toString(),
		'{{authorization}}': request.headers.authorization ?? '',
		'{{path}}': request.path,
	};
	const text = (isText ? body : JSON.stringify(body)).replace(
		/\{\{(?:body|authorization|path)\}\}/g,
		(name) => (isText ? echoes[name] : JSON.stringify(echoes[name]).slice(1, -1)),
	);
	const type = isText ? 'text/plain' : 'application/json;charset=UTF-8';
	return {
		status,
		headers: { ...(text === '' ? {} : { 'content-type': type }), ...lowerCase(headers) },
		body: bytes === undefined ? text.replace(FILL, '') : filled(text, bytes),
	};
}

const lowerCase = (headers: Record<string, string>) =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** As a stream: a response that is too large for a client is too large for the org as well. */
async function* filled(text: string, bytes: number): AsyncGenerator<string> {
	const [before, after = ''] = text.split(FILL);
	yield before;
	const chunk = 'x'.repeat(CHUNK);
	let left = bytes - Buffer.byteLength(before) - Buffer.byteLength(after);
	while (left > 0) {
		yield await Promise.resolve(left < CHUNK ? chunk.slice(0, left) : chunk);
		left -= CHUNK;
	}
	yield after;
}
