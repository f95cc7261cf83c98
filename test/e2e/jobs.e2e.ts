import { version as VERSION } from '../../package.json';
import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import { openBrowser, screenshot, signInToN8n } from './browser';
import { MailServer } from './mailServer';
import type { Owner } from './n8nApi';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import type { Row } from './playbook';
import { Playbook } from './playbook';
import { SetupForm } from './setupForm';
import { until } from './until';
import { createCredential } from './workflows';

jest.setTimeout(480_000);

const FULL_AT_BYTES = 3_000_000;

let n8n: RunningN8n;
let api: N8nApi;
let org: RunningOrg;
let owner: Owner;
let playbook: Playbook;
const mails = new MailServer();

beforeAll(async () => {
	const env = {
		N8N_DATA_TABLES_MAX_SIZE_BYTES: String(FULL_AT_BYTES),
		N8N_DATA_TABLES_SIZE_CHECK_CACHE_DURATION_MS: '0',
	};
	n8n = await startN8n({ label: 'jobs', env });
	api = new N8nApi(n8n.url);
	owner = await api.createOwner();
	org = await startOrg({ users: 60, seed: 3 });
	const credential = await createCredential(api, org, 'clientCredentials');
	playbook = new Playbook(api, await api.createApiKey('jobs'));
	await mails.start();
	await api.createCredential('Mail', 'smtp', mails.credential());
	await playbook.import({ credential: credential.name, smtp: 'Mail' });
});

afterAll(async () => {
	await n8n?.stop();
	await org?.close();
	await mails.stop();
});

const ready = async (profile: string) =>
	(await playbook.rows('candidates', profile)).filter(({ state }) => state === 'Ready');

async function runsOf(job: string, profile: string): Promise<unknown[]> {
	const rows = await playbook.rows('job_results', profile);
	return rows.filter((row) => row.job === job).map(({ status }) => status);
}

/** What the guided setup does when a profile is deleted. */
async function deleteProfile(profile: string): Promise<void> {
	const rows = await playbook.rows('profiles');
	const ids = rows.filter((row) => row.displayName === profile).map(({ id }) => ({ id }));
	const values = { action: 'delete', table: 'salesforce_profiles', column: '', value: '' };
	await playbook.call('Salesforce Licenses: Storage', { ...values, rows: ids });
	const open = await ready(profile);
	const closed = open.map(({ id }) => ({ id, state: 'Closed Skipped' }));
	await playbook.write('candidates', closed);
}

/** The profile goes while the job waits for the org. */
function deletedDuring(profile: string, path: RegExp): void {
	org.faults.add({
		...{ kind: 'slow', delayMs: 0, times: 1, path },
		onDue: async () => await deleteProfile(profile),
	});
}

/** From then on, nothing can be stored. */
async function fillTables(): Promise<void> {
	if ((await playbook.rows('candidates', 'Filler')).length > 0) return;
	const reason = 'x'.repeat(FULL_AT_BYTES);
	await playbook.write('candidates', [{ profile: 'Filler', state: 'Closed Skipped', reason }]);
}

test('two runs of one job at once: one runs, the other is skipped, both have a job result', async () => {
	await playbook.profile('Twice');
	const answers = await Promise.all([
		playbook.run('refresh', 'Twice'),
		playbook.run('refresh', 'Twice'),
	]);
	expect(answers.map(({ status }) => status).sort()).toEqual(['skipped', 'success']);
	expect((await runsOf('refresh', 'Twice')).sort()).toEqual(['Complete', 'Skipped']);
	const keys = (await playbook.rows('subscriptions', 'Twice')).map((row) => row.subscriptionKey);
	expect(new Set(keys).size).toBe(keys.length);
});

test('two reclaims at once: no user is written twice', async () => {
	await playbook.profile('Reclaimed twice');
	await playbook.run('identify', 'Reclaimed twice');
	const chosen = (await ready('Reclaimed twice')).slice(0, 2);
	const answers = await Promise.all([
		playbook.reclaim('Reclaimed twice', chosen),
		playbook.reclaim('Reclaimed twice', chosen),
	]);
	expect(answers.map(({ status }) => status).sort()).toEqual(['skipped', 'success']);
	expect(org.org.inspector.writtenTwice()).toEqual([]);
	expect((await runsOf('reclaim', 'Reclaimed twice')).sort()).toEqual(['Complete', 'Skipped']);
});

