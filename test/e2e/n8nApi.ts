/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { parse } from 'flatted';
import type {
	IDataObject,
	INode,
	IConnections,
	INodeExecutionData,
	IRunExecutionData,
} from 'n8n-workflow';

export interface Owner {
	email: string;
	password: string;
}

export interface WorkflowJson {
	id?: string;
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IDataObject;
}

export interface Execution {
	id: string;
	status: string;
	/** What went wrong, as n8n shows it. */
	error?: { message: string; description?: string; node?: string };
	/** What a node gave out, by name and output. */
	items(node: string, output?: number): INodeExecutionData[];
	json<T = IDataObject>(node: string, output?: number): T[];
	/** All of it, as n8n stored it: for checks that no secret is in it. */
	raw: string;
}

/** The most that n8n gives at once. */
const ROWS_PER_PAGE = 250;

const MOST_PAUSE_MS = 800;

const DONE = new Set(['success', 'error', 'crashed', 'canceled']);

/** n8n's own REST interface, as its editor uses it. */
export class N8nApi {
	private cookie = '';
	/** n8n binds a session to the browser it began in. */
	private readonly browserId = randomUUID();
	private readonly dataTableUrls = new Map<string, string>();

	constructor(readonly url: string) {}

	/** A connection that n8n closes just when it is used again fails; a read is repeated on a new one. */
	private async fetch(url: string, init: RequestInit): Promise<Response> {
		if (init.method !== 'GET') return await fetch(url, init);
		try {
			return await fetch(url, init);
		} catch {
			return await fetch(url, { ...init, headers: { ...init.headers, connection: 'close' } });
		}
	}

