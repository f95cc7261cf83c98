/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Client } from 'pg';

import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import { change } from '../support/triggerCases';
import type { OpenBrowser } from './browser';
import { openBrowser, signInToN8n } from './browser';
import { MailServer } from './mailServer';
import { SetupForm } from './setupForm';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import { Playbook } from './playbook';
import type { RunningPostgres } from './postgres';
import { startPostgres } from './postgres';
import { QuestionPages } from './questionPages';
import { until } from './until';
import { testWholeChain } from './wholeChain';
import { createCredential } from './workflows';

jest.setTimeout(480_000);

const STORAGE = 'Salesforce Licenses: Storage';

const mails = new MailServer();
let postgres: RunningPostgres;
let database: Client;
let n8n: RunningN8n;
let api: N8nApi;
let org: RunningOrg;
let playbook: Playbook;
let browser: OpenBrowser;
let setup: SetupForm;
let question: QuestionPages;

beforeAll(async () => {
	await mails.start();
	postgres = await startPostgres('storage');
	database = new Client(postgres);
	await database.connect();
	n8n = await startN8n({ label: 'storage' });
	api = new N8nApi(n8n.url);
	const owner = await api.createOwner();
	org = await startOrg({ users: 60, seed: 3 });
	const { host, port, user, password, database: name } = postgres;
	const data = { host, port, user, password, database: name, ssl: 'disable' };
	await api.createCredential('Tables', 'postgres', data);
	await api.createCredential('Mail', 'smtp', mails.credential());
	const credential = await createCredential(api, org, 'clientCredentials');
	playbook = new Playbook(api, await api.createApiKey('storage'), readTable);
	await playbook.import({
		...{ credential: credential.name, smtp: 'Mail' },
		...{ storage: 'postgres', postgres: 'Tables' },
	});
	browser = await openBrowser();
	const page = await browser.context.newPage();
	await signInToN8n(page, n8n.url, owner);
	setup = new SetupForm(page);
	question = new QuestionPages(await browser.context.newPage());
});

afterAll(async () => {
	await browser?.close();
	await n8n?.stop();
	await org?.close();
	await database?.end();
	await postgres?.stop();
	await mails.stop();
});

async function readTable(name: string) {
	const { rows: known } = await database.query('SELECT to_regclass($1) AS name', [name]);
	if (known[0].name === null) return [];
	const query = `SELECT to_jsonb(stored) AS row FROM "${name}" AS stored ORDER BY id`;
	return (await database.query(query)).rows.map(({ row }) => row);
}

const active = (userId: unknown) =>
	org.org.rows('User').find(({ Id }) => Id === userId)?.IsActive as boolean;

describe('the import', () => {
	test('replaces the storage with Postgres under the same id, and keeps it', async () => {
		await playbook.import();
		const { nodes } = await api.workflow(playbook.id(STORAGE));
		const stores = nodes.filter(({ type }) => type === 'n8n-nodes-base.postgres');
		expect(stores).toHaveLength(3);
		for (const { credentials } of stores) {
			expect(credentials?.postgres).toMatchObject({ name: 'Tables' });
		}
		expect(nodes.some(({ type }) => type === 'n8n-nodes-base.dataTable')).toBe(false);
	});

	test('refuses an unknown storage, and a credential that would have no effect', async () => {
		await expect(playbook.import({ storage: 'nonsense' })).rejects.toThrow(
			'--storage is "nonsense", but must be one of: data-tables, postgres.',
		);
		await expect(playbook.import({ storage: 'data-tables', postgres: 'Tables' })).rejects.toThrow(
			'--postgres has no effect without --storage postgres',
		);
	});
});

