import type { OrgRequest } from './answers';

/** The statements in a request: a query's, a Bulk job's, or those of the parts of a composite call. */
export function soqlOf({ method, path, body }: OrgRequest): string[] {
	const { pathname, searchParams } = new URL(path, 'http://org');
	const asked = searchParams.get('q');
	if (asked !== null) return [asked];
	if (method !== 'POST' || !/\/(?:jobs\/query|composite(?:\/batch)?)\/?$/.test(pathname)) return [];
	return statementsIn(parsed(body.toString()));
}

function statementsIn(value: unknown): string[] {
	const { query, compositeRequest, batchRequests } = (value ?? {}) as {
		query?: unknown;
		compositeRequest?: Array<{ url?: string }>;
		batchRequests?: Array<{ url?: string }>;
	};
	if (typeof query === 'string') return [query];
	return [...(compositeRequest ?? []), ...(batchRequests ?? [])].flatMap(({ url = '' }) => {
		const text = new URL(url, 'http://org').searchParams.get('q');
		return text === null ? [] : [text];
	});
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