	async request<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await this.fetch(`${this.url}${path}`, {
			method,
			headers: {
				'browser-id': this.browserId,
				...(this.cookie === '' ? {} : { cookie: this.cookie }),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const session = response.headers
			.getSetCookie()
			.find((cookie) => cookie.startsWith('n8n-auth='));
		if (session !== undefined) this.cookie = session.split(';', 1)[0];
		const text = await response.text();
		if (!response.ok) throw new N8nApiError(method, path, response.status, text);
		const answer = JSON.parse(text === '' ? '{}' : text) as { data?: T };
		return answer.data as T;
	}

	/** The first account of a fresh n8n, signed in from then on. The password is random and kept by no one else. */
	async createOwner(email = 'owner@example.com'): Promise<Owner> {
		const password = `Aa1${randomBytes(9).toString('base64url')}`;
		const person = { email, firstName: 'License', lastName: 'Owner', password };
		await this.request('POST', '/rest/owner/setup', person);
		return { email, password };
	}

	/** A second account, which sees no workflow of the owner. */
	async createMember(email: string): Promise<Owner> {
		const password = `Aa1${randomBytes(9).toString('base64url')}`;
		const [{ user }] = await this.request<Array<{ user: { inviteAcceptUrl: string } }>>(
			'POST',
			'/rest/invitations',
			[{ email, role: 'global:member' }],
		);
		const token = new URL(user.inviteAcceptUrl).searchParams.get('token');
		const person = { token, firstName: 'A', lastName: 'Member', password };
		// Accepting signs in, so another session does it.
		await new N8nApi(this.url).request('POST', '/rest/invitations/accept', person);
		return { email, password };
	}

	async login({ email, password }: Owner): Promise<void> {
		await this.request('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	async createCredential(name: string, type: string, data: IDataObject): Promise<string> {
		const { id } = await this.request<{ id: string }>('POST', '/rest/credentials', {
			name,
			type,
			data,
		});
		return id;
	}

	async updateCredential(id: string, name: string, type: string, data: IDataObject): Promise<void> {
		await this.request('PATCH', `/rest/credentials/${id}`, { name, type, data });
	}

	/** The button "Test" of the credential's form. */
	async testCredential(
		id: string,
		name: string,
		type: string,
		data: IDataObject,
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		const credentials = { id, name, type, data };
		return await this.request('POST', '/rest/credentials/test', { credentials });
	}

	/** The address n8n's Connect button opens. */
	async authorizeUrl(credentialId: string): Promise<string> {
		return await this.request('GET', `/rest/oauth2-credential/auth?id=${credentialId}`);
	}

	async importWorkflow(workflow: WorkflowJson): Promise<string> {
		const { id } = await this.request<{ id: string }>('POST', '/rest/workflows', {
			settings: { executionOrder: 'v1' },
			...workflow,
		});
		return id;
	}

	async workflow(id: string): Promise<WorkflowJson & { versionId: string }> {
		return await this.request('GET', `/rest/workflows/${id}`);
	}

	async updateWorkflow(id: string, workflow: WorkflowJson & { versionId: string }): Promise<void> {
		const { name, nodes, connections, settings, versionId } = workflow;
		const body = { name, nodes, connections, settings, versionId };
		await this.request('PATCH', `/rest/workflows/${id}`, body);
	}

	async activateWorkflow(id: string): Promise<void> {
		const { versionId } = await this.workflow(id);
		await this.request('POST', `/rest/workflows/${id}/activate`, { versionId });
	}

	/** n8n deletes only what is archived. */
	async deleteWorkflow(id: string): Promise<void> {
		await this.request('POST', `/rest/workflows/${id}/archive`);
		await this.request('DELETE', `/rest/workflows/${id}`);
	}

	async startWorkflow(id: string, trigger: string): Promise<string> {
		const body = { triggerToStartFrom: { name: trigger } };
		const started = await this.request<{ executionId: string }>(
			'POST',
			`/rest/workflows/${id}/run`,
			body,
		);
		return started.executionId;
	}

	async execution(id: string, withinMs = 240_000): Promise<Execution> {
		const started = Date.now();
		const deadline = started + withinMs;
		while (Date.now() < deadline) {
			const found = await this.request<{ status: string; data: string }>(
				'GET',
				`/rest/executions/${id}`,
			);
			if (DONE.has(found.status)) return readExecution(id, found.status, found.data);
			// Each look loads all of its data, and takes the time of n8n from the work that is waited for.
			await sleep(Math.min(MOST_PAUSE_MS, Math.max(100, (Date.now() - started) / 4)));
		}
		throw new Error(`Execution ${id} did not end within ${withinMs / 1000} s`);
	}

	/** Where a waiting execution is resumed, as soon as it waits in this node. */
	async resumeUrl(id: string, node: string): Promise<string | undefined> {
		const found = await this.request<{ status: string; data: string }>(
			'GET',
			`/rest/executions/${id}`,
		);
		if (found.status !== 'waiting') return undefined;
		const { resultData, executionData } = parse(found.data) as IRunExecutionData;
		const [task] = resultData.runData[node] ?? [];
		const { resumeUrl } = (task?.metadata ??
			executionData?.nodeExecutionStack[0]?.metadata ??
			{}) as {
			resumeUrl?: string;
		};
		return resumeUrl;
	}

	async runWorkflow(id: string, trigger: string, withinMs?: number): Promise<Execution> {
		return await this.execution(await this.startWorkflow(id, trigger), withinMs);
	}

	/** Where the rows of a table are; undefined if there is no such table. */
	private async dataTableUrl(name: string): Promise<string | undefined> {
		const known = this.dataTableUrls.get(name);
		if (known !== undefined) return known;
		const { id } = await this.request<{ id: string }>('GET', '/rest/projects/personal');
		const all = `/rest/projects/${id}/data-tables`;
		const { data } = await this.request<{ data: Array<{ id: string; name: string }> }>('GET', all);
		for (const table of data) this.dataTableUrls.set(table.name, `${all}/${table.id}/rows`);
		return this.dataTableUrls.get(name);
	}

	async dataTableRows(name: string): Promise<IDataObject[]> {
		const url = await this.dataTableUrl(name);
		if (url === undefined) return [];
		const rows: IDataObject[] = [];
		try {
			for (;;) {
				const page = await this.request<{ data: IDataObject[] }>(
					'GET',
					`${url}?take=${ROWS_PER_PAGE}&skip=${rows.length}&sortBy=id:asc`,
				);
				rows.push(...page.data);
				if (page.data.length < ROWS_PER_PAGE) return rows;
			}
		} catch (error) {
			if (!(error instanceof N8nApiError) || error.status !== 404) throw error;
			// The table was deleted since; there may be another one of this name.
			this.dataTableUrls.clear();
			return await this.dataTableRows(name);
		}
	}

	async createApiKey(label: string): Promise<string> {
		const scopes = await this.request<string[]>('GET', '/rest/api-keys/scopes');
		const body = { label, expiresAt: null, scopes };
		return (await this.request<{ rawApiKey: string }>('POST', '/rest/api-keys', body)).rawApiKey;
	}
}

export class N8nApiError extends Error {
	constructor(
		method: string,
		path: string,
		readonly status: number,
		readonly body: string,
	) {
		super(`n8n answered ${status} to ${method} ${path.split('?')[0]}: ${body.slice(0, 500)}`);
		this.name = 'N8nApiError';
	}
}

function readExecution(id: string, status: string, raw: string): Execution {
	const { resultData } = parse(raw) as IRunExecutionData;
	const items = (node: string, output = 0): INodeExecutionData[] =>
		(resultData.runData[node] ?? []).flatMap((run) => run.data?.main[output] ?? []);
	const error = resultData.error as
		| { message: string; description?: string | null; node?: { name: string } }
		| undefined;
	return {
		id,
		status,
		raw,
		items,
		json: <T>(node: string, output?: number) => items(node, output).map(({ json }) => json as T),
		...(error === undefined
			? {}
			: {
					error: {
						message: error.message,
						description: error.description ?? undefined,
						node: error.node?.name,
					},
				}),
	};
}
