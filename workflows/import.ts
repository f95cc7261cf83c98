/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import type { IDataObject, INode } from 'n8n-workflow';

/**
 * npm run playbook:import: the playbook into an n8n anywhere, by its public API. Importing again updates what
 * is there and keeps the credentials that were chosen.
 */
const USAGE = `N8N_API_KEY=... npm run playbook:import -- --url https://n8n.example.com [options]

  --url URL             the n8n (N8N_URL)
  --credential NAME     the Salesforce CRM OAuth2 API credential for all Salesforce Licenses nodes
  --smtp NAME           the SMTP credential for all e-mail nodes
  --slack NAME          the Slack API credential for all Slack nodes
  --help                this text

The key is made in n8n under Settings > n8n API, with the scopes of workflows and credential:list.
A credential is named by its name or its id. Without it, choose the credential in the nodes and publish.`;

const FOLDER = path.join(__dirname, 'playbook');

/** Which credential goes where: option, type of credential, types of nodes. */
const CREDENTIALS = [
	['credential', 'salesforceCrmOAuth2Api', 'n8n-nodes-salesforce-licenses.salesforceLicenses'],
	['smtp', 'smtp', 'n8n-nodes-base.emailSend'],
	['slack', 'slackApi', 'n8n-nodes-base.slack'],
] as const;

interface Workflow {
	id: string;
	name: string;
	nodes: INode[];
	connections: IDataObject;
	settings: IDataObject;
	isArchived?: boolean;
}

interface Imported {
	name: string;
	id: string;
	became: 'created' | 'updated';
	/** Why n8n does not publish it, or null. */
	unpublished: string | null;
}

export interface ImportOptions {
	url: string;
	apiKey: string;
	credential?: string;
	smtp?: string;
	slack?: string;
}

export async function importPlaybook(options: ImportOptions): Promise<Imported[]> {
	const api = new PublicApi(options.url, options.apiKey);
	const files = readPlaybook();
	const there = (await api.all<Workflow>('/workflows')).filter(
		({ isArchived }) => isArchived !== true,
	);
	const credentials = await chosenCredentials(api, options);

	// First every workflow gets its id on this n8n, so that all can name each other.
	const ids = new Map<string, string>();
	const became = new Map<string, Imported['became']>();
	for (const file of files) {
		const known =
			there.find(({ id }) => id === file.id) ?? there.find(({ name }) => name === file.name);
		ids.set(
			file.id,
			known?.id ?? (await api.request<Workflow>('POST', '/workflows', bare(file))).id,
		);
		became.set(file.id, known === undefined ? 'created' : 'updated');
	}
	const imported: Imported[] = [];
	for (const file of files) {
		const id = ids.get(file.id) as string;
		const named = withIds(file, ids);
		const before = there.find((workflow) => workflow.id === id);
		const nodes = named.nodes.map((node) => withCredentials(node, before, credentials));
		const { name, connections, settings } = named;
		await api.request('PUT', `/workflows/${id}`, { name, nodes, connections, settings });
		imported.push({
			name,
			id,
			became: became.get(file.id) as Imported['became'],
			unpublished: null,
		});
	}
	// n8n publishes a workflow only when all that it calls are published, so several rounds may be needed.
	let waiting = imported;
	for (let before = -1; waiting.length !== before; ) {
		before = waiting.length;
		for (const workflow of waiting) workflow.unpublished = await api.publish(workflow.id);
		waiting = waiting.filter(({ unpublished }) => unpublished !== null);
	}
	return imported;
}

function readPlaybook(): Workflow[] {
	return readdirSync(FOLDER)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Workflow);
}

const bare = ({ name, settings }: Workflow) => ({ name, nodes: [], connections: {}, settings });

/** References stand in nodes, in expressions and in settings; the ids of the files are unlike any other text. */
function withIds(file: Workflow, ids: Map<string, string>): Workflow {
	let text = JSON.stringify(file);
	for (const [from, to] of ids) text = text.replaceAll(new RegExp(`\\b${from}\\b(?!-)`, 'g'), to);
	return JSON.parse(text) as Workflow;
}

type Chosen = Array<{ credentialType: string; nodeType: string; id: string; name: string }>;

async function chosenCredentials(api: PublicApi, options: ImportOptions): Promise<Chosen> {
	const wanted = CREDENTIALS.filter(([option]) => options[option] !== undefined);
	if (wanted.length === 0) return [];
	const known = await api.all<{ id: string; name: string; type: string }>('/credentials');
	return wanted.map(([option, credentialType, nodeType]) => {
		const given = options[option];
		const found = known.filter(({ id, name, type }) => {
			return type === credentialType && (id === given || name === given);
		});
		if (found.length !== 1) {
			throw new Error(
				`${found.length === 0 ? 'No credential' : 'More than one credential'} of the type ${credentialType} is called "${given}". Name it by its id, or check --${option}.`,
			);
		}
		return { credentialType, nodeType, id: found[0].id, name: found[0].name };
	});
}

/** What was chosen on this n8n stays, unless the command names another. */
function withCredentials(node: INode, before: Workflow | undefined, chosen: Chosen): INode {
	const kept = before?.nodes.find(({ name }) => name === node.name)?.credentials;
	const named = chosen.find(({ nodeType }) => nodeType === node.type);
	if (named === undefined) return kept === undefined ? node : { ...node, credentials: kept };
	return {
		...node,
		credentials: { ...kept, [named.credentialType]: { id: named.id, name: named.name } },
	};
}

class PublicApi {
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

async function main(): Promise<void> {
	const option = { type: 'string' } as const;
	const { values } = parseArgs({
		options: {
			url: option,
			credential: option,
			smtp: option,
			slack: option,
			help: { type: 'boolean', short: 'h' },
		},
	});
	const say = (line: string): void => void process.stdout.write(`${line}\n`);
	const url = values.url ?? process.env.N8N_URL;
	const apiKey = process.env.N8N_API_KEY;
	if (values.help === true) return say(USAGE);
	if (url === undefined || apiKey === undefined) {
		throw new Error(`${url === undefined ? '--url' : 'N8N_API_KEY'} is missing.\n\n${USAGE}`);
	}
	for (const { name, id, became, unpublished } of await importPlaybook({
		...values,
		url,
		apiKey,
	})) {
		say(`${became}  ${name}  ${url.replace(/\/+$/, '')}/workflow/${id}`);
		if (unpublished !== null) say(`         not published. ${unpublished.replace(/\n+/g, ' ')}`);
	}
}

if (require.main === module) {
	main().catch((error: Error) => {
		process.stderr.write(`${error.message}\n`);
		process.exitCode = 1;
	});
}
