import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import { Playbook } from './playbook';
import { createCredential } from './workflows';

jest.setTimeout(300_000);

let n8n: RunningN8n;
let api: N8nApi;
let org: RunningOrg;
let playbook: Playbook;

beforeAll(async () => {
	n8n = await startN8n({ label: 'refresh' });
	api = new N8nApi(n8n.url);
	await api.createOwner();
	org = await startOrg({ users: 60, seed: 3 });
	const credential = await createCredential(api, org, 'clientCredentials');
	playbook = new Playbook(api, await api.createApiKey('refresh'));
	await playbook.import({ credential: credential.name });
});

afterAll(async () => {
	await n8n?.stop();
	await org?.close();
});

test('reads', async () => {
	await playbook.profile('Acme');
	console.error(JSON.stringify(await playbook.run('refresh', 'Acme')));
	console.error(JSON.stringify((await playbook.rows('subscriptions', 'Acme')).slice(0, 2)));
	console.error(JSON.stringify((await playbook.rows('snapshots', 'Acme')).slice(0, 2)));
	console.error(JSON.stringify(await playbook.run('refresh', 'Acme')));
	const executions = await api.request<{ results: unknown[] }>('GET', '/rest/executions');
	console.error(JSON.stringify(executions.results.slice(0, 10).map((e: any) => [e.workflowName, e.status, e.jsonSizeBytes, e.startedAt, e.stoppedAt])));
});
