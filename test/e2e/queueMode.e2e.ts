/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomBytes } from 'node:crypto';

import type { INode } from 'n8n-workflow';
import { Client } from 'pg';

import type { FaultKind } from '../org/faults';
import type { RunningOrg } from '../org/server';
import { PASSWORD, startOrg } from '../org/server';
import type { OpenBrowser } from './browser';
import { openBrowser, signInToN8n } from './browser';
import { connectInBrowser, CredentialForm } from './credentialForm';
import { MailServer } from './mailServer';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import type { Row } from './playbook';
import { Playbook } from './playbook';
import { QuestionPages } from './questionPages';
import type { QueueMode } from './queueMode';
import { startQueueMode, takenBy } from './queueMode';
import { SetupForm } from './setupForm';
import { until } from './until';
import { testWholeChain } from './wholeChain';
import type { Credential } from './workflows';
import { createCredential, workflowOf } from './workflows';

jest.setTimeout(480_000);

const ADMIN = { username: 'root.admin@acme.example', password: PASSWORD };
const VIEWER = { user: 'viewer', password: randomBytes(12).toString('hex') };
const mails = new MailServer();

let n8n: QueueMode;
let api: N8nApi;
let org: RunningOrg;
let credential: Credential;
let database: Client;
let playbook: Playbook;
let browser: OpenBrowser;
let setup: SetupForm;
let question: QuestionPages;

beforeAll(async () => {
	[n8n, org] = await Promise.all([startQueueMode('queue'), startOrg({ users: 60, seed: 5 })]);
	await mails.start();
	database = new Client(n8n.postgres);
	await database.connect();
	api = new N8nApi(n8n.main.url);
	const owner = await api.createOwner();
	// Authorization Code with rotation: each refresh token works once, whichever worker uses it.
	org.app.rotateRefreshTokens = true;
	credential = await createCredential(api, org, 'pkce');
	const { host, port, user, password, database: name } = n8n.postgres;
	const tables = { host, port, user, password, database: name, ssl: 'disable' };
	await api.createCredential('Tables', 'postgres', tables);
	await api.createCredential('Mail', 'smtp', mails.credential());
	await api.createCredential('Viewers', 'httpBasicAuth', VIEWER);

	browser = await openBrowser();
	const page = await browser.context.newPage();
	await signInToN8n(page, n8n.door.url, owner);
	await connectInBrowser(new CredentialForm(page, n8n.door.url), credential.id, ADMIN);
	setup = new SetupForm(page);
	question = new QuestionPages(await browser.context.newPage());

	playbook = new Playbook(api, await api.createApiKey('queue'), readTable);
	await playbook.import({
		...{ credential: credential.name, smtp: 'Mail', page: 'Viewers' },
		...{ storage: 'postgres', postgres: 'Tables' },
	});
	await playbook.set('Scheduled Jobs', { minutesBetweenProfiles: 0 });
}, 480_000);

afterAll(async () => {
	await browser?.close();
	await database?.end();
	await n8n?.stop();
	await org?.close();
	await mails.stop();
});

async function readTable(name: string) {
	const { rows: known } = await database.query('SELECT to_regclass($1) AS name', [name]);
	if (known[0].name === null) return [];
	const query = `SELECT to_jsonb(stored) AS row FROM "${name}" AS stored ORDER BY id`;
	return (await database.query(query)).rows.map(({ row }) => row);
}

const user = (id: unknown) => org.org.rows('User').find(({ Id }) => Id === id)!;
/** Active, and not frozen. */
const isFree = (id: unknown) =>
	user(id).IsActive === true &&
	org.org.rows('UserLogin').some(({ UserId, IsFrozen }) => UserId === id && IsFrozen === false);
const runs = async (profile: string, job: string): Promise<Row[]> =>
	(await playbook.rows('job_results', profile)).filter((row) => row.job === job);
