/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import { MODEL_CREDENTIAL } from './agents';
import type { OpenBrowser } from './browser';
import { openBrowser, screenshot, signInToN8n } from './browser';
import { FormPages } from './formPages';
import type { ModelServer } from './modelServer';
import { startModel } from './modelServer';
import type { WorkflowJson } from './n8nApi';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import { ROOT } from './paths';
import { until } from './until';
import type { Credential } from './workflows';
import { CREDENTIAL_TYPE, NODE_TYPE, createCredential } from './workflows';

jest.setTimeout(480_000);

const ADDRESS = 'form/salesforce-licenses-agent';
const TITLE = 'Salesforce licenses: ask the agent';

let n8n: RunningN8n;
let api: N8nApi;
let model: ModelServer;
let org: RunningOrg;
let browser: OpenBrowser;
let form: FormPages;

beforeAll(async () => {
	[n8n, model, org] = await Promise.all([
		startN8n({ label: 'agentTemplate' }),
		startModel(),
		startOrg({ users: 60, seed: 3 }),
	]);
	api = new N8nApi(n8n.url);
	const owner = await api.createOwner();
	const data = { apiKey: 'none', url: model.url };
	const id = await api.createCredential('Model', MODEL_CREDENTIAL, data);
	const salesforce = await createCredential(api, org, 'clientCredentials');
	const workflow = await api.importWorkflow(template(salesforce, { id, name: 'Model' }));
	await api.activateWorkflow(workflow);
	browser = await openBrowser();
	const page = await browser.context.newPage();
	await signInToN8n(page, n8n.url, owner);
	form = new FormPages(page);
	await until('the form is there', async () => {
		const { status } = await fetch(`${n8n.url}/${ADDRESS}`, { redirect: 'manual' });
		return status === 404 ? undefined : true;
	});
});

afterAll(async () => {
	await browser?.close();
	await n8n?.stop();
	await model?.close();
	await org?.close();
});

/** The file as a person changes it: the credentials. */
function template(salesforce: Credential, chatModel: Credential): WorkflowJson {
	const file = path.join(ROOT, 'workflows', 'agent-with-approval.json');
	const workflow = JSON.parse(readFileSync(file, 'utf8')) as WorkflowJson;
	for (const node of workflow.nodes) {
		if (node.type.startsWith(NODE_TYPE)) node.credentials = { [CREDENTIAL_TYPE]: salesforce };
		if (node.name === 'Chat Model') node.credentials = { [MODEL_CREDENTIAL]: chatModel };
	}
	return workflow;
}

const active = () =>
	org.org
		.rows('User')
		.filter(({ IsActive }) => IsActive === true)
		.map(({ Id }) => Id);

/** The agent reads, makes a plan for all candidates, and explains what it found, as the person asked. */
async function ask(explanation: string): Promise<void> {
	const plan = { userId: org.org.groundTruth.idleUsers[0], licenseKind: 'userLicense' };
	const candidates = { ...plan, licenseIdentifier: 'SFDC', action: 'deactivate' };
	model.script([
		{ tool: 'Find_Unused_Seats', args: {} },
		{ tool: 'Plan_Reclaim', args: { candidates, dryRun: false, allowWritesAsTool: true } },
		{ text: explanation },
	]);
	await form.open(`${n8n.url}/${ADDRESS}`, TITLE);
	await form.fill('What should the agent look at?', 'Who does not use Salesforce?');
	await form.submit('Approve');
}

test('the agent finds and explains, and nothing is written without approval', async () => {
	const before = active();
	await ask('These seats are unused.');
	expect(model.toolAnswers()).toEqual([
		expect.stringContaining('"candidateKey"'),
		expect.stringContaining('"outcome":"planned"'),
	]);
	expect(await form.text()).toContain('These seats are unused.');
	await screenshot(form.page, 'agent-approval');
	await form.submit('Nothing was changed');
	expect(active()).toEqual(before);
});

test('only the candidates that a person selects are reclaimed', async () => {
	const before = active();
	const blocked = new Set(org.org.blockers.map(({ userId }) => userId));
	const chosen = org.org.groundTruth.idleUsers.find((id) => !blocked.has(id)) ?? '';
	await ask('Take one.');
	await form.tick(`(${String(org.org.table('User').get(chosen)?.Username)})`);
	await form.submit('Done');
	expect(await form.text()).toContain('Done: 1.');
	expect(active()).toEqual(before.filter((id) => id !== chosen));
});