test('a reclaim of some candidates reads them alone, and the subscriptions of nobody', async () => {
	await playbook.profile('Few');
	await playbook.run('identify', 'Few');
	const all = await playbook.rows('candidates', 'Few');
	const [one, two] = await ready('Few');
	expect(all.length).toBeGreaterThan(2);
	// n8n lists the latest first.
	const filter = JSON.stringify({ workflowId: playbook.id('Reclaim Candidates') });
	const { results } = await api.request<{ results: Array<{ id: string }> }>(
		'GET',
		`/rest/executions?filter=${encodeURIComponent(filter)}&limit=1`,
	);
	expect(await playbook.reclaim('Few', [one, two])).toMatchObject({
		...{ status: 'success', errorMessage: '' },
		counts: { asked: 0, chosen: 2, 'Closed Complete': 2 },
	});
	const after = await api.request<{ results: Array<{ id: string }> }>(
		'GET',
		`/rest/executions?filter=${encodeURIComponent(filter)}&limit=1`,
	);
	expect(after.results[0].id).not.toBe(results[0]?.id);
	const run = await api.execution(after.results[0].id);
	const read = (node: string) =>
		run.json(node).filter(({ candidateKey, subscriptionKey }) => candidateKey ?? subscriptionKey);
	expect(read('Chosen Candidates').map(({ id }) => id)).toEqual([one.id, two.id]);
	expect(read('Candidates Again').map(({ id }) => id)).toEqual([one.id, two.id]);
	expect(run.items('Ready Candidates')).toEqual([]);
	const kept = (await playbook.rows('subscriptions', 'Few')).map((row) => row.subscriptionKey);
	expect(kept).not.toContain(one.candidateKey);
	const others = (await playbook.rows('candidates', 'Few')).filter(
		({ id }) => id !== one.id && id !== two.id,
	);
	expect(others).toEqual(all.filter(({ id }) => id !== one.id && id !== two.id));
});

test('candidate rows that somebody copied or edited in the table: each user is written at most once, and never another', async () => {
	await playbook.profile('By hand');
	await playbook.run('identify', 'By hand');
	const [copied, forged, odd, kept] = await ready('By hand');
	const active = (row: Row) => org.org.rows('User').find(({ Id }) => Id === row.userId)?.IsActive;
	await playbook.write('candidates', [
		{ ...copied, id: undefined },
		// The row of one user, with the ID of another.
		{ id: forged.id, userId: String(kept.userId) },
		{ id: odd.id, state: 'Reday' },
	]);
	const rowsOf = async ({ candidateKey }: Row) =>
		(await playbook.rows('candidates', 'By hand')).filter(
			(row) => row.candidateKey === candidateKey,
		);
	const both = await rowsOf(copied);
	expect(both).toHaveLength(2);
	org.org.inspector.writesByRecord.clear();
	expect(await playbook.reclaim('By hand', [...both, forged, odd])).toMatchObject({
		status: 'success',
		isComplete: false,
		errorMessage: expect.stringMatching(
			new RegExp(`^${forged.name}: .*check that candidateKey and userId`),
		) as string,
		counts: { 'Closed Complete': 2 },
	});
	expect(org.org.inspector.writtenTwice()).toEqual([]);
	expect([copied, forged, odd, kept].map(active)).toEqual([false, true, true, true]);

	// A row that cannot be read stops the job before anything is written, and is named.
	expect(await playbook.run('update', 'By hand')).toMatchObject({
		status: 'failure',
		errorMessage: expect.stringContaining(
			`There is no state "Reday". Did you mean "Ready"? (the row with the ID ${odd.id}, ${odd.name})`,
		) as string,
	});
	await playbook.write('candidates', [
		{ id: odd.id, state: 'Ready' },
		{ id: forged.id, userId: String(forged.userId) },
	]);
	expect(await playbook.run('update', 'By hand')).toMatchObject({ status: 'success' });
	const states = (await rowsOf(copied)).map(({ state }) => state);
	expect([...new Set(states)]).toEqual(['Closed Complete']);
	// The seat was freed once, whatever the number of rows.
	const freed = (await playbook.rows('savings', 'By hand')).filter(
		({ entry }) => entry === 'freed',
	);
	expect(freed.map(({ candidateKey }) => candidateKey)).toEqual([copied.candidateKey]);
	expect([copied, forged, odd, kept].map(active)).toEqual([false, true, true, true]);
});

