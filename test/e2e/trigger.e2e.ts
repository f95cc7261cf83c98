/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type { IDataObject, INode } from 'n8n-workflow';

import type { Row } from '../org/org';
import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import { ALL_EVENTS, change, daysBefore, employees, told } from '../support/triggerCases';
import type { WorkflowJson } from './n8nApi';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import { ROOT } from './paths';
import { Playbook } from './playbook';
import { ProxiedHosts } from './proxiedHosts';
import { SlackServer } from './slackServer';
import { until } from './until';
import type { Credential } from './workflows';
import { createCredential, CREDENTIAL_TYPE } from './workflows';

/** The trigger in an active workflow of the real n8n: over faults and restarts each change arrives once. */

jest.setTimeout(400_000);

const TRIGGER = 'Salesforce Licenses Trigger';
const TRIGGER_TYPE = 'n8n-nodes-salesforce-licenses.salesforceLicensesTrigger';
/** Every four seconds: n8n polls no oftener than once a minute, but at as many times as there are lines. */
const POLL_TIMES = Array.from({ length: 15 }, (_, index) => ({
	mode: 'custom',
	cronExpression: `${index * 4} * * * * *`,
}));

const userFolder = mkdtempSync(path.join(os.tmpdir(), 'n8n-salesforce-licenses-'));
const env: Record<string, string> = { N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex') };
const slack = new SlackServer();
const hosts = new ProxiedHosts({ [SlackServer.host]: slack.answer });
let n8n: RunningN8n;
let api: N8nApi;
let org: RunningOrg;
let owner: Awaited<ReturnType<N8nApi['createOwner']>>;
let workflowId: string;
let credential: Credential;

const node = (name: string, type: string, parameters: IDataObject, more: Partial<INode> = {}) =>
	({ id: name, name, type, typeVersion: 1, position: [0, 0], parameters, ...more }) as INode;

async function start(): Promise<void> {
	n8n = await startN8n({ label: 'trigger', userFolder, env });
	api = new N8nApi(n8n.url);
}

beforeAll(async () => {
	Object.assign(env, await hosts.start());
	await start();
	owner = await api.createOwner();
	org = await startOrg({ users: 200, seed: 9 });
	credential = await createCredential(api, org, 'clientCredentials');
	const pollTimes = { item: POLL_TIMES };
	workflowId = await api.importWorkflow({
		name: 'Watch the org',
		nodes: [
			node(
				TRIGGER,
				TRIGGER_TYPE,
				{ pollTimes, events: ALL_EVENTS },
				{ credentials: { [CREDENTIAL_TYPE]: credential } },
			),
			node('End', 'n8n-nodes-base.noOp', {}),
		],
		connections: { [TRIGGER]: { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
	});
});

afterAll(async () => {
	await n8n?.stop();
	await org?.close();
	await hosts.stop();
	rmSync(userFolder, { recursive: true, force: true });
});

/** Every item that started the workflow, and how many polls failed. */
async function arrived(): Promise<{ items: IDataObject[]; failed: number }> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const { results } = await api.request<{ results: Array<{ id: string; status: string }> }>(
		'GET',
		`/rest/executions?filter=${filter}&limit=100`,
	);
	const good = results.filter(({ status }) => status === 'success');
	const executions = await Promise.all(good.map(async ({ id }) => await api.execution(id)));
	return {
		items: executions.flatMap((execution) => execution.json<IDataObject>(TRIGGER)),
		failed: results.filter(({ status }) => status === 'error').length,
	};
}

const arrive = async (expected: readonly string[]) =>
	await until(`${expected.length} events arrived`, async () => {
		const { items } = await arrived();
		return items.length >= expected.length ? items : undefined;
	});

/** A poll that has begun after now has ended, too. */
async function polled(times = 1): Promise<void> {
	const seen = () =>
		org.org.inspector.requests.filter(({ path: at }) => at === '/services/data').length;
	const before = seen();
	await until(
		'n8n polled',
		async () => await Promise.resolve(seen() > before + times ? true : undefined),
	);
}

const people = (): Row[] =>
	employees(org.org).filter(
		(user) =>
			String(user.LastLoginDate) > daysBefore(20) &&
			org.org.table('PermissionSetLicenseAssign').where('AssigneeId', user.Id).length === 0 &&
			org.org.table('UserLogin').where('UserId', user.Id)[0].IsFrozen === false,
	);

test('eleven changes arrive as eleven events despite faults, a wrong clock, restarts and a second activation', async () => {
	await api.activateWorkflow(workflowId);
	await polled();
	const chosen = people();
	const [pool] = org.org
		.rows('PermissionSetLicense')
		.filter(({ DeveloperName }) => DeveloperName === 'SalesConsoleUser');
	const expected: string[] = [];
	const assign = async () => {
		const user = chosen.pop()!;
		const values = { AssigneeId: user.Id, PermissionSetLicenseId: pool.Id };
		await change(org, 'POST', 'PermissionSetLicenseAssign', values);
		expected.push(`subscriptionAssigned ${user.Id} SalesConsoleUser`);
	};
	const leave = () => {
		const user = chosen.pop()!;
		org.org.change('User', user, { LastLoginDate: daysBefore(61) });
		expected.push(`userInactive ${user.Id}`);
		return user;
	};
	const freeze = async () => {
		const user = chosen.pop()!;
		const [login] = org.org.table('UserLogin').where('UserId', user.Id);
		await change(org, 'PATCH', `UserLogin/${login.Id}`, { IsFrozen: true });
		expected.push(`frozenHolder ${user.Id}`);
	};

	await assign();
	const idle = leave();
	await arrive(expected);

	// Polls fail half-way while things happen.
	org.faults.add({ kind: 'dailyLimit', path: /\/composite/ });
	await freeze();
	await assign();
	await polled(2);
	org.faults.clear();
	await arrive(expected);
	expect((await arrived()).failed).toBeGreaterThan(0);

	// Something between n8n and the org states a wrong time.
	org.dateHeader = 400 * 86_400_000;
	await freeze();
	await arrive(expected);
	await polled(2);
	expect((await arrived()).items).toHaveLength(expected.length);
	org.dateHeader = undefined;
	await polled(2);

	// n8n ends, things happen, n8n comes back.
	await n8n.stop();
	org.org.change('User', idle, { LastLoginDate: daysBefore(0) });
	expected.push(`userReturned ${idle.Id}`);
	await assign();
	await start();
	await api.login(owner);
	await arrive(expected);

	// n8n is killed as soon as it has polled.
	await freeze();
	await arrive(expected);
	await n8n.kill();
	leave();
	await start();
	await api.login(owner);
	await arrive(expected);

	// The same workflow is deactivated and activated again.
	await deactivate(workflowId);
	await assign();
	await api.activateWorkflow(workflowId);
	await arrive(expected);
	await freeze();
	const items = await arrive(expected);
	await polled(2);

	const short = told((await arrived()).items).map((line) => {
		const [event, ...rest] = line.split(' ');
		return event.startsWith('subscription') ? line : `${event} ${rest[0]}`;
	});
	expect(short).toEqual(expected.sort());
	expect(new Set(items.map(({ eventKey }) => eventKey)).size).toBe(items.length);
	expect(expected).toHaveLength(11);
});

/** A template as it ships, with what its note says to fill in; polled as often as the tests need it. */
async function activateTemplate(
	file: string,
	fill: (one: INode) => void,
	ids: Record<string, string> = {},
): Promise<string> {
	let text = readFileSync(path.join(ROOT, 'workflows/templates', file), 'utf8');
	for (const [shipped, id] of Object.entries(ids))
		text = text.replaceAll(JSON.stringify(shipped), JSON.stringify(id));
	const { name, nodes, connections, settings } = JSON.parse(text) as WorkflowJson;
	for (const one of nodes) {
		fill(one);
		if (one.type !== TRIGGER_TYPE) continue;
		one.credentials = { [CREDENTIAL_TYPE]: { ...credential } };
		one.parameters.pollTimes = { item: POLL_TIMES };
	}
	const id = await api.importWorkflow({ name, nodes, connections, settings });
	await api.activateWorkflow(id);
	await polled();
	return id;
}

const deactivate = async (id: string) =>
	await api.request('POST', `/rest/workflows/${id}/deactivate`);

test('the template posts one message to Slack when a pool runs low, and none at the next polls', async () => {
	await deactivate(workflowId);
	const slackId = await api.createCredential('Slack', 'slackApi', slack.credential());
	const CHANNEL = '#salesforce-licenses';
	slack.channels.add(CHANNEL);
	const pool = (name: string) =>
		org.org.rows('PermissionSetLicense').find(({ DeveloperName }) => DeveloperName === name)!;
	const [low, over, fine] = [
		'SalesConsoleUser',
		'EinsteinAnalyticsPlusPsl',
		'FieldServiceMobilePsl',
	].map(pool);
	low.MasterLabel = 'Sales <!channel> & Console';
	const id = await activateTemplate('pool-runs-low-to-slack.json', (one) => {
		if (one.name === 'Send to Slack')
			one.credentials = { slackApi: { id: slackId, name: 'Slack' } };
	});
	expect(slack.saidIn(CHANNEL)).toEqual([]);

	const own = (row: Row, seats: number) =>
		org.org.change('PermissionSetLicense', row, {
			TotalLicenses: Number(row.UsedLicenses) + seats,
		});
	own(low, 3);
	await until('Slack has a message', async () => await Promise.resolve(slack.saidIn(CHANNEL)[0]));
	await polled(2);
	const first = `:warning: *Sales &lt;!channel&gt; &amp; Console*: 3 of ${String(low.TotalLicenses)} seats free. Before you buy more, check for unused seats.`;
	expect(slack.saidIn(CHANNEL)).toEqual([first]);

	// At once from enough seats to too many in use: two events, and one message.
	own(over, -2);
	own(fine, 200);
	await until(
		'Slack has another message',
		async () => await Promise.resolve(slack.saidIn(CHANNEL)[1]),
	);
	await polled(2);
	expect(slack.saidIn(CHANNEL)).toEqual([
		first,
		`:warning: *${String(over.MasterLabel)}*: assigned seats exceed the ${String(over.TotalLicenses)} you own by 2. Before you buy more, check for unused seats.`,
	]);
	await deactivate(id);
});

test('the template closes the open candidate when a user with an unused license comes back', async () => {
	const playbook = new Playbook(api, await api.createApiKey('trigger'));
	await playbook.import({ credential: credential.name });
	await playbook.profile('Watched');
	await playbook.run('identify', 'Watched');
	const [candidate, other] = (await playbook.rows('candidates', 'Watched')).filter(
		({ state, lastLoginAt }) => state === 'Ready' && lastLoginAt !== null,
	);

	await activateTemplate('close-candidate-of-who-came-back.json', () => {}, {
		slStorage: playbook.id('Salesforce Licenses: Storage'),
	});
	const user = org.org.table('User').get(String(candidate.userId))!;
	org.org.change('User', user, { LastLoginDate: daysBefore(0) });
	const closed = await playbook.until(candidate.id, 'Closed Canceled');
	expect(closed.reason).toContain('Used again on');
	expect((await playbook.candidate(other.id)).state).toBe('Ready');
});
