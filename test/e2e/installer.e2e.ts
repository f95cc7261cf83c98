/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject, INode } from 'n8n-workflow';

import { PLAYBOOK } from '../../nodes/SalesforceLicenses/operations/playbook/shippedPlaybook';
import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import type { OpenBrowser } from './browser';
import { openBrowser, signInToN8n } from './browser';
import type { Execution, Owner, WorkflowJson } from './n8nApi';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import { ROOT } from './paths';
import { until } from './until';
import { createCredential } from './workflows';

jest.setTimeout(480_000);

const FILE = path.join(ROOT, 'workflows', 'install-playbook.json');
const INSTALLER = 'Salesforce Licenses: Install the Playbook';

interface Listed {
	id: string;
	name: string;
	versionId: string;
	activeVersionId: string | null;
	isArchived: boolean;
	nodes: INode[];
}

let n8n: RunningN8n;
let api: N8nApi;
let org: RunningOrg;
let owner: Owner;
let apiKey: string;
let credentials: Record<string, { id: string; name: string }>;

async function createN8nCredential(name: string, key: string) {
	const data = { apiKey: key, baseUrl: `${n8n.url}/api/v1` };
	return { id: await api.createCredential(name, 'n8nApi', data), name };
}

beforeAll(async () => {
	n8n = await startN8n({ label: 'installer' });
	api = new N8nApi(n8n.url);
	owner = await api.createOwner();
	apiKey = await api.createApiKey('installer');
	org = await startOrg({ users: 20, seed: 3 });
	const other = async (name: string, type: string, data: IDataObject) => ({
		id: await api.createCredential(name, type, data),
		name,
	});
	const login = { user: 'viewer', password: 'a password of this test' };
	credentials = {
		n8nApi: await createN8nCredential('n8n', apiKey),
		salesforceCrmOAuth2Api: await createCredential(api, org, 'clientCredentials'),
		smtp: await other('Mail', 'smtp', { host: '127.0.0.1', port: 25 }),
		slackApi: await other('Slack', 'slackApi', { accessToken: 'xoxb-of-this-test' }),
		serviceNowBasicApi: await other('ServiceNow', 'serviceNowBasicApi', {
			...login,
			subdomain: 'test',
		}),
		httpBasicAuth: await other('Viewers', 'httpBasicAuth', login),
	};
});

afterAll(async () => {
	await n8n?.stop();
	await org?.close();
});

/** The file as a person sets it up: credentials in the nodes, and what is chosen in *Playbook*. */
async function importInstaller(
	choices: IDataObject = {},
	own: { id: string; name: string } = credentials.n8nApi,
): Promise<string> {
	const file = JSON.parse(readFileSync(FILE, 'utf8')) as WorkflowJson;
	// A person pastes it, or imports it from a file: n8n gives it an ID.
	delete file.id;
	const types: Record<string, string> = {
		'n8n-nodes-base.n8n': 'n8nApi',
		'n8n-nodes-base.emailSend': 'smtp',
		'n8n-nodes-base.slack': 'slackApi',
		'n8n-nodes-base.serviceNow': 'serviceNowBasicApi',
		'n8n-nodes-base.httpRequest': 'httpBasicAuth',
	};
	for (const node of file.nodes) {
		const type = node.name === 'Salesforce' ? 'salesforceCrmOAuth2Api' : types[node.type];
		if (type !== undefined)
			node.credentials = { [type]: type === 'n8nApi' ? own : credentials[type] };
		if (node.name === 'Playbook') Object.assign(node.parameters, choices);
	}
	return await api.importWorkflow(file);
}

async function install(choices: IDataObject = {}): Promise<IDataObject[]> {
	const id = await importInstaller(choices);
	try {
		return summaryOf(await api.runWorkflow(id, 'Start', 280_000));
	} finally {
		await api.deleteWorkflow(id);
	}
}

function summaryOf(execution: Execution): IDataObject[] {
	expect({ status: execution.status, error: execution.error?.message }).toEqual({
		status: 'success',
	});
	return execution.json('Summary');
}