const statuses = async (profile: string, job: string) =>
	(await runs(profile, job)).map(({ status }) => status);

/** The next request to this path waits until `release`; `reached` says when it is there. */
function hold(path: RegExp) {
	let release = () => {};
	const released = new Promise<void>((resolve) => (release = resolve));
	const reached = new Promise<void>((resolve) => {
		const onDue = async () => {
			resolve();
			await released;
		};
		org.faults.add({ kind: 'slow', delayMs: 0, times: 1, path, onDue });
	});
	return { reached, release };
}

/** kill -9 of the worker that has this execution, the moment a request comes to the org. */
async function killedAt(
	request: { method?: string; path: RegExp },
	kind: FaultKind,
	start: () => Promise<string>,
): Promise<RunningN8n> {
	const reached = new Promise<(worker: RunningN8n) => Promise<void>>((resolve) => {
		const onDue = async () =>
			await new Promise<void>((done) =>
				resolve(async (worker) => {
					await worker.kill();
					done();
				}),
			);
		org.faults.add({ ...request, kind, times: 1, onDue });
	});
	const execution = await start();
	const kill = await reached;
	const worker = n8n.workers.find((one) => takenBy(one).includes(execution))!;
	await kill(worker);
	org.faults.clear();
	return worker;
}

/** As if the time had passed after which a run without a sign of life counts as stopped. */
async function signsOfLifeAreOld(): Promise<void> {
	await database.query(
		`UPDATE salesforce_job_results SET "updatedAt" = now() - interval '1 minute' WHERE status = 'Running'`,
	);
}

testWholeChain(() => ({
	...{ url: n8n.door.url, api, playbook, org, mails, setup, question },
}));

test('forms and questions go through the webhook process', () => {
	expect(n8n.door.toWebhook()).toBeGreaterThan(0);
});

test('the record page shows a refresh, to those who may see it', async () => {
	await playbook.profile('Acme');
	expect(await playbook.run('refresh', 'Acme')).toMatchObject({ status: 'success' });
	expect(await statuses('Acme', 'refresh')).toEqual(['Complete']);
	const page = `${n8n.door.url}/webhook/salesforce-licenses-record?profile=Acme`;
	expect((await fetch(page)).status).toBe(401);
	const authorization = `Basic ${Buffer.from(`${VIEWER.user}:${VIEWER.password}`).toString('base64')}`;
	const answer = await fetch(page, { headers: { authorization } });
	expect(answer.status).toBe(200);
	expect(await answer.text()).toContain('Refresh Acme Subscriptions');
});

test('two runs of one job at once on two workers: one runs, the other is skipped, both have a job result', async () => {
	await playbook.profile('Twice');
	const slow = hold(/\/query/);
	const both = [playbook.run('refresh', 'Twice'), playbook.run('refresh', 'Twice')];
	await slow.reached;
	expect(await Promise.race(both)).toMatchObject({ status: 'skipped' });
	slow.release();
	const answers = await Promise.all(both);
	expect(answers.map(({ status }) => status).sort()).toEqual(['skipped', 'success']);
	expect((await statuses('Twice', 'refresh')).sort()).toEqual(['Complete', 'Skipped']);
});

test('the nightly jobs of two profiles run on two workers, and an org that does not answer holds up no other', async () => {
	const before = n8n.workers.map((worker) => takenBy(worker).length);
	const over = async (profile: string) => {
		const [, last] = await runs(profile, 'update');
		return last?.status === 'Complete' ? last : undefined;
	};
	for (const profile of ['Acme', 'Twice']) await playbook.run('update', profile);
	const slow = hold(/\/query/);
	await api.runWorkflow(playbook.id('Scheduled Jobs'), 'Run Now');
	await slow.reached;
	const first = await until('one profile is done', async () => {
		const found = await Promise.all(['Acme', 'Twice'].map(over));
		return found.find((row) => row !== undefined);
	});
	const other = first.profile === 'Acme' ? 'Twice' : 'Acme';
	const held = async () => (await runs(other, 'refresh')).at(-1);
	expect(await held()).toMatchObject({ status: 'Running' });
	// Its worker shows that it still works on it.
	const found = await held();
	await until('there is a sign of life', async () => {
		const now = await held();
		return String(now?.updatedAt) > String(found?.updatedAt) ? true : undefined;
	});
	slow.release();
	await until('the other one is done', async () => await over(other));
	const taken = n8n.workers.map((worker, index) => takenBy(worker).length - before[index]);
	expect(Math.min(...taken)).toBeGreaterThan(0);
});

