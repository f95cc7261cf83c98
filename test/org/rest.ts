/* eslint-disable @n8n/community-nodes/require-node-api-error -- the org speaks as Salesforce, not as n8n */
import { json, notFound, type OrgRequest, type OrgResponse, refuse } from './answers';
import { ingestRoute } from './bulk/ingest';
import { queryJobRoute } from './bulk/queryJobs';
import { composite, compositeBatch } from './composite';
import { collectionRoute } from './collectionRoute';
import { columnMetadata, nextPage, openQuery } from './cursors';
import { describeGlobal } from './describe';
import { computeConsumption } from './digitalWallet';
import type { Org } from './org';
import { recordRoute } from './recordRoute';
import { SalesforceRefusal } from './refusal';
import type { Asking } from './soql/context';

export type { OrgRequest, OrgResponse };
export { refuse };

/** Everything below /services/data. */
export interface Call {
	org: Org;
	method: string;
	/** The path after the version. */
	path: string;
	query: URLSearchParams;
	headers: Record<string, string>;
	body: Buffer;
	/** The address that the caller used for this org. */
	origin: string;
	/** `/services/data/v66.0` */
	root: string;
	version: number;
	userId: string;
}

const MAX_URI_BYTES = 16_384;
/** Versions 7 to 30 are retired: REST returns 410:GONE (help article 000381744). */
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
		version: Number(version),
		userId: session.userId,
	};
	try {
		return await Promise.resolve(routeOrRefuse(call));
	} catch (error) {
		return refuse(
			500,
			'UNKNOWN_EXCEPTION',
			`An unexpected error occurred: ${(error as Error).message}`,
		);
	}
}

export function bodyOf({ body }: Call): Record<string, unknown> {
	try {
		return JSON.parse(body.toString()) as Record<string, unknown>;
	} catch {
		throw new SalesforceRefusal(
			'JSON_PARSER_ERROR',
			'Unexpected character in the body of the request',
		);
	}
}

/** The same call as a SOQL query. */
export const askingOf = ({ org, userId, version }: Call, text: string): Asking => ({
	org,
	userId,
	version,
	text,
});

/** REST API Developer Guide, "Status Codes and Error Responses": 405. */
export function notAllowed({ method }: Call, ...allowed: string[]): OrgResponse {
	const refusal = refuse(
		405,
		'METHOD_NOT_ALLOWED',
		`HTTP Method '${method}' not allowed. Allowed are ${allowed.join(',')}`,
	);
	return { ...refusal, headers: { ...refusal.headers, Allow: allowed.join(',') } };
}

export function routeOrRefuse(call: Call): OrgResponse {
	try {
		return route(call);
	} catch (error) {
		if (error instanceof SalesforceRefusal)
			return refuse(error.status, error.code, error.message, error.fields);
		throw error;
	}
}

function route(call: Call): OrgResponse {
	const { org, method, path, root, userId } = call;
	const [room, second] = path.split('/');
	switch (room) {
		case '':
			return method === 'GET' ? resources(call) : notAllowed(call, 'GET');
		case 'query':
		case 'queryAll':
			return method === 'GET' ? query(call, room, second) : notAllowed(call, 'GET');
		case 'tooling':
			if (second !== 'query') return notFound();
			return method === 'GET' ? query(call, 'query', path.split('/')[2]) : notAllowed(call, 'GET');
		case 'limits':
			return method === 'GET' ? limits(call) : notAllowed(call, 'GET');
		case 'composite':
			if (second === 'sobjects') return collectionRoute(call);
			if (second !== undefined && second !== 'batch') return notFound();
			if (method !== 'POST') return notAllowed(call, 'POST');
			return second === 'batch' ? compositeBatch(call) : composite(call);
		case 'actions':
			if (path !== 'actions/standard/computeConsumption') return notFound();
			if (method !== 'POST') return notAllowed(call, 'POST');
			return computeConsumption(org, call.version, bodyOf(call));
		case 'jobs':
			if (second === 'query') return queryJobRoute(call);
			return second === 'ingest' ? ingestRoute(call) : notFound();
		case 'sobjects':
			if (second !== undefined) return recordRoute(call);
			return method === 'GET' ? describeGlobal(org, userId, root) : notAllowed(call, 'GET');
		default:
			return notFound();
	}
}

function query(call: Call, resource: 'query' | 'queryAll', locator?: string): OrgResponse {
	if (locator !== undefined) return nextPage(call.org, locator, call.userId, resource);
	const text = call.query.get('q');
	if (text === null || text === '')
		throw new SalesforceRefusal('MALFORMED_QUERY', 'SOQL statements cannot be empty or null');
	const isTooling = call.path.startsWith('tooling/');
	const asking = { ...askingOf(call, text), all: resource === 'queryAll', isTooling };
	if (call.query.get('columns') === 'true') return columnMetadata(asking);
	const root = isTooling ? `${call.root}/tooling` : call.root;
	return openQuery(asking, root, resource, call.headers['sforce-query-options']);
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
