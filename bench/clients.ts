/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject, INode, INodeType } from 'n8n-workflow';
import type { NodeRun } from '../test/support/inProcess';
import type { Estate } from './estate';

/** The input of a child process of the bench. */
export interface Asked {
	url: string;
	token: string;
	credential: { clientId: string; clientSecret: string };
	parameters: INode['parameters'];
	/** For Reclaim: the candidates. */
	items: Array<Record<string, string>>;
	/** For the plain client: the node's requests. */
	requests: AskedRequest[];
	/** For the report: as many items. */
	users: number;
	/** And of which kind. */
	estate: Estate;
	/** For n8n's built-in node. */
	statements: string[];
	/** For the trigger: what n8n's database has of the workflow. */
	stored: IDataObject;
}

export interface AskedRequest {
	method: string;
	path: string;
	body: string;
}

export interface Measured {
	rows: number;
	milliseconds: number;
	cpuMilliseconds: number;
	/** Resident memory when idle, and its peak during the run. */
	idleMegabytes: number;
	peakMegabytes: number;
	/** For the report: the items themselves, on the heap. */
	itemsMegabytes?: number;
	/** For the trigger: what n8n's database has afterwards. */
	stored?: IDataObject;
}

const SAMPLE_MS = 20;
const megabytes = () => process.memoryUsage.rss() / 1e6;

async function measure(work: () => Promise<number>): Promise<Measured> {
	globalThis.gc?.();
	const idleMegabytes = megabytes();
	let peakMegabytes = idleMegabytes;
	const sampler = setInterval(
		() => (peakMegabytes = Math.max(peakMegabytes, megabytes())),
		SAMPLE_MS,
	);
	const started = performance.now();
	const cpu = process.cpuUsage();
	const rows = await work();
	const milliseconds = performance.now() - started;
	const { user, system } = process.cpuUsage(cpu);
	clearInterval(sampler);
	peakMegabytes = Math.max(peakMegabytes, megabytes());
	return {
		rows,
		milliseconds,
		cpuMilliseconds: (user + system) / 1e3,
		idleMegabytes,
		peakMegabytes,
	};
}

/** Our node in n8n's own engine, with n8n's own file store: a download, which says how many rows it has. */
const node = async (asked: Asked) =>
	await inEngine(asked, ({ items }) =>
		asked.parameters.output === 'file' ? Number(items[0].rows) : items.length,
	);

/** The same for Reclaim: as many rows as outcomes in its first output. */
const reclaim = async (asked: Asked) => await inEngine(asked, ({ outputs }) => outputs[0].length);

async function inEngine(
	{ url, credential, parameters, items }: Asked,
	rowsOf: (run: NodeRun) => number,
): Promise<Measured> {
	const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
	process.env.N8N_USER_FOLDER = folder;
	const { runNode } = await import('../test/support/inProcess');
	const { binaryStore } = await import('../test/support/binaryStore');
	await binaryStore().init();
	const data = {
		grantType: 'clientCredentials',
		instanceUrl: url,
		allowCustomHost: true,
		...credential,
	};
	try {
		// Warms up: loads what n8n has loaded before a workflow runs, and fetches a token.
		await runNode({ resource: 'license', operation: 'getMany' }, data);
		return await measure(async () => {
			const run = await runNode(parameters, data, items);
			if (run.error !== null) throw run.error;
			return rowsOf(run);
		});
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** One poll of all events, in a process that has just been started: as many rows as events. */
async function trigger({ url, credential, stored }: Asked): Promise<Measured> {
	const { runNode } = await import('../test/support/inProcess');
	const { pollingWorkflow } = await import('../test/support/pollNode');
	const { ALL_EVENTS } = await import('../test/support/triggerCases');
	const data = { grantType: 'clientCredentials', instanceUrl: url, allowCustomHost: true };
	// Warms up: loads what n8n has loaded before a workflow runs.
	await runNode({ resource: 'license', operation: 'getMany' }, { ...data, ...credential });
	const workflow = pollingWorkflow({ events: ALL_EVENTS }, { ...data, ...credential });
	workflow.stored = stored;
	workflow.restart();
	const run = await measure(async () => (await workflow.poll()).length);
	return { ...run, stored: JSON.parse(workflow.memory()) as IDataObject };
}

/** Fetches the same bytes, compressed as the node requests them, and discards them. */
async function plain({ url, token, requests }: Asked): Promise<Measured> {
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const ask = async (address: string, init: RequestInit = {}) =>
		await fetch(url + address, { ...init, headers });
	const get = async (first: string) => {
		for (let address: string | undefined = first; address !== undefined; ) {
			const body: string = await (await ask(address)).text();
			address = /"nextRecordsUrl":"([^"]+)"/.exec(body.slice(0, 500))?.[1];
		}
	};
	const results = async (job: string) => {
		for (let locator = ''; locator !== 'null'; ) {
			const from = locator === '' ? '' : `&locator=${locator}`;
			const response = await ask(`${job}/results?maxRecords=50000${from}`);
			const reader = response.body?.getReader();
			while (reader !== undefined && !(await reader.read()).done);
			locator = response.headers.get('sforce-locator') ?? 'null';
		}
	};
	return await measure(async () => {
		const jobs: string[] = [];
		for (const { method, path: address, body } of requests) {
			if (method === 'GET') await get(address);
			if (method !== 'POST') continue;
			const { id } = (await (await ask(address, { method, body })).json()) as { id: string };
			if (id !== undefined) jobs.push(`${address}/${id}`);
		}
		for (const job of jobs) {
			for (let state = ''; state !== 'JobComplete'; )
				({ state } = (await (await ask(job)).json()) as { state: string });
			await results(job);
		}
		return 0;
	});
}

