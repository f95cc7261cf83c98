/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import type { IDataObject, INode } from 'n8n-workflow';

import { PublicApi } from './publicApi';

/**
 * npm run playbook:import: the playbook into an n8n anywhere, by its public API. Importing again updates what
 * is there and keeps the credentials that were chosen.
 */
const USAGE = `N8N_API_KEY=... npm run playbook:import -- --url https://n8n.example.com [options]

  --url URL             the n8n (N8N_URL)
  --credential NAME     the Salesforce CRM OAuth2 API credential for all Salesforce Licenses nodes
  --smtp NAME           the SMTP credential for all e-mail nodes
  --slack NAME          the Slack API credential for all Slack nodes
  --servicenow NAME     the ServiceNow Basic Auth credential for all ServiceNow nodes
  --pair NAME           only a pair of subflows for an additional org, with --credential its own credential
  --page NAME           the Basic Auth credential that opens the record page
  --storage KIND        where the tables are: data-tables or postgres; when left out, as before, else data-tables
  --postgres NAME       the Postgres credential for the storage
  --help                this text

The key is made in n8n under Settings > n8n API, with the scopes of workflows and credential:list.
A credential is named by its name or its id. Without it, choose the credential in the nodes and publish.`;

const FOLDER = path.join(__dirname, '..', 'playbook');
/** Files that stand in for those of the same id. */
const STORAGES = { 'data-tables': null, postgres: path.join(__dirname, '..', 'playbook-postgres') };
const POSTGRES_NODE = 'n8n-nodes-base.postgres';

/** What every org has of its own: the workflows with the Salesforce credential. */
const PAIR = ['download-subscriptions.json', 'reclaim-subscription.json'];

/** Which credential goes where: option, type of credential, types of nodes. */
const CREDENTIALS = [
	['credential', 'salesforceCrmOAuth2Api', 'n8n-nodes-salesforce-licenses.salesforceLicenses'],
	['smtp', 'smtp', 'n8n-nodes-base.emailSend'],
	['slack', 'slackApi', 'n8n-nodes-base.slack'],
	['servicenow', 'serviceNowBasicApi', 'n8n-nodes-base.serviceNow'],
	['page', 'httpBasicAuth', 'n8n-nodes-base.webhook'],
	['postgres', 'postgres', POSTGRES_NODE],
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
	servicenow?: string;
	/** Only a pair of subflows for an additional org, by this name. */
	pair?: string;
	page?: string;
	storage?: string;
	postgres?: string;
}

export async function importPlaybook(options: ImportOptions): Promise<Imported[]> {
	const api = new PublicApi(options.url, options.apiKey);
	const there = (await api.all<Workflow>('/workflows')).filter(
		({ isArchived }) => isArchived !== true,
	);
	const storage = chosenStorage(options, there);
	const credentials = await chosenCredentials(api, options);
	const imported =
		options.pair === undefined
			? await importAll(api, there, credentials, storage)
			: await importPair(api, there, credentials, options.pair);
	await publishAll(api, imported);
	return imported;
}

async function importAll(
	api: PublicApi,
	there: Workflow[],
	credentials: Chosen,
	storage: keyof typeof STORAGES,
): Promise<Imported[]> {
	const files = readPlaybook(storage);
	// First every workflow gets its id on this n8n, so that all can name each other.
	const known = (file: Workflow) =>
		there.find(({ id }) => id === file.id) ?? there.find(({ name }) => name === file.name);
	const ids = new Map<string, string>();
	for (const file of files) ids.set(file.id, known(file)?.id ?? (await create(api, file)));
	const imported: Imported[] = [];
	for (const file of files) {
		const id = ids.get(file.id) as string;
		imported.push(await write(api, id, withIds(file, ids), known(file), credentials));
	}
	// Pairs of other orgs are brought up to date too, and keep their credentials.
	for (const file of readFolder(FOLDER, PAIR)) {
		for (const pair of there.filter((workflow) => isPairOf(file, workflow))) {
			imported.push(await write(api, pair.id, { ...file, name: pair.name }, pair, []));
		}
	}
	return imported;
}

async function importPair(
	api: PublicApi,
	there: Workflow[],
	credentials: Chosen,
	pair: string,
): Promise<Imported[]> {
	if (pair.trim() === '')
		throw new Error('--pair takes the name of the connection, e.g. "EMEA org".');
	const imported: Imported[] = [];
	for (const file of readFolder(FOLDER, PAIR)) {
		const named = { ...file, name: `${file.name} (${pair.trim()})` };
		const known = there.find(({ name }) => name === named.name);
		const id = known?.id ?? (await create(api, named));
		imported.push(await write(api, id, named, known, credentials));
	}
	return imported;
}

