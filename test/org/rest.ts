import type { Org, Row } from './org';
import { update } from './records';
import { SalesforceRefusal } from './refusal';
import { execute, parse, valueOf } from './soql';

export interface OrgRequest {
	method: string;
	path: string;
	headers: Record<string, string>;
	body: Buffer;
}
export interface OrgResponse {
	status: number;
	headers: Record<string, string>;
	body: string | Buffer | AsyncIterable<Buffer | string>;
}

const json = (
	status: number,
	body: unknown,
	headers: Record<string, string> = {},
): OrgResponse => ({
	status,
	headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
	body: body === undefined ? '' : JSON.stringify(body),
});
export const refuse = (status: number, errorCode: string, message: string, fields?: string[]) =>
	json(status, [
		{ message, errorCode, ...(fields === undefined || fields.length === 0 ? {} : { fields }) },
	]);

const cursors = new WeakMap<Org, Map<string, { render: (from: number) => unknown }>>();

export async function handleRest(
	org: Org,
	request: OrgRequest,
	session?: { userId: string },
): Promise<OrgResponse> {
	const url = new URL(request.path, 'http://org');
	if (Buffer.byteLength(request.path) > 16_384)
		return refuse(414, 'URI_TOO_LONG', 'The length of the URI exceeds the 16,384 byte limit');
	if (/^\/services\/data\/?$/.test(url.pathname))
		return json(
			200,
			org.apiVersions.map((version) => ({
				label: `v${version}`,
				url: `/services/data/v${version}`,
				version,
			})),
		);
	const match = /^\/services\/data\/v(\d+\.\d)\/?(.*)$/.exec(url.pathname);
	if (match === null || session === undefined || !org.apiVersions.includes(match[1]))
		return refuse(404, 'NOT_FOUND', 'The requested resource does not exist');
	try {
		return await Promise.resolve(route(org, request, url, match[1], match[2], session.userId));
	} catch (error) {
		if (error instanceof SalesforceRefusal)
			return refuse(error.status, error.code, error.message, error.fields);
		throw error;
	}
}

function route(
	org: Org,
	{ method, body }: OrgRequest,
	url: URL,
	version: string,
	rest: string,
	userId: string,
): OrgResponse {
	const root = `/services/data/v${version}`;
	if (rest === '' && method === 'GET')
		return json(200, {
			query: `${root}/query`,
			sobjects: `${root}/sobjects`,
			limits: `${root}/limits`,
			identity: `https://login.salesforce.com/id/${org.id}/${userId}`,
		});
	if (rest === 'query' && method === 'GET')
		return query(org, url.searchParams.get('q') ?? '', root, userId);
	if (rest.startsWith('query/') && method === 'GET') {
		const [locator, from] = rest.slice(6).split('-');
		const cursor = cursors.get(org)?.get(locator);
		if (cursor === undefined)
			throw new SalesforceRefusal('INVALID_QUERY_LOCATOR', 'invalid query locator');
		return json(200, cursor.render(Number(from)));
	}
	if (rest === 'limits' && method === 'GET')
		return json(200, {
			DailyApiRequests: { Max: org.dailyApiLimit, Remaining: org.dailyApiLimit - org.apiCalls },
		});
	const describe = /^sobjects\/(\w+)\/describe\/?$/.exec(rest);
	if (describe !== null && method === 'GET') {
		const type = org.types[describe[1]];
		if (type === undefined)
			return refuse(404, 'NOT_FOUND', 'The requested resource does not exist');
		const write = org.may(userId, type.writePermission);
		return json(200, {
			name: describe[1],
			keyPrefix: type.keyPrefix,
			updateable: write,
			fields: Object.entries(type.fields).map(([name, field]) => ({
				name,
				type: field.type,
				filterable: field.filterable,
				updateable: field.updateable && write,
				relationshipName: field.relationship?.name ?? null,
			})),
		});
	}
	if (rest === 'composite/sobjects' && method === 'PATCH')
		return json(200, collection(org, userId, JSON.parse(body.toString() || '{}') as Collection));
	const single = /^sobjects\/(\w+)\/([a-zA-Z0-9]{15,18})$/.exec(rest);
	if (single !== null && org.types[single[1]] !== undefined) {
		const row = org.table(single[1]).get(single[2]);
		if (row === undefined) return refuse(404, 'NOT_FOUND', 'The requested resource does not exist');
		if (method === 'PATCH') {
			update(
				org,
				userId,
				single[1],
				single[2],
				JSON.parse(body.toString()) as Record<string, unknown>,
			);
			return { status: 204, headers: {}, body: '' };
		}
		if (method === 'GET')
			return json(200, {
				attributes: { type: single[1], url: `${root}/sobjects/${single[1]}/${row.Id}` },
				...row,
			});
	}
	return refuse(404, 'NOT_FOUND', 'The requested resource does not exist');
}

interface Collection {
	allOrNone?: boolean;
	records?: Array<Record<string, unknown> & { attributes?: { type?: string } }>;
}

function collection(org: Org, userId: string, { records = [] }: Collection): unknown[] {
	if (records.length > 200)
		throw new SalesforceRefusal(
			'INVALID_INPUT',
			'Request contains too many records. The maximum is 200.',
		);
	const types = new Set(records.map(({ attributes }) => String(attributes?.type)));
	if (types.size > 1 && [...types].some((type) => org.types[type]?.setup))
		throw new SalesforceRefusal(
			'INVALID_INPUT',
			'Mixing of setup objects with others in one call is not supported',
		);
	return records.map(({ attributes, id, Id, ...values }) => {
		try {
			update(org, userId, String(attributes?.type), String(id ?? Id), values);
			return { id: String(id ?? Id), success: true, errors: [] };
		} catch (error) {
			if (!(error instanceof SalesforceRefusal)) throw error;
			return {
				success: false,
				errors: [{ statusCode: error.code, message: error.message, fields: error.fields }],
			};
		}
	});
}

const stamp = (value: unknown) =>
	typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
		? value.replace('Z', '+0000')
		: value;

function query(org: Org, text: string, root: string, userId: string): OrgResponse {
	const { object, rows, columns, countOnly } = execute(org, parse(text), text, userId);
	if (countOnly) return json(200, { totalSize: rows.length, done: true, records: [] });
	const locator = org.newId('User').replace(/^005/, '0r8');
	const type = (name: string, row: Row) => ({
		attributes: { type: name, url: `${root}/sobjects/${name}/${row.Id}` },
	});
	const record = (row: Row) => {
		const shown: Record<string, unknown> = type(object, row);
		for (const column of columns) {
			const names = column.split('.');
			let target = shown;
			for (const name of names.slice(0, -1))
				target = (target[name] ??= {}) as Record<string, unknown>;
			target[names[names.length - 1]] = stamp(valueOf(org, object, row, names));
		}
		return shown;
	};
	const render = (from: number) => {
		const next = from + 2000;
		const done = next >= rows.length;
		return {
			totalSize: rows.length,
			done,
			...(done ? {} : { nextRecordsUrl: `${root}/query/${locator}-${next}` }),
			records: rows.slice(from, next).map(record),
		};
	};
	if (rows.length > 2000)
		cursors.set(
			org,
			(cursors.get(org) ?? new Map<string, { render: (from: number) => unknown }>()).set(locator, {
				render,
			}),
		);
	return json(200, render(0));
}