async function publicApi<T>(method: string, at: string, body?: unknown): Promise<T> {
	const response = await fetch(`${n8n.url}/api/v1${at}`, {
		method,
		headers: { 'X-N8N-API-KEY': apiKey, 'content-type': 'application/json' },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	return (await response.json()) as T;
}

async function listed(): Promise<Listed[]> {
	const { data } = await publicApi<{ data: Listed[] }>('GET', '/workflows?limit=250');
	return data.filter(({ isArchived, name }) => !isArchived && name !== INSTALLER);
}

async function named(name: string): Promise<Listed> {
	const found = (await listed()).find((one) => one.name === name);
	if (found === undefined) throw new RangeError(`There is no workflow "${name}"`);
	return found;
}

/** A change through n8n's editor API. */
async function change(name: string, edit: (nodes: INode[]) => void): Promise<void> {
	const { id } = await named(name);
	const workflow = await api.workflow(id);
	edit(workflow.nodes);
	await api.updateWorkflow(id, workflow);
}

const node = (nodes: INode[], name: string): INode => {
	const found = nodes.find((one) => one.name === name);
	if (found === undefined) throw new RangeError(`There is no node "${name}"`);
	return found;
};
/** As if an earlier version had written it. */
const older = (nodes: INode[]): void => {
	const note = node(nodes, 'Playbook Version');
	note.notes = note.notes?.replace(/"version":"[^"]*"/, '"version":"0.0.1"');
};

describe('an API key that n8n does not take', () => {
	test('stops the installer, which says what to check, and nothing is written', async () => {
		const wrong = await createN8nCredential('Wrong', 'not a key of this n8n');
		const id = await importInstaller({}, wrong);
		const { status, error } = await api.runWorkflow(id, 'Start');
		await api.deleteWorkflow(id);
		expect(status).toBe('error');
		expect(error?.message).toContain('could not be read: Authorization failed');
		expect(error?.description).toContain('Settings > n8n API');
		expect(await listed()).toEqual([]);
	});
});

describe('an n8n with nothing but the package', () => {
	test('two installs at once leave one of each workflow, published and linked', async () => {
		const ids = [await importInstaller(), await importInstaller()];
		const running = [];
		for (const id of ids) running.push(await api.startWorkflow(id, 'Start'));
		for (const id of running) summaryOf(await api.execution(id, 280_000));
		for (const id of ids) await api.deleteWorkflow(id);
		const there = await listed();
		expect(there.map(({ name }) => name).sort()).toEqual(
			PLAYBOOK.workflows.map(({ name }) => name).sort(),
		);
		const summary = await install();
		expect(summary.map(({ name, todo, publish }) => ({ name, todo, publish }))).toEqual(
			summary.map(({ name }) => ({ name, todo: 'none', publish: false })),
		);
		expect((await listed()).every(({ activeVersionId }) => activeVersionId !== null)).toBe(true);
		expect(summary[0].url).toBe(`${n8n.url}/workflow/${String(summary[0].id)}`);
	});

	test('its forms open', async () => {
		const { nodes } = await named('Guided Setup');
		const trigger = nodes.find(({ type }) => type === 'n8n-nodes-base.formTrigger');
		const { path: at } = (trigger?.parameters.options ?? {}) as { path?: string };
		const status = await until('the form is open', async () => {
			const response = await fetch(`${n8n.url}/form/${at ?? ''}`);
			return response.status === 404 ? undefined : response.status;
		});
		expect([200, 401, 403]).toContain(status);
	});
});

describe('an update', () => {
	test('writes nothing when there is nothing new, not even after the editor saved a workflow', async () => {
		const before = await named('Scheduled Jobs');
		const browser: OpenBrowser = await openBrowser();
		try {
			const page = await browser.context.newPage();
			await signInToN8n(page, n8n.url, owner);
			await page.goto(`${n8n.url}/workflow/${before.id}`);
			const first = page.locator('[data-test-id="canvas-node"]').first();
			const box = await first.boundingBox();
			const [x, y] = [box?.x ?? 0, box?.y ?? 0];
			await page.mouse.move(x + 20, y + 20);
			await page.mouse.down();
			await page.mouse.move(x + 140, y + 120, { steps: 8 });
			await page.mouse.up();
			await page.keyboard.press('Control+s');
			await until('the editor has saved', async () => {
				const { versionId } = await named('Scheduled Jobs');
				return versionId === before.versionId ? undefined : versionId;
			});
		} finally {
			await browser.close();
		}
		const there = await listed();
		const moved = (name: unknown) => name === 'Scheduled Jobs';
		const summary = await install();
		expect(summary.filter(({ name }) => !moved(name)).map(({ status }) => status)).toEqual(
			there.filter(({ name }) => !moved(name)).map(() => 'Up to date'),
		);
		expect(summary.filter(({ changes }) => (changes as string[]).length > 0)).toEqual([]);
	});

	test('keeps credentials, Settings, schedules, disabled nodes and what is unpublished', async () => {
		const mine = {
			id: await api.createCredential('Mine', 'smtp', { host: 'x', port: 25 }),
			name: 'Mine',
		};
		await change('Alert', (nodes) => {
			older(nodes);
			node(nodes, 'Send to Slack').disabled = true;
			node(nodes, 'Send E-mail').credentials = { smtp: mine };
			const { assignments } = node(nodes, 'Settings').parameters.assignments as {
				assignments: IDataObject[];
			};
			assignments[0].value = 'me@acme.com';
		});
		await change('Scheduled Jobs', (nodes) => {
			older(nodes);
			node(nodes, 'Daily').parameters = { rule: { interval: [{ triggerAtHour: 5 }] } };
		});
		const digest = await named('Digest');
		await publicApi('POST', `/workflows/${digest.id}/deactivate`);
		const summary = await install();
		const status = (name: string) => summary.find((item) => item.name === name)?.status;
		expect(status('Alert')).toBe('Updated');
		expect(status('Scheduled Jobs')).toBe('Updated');
		expect(status('Digest')).toContain('stays unpublished');
		const { nodes, activeVersionId, versionId } = await named('Alert');
		expect(activeVersionId).toBe(versionId);
		expect(node(nodes, 'Playbook Version').notes).toContain(`"version":"${PLAYBOOK.version}"`);
		expect(node(nodes, 'Send to Slack').disabled).toBe(true);
		expect(node(nodes, 'Send E-mail').credentials?.smtp.id).toBe(mine.id);
		expect(JSON.stringify(node(nodes, 'Settings').parameters)).toContain('me@acme.com');
		const jobs = await named('Scheduled Jobs');
		expect(JSON.stringify(node(jobs.nodes, 'Daily').parameters)).toContain('"triggerAtHour":5');
		expect((await named('Digest')).activeVersionId).toBeNull();
	});

	test('leaves a workflow that someone changed, names the change, and never touches others', async () => {
		const theirs = await api.importWorkflow({ name: 'Mine', nodes: [], connections: {} });
		await change('On Error', (nodes) => {
			older(nodes);
			nodes[1].parameters = { ...nodes[1].parameters, mine: true };
		});
		const before = await listed();
		const summary = await install();
		const item = summary.find(({ name }) => name === 'On Error');
		expect(item?.status).toMatch(/^Left as it is: node ".+" was changed/);
		expect(await listed()).toEqual(before);
		const replaced = await install({ changedWorkflows: 'replace' });
		expect(replaced.find(({ name }) => name === 'On Error')?.status).toBe('Updated');
		expect(JSON.stringify((await named('On Error')).nodes)).not.toContain('"mine":true');
		expect((await listed()).map(({ id }) => id)).toContain(theirs);
	});

	test('another org is one run with a name', async () => {
		const summary = await install({ purpose: 'connectOrg', orgName: 'EMEA org' });
		expect(summary.map(({ status }) => status)).toEqual(
			PLAYBOOK.pair.map(() => 'Created and published'),
		);
		for (const { name } of summary) expect(name).toContain('(EMEA org)');
	});
});

describe('uninstall', () => {
	test('deletes the workflows and keeps tables and other workflows, until told otherwise', async () => {
		const { id: project } = await api.request<{ id: string }>('GET', '/rest/projects/personal');
		const at = `/rest/projects/${project}/data-tables`;
		const [table] = PLAYBOOK.tables;
		await api.request('POST', at, { name: table, columns: [{ name: 'name', type: 'string' }] });
		const tables = async () =>
			(await api.request<{ data: Array<{ name: string }> }>('GET', at)).data.map(
				({ name }) => name,
			);
		const summary = await install({ purpose: 'uninstall' });
		expect(summary).toMatchObject([
			{ status: expect.stringContaining('No workflow of the playbook is left') as string },
		]);
		expect((await listed()).map(({ name }) => name)).toEqual(['Mine']);
		expect(await tables()).toContain(table);
		await install({ purpose: 'uninstall', deleteTables: true });
		expect(await tables()).not.toContain(table);
	});
});
