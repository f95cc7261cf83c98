/* eslint-disable @n8n/community-nodes/require-node-api-error -- this runs outside n8n */

/** n8n's public API, with the key of a person. */
export class PublicApi {
	constructor(
		private readonly url: string,
		private readonly apiKey: string,
	) {}

	async request<T>(method: string, at: string, body?: unknown): Promise<T> {
		const response = await fetch(`${this.url.replace(/\/+$/, '')}/api/v1${at}`, {
			method,
			headers: { 'X-N8N-API-KEY': this.apiKey, 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		}).catch((error: Error) => {
			throw new Error(`${this.url} does not answer: ${String(error.cause ?? error.message)}`);
		});
		const text = await response.text();
		if (!response.ok) throw new RefusedByN8n(response.status, `${method} ${at}`, message(text));
		return JSON.parse(text) as T;
	}

	async all<T>(at: string): Promise<T[]> {
		const rows: T[] = [];
		let cursor = '';
		do {
			const page = await this.request<{ data: T[]; nextCursor: string | null }>(
				'GET',
				`${at}?limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
			);
			rows.push(...page.data);
			cursor = page.nextCursor ?? '';
		} while (cursor !== '');
		return rows;
	}

	/** Null, or why not. */
	async publish(id: string): Promise<string | null> {
		try {
			await this.request('POST', `/workflows/${id}/activate`);
			return null;
		} catch (error) {
			if (error instanceof RefusedByN8n && error.status === 400) return error.reason;
			throw error;
		}
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

function message(text: string): string {
	try {
		return (JSON.parse(text) as { message?: string }).message ?? text.slice(0, 300);
	} catch {
		return text.slice(0, 300);
	}
}
