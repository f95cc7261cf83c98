import type { OrgRequest, OrgResponse } from './answers';

/**
 * How pages never end: `repeat` names the same next page forever, `cycle` two that name each other,
 * `empty` always a new one without rows, `fresh` always a new one with the rows of the first.
 */
export const ENDLESS_STYLES = ['repeat', 'cycle', 'empty', 'fresh'] as const;
export type EndlessStyle = (typeof ENDLESS_STYLES)[number];

interface Endless {
	style: EndlessStyle;
	first: OrgResponse & { body: string };
	/** Where the next page is; `{page}` is its number. */
	next: string;
}

/** A locator of this file, in the address of a page or of Bulk results. */
const LOCATOR = /endless(\d+)p(\d+)/;

/** Responses whose next page is never the last one. Salesforce does not document this: it is a fault. */
export class EndlessPages {
	private readonly started: Endless[] = [];

	/** The first page, with a next page; a response without pages is unchanged. */
	async begin(
		style: EndlessStyle,
		{ path }: OrgRequest,
		response: OrgResponse,
	): Promise<OrgResponse> {
		const { pathname } = new URL(path, 'http://org');
		const isQuery = /\/query(?:All)?\/?(?:[^/]*)$/.test(pathname) && !pathname.includes('/jobs/');
		const isBulk = /\/jobs\/query\/[^/]+\/(?:results|resultPages)$/.test(pathname);
		if (response.status !== 200 || !(isQuery || isBulk)) return response;
		const first = { ...response, body: await textOf(response) };
		const next = `endless${this.started.length}p{page}`;
		const address = isBulk
			? pathname.endsWith('/results')
				? next
				: `${pathname}?locator=${next}`
			: `${pathname.replace(/(\/query(?:All)?)\/.*$/, '$1')}/${next}`;
		const endless = { style, first, next: address };
		this.started.push(endless);
		return page(endless, 0);
	}

	/** A later page, if the request is for one of these. */
	pageFor({ method, path }: OrgRequest): OrgResponse | undefined {
		const [, number, at] = LOCATOR.exec(path) ?? [];
		const endless = this.started[Number(number)] as Endless | undefined;
		if (method !== 'GET' || endless === undefined) return undefined;
		return page(endless, Number(at));
	}
}

const FOLLOWING: Readonly<Record<EndlessStyle, (at: number) => number>> = {
	repeat: () => 1,
	cycle: (at) => (at === 1 ? 2 : 1),
	empty: (at) => at + 1,
	fresh: (at) => at + 1,
};

function page({ style, first, next }: Endless, at: number): OrgResponse {
	const link = next.replace('{page}', String(FOLLOWING[style](at)));
	const isEmpty = style === 'empty' && at > 0;
	if (!first.body.startsWith('{')) return csvPage(first, link, isEmpty);
	const body = JSON.parse(first.body) as Record<string, unknown>;
	const rows = 'resultPages' in body ? 'resultPages' : 'records';
	const changed = { ...body, done: false, nextRecordsUrl: link };
	return {
		...first,
		body: JSON.stringify(isEmpty ? { ...changed, [rows]: [] } : changed),
	};
}

/** Each page of Bulk results has the header row; the next page is named in the response headers. */
function csvPage(first: Endless['first'], link: string, isEmpty: boolean): OrgResponse {
	const headers = { ...first.headers, 'Sforce-Locator': link };
	if (!isEmpty) return { ...first, headers };
	return {
		...first,
		headers: { ...headers, 'Sforce-NumberOfRecords': '0' },
		body: first.body.slice(0, first.body.indexOf('\n') + 1),
	};
}

async function textOf({ body }: OrgResponse): Promise<string> {
	if (typeof body === 'string' || Buffer.isBuffer(body)) return String(body);
	const parts: Buffer[] = [];
	for await (const part of body) parts.push(Buffer.from(part));
	return Buffer.concat(parts).toString();
}