test.each([
	['older', '0.0.9', 'Run "Salesforce Licenses: Install the Playbook" again'],
	['newer', '99.0.0', 'Update the package on every n8n process'],
])(
	'a playbook that is %s than the package: the job runs, and its job result says what to do',
	async (age, of, advice) => {
		const profile = `With a playbook that is ${age}`;
		await playbook.profile(profile);
		const id = playbook.id('Salesforce Licenses: Storage');
		const stored = await api.workflow(id);
		const edited = (version: string) => ({
			...stored,
			nodes: stored.nodes.map((node) =>
				node.name !== 'Fit to the Table'
					? node
					: { ...node, parameters: { ...node.parameters, playbookVersion: version } },
			),
		});
		await api.updateWorkflow(id, edited(of));
		await api.activateWorkflow(id);
		expect(await playbook.run('refresh', profile)).toMatchObject({
			...{ status: 'success', isComplete: false },
			errorMessage: expect.stringContaining(advice) as string,
		});
		await api.updateWorkflow(id, {
			...edited(VERSION),
			versionId: (await api.workflow(id)).versionId,
		});
		await api.activateWorkflow(id);
		expect(await playbook.run('refresh', profile)).toMatchObject({
			...{ status: 'success', errorMessage: '' },
		});
		expect(await runsOf('refresh', profile)).toEqual(['Complete with warnings', 'Complete']);
	},
);

test('a user whom Salesforce would refuse to deactivate needs attention before anyone is asked, and is Ready once that is fixed', async () => {
	const { userId } = org.org.blockers.find(({ kind }) => kind === 'hierarchyField')!;
	await playbook.profile('Blocked');
	await playbook.run('identify', 'Blocked');
	const found = (await playbook.rows('candidates', 'Blocked')).find((row) => row.userId === userId);
	expect(found).toMatchObject({ state: 'Attention Required', errorCode: 'BLOCKED' });
	expect(found?.reason).toContain('hierarchy field');
	expect(found?.reason).toContain('Setup > Users > Users');
	const { writes } = org.org.inspector;
	await playbook.reclaim('Blocked', [found!]);
	await playbook.run('update', 'Blocked');
	expect(await playbook.candidate(found!.id)).toMatchObject({ state: 'Attention Required' });
	expect(org.org.inspector.writes).toBe(writes);
	for (const user of org.org.rows('User')) if (user.Deputy__c === userId) user.Deputy__c = null;
	await playbook.run('update', 'Blocked');
	expect(await playbook.candidate(found!.id)).toMatchObject({ state: 'Ready', errorCode: null });
});

test('a permission taken from the connected user: data that can no longer be read is kept, and the job says so', async () => {
	await playbook.profile('Partial', {
		rules: [
			{
				name: 'Unneeded permission set licenses',
				detector: 'unneededPermissionSetLicense',
				licenseKinds: ['permissionSetLicense'],
				action: 'removeLicense',
			},
		],
	});
	const kept = async () => {
		const rows = await playbook.rows('subscriptions', 'Partial');
		return rows.filter(({ licenseKind }) => licenseKind === 'permissionSetLicense').length;
	};
	const open = async () => (await playbook.rows('candidates', 'Partial')).map(({ state }) => state);
	await playbook.run('refresh', 'Partial');
	await playbook.run('identify', 'Partial');
	const [before, candidates] = [await kept(), await open()];
	expect(before).toBeGreaterThan(0);
	expect(candidates.length).toBeGreaterThan(0);

	const { org: inside } = org;
	const all = new Set(inside.permissions.get(inside.runAsUserId));
	inside.setPermissions(inside.runAsUserId, { ViewSetup: false, AssignPermissionSets: false });
	try {
		await playbook.run('refresh', 'Partial');
		expect(await kept()).toBe(before);
		expect(await runsOf('refresh', 'Partial')).toEqual(['Complete', 'Complete with warnings']);
		await playbook.run('update', 'Partial');
		expect((await open()).filter((state) => String(state).startsWith('Closed'))).toEqual([]);
	} finally {
		inside.permissions.set(inside.runAsUserId, all);
	}
	await playbook.run('refresh', 'Partial');
	expect(await kept()).toBe(before);
});