describe('the storage', () => {
	const call = async (values: object) =>
		await playbook.call<{ rows: Array<Record<string, unknown>>; count: number }>(STORAGE, {
			...{ action: 'read', table: 'salesforce_connections', rows: [], column: '', value: '' },
			...values,
		});

	test('creates its table, and returns a row unchanged', async () => {
		const row = { name: "O'Neil; DROP TABLE $1 {{ 1 }}", orgName: 'Ö', access: [{ a: null }] };
		const { rows } = await call({ action: 'write', rows: [row] });
		expect(rows).toEqual([expect.objectContaining(row)]);
		const read = await call({ column: 'name', value: row.name });
		expect(read).toMatchObject({ rows: [{ ...row, id: rows[0].id }], count: 1 });
		expect(await call({ column: 'id', value: String(rows[0].id) })).toEqual(read);
		expect(await call({ column: 'name', value: "' OR true --" })).toEqual({ rows: [], count: 0, versionNote: '' });
	});

	test('a row with the same key is updated; columns that an update does not name keep their values', async () => {
		const name = 'Twice';
		await call({ action: 'write', rows: [{ name }, { name, orgId: 'first' }] });
		await call({ action: 'write', rows: [{ name, orgId: 'second', orgName: 'Acme' }] });
		const { rows } = await call({ column: 'name', value: name });
		expect(rows).toEqual([expect.objectContaining({ orgId: 'second', orgName: 'Acme' })]);
		await call({ action: 'write', rows: [{ id: rows[0].id, orgId: 'third' }] });
		expect(await readTable('salesforce_connections')).toContainEqual(
			expect.objectContaining({ name, orgId: 'third', orgName: 'Acme' }),
		);
		await call({ action: 'delete', rows: [{ id: rows[0].id }] });
		expect(await call({ column: 'name', value: name })).toEqual({ rows: [], count: 0, versionNote: '' });
	});

	test('writes all rows of a call or none', async () => {
		const [known] = (await call({ action: 'write', rows: [{ name: 'One' }] })).rows;
		await call({ action: 'write', rows: [{ name: 'Other' }] });
		const rows = [
			{ id: known.id, orgName: 'changed' },
			{ name: 'New', access: 'no JSON \u0000' },
		];
		await expect(call({ action: 'write', rows })).rejects.toThrow();
		const clash = [{ name: 'New' }, { id: known.id, name: 'Other' }];
		await expect(call({ action: 'write', rows: clash })).rejects.toThrow();
		const stored = await readTable('salesforce_connections');
		expect(stored.filter(({ name }) => name === 'New')).toEqual([]);
		expect(stored).toContainEqual(expect.objectContaining({ name: 'One', orgName: null }));
	});

	test('adds the columns of a later version', async () => {
		await database.query('ALTER TABLE salesforce_connections DROP COLUMN "validatedAt"');
		await call({ action: 'write', rows: [{ name: 'Later', validatedAt: '2026-01-01' }] });
		expect(await readTable('salesforce_connections')).toContainEqual(
			expect.objectContaining({ name: 'Later', validatedAt: '2026-01-01' }),
		);
	});

	test('a job result waits for one whose ID is lower, so that of two runs at once one sees the other', async () => {
		const table = 'salesforce_job_results';
		const write = async (name: string) =>
			(await call({ action: 'write', table, rows: [{ name }] })).rows[0];
		await write('first');
		await database.query('BEGIN');
		await database.query('SELECT pg_advisory_xact_lock(hashtext($1))', [table]);
		const insert = `INSERT INTO ${table} (name) VALUES ('slow to commit') RETURNING id`;
		const { rows: slow } = await database.query(insert);
		const later = write('later');
		await until('it waits', async () => {
			const waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
			return (await database.query(waiting)).rows.length === 1 ? true : undefined;
		});
		await database.query('COMMIT');
		expect(Number((await later).id)).toBeGreaterThan(Number(slow[0].id));
		await database.query(`DELETE FROM ${table}`);
	});

	test('refuses a table and a column that do not exist', async () => {
		await expect(call({ table: 'pg_user' })).rejects.toThrow('Storage has no table "pg_user"');
		await expect(call({ column: '1=1; --', value: 'x' })).rejects.toThrow('has no column');
	});
});

