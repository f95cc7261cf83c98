/* eslint-disable @n8n/community-nodes/require-node-api-error -- the org speaks as Salesforce, not as n8n */
import { json, noContent, notFound, type OrgRequest, type OrgResponse, refuse } from './answers';
import { ingestRoute } from './bulk/ingest';
import { queryJobRoute } from './bulk/queryJobs';
import { createCollection, deleteCollection, updateCollection } from './collections';
import { columnMetadata, nextPage, openQuery, render } from './cursors';
import { describeGlobal, describeObject } from './describe';
import type { Org } from './org';
import { createRecord, deleteRecord, longId, typeOf, updateRecord } from './records';
import { SalesforceRefusal } from './refusal';
import { resolvePath } from './soql/paths';

export type { OrgRequest, OrgResponse };
export { refuse };

/** Everything below /services/data. */
export interface Call {
	org: Org;
	method: string;
	/** What follows the version. */
	path: string;
	query: URLSearchParams;
	headers: Record<string, string>;
	body: Buffer;
	/** Where the caller found this org. */
	origin: string;
	/** `/services/data/v66.0` */
	root: string;
	userId: string;
}

const MAX_URI_BYTES = 16_384;
/** Versions 7 to 30 are retired: REST answers 410:GONE (help article 000381744). */
const RETIRED_UP_TO = 30;

export async function handleRest(
	org: Org,
	request: OrgRequest,
	session?: { userId: string },
): Promise<OrgResponse> {
	if (Buffer.byteLength(request.path) > MAX_URI_BYTES) {
		return refuse(414, 'URI_TOO_LONG', 'The length of the URI exceeds the 16,384 byte limit');
	}
	const url = new URL(request.path, 'http://org');
	if (/^\/services\/data\/?$/.test(url.pathname)) {
		return json(
			200,
			org.apiVersions.map((version) => ({
				label: `Version ${version}`,
				url: `/services/data/v${version}`,
				version,
			})),
		);
	}
	const match = /^\/services\/data\/v(\d+\.\d)(?:\/(.*))?$/.exec(url.pathname);
	if (match === null || session === undefined) return notFound();
	const [, version, path = ''] = match;
	if (!org.apiVersions.includes(version)) {
		return Number(version) <= RETIRED_UP_TO
			? refuse(
					410,
					'GONE',
					'API version is no longer supported. Please refer to your API documentation for more details.',
				)
			: notFound();
	}
	const call: Call = {
		org,
		method: request.method,
		path: path.replace(/\/$/, ''),
		query: url.searchParams,
		headers: request.headers,
		body: request.body,
		origin: `http://${request.headers.host ?? 'localhost'}`,
		root: `/services/data/v${version}`,
		userId: session.userId,
	};
	try {
		return await Promise.resolve(route(call));
	} catch (error) {
		if (error instanceof SalesforceRefusal)
			return refuse(error.status, error.code, error.message, error.fields);
		return refuse(
			500,
			'UNKNOWN_EXCEPTION',
			`An unexpected error occurred: ${(error as Error).message}`,
		);
	}
}

function bodyOf({ body }: Call): Record<string, unknown> {
	try {
		return JSON.parse(body.toString()) as Record<string, unknown>;
	} catch {
		throw new SalesforceRefusal(
			'JSON_PARSER_ERROR',
			'Unexpected character in the body of the request',
		);
	}
}