test('a profile that does not exist: every job says so, in its job result too', async () => {
	const unknown = 'There is no profile "Nobody"';
	for (const answer of [await playbook.run('update', 'Nobody'), await playbook.reclaim('Nobody')]) {
		expect(answer.status).toBe('failure');
		expect(answer.errorMessage).toContain(unknown);
	}
	const results = await playbook.rows('job_results', 'Nobody');
	expect(results.map(({ status }) => status)).toEqual(['Failed', 'Failed']);
	for (const { error } of results) expect(error).toContain(unknown);
});

test('a profile deleted while Refresh reads the org: nothing is stored', async () => {
	await playbook.profile('Gone 1');
	deletedDuring('Gone 1', /\/query/);
	const answer = await playbook.run('refresh', 'Gone 1');
	expect(answer.errorMessage).toContain('The profile was deleted while the job ran');
	expect(await playbook.rows('subscriptions', 'Gone 1')).toEqual([]);
	expect(await playbook.rows('snapshots', 'Gone 1')).toEqual([]);
	expect(await runsOf('refresh', 'Gone 1')).toEqual(['Failed']);
});

test('a profile deleted while Reclaim plans: no user is changed, and its candidates stay closed', async () => {
	await playbook.profile('Gone 2');
	await playbook.run('identify', 'Gone 2');
	const candidates = await ready('Gone 2');
	expect(candidates.length).toBeGreaterThan(0);
	const { writes } = org.org.inspector;
	deletedDuring('Gone 2', /\/query/);
	const answer = await playbook.reclaim('Gone 2');
	expect(answer.errorMessage).toContain('The profile was deleted while the job ran');
	expect(org.org.inspector.writes).toBe(writes);
	const states = (await playbook.rows('candidates', 'Gone 2')).map(({ state }) => state);
	expect(new Set(states)).toEqual(new Set(['Closed Skipped']));
});

test('Data Tables are full: no user is changed, nothing is stored partially, and the alert says what to do', async () => {
	await playbook.profile('Full');
	await playbook.run('identify', 'Full');
	const [row] = await ready('Full');
	const { writes } = org.org.inspector;
	const before = (await playbook.rows('job_results', 'Full')).length;
	await fillTables();
	await expect(playbook.reclaim('Full', [row])).rejects.toThrow('Data table size limit exceeded');
	await expect(playbook.run('refresh', 'Full')).rejects.toThrow('Data table size limit exceeded');
	expect(org.org.inspector.writes).toBe(writes);
	expect(await playbook.candidate(row.id)).toMatchObject({ state: 'Ready', plan: null });
	expect(await playbook.rows('subscriptions', 'Full')).toEqual([]);
	expect(await playbook.rows('job_results', 'Full')).toHaveLength(before);
	const alert = await until('a mail tells of it', async () =>
		mails.mails.find(({ subject }) => subject === 'n8n: the workflow Run a Job failed'),
	);
	expect(alert.text).toContain('Data table size limit exceeded');
	expect(alert.text).toContain('keep the tables in Postgres');
});

test('Data Tables are full: the guided setup says so on its page, and keeps what was typed', async () => {
	const browser = await openBrowser();
	try {
		const page = await browser.context.newPage();
		await fillTables();
		await signInToN8n(page, n8n.url, owner);
		const form = new SetupForm(page);
		await form.start(n8n.url);
		await form.choose('Profile', 'A new profile');
		await form.fill('Display name', 'Not stored');
		await form.submit('Integration profile');
		expect(await form.text()).toMatch(/Nothing was saved: .*Data table size limit exceeded/);
		expect(await form.text()).toContain('N8N_DATA_TABLES_MAX_SIZE_BYTES');
		expect(await form.value('Display name')).toBe('Not stored');
		await screenshot(page, 'setup-tables-full');
		const names = (await playbook.rows('profiles')).map(({ displayName }) => displayName);
		expect(names).not.toContain('Not stored');
	} finally {
		await browser.close();
	}
});
