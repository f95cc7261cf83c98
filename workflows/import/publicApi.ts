/* eslint-disable @n8n/community-nodes/require-node-api-error -- this runs outside n8n */
import { z } from 'zod';

import { n8nAddress, n8nApiKey } from './address';
import { printable, withoutKey } from './printable';

const WITHIN_MS = 120_000;
/** A page contains up to 100 workflows with their pinned data. */
const LARGEST_ANSWER = 256 * 1024 * 1024;
const LARGEST_ERROR = 64 * 1024;
const MOST_PAGES = 1_000;

/** The answer to a write, of which only the success matters. */
export const ANY_OBJECT = z.object({});

/** n8n's public API, with a person's key. The key is sent to the given address only. */
export class PublicApi {
	private readonly url: string;
	private readonly apiKey: string;

	constructor(url: unknown, apiKey: unknown) {
		this.url = n8nAddress(url);
		this.apiKey = n8nApiKey(apiKey);
	}

	/** Throws if n8n refuses, or if the answer does not have this shape: then the server is not n8n. */
	async request<T>(
		method: string,
		at: string,
		shape: z.ZodType<T, z.ZodTypeDef, unknown>,
		body?: unknown,
	): Promise<T> {
		const response = await this.send(method, at, body);
		const what = this.told(`${method} ${at}`);
		if (response.status >= 300 && response.status < 400) throw this.redirected(response);
		if (!response.ok) {
			const { text } = await this.read(response, LARGEST_ERROR);
			throw new RefusedByN8n(response.status, what, this.told(messageIn(text)));
		}
		const { text, isWhole } = await this.read(response, LARGEST_ANSWER);
		if (!isWhole) throw new Error(`n8n answered ${what} with more than 256 MB.`);
		const answer = shape.safeParse(parsed(text));
		if (answer.success) return answer.data;
		throw new Error(
			`The server that answered ${what} is not n8n's public API: "${this.told(text)}". Check that --url is the address of n8n, and that its public API is enabled.`,
		);
	}

	/** All rows, page by page. Throws if a list repeats itself or never ends. */
	async all<T extends { id: string }>(
		at: string,
		row: z.ZodType<T, z.ZodTypeDef, unknown>,
	): Promise<T[]> {
		const shape = z.object({ data: z.array(row), nextCursor: z.string().nullish() });
		const rows = new Map<string, T>();
		const cursors = new Set<string>();
		for (let cursor = ''; ; ) {
			const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
			const page = await this.request('GET', `${at}?limit=100${from}`, shape);
			const before = rows.size;
			for (const each of page.data) rows.set(each.id, each);
			cursor = page.nextCursor ?? '';
			if (cursor === '') return [...rows.values()];
			if (cursors.has(cursor) || rows.size === before || cursors.size >= MOST_PAGES) {
				throw new Error(
					`n8n's list of ${at.slice(1)} does not end: its pages repeat, add nothing new, or number more than ${MOST_PAGES.toLocaleString('en-US')}. Check whether a proxy in front of n8n removes "cursor" from the URL.`,
				);
			}
			cursors.add(cursor);
		}
	}

	/** Null, or why not: n8n answers 400 if the workflow lacks something, 409 if its URL is taken. */
	async publish(id: string): Promise<string | null> {
		try {
			await this.request('POST', `/workflows/${encodeURIComponent(id)}/activate`, ANY_OBJECT);
			return null;
		} catch (error) {
			if (error instanceof RefusedByN8n && [400, 409].includes(error.status)) return error.reason;
			throw error;
		}
	}

	private async send(method: string, at: string, body: unknown): Promise<Response> {
		return await this.ask(method, at, body)
			.catch(async (error: Error) => {
				// A server ends connections that wait for the next request, even while it is on its way.
				if (!isClosed(error) || (method === 'POST' && !at.endsWith('/activate'))) throw error;
				return await this.ask(method, at, body);
			})
			.catch((error: Error) => {
				throw this.unanswered(error);
			});
	}

	private async ask(method: string, at: string, body: unknown): Promise<Response> {
		return await fetch(`${this.url}/api/v1${at}`, {
			method,
			headers: { 'X-N8N-API-KEY': this.apiKey, 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
			// On a redirect, fetch would send the key along.
			redirect: 'manual',
			signal: AbortSignal.timeout(WITHIN_MS),
		});
	}

	/** Reads at most the limit, whatever the server sends. */
	private async read(
		response: Response,
		limit: number,
	): Promise<{ text: string; isWhole: boolean }> {
		const decoder = new TextDecoder();
		const reader = response.body?.getReader();
		let text = '';
		let left = limit;
		try {
			for (;;) {
				const chunk = (await reader?.read())?.value;
				if (chunk === undefined) return { text: text + decoder.decode(), isWhole: true };
				text += decoder.decode(chunk.subarray(0, left), { stream: true });
				left -= chunk.byteLength;
				if (left < 0) break;
			}
			await reader?.cancel();
		} catch (error) {
			throw this.unanswered(error as Error);
		}
		return { text, isWhole: false };
	}

	private unanswered(error: Error): Error {
		const { message = '', code = '' } = (error.cause ?? {}) as { message?: string; code?: string };
		const why = [message, code, error.message].find((text) => text !== '') ?? '';
		return new Error(
			`${this.url} does not answer: ${this.told(why)}. Check --url, and whether n8n is running.`,
		);
	}

	private redirected({ status, headers }: Response): Error {
		const location = headers.get('location') ?? '';
		const target = URL.canParse(location, this.url) ? new URL(location, this.url).origin : '';
		return new Error(
			`${this.url} redirects (${status}) to ${target === '' ? 'another address' : this.told(target)}. The import does not send the API key there. If that is your n8n, use its address as --url.`,
		);
	}

	private told(text: string): string {
		return printable(withoutKey(text, this.apiKey));
	}
}

class RefusedByN8n extends Error {
	constructor(
		readonly status: number,
		what: string,
		readonly reason: string,
	) {
		const hint = status === 401 || status === 403 ? ' Check the API key and its scopes.' : '';
		super(`n8n answered ${status} to ${what}: ${reason}${hint}`);
	}
}

/** Before an answer, by the other side: a second request of the same may be answered. */
function isClosed({ cause }: Error): boolean {
	const { code = '' } = (cause ?? {}) as { code?: string };
	return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE';
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function messageIn(text: string): string {
	const body = z.object({ message: z.string() }).safeParse(parsed(text));
	return body.success ? body.data.message : text;
}