/** "Salesforce CRM Download Subscriptions (EMEA)" is one of "Salesforce CRM Download Subscriptions". */
const isPairOf = (file: Workflow, { name }: Workflow): boolean =>
	name.startsWith(`${file.name} (`) && name.endsWith(')');

async function create(api: PublicApi, { name, settings }: Workflow): Promise<string> {
	const body = { name, nodes: [], connections: {}, settings };
	return (await api.request<Workflow>('POST', '/workflows', body)).id;
}

async function write(
	api: PublicApi,
	id: string,
	{ name, nodes, connections, settings }: Workflow,
	before: Workflow | undefined,
	credentials: Chosen,
): Promise<Imported> {
	const chosen = nodes.map((node) => withCredentials(asSetUp(node, before), before, credentials));
	await api.request('PUT', `/workflows/${id}`, { name, nodes: chosen, connections, settings });
	return { name, id, became: before === undefined ? 'created' : 'updated', unpublished: null };
}

async function publishAll(api: PublicApi, imported: Imported[]): Promise<void> {
	// n8n publishes a workflow only when all that it calls are published, so several rounds may be needed.
	let waiting = imported;
	for (let before = -1; waiting.length !== before; ) {
		before = waiting.length;
		for (const workflow of waiting) workflow.unpublished = await api.publish(workflow.id);
		waiting = waiting.filter(({ unpublished }) => unpublished !== null);
	}
}

/** An update must not move the tables: where nothing is said, they stay where they are. */
function chosenStorage(
	{ storage, postgres }: ImportOptions,
	there: Workflow[],
): keyof typeof STORAGES {
	const inPostgres = there.some(
		({ name, nodes }) =>
			name === 'Salesforce Licenses: Storage' && nodes.some(({ type }) => type === POSTGRES_NODE),
	);
	const chosen = storage ?? (inPostgres ? 'postgres' : 'data-tables');
	if (!Object.hasOwn(STORAGES, chosen)) {
		throw new Error(`--storage is "${chosen}". It can be: ${Object.keys(STORAGES).join(', ')}.`);
	}
	if (postgres !== undefined && chosen !== 'postgres') {
		throw new Error('--postgres names a credential that nothing uses. Add --storage postgres.');
	}
	return chosen as keyof typeof STORAGES;
}

function readPlaybook(storage: keyof typeof STORAGES): Workflow[] {
	const instead = STORAGES[storage] === null ? [] : readFolder(STORAGES[storage]);
	return readFolder(FOLDER).map((file) => instead.find(({ id }) => id === file.id) ?? file);
}

function readFolder(folder: string, files = readdirSync(folder)): Workflow[] {
	return files
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Workflow);
}

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

/** What people are told to change stays: the values in a node Settings, and which channels are switched on. */
function asSetUp(node: INode, before: Workflow | undefined): INode {
	const known = before?.nodes.find(({ name, type }) => name === node.name && type === node.type);
	if (known === undefined) return node;
	const kept = { ...node, disabled: known.disabled === true };
	if (node.name !== 'Settings') return kept;
	const values = new Map(assignmentsOf(known).map(({ name, value }) => [name, value]));
	const assignments = assignmentsOf(node).map((assignment) => ({
		...assignment,
		value: values.get(assignment.name) ?? assignment.value,
	}));
	return { ...kept, parameters: { ...node.parameters, assignments: { assignments } } } as INode;
}

function assignmentsOf({ parameters }: INode): Array<{ name: string; value: unknown }> {
	const { assignments } = (parameters.assignments ?? {}) as { assignments?: [] };
	return assignments ?? [];
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

async function main(): Promise<void> {
	const option = { type: 'string' } as const;
	const { values } = parseArgs({
		options: {
			url: option,
			credential: option,
			smtp: option,
			slack: option,
			servicenow: option,
			pair: option,
			page: option,
			storage: option,
			postgres: option,
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
	const imported = await importPlaybook({ ...values, url, apiKey });
	const address = (id: string): string => `${url.replace(/\/+$/, '')}/workflow/${id}`;
	for (const { name, id, became, unpublished } of imported) {
		say(`${became}  ${name}  ${address(id)}`);
		if (unpublished !== null) say(`         not published. ${unpublished.replace(/\n+/g, ' ')}`);
	}
	if (values.pair === undefined) return;
	const [download, reclaim] = imported;
	say(
		'\nConnect the pair in the Guided Setup, lane "Connect an additional org", with these values:',
	);
	say(`  Name of the connection   ${values.pair}`);
	say(`  Its download subflow     ${address(download.id)}`);
	say(`  Its reclaim subflow      ${address(reclaim.id)}`);
}

if (require.main === module) {
	main().catch((error: Error) => {
		process.stderr.write(`${error.message}\n`);
		process.exitCode = 1;
	});
}