/** n8n's own Salesforce node in the same engine, with the SOQL that our node ran. */
async function builtin({ url, token, statements }: Asked): Promise<Measured> {
	const { runNode } = await import('../test/support/inProcess');
	const place = path.resolve('test/e2e/node_modules/n8n-nodes-base');
	const { Salesforce } = createRequire(path.join(place, 'package.json'))(
		path.join(place, 'dist/nodes/Salesforce/Salesforce.node.js'),
	) as { Salesforce: new () => INodeType };
	const credential = {
		grantType: 'pkce',
		oauthTokenData: { access_token: token, token_type: 'Bearer', instance_url: url },
	};
	const parameters = { resource: 'search', operation: 'query', query: '={{ $json.q }}' };
	const other = { implementation: new Salesforce(), credentialType: 'salesforceOAuth2Api' };
	return await measure(async () => {
		const items = statements.map((q) => ({ q }));
		const run = await runNode(parameters, credential, items, { other });
		if (run.error !== null) throw run.error;
		return run.items.length;
	});
}

/** What loading the package adds to n8n's start: `rows` is the number of bytes that stay on the heap. */
async function loading(): Promise<Measured> {
	const require = createRequire(path.resolve('package.json'));
	require('n8n-workflow');
	globalThis.gc?.();
	const before = process.memoryUsage().heapUsed;
	const loaded = await measure(async () => {
		const { n8n } = require('./package.json') as {
			n8n: { nodes: string[]; credentials: string[] };
		};
		for (const file of [...n8n.nodes, ...n8n.credentials]) {
			const [type] = Object.values(
				require(path.resolve(file)) as Record<string, new () => unknown>,
			);
			new type();
		}
		return await Promise.resolve(0);
	});
	globalThis.gc?.();
	return { ...loaded, rows: process.memoryUsage().heapUsed - before };
}

/** A node that does nothing with its items: what n8n itself needs to hand them over. */
const nothing = {
	description: {
		...{ displayName: 'Nothing', name: 'nothing', group: ['transform'], version: 1 },
		...{ description: '', defaults: {}, inputs: ['main'], outputs: ['main'], properties: [] },
	},
	execute: async () => await Promise.resolve([[]]),
} as unknown as INodeType;

/** Report > Create over this number of items, or a node that does nothing with them. */
async function report({ parameters, users, estate: of }: Asked): Promise<Measured> {
	const { runNode } = await import('../test/support/inProcess');
	const { estate } = await import('./estate');
	const isNothing = parameters.resource === 'nothing';
	const other = { implementation: nothing, credentialType: 'salesforceCrmOAuth2Api' };
	const options = isNothing ? { other } : {};
	await runNode(parameters, {}, estate(1000, of), options);
	const heap = () => {
		globalThis.gc?.();
		return process.memoryUsage().heapUsed / 1e6;
	};
	const before = heap();
	const items = estate(users, of);
	const itemsMegabytes = heap() - before;
	const run = await measure(async () => {
		const { error } = await runNode(parameters, {}, items, options);
		if (error !== null) throw error;
		return items.length;
	});
	return { ...run, itemsMegabytes };
}

export const CLIENTS: Record<string, (asked: Asked) => Promise<Measured>> = {
	node,
	reclaim,
	plain,
	builtin,
	loading,
	report,
	trigger,
};