test('both workers live on one credential whose refresh token changes with each use', async () => {
	const step = { Organization: { resource: 'organization', operation: 'get' } };
	const id = await api.importWorkflow(workflowOf(credential, step));
	for (let round = 1; round <= 4; round++) {
		const { refreshes } = org.oauth.issued;
		org.oauth.expireAllAccessTokens();
		const all = await Promise.all([1, 2, 3, 4].map(async () => await api.runWorkflow(id, 'Start')));
		expect(all.map(({ error }) => error?.message)).toEqual(all.map(() => undefined));
		expect(org.oauth.issued.refreshes).toBeGreaterThan(refreshes);
	}
});

describe('workers killed', () => {
	const files: Array<{ execution: string; resumeUrl: string }> = [];
	let rows: number;

	test('a file that was downloaded on each of the workers', async () => {
		const all = workflowOf(credential, {
			Download: { resource: 'subscription', operation: 'download', output: 'file' },
			Wait: {},
			Extract: {},
		});
		const [, , wait, extract] = all.nodes;
		const native = (node: INode, type: string, typeVersion: number, parameters: object) =>
			Object.assign(node, { type, typeVersion, parameters, credentials: undefined });
		native(wait, 'n8n-nodes-base.wait', 1.1, { resume: 'webhook', options: {} });
		Object.assign(wait, { webhookId: 'queue-mode' });
		native(extract, 'n8n-nodes-base.extractFromFile', 1, { operation: 'csv', options: {} });
		// What resumes the execution comes out of Wait; the file comes from Download, once both are there.
		const both = { mode: 'chooseBranch', output: 'specifiedInput', useDataOfInput: '1' };
		const merge = { ...extract, id: 'merge', name: 'Merge' };
		all.nodes.push(native(merge, 'n8n-nodes-base.merge', 3.2, both));
		const to = (node: string, index = 0) => ({ node, type: 'main' as const, index });
		Object.assign(all.connections, {
			Download: { main: [[to('Wait'), to('Merge')]] },
			Wait: { main: [[to('Merge', 1)]] },
			Merge: { main: [[to('Extract')]] },
		});
		const id = await api.importWorkflow(all);
		// Each holds its worker until the other has come to the org, too.
		const holds = [hold(/\/query/), hold(/\/query/)];
		const executions = [await api.startWorkflow(id, 'Start'), await api.startWorkflow(id, 'Start')];
		await Promise.all(holds.map(async ({ reached }) => await reached));
		for (const { release } of holds) release();
		for (const execution of executions) {
			const resumeUrl = await until('it waits', async () => await api.resumeUrl(execution, 'Wait'));
			files.push({ execution, resumeUrl });
		}
		const takers = executions.map((one) =>
			n8n.workers.findIndex((worker) => takenBy(worker).includes(one)),
		);
		expect(takers.sort()).toEqual([0, 1]);
	});

	test('in the middle of a refresh: the next run takes over as soon as there are no signs of life', async () => {
		await playbook.profile('Refreshed');
		await playbook.run('refresh', 'Refreshed');
		rows = (await playbook.rows('subscriptions', 'Refreshed')).length;
		await killedAt(
			{ path: /\/query/ },
			'resetBefore',
			async () => await playbook.start('Run a Job', { job: 'refresh', profile: 'Refreshed' }),
		);
		expect(await statuses('Refreshed', 'refresh')).toEqual(['Complete', 'Running']);
		await until('a run takes over', async () => {
			const { status } = await playbook.run('refresh', 'Refreshed');
			return status === 'success' ? true : undefined;
		});
		const all = await runs('Refreshed', 'refresh');
		expect(all[1]).toMatchObject({
			status: 'Interrupted',
			error: expect.stringContaining('The n8n process that ran the job was stopped, or') as string,
		});
		expect(all.at(-1)).toMatchObject({ status: 'Complete' });
		const stored = await playbook.rows('subscriptions', 'Refreshed');
		expect(new Set(stored.map(({ subscriptionKey }) => subscriptionKey)).size).toBe(rows);
		expect(stored).toHaveLength(rows);
	});

	test('the other worker reads the files of both', async () => {
		for (const { execution, resumeUrl } of files) {
			await fetch(resumeUrl);
			const ended = await api.execution(execution);
			expect(ended.error).toBeUndefined();
			expect(ended.json('Extract').length).toBeGreaterThan(100);
		}
	});

	test('in the middle of a reclaim: the next Update finishes every candidate, and writes nothing twice', async () => {
		await n8n.startWorker();
		await playbook.profile('Reclaimed');
		await playbook.run('identify', 'Reclaimed');
		const chosen = (await playbook.rows('candidates', 'Reclaimed'))
			.filter(({ state, userId }) => state === 'Ready' && isFree(userId))
			.slice(0, 3);
		expect(chosen).toHaveLength(3);
		org.org.inspector.writesByRecord.clear();
		const candidateIds = chosen.map(({ id }) => id);
		await killedAt(
			{ method: 'PATCH', path: /\/composite\/sobjects/ },
			'resetAfter',
			async () =>
				await playbook.start('Run a Job', {
					job: 'reclaim',
					profile: 'Reclaimed',
					candidateIds,
					ask: true,
				}),
		);
		await signsOfLifeAreOld();
		expect(await playbook.run('update', 'Reclaimed')).toMatchObject({ status: 'success' });
		for (const { id, userId } of chosen) {
			expect(await playbook.candidate(id)).toMatchObject({
				state: 'Closed Complete',
				before: { isActive: true, isFrozen: false },
			});
			expect(user(userId).IsActive).toBe(false);
		}
		expect(await statuses('Reclaimed', 'reclaim')).toEqual(['Interrupted']);
		expect(org.org.inspector.writtenTwice()).toEqual([]);
	});

	test('a worker without the package: the job result says what is missing, and where', async () => {
		await Promise.all(n8n.workers.map(async (worker) => await worker.stop()));
		const before = await playbook.rows('job_results', 'Refreshed');
		const mails0 = mails.mails.length;
		const worker = await n8n.startWorker({ hasPackage: false });
		const answer = await playbook.run('refresh', 'Refreshed');
		expect(answer).toMatchObject({ status: 'failure' });
		expect(answer.errorMessage).toContain('n8n-nodes-salesforce-licenses');
		expect(answer.errorMessage).toContain('Install the package on every n8n process');
		const [result, ...more] = (await playbook.rows('job_results', 'Refreshed')).slice(
			before.length,
		);
		expect(more).toEqual([]);
		expect(result).toMatchObject({
			...{ name: 'Refresh Refreshed Subscriptions', job: 'refresh', status: 'Failed' },
			error: answer.errorMessage,
		});
		expect(await playbook.rows('subscriptions', 'Refreshed')).toHaveLength(rows);
		// Another worker has the package, and sends the alert that this one could not send.
		await worker.stop();
		await n8n.startWorker();
		const alert = await until(
			'the alert is sent',
			async () =>
				mails.mails.slice(mails0).find(({ subject }) => subject.includes('did not begin')),
			180_000,
		);
		expect(alert.text).toContain('Install the package on every n8n process');
	});
});
