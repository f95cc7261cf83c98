import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';

/** A plain HTTP client: what goes over the wire, with nobody in between. */
export interface Answer<T = unknown> {
	status: number;
	body: T;
	headers: Headers;
}

export async function ask<T = unknown>(
	{ url, issueToken }: RunningOrg,
	method: string,
	path: string,
	body?: unknown,
	token: string = issueToken(),
): Promise<Answer<T>> {
	const response = await fetch(`${url}/services/data/v66.0/${path}`, {
		method,
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	const isJson = (response.headers.get('content-type') ?? '').includes('json');
	return {
		status: response.status,
		body: (isJson ? JSON.parse(text) : text) as T,
		headers: response.headers,
	};
}

export interface Rows {
	totalSize: number;
	done: boolean;
	nextRecordsUrl?: string;
	records: Array<Record<string, unknown> & { Id: string }>;
}

export async function soql(org: RunningOrg, text: string): Promise<Answer<Rows>> {
	return await ask<Rows>(org, 'GET', `query?q=${encodeURIComponent(text)}`);
}

export function usingOrg(options: Parameters<typeof startOrg>[0] = {}): () => RunningOrg {
	let running: RunningOrg | undefined;
	beforeEach(async () => {
		running = await startOrg({ users: 120, seed: 3, ...options });
	});
	afterEach(async () => await running?.close());
	return () => running as RunningOrg;
}