function route(call: Call): OrgResponse {
	const { org, method, path, query, root, userId } = call;
	if (method === 'GET' && path === '') return resources(call);
	if (method === 'GET' && (path === 'query' || path === 'queryAll')) {
		const text = query.get('q');
		if (text === null || text === '')
			throw new SalesforceRefusal('MALFORMED_QUERY', 'SOQL statements cannot be empty or null');
		if (query.get('columns') === 'true') return columnMetadata(org, text, userId);
		return openQuery(org, text, userId, root, path, call.headers['sforce-query-options']);
	}
	if (method === 'GET' && /^query(All)?\//.test(path)) return nextPage(org, path.split('/')[1]);
	if (method === 'GET' && path === 'limits') return limits(call);
	if (path.startsWith('composite/sobjects')) return collectionRoute(call);
	if (method === 'POST' && path === 'composite') return composite(call);
	if (path.startsWith('jobs/query')) return queryJobRoute(call);
	if (path.startsWith('jobs/ingest')) return ingestRoute(call);
	if (path.startsWith('sobjects')) return recordRoute(call);
	return notFound();
}

function resources(call: Call): OrgResponse {
	const { org, root, userId } = call;
	const names = ['composite', 'jobs', 'limits', 'query', 'queryAll', 'sobjects'];
	return json(200, {
		...Object.fromEntries(names.map((name) => [name, `${root}/${name}`])),
		identity: `${call.origin}/id/${org.id}/${userId}`,
	});
}

/** Needs "View Setup and Configuration" (REST API Developer Guide, "Limits"). */
function limits({ org, userId }: Call): OrgResponse {
	if (!org.may(userId, 'ViewSetup'))
		return refuse(
			403,
			'INSUFFICIENT_ACCESS',
			'You need the View Setup and Configuration permission',
		);
	const limit = (Max: number, Remaining = Max) => ({ Max, Remaining });
	return json(200, {
		DailyApiRequests: limit(org.dailyApiLimit, Math.max(0, org.dailyApiLimit - org.apiCalls)),
		DailyBulkV2QueryJobs: limit(10_000),
		DailyBulkV2QueryFileStorageMB: limit(976_562),
		PermissionSets: { ...limit(1_500), CreateCustom: limit(1_000) },
	});
}

function collectionRoute(call: Call): OrgResponse {
	const { org, method, path, query, userId, root } = call;
	if (path === 'composite/sobjects') {
		if (method === 'PATCH') return updateCollection(org, userId, bodyOf(call));
		if (method === 'POST') return createCollection(org, userId, bodyOf(call));
		if (method === 'DELETE') {
			const ids = (query.get('ids') ?? '').split(',').filter((id) => id !== '');
			return deleteCollection(org, userId, ids, query.get('allOrNone') === 'true');
		}
		return notFound();
	}
	const [object, type] = typeOf(org, path.split('/')[2]);
	if (!org.may(userId, type.readPermission)) return notFound();
	const asked = method === 'POST' ? (bodyOf(call) as { ids?: string[]; fields?: string[] }) : null;
	const ids = asked?.ids ?? (query.get('ids') ?? '').split(',');
	const fields = asked?.fields ?? (query.get('fields') ?? 'Id').split(',');
	const columns = fields.map((name) => resolvePath(org, object, name, name));
	return json(
		200,
		ids.map((id) => {
			const row = org.table(object).get(longId(id));
			return row === undefined ? null : render(object, row, columns, root);
		}),
	);
}

function recordRoute(call: Call): OrgResponse {
	const { org, method, path, query, root, userId } = call;
	const [, name, id] = path.split('/');
	if (name === undefined) return method === 'GET' ? describeGlobal(org, userId, root) : notFound();
	const [object, type] = typeOf(org, name);
	if (!org.may(userId, type.readPermission)) return notFound();
	if (id === 'describe') return describeObject(org, object, userId, root) ?? notFound();
	if (id === undefined) {
		if (method !== 'POST') return notFound();
		return json(201, {
			id: createRecord(org, userId, object, bodyOf(call)),
			success: true,
			errors: [],
		});
	}
	if (method === 'PATCH') {
		updateRecord(org, userId, object, id, bodyOf(call));
		return noContent;
	}
	if (method === 'DELETE') {
		deleteRecord(org, userId, id);
		return noContent;
	}
	const row = org.table(object).get(longId(id));
	if (row === undefined) return notFound();
	const fields = query.get('fields')?.split(',') ?? Object.keys(type.fields);
	return json(
		200,
		render(
			object,
			row,
			fields.map((field) => resolvePath(org, object, field, field)),
			root,
		),
	);
}

/** Composite: 25 requests at most; each answer in its place. */
function composite(call: Call): OrgResponse {
	const { compositeRequest = [] } = bodyOf(call) as {
		compositeRequest?: Array<{ method: string; url: string; body?: unknown; referenceId: string }>;
	};
	if (compositeRequest.length > 25)
		throw new SalesforceRefusal(
			'LIMIT_EXCEEDED',
			'Cannot have more than 25 requests in a single composite call',
		);
	const compositeResponse = compositeRequest.map(({ method, url, body, referenceId }) => {
		const { pathname, searchParams } = new URL(url, 'http://org');
		const inner: Call = {
			...call,
			method,
			path: pathname.replace(/^\/services\/data\/v\d+\.\d\//, ''),
			query: searchParams,
			body: Buffer.from(JSON.stringify(body ?? {})),
		};
		const answer = routeOrRefuse(inner);
		const text = String(answer.body);
		return {
			body: text === '' ? null : (JSON.parse(text) as unknown),
			httpHeaders: {},
			httpStatusCode: answer.status,
			referenceId,
		};
	});
	return json(200, { compositeResponse });
}

function routeOrRefuse(call: Call): OrgResponse {
	try {
		return route(call);
	} catch (error) {
		if (error instanceof SalesforceRefusal)
			return refuse(error.status, error.code, error.message, error.fields);
		throw error;
	}
}
