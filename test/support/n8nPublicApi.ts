/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject, INode } from 'n8n-workflow';

/**
 * n8n's public API as its openapi.yml of 2.41.1 documents it: /workflows (list by cursor, create, update,
 * activate, delete) and /credentials. Bodies are strict there: an unknown field, or one that is read-only, is a 400.
 */
export interface StoredWorkflow {
	id: string;
	name: string;
	active: boolean;
	isArchived: boolean;
	versionId: string;
	/** Of the published version. */
	activeVersionId: string | null;
	createdAt: string;
	nodes: INode[];
	connections: IDataObject;
	settings: IDataObject;
}

export interface Seen {
	method: string;
	path: string;
	key: string | undefined;
}

export interface FakeN8n {
	url: string;
	workflows: StoredWorkflow[];
	credentials: Array<{ id: string; name: string; type: string }>;
	/** Every request that was received. */
	requests: Seen[];
	/** The requests that would change something. */
	writes(): Seen[];
	/** Answers in n8n's place when it returns true. */
	instead?: (request: Seen, response: ServerResponse) => boolean;
	named(name: string): StoredWorkflow[];
	add(workflow: Partial<StoredWorkflow> & { name: string }): StoredWorkflow;
	close(): Promise<void>;
}

/** The only API key that this n8n accepts. */
export const LETS_IN = 'n8n_api_key_of_a_test';
const WRITABLE = [
	'name',
	'nodes',
	'connections',
	'settings',
	'staticData',
	'nodeGroups',
	'pinData',
];
const NODE_FIELDS =
	'id name webhookId disabled notesInFlow notes type typeVersion executeOnce alwaysOutputData retryOnFail maxTries waitBetweenTries continueOnFail onError position parameters credentials';
const REQUIRED = ['name', 'nodes', 'connections', 'settings'];

export async function startN8n(): Promise<FakeN8n> {
	let next = 0;
	const newId = (): string => `n8nGaveThis${String((next += 1)).padStart(5, '0')}`;
	const fake: FakeN8n = {
		url: '',
		workflows: [],
		credentials: [],
		requests: [],
		writes: () => fake.requests.filter(({ method }) => method !== 'GET'),
		named: (wanted) => fake.workflows.filter(({ name }) => name === wanted),
		add: (workflow) => {
			const empty = { active: false, isArchived: false, nodes: [], connections: {}, settings: {} };
			const version = { versionId: newVersion(), activeVersionId: null, createdAt: newVersion() };
			const added = { id: newId(), ...empty, ...version, ...workflow };
			fake.workflows.push(added);
			return added;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
	const server = createServer((incoming, response) => {
		void bodyOf(incoming).then((body) => {
			const key = incoming.headers['x-n8n-api-key'] as string | undefined;
			const request = { method: incoming.method ?? '', path: incoming.url ?? '', key };
			fake.requests.push(request);
			if (fake.instead?.(request, response) === true) return;
			const [status, answer] = answerTo(fake, request, body);
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(answer));
		});
	});
	// On a busy machine a run takes longer between two requests than Node keeps a connection.
	server.keepAliveTimeout = 120_000;
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return fake;
}

let versions = 0;
const newVersion = (): string => `version${(versions += 1)}`;

function answerTo(fake: FakeN8n, { method, path, key }: Seen, body: string): [number, unknown] {
	const { pathname, searchParams } = new URL(path, fake.url);
	if (key !== LETS_IN) return [401, { message: 'unauthorized' }];
	const at = pathname.replace(/^\/api\/v1/, '');
	if (method === 'GET' && at === '/workflows') return [200, page(fake.workflows, searchParams)];
	if (method === 'GET' && at === '/credentials') return [200, page(fake.credentials, searchParams)];
	const [, id, verb] = /^\/workflows\/([^/]+)(\/activate|\/publish)?$/.exec(at) ?? [];
	const stored = fake.workflows.find((workflow) => workflow.id === id);
	if (method === 'POST' && at === '/workflows') {
		const fault = faultIn(body);
		if (fault !== undefined) return [400, { message: fault }];
		return [200, fake.add(JSON.parse(body) as StoredWorkflow)];
	}
	if (stored === undefined) return [404, { message: 'Not Found' }];
	if (method === 'PUT' && verb === undefined) {
		const fault = stored.isArchived ? 'Cannot update an archived workflow.' : faultIn(body);
		if (fault !== undefined) return [400, { message: fault }];
		const { settings, ...changes } = JSON.parse(body) as StoredWorkflow;
		const versionId = newVersion();
		// A published workflow is published again, and settings that are not sent stay.
		const activeVersionId = stored.active ? versionId : null;
		Object.assign(stored, changes, { versionId, activeVersionId });
		Object.assign(stored.settings, settings);
		return [200, stored];
	}
	if (method === 'POST' && verb !== undefined)
		return [200, Object.assign(stored, { active: true, activeVersionId: stored.versionId })];
	if (method === 'DELETE' && verb === undefined) {
		if (stored.active) return [400, { message: 'Cannot delete a published workflow.' }];
		fake.workflows.splice(fake.workflows.indexOf(stored), 1);
		return [200, stored];
	}
	return [405, { message: `${method} method not allowed` }];
}

/** The cursor is the start of the next page; the last page has none. */
function page<T>(rows: T[], query: URLSearchParams): { data: T[]; nextCursor: string | null } {
	const cursor = query.get('cursor');
	const { limit, offset } =
		cursor === null
			? { limit: Number(query.get('limit') ?? 100), offset: 0 }
			: (JSON.parse(Buffer.from(cursor, 'base64').toString()) as { limit: number; offset: number });
	const next = JSON.stringify({ limit, offset: offset + limit });
	const isLast = offset + limit >= rows.length;
	return {
		data: rows.slice(offset, offset + limit),
		nextCursor: isLast ? null : Buffer.from(next).toString('base64'),
	};
}

function faultIn(body: string): string | undefined {
	const fields = JSON.parse(body) as Record<string, unknown>;
	for (const name of Object.keys(fields)) {
		if (!WRITABLE.includes(name)) return `request/body/${name} is read-only`;
	}
	const missing = REQUIRED.find((name) => fields[name] === undefined);
	if (missing !== undefined) return `request/body must have required property '${missing}'`;
	const known = new Set(NODE_FIELDS.split(' '));
	const unknown = (fields.nodes as INode[]).flatMap((node) =>
		Object.keys(node).filter((name) => !known.has(name)),
	);
	return unknown.length === 0 ? undefined : `Unrecognized key in object: '${unknown[0]}'`;
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}