describe('the playbook over Postgres', () => {
	testWholeChain(() => ({
		...{ url: n8n.url, api, playbook, org, mails, setup, question },
	}));

	test('a profile is refreshed, and its candidates are found', async () => {
		await playbook.profile('Acme');
		for (const job of ['refresh', 'identify'] as const) {
			expect(await playbook.run(job, 'Acme')).toMatchObject({ status: 'success' });
		}
	});

	test('Refresh stores what the org has, and nothing twice', async () => {
		const [gone] = await playbook.rows('subscriptions', 'Acme');
		const stored = (await playbook.rows('subscriptions', 'Acme')).length;
		await playbook.write('subscriptions', [
			{ profile: 'Acme', subscriptionKey: 'not held by any user', licenseKind: 'userLicense' },
			{ ...gone, id: undefined, username: 'changed meanwhile' },
		]);
		expect(await playbook.run('refresh', 'Acme')).toMatchObject({
			...{ status: 'success', created: 0, updated: 1, removed: 1 },
		});
		const rows = await playbook.rows('subscriptions', 'Acme');
		expect(new Set(rows.map((row) => row.subscriptionKey)).size).toBe(stored);
		expect(rows).toHaveLength(stored);
		const snapshots = await playbook.rows('snapshots', 'Acme');
		expect(snapshots.length).toBeGreaterThan(0);
	});

	test('Identify opens nothing twice', async () => {
		const idle = new Set(org.org.groundTruth.idleUsers);
		const candidates = await playbook.rows('candidates', 'Acme');
		expect(candidates.some(({ userId }) => idle.has(String(userId)))).toBe(true);
		expect(await playbook.run('identify', 'Acme')).toMatchObject({
			...{ status: 'success', created: 0 },
		});
	});

	test('Reclaim removes the seat and stores the before-image; Update closes candidates that were used again', async () => {
		const [row, back] = await playbook.rows('candidates', 'Acme');
		expect(await playbook.reclaim('Acme', [row])).toMatchObject({
			status: 'success',
			counts: { 'Closed Complete': 1 },
		});
		expect(active(row.userId)).toBe(false);
		expect(await playbook.candidate(row.id)).toMatchObject({
			state: 'Closed Complete',
			outcome: 'done',
			before: { isActive: true, isFrozen: false },
		});
		const user = org.org.rows('User').find(({ Id }) => Id === back.userId)!;
		user.LastLoginDate = new Date(Date.now() - 60_000).toISOString();
		expect(await playbook.run('update', 'Acme')).toMatchObject({ status: 'success' });
		expect(await playbook.candidate(back.id)).toMatchObject({ state: 'Closed Canceled' });
		const results = await playbook.rows('job_results', 'Acme');
		expect(results.map(({ status }) => status)).toEqual(results.map(() => 'Complete'));
	});

	test('the next night finds seats that are in use again, also one that was freed with the candidate', async () => {
		const [row] = (await playbook.rows('candidates', 'Acme')).filter(
			({ state }) => state === 'Closed Complete',
		);
		const other = String(row.candidateKey).replace(/userLicense:.*$/, 'packageLicense:SBQQ');
		const step = { step: 'removePackageLicense', outcome: 'done', frees: 'packageLicense:SBQQ' };
		await database.query(
			`UPDATE salesforce_candidates SET result = jsonb_set(result, '{steps}', result->'steps' || $1::jsonb) WHERE id = $2`,
			[JSON.stringify([step]), row.id],
		);
		const pool = org.org
			.rows('PackageLicense')
			.find(({ NamespacePrefix }) => NamespacePrefix === 'SBQQ')!;
		const holds = org.org.table('UserPackageLicense').where('UserId', String(row.userId));
		if (holds.every(({ PackageLicenseId }) => PackageLicenseId !== pool.Id))
			org.org.insert('UserPackageLicense', { UserId: row.userId, PackageLicenseId: pool.Id });
		org.org.seats.recount();
		await change(org, 'PATCH', `User/${String(row.userId)}`, { IsActive: true });
		for (const job of ['refresh', 'update'] as const) {
			expect(await playbook.run(job, 'Acme')).toMatchObject({ status: 'success' });
		}
		const ledger = (await playbook.rows('savings', 'Acme')).filter(
			({ userId }) => userId === row.userId,
		);
		const told = ledger.map(({ entry, candidateKey }) => [entry, candidateKey]);
		expect(told).toHaveLength(4);
		for (const key of [row.candidateKey, other]) {
			for (const entry of ['freed', 'takenAgain']) expect(told).toContainEqual([entry, key]);
		}
	});

	/** As when the server is away: nobody can log in, and who was is thrown out. */
	async function letIn(mayLogIn: boolean): Promise<void> {
		await database.query(`ALTER ROLE n8n ${mayLogIn ? 'LOGIN' : 'NOLOGIN'}`);
		if (mayLogIn) return;
		await database.query(
			'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1 AND pid <> pg_backend_pid()',
			['n8n'],
		);
	}

	test('the database goes away while a page of the guided setup is open: the page says so, and continues with what was typed', async () => {
		await setup.start(n8n.url);
		await setup.choose('Profile', 'A new profile');
		await setup.fill('Display name', 'Typed before');
		await letIn(false);
		try {
			await setup.submit('The stored data cannot be read now');
			expect(await setup.text()).toContain('not permitted to log in');
			await setup.submit('The stored data cannot be read now');
		} finally {
			await letIn(true);
		}
		await setup.submit('Licenses and prices: Typed before');
		const names = (await playbook.rows('profiles')).map(({ displayName }) => displayName);
		expect(names.filter((name) => name === 'Typed before')).toHaveLength(1);
	});
});
