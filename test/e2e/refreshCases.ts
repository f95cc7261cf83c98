/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';

import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import { PREPARE_STAGE } from '../../workflows/storage/portionPostgres.sql';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import type { Row } from './playbook';
import { Playbook } from './playbook';
import type { RunningPostgres } from './postgres';
import { startPostgres } from './postgres';
import { createCredential } from './workflows';

const USERS = 60;
const USERS_IN_A_PORTION = 20;
const PORTION = 'Job: Refresh a Portion';

/** Refresh in portions, for either store, with portions so small that this org needs several. */
export function testRefresh(storage: 'data-tables' | 'postgres'): void {
	let n8n: RunningN8n;
	let api: N8nApi;
	let org: RunningOrg;
	let playbook: Playbook;
	let postgres: RunningPostgres | undefined;
	let database: Client | undefined;

	beforeAll(async () => {
		n8n = await startN8n({ label: `refresh-${storage}` });
		api = new N8nApi(n8n.url);
		await api.createOwner();
		org = await startOrg({ users: USERS, seed: 3 });
		const credential = await createCredential(api, org, 'clientCredentials');
		const key = await api.createApiKey('refresh');
		if (storage === 'postgres') {
			postgres = await startPostgres('refresh');
			database = new Client(postgres);
			await database.connect();
			const { host, port, user, password, database: name } = postgres;
			const data = { host, port, user, password, database: name, ssl: 'disable' };
			await api.createCredential('Tables', 'postgres', data);
			playbook = new Playbook(api, key, readTable);
			await playbook.import({ credential: credential.name, storage, postgres: 'Tables' });
		} else {
			playbook = new Playbook(api, key);
			await playbook.import({ credential: credential.name });
		}
		await change(PORTION, (text) =>
			text.replace(/"users":"=\{\{ \d+ \}\}"/, `"users":"={{ ${USERS_IN_A_PORTION} }}"`),
		);
	});

	afterAll(async () => {
		await n8n?.stop();
		await org?.close();
		await database?.end();
		await postgres?.stop();
	});

	async function readTable(name: string) {
		const { rows: known } = await database!.query('SELECT to_regclass($1) AS name', [name]);
		if (known[0].name === null) return [];
		const query = `SELECT to_jsonb(stored) AS row FROM "${name}" AS stored ORDER BY id`;
		return (await database!.query(query)).rows.map(({ row }) => row);
	}

	/** What a builder does in the editor. */
	async function change(
		name: string,
		edit: (text: string) => string,
	): Promise<() => Promise<void>> {
		const id = playbook.id(name);
		const before = await api.workflow(id);
		const text = JSON.stringify(before.nodes);
		expect(edit(text)).not.toBe(text);
		await api.updateWorkflow(id, { ...before, nodes: JSON.parse(edit(text)) });
		await api.activateWorkflow(id);
		return async () => {
			const { versionId } = await api.workflow(id);
			await api.updateWorkflow(id, { ...before, versionId });
			await api.activateWorkflow(id);
		};
	}

	const stored = async (profile: string) => await playbook.rows('subscriptions', profile);
	const keysOf = (rows: Row[]) => rows.map((row) => String(row.subscriptionKey)).sort();
	/** The org as one download of everything sees it. */
	async function inOrg(): Promise<string[]> {
		const file = await playbook.call<{ subscriptions: number }>(
			'Salesforce CRM Download Subscriptions',
			{ task: 'subscriptions' },
		);
		expect(file.subscriptions).toBeGreaterThan(USERS);
		return [String(file.subscriptions)];
	}
	const progress = async (profile: string) => await playbook.rows('portions', profile);
	const failsAfter = (after: number) =>
		org.faults.add({ kind: 'noRoute', soql: /FROM User\b.*Id > /, after });

	test('reads every user once, whatever the portions, and keeps no progress', async () => {
		await playbook.profile('Acme');
		const first = await playbook.run('refresh', 'Acme');
		expect(first).toMatchObject({ status: 'success', errorMessage: '', updated: 0, removed: 0 });
		expect(first.counts.portions).toBeGreaterThan(2);
		const rows = await stored('Acme');
		expect(new Set(keysOf(rows)).size).toBe(rows.length);
		expect(rows).toHaveLength(first.created);
		expect(await inOrg()).toEqual([String(rows.length)]);
		expect(await progress('Acme')).toEqual([]);
		const snapshots = await playbook.rows('snapshots', 'Acme');
		expect(snapshots.reduce((sum, row) => sum + Number(row.assigned), 0)).toBe(rows.length);
	});

	if (storage === 'postgres') {
		const staged = async () => (await readTable('salesforce_stage')).map(({ text }) => text);
		const leave = async (age: string) =>
			await database!.query(
				'INSERT INTO "salesforce_stage" ("stagedAt", "text") VALUES (now() - $1::text::interval, $1::text)',
				[age],
			);

		test('leaves no file behind, and clears away what a killed n8n left', async () => {
			expect(await staged()).toEqual([]);
			await leave('61 minutes');
			// Another profile may be at it.
			await leave('59 minutes');
			expect(await playbook.run('refresh', 'Acme')).toMatchObject({ status: 'success' });
			expect(await staged()).toEqual(['59 minutes']);
			await database!.query('DELETE FROM "salesforce_stage"');
		});

		test('a staged file that is not there any more stops the job, and every row stays', async () => {
			const before = await stored('Acme');
			const undo = await change(PORTION, (text) => text.replace('[$json.id, ', '[0, '));
			const failed = await playbook.run('refresh', 'Acme');
			await undo();
			expect(failed.status).toBe('failure');
			expect(failed.errorMessage).toMatch(/The file has 0 subscriptions, but its Summary says \d+/);
			expect(await stored('Acme')).toEqual(before);
			await database!.query('DELETE FROM "salesforce_stage"');
		});

		test('finds its table in whatever schema it is, and makes it in the first of the search path', async () => {
			const prepare = async (searchPath: string) => {
				const { database: name, ...rest } = postgres!;
				const other = new Client({
					...rest,
					database: name,
					options: `-c search_path=${searchPath}`,
				});
				await other.connect();
				const results = (await other.query(PREPARE_STAGE)) as unknown as Array<{ rows: Row[] }>;
				await other.end();
				return results.at(-1)?.rows;
			};
			await database!.query('CREATE SCHEMA "Other Tables"');
			expect(await prepare('none,public')).toEqual([{ schema: 'public' }]);
			expect(await prepare('"Other\\ Tables"')).toEqual([{ schema: 'Other Tables' }]);
			expect(await prepare('"Other\\ Tables",public')).toEqual([{ schema: 'Other Tables' }]);
		});
	}

	test('the next day writes what changed and nothing else', async () => {
		expect(await playbook.run('refresh', 'Acme')).toMatchObject({
			...{ status: 'success', created: 0, updated: 0, removed: 0 },
		});
		const before = await stored('Acme');
		const users = org.org.rows('User').filter(({ IsActive }) => IsActive === true);
		const [gone, back] = users.slice(-2);
		gone.IsActive = false;
		back.LastLoginDate = new Date(Date.now() - 60_000).toISOString();
		const held = (userId: unknown, kind?: string) =>
			before.filter(
				(row) => row.userId === userId && (kind === undefined || row.licenseKind === kind),
			);
		const answer = await playbook.run('refresh', 'Acme');
		expect(answer).toMatchObject({
			status: 'success',
			created: 0,
			removed: held(gone.Id, 'userLicense').length,
		});
		expect(answer.updated).toBeGreaterThanOrEqual(held(back.Id).length);
		const after = await stored('Acme');
		expect(after).toHaveLength(before.length - answer.removed);
		expect(after.find((row) => row.userId === back.Id)).toMatchObject({
			lastLoginAt: back.LastLoginDate,
		});
		gone.IsActive = true;
		await playbook.run('refresh', 'Acme');
	});

	test('a portion that fails: what was read stays, the job fails, and the next run continues', async () => {
		await playbook.profile('Interrupted');
		failsAfter(1);
		const failed = await playbook.run('refresh', 'Interrupted');
		org.faults.clear();
		expect(failed.status).toBe('failure');
		expect(failed.errorMessage).not.toBe('');
		const begun = await progress('Interrupted');
		expect(begun.map(({ number }) => number)).toEqual([1, 2]);
		const part = await stored('Interrupted');
		expect(part.length).toBeGreaterThan(0);
		const full = await stored('Acme');
		expect(part.length).toBeLessThan(full.length);
		expect(await playbook.rows('snapshots', 'Interrupted')).toEqual([]);

		const callsOf = async <T>(run: () => Promise<T>) => {
			const before = org.org.apiCalls;
			const answer = await run();
			return { answer, calls: org.org.apiCalls - before };
		};
		const { answer, calls } = await callsOf(
			async () => await playbook.run('refresh', 'Interrupted'),
		);
		expect(answer).toMatchObject({ status: 'success', created: full.length });
		expect(await stored('Interrupted')).toHaveLength(full.length);
		expect(await progress('Interrupted')).toEqual([]);
		// The portions of the first run were not read again.
		const whole = await callsOf(async () => await playbook.run('refresh', 'Acme'));
		expect(calls).toBeLessThan(whole.calls);
	});

	test.each<[string, (row: Row) => object]>([
		[
			'another org',
			(row) => ({ summary: { ...(row.summary as object), orgId: '00D000000000099AAA' } }),
		],
		['nothing that can be read', () => ({ summary: { resumeAfter: 'user 5' } })],
		['another run', () => ({ run: 'of another execution' })],
		[
			'a user before its own start',
			(row) => ({ summary: { ...(row.summary as object), resumeAfter: '005000000000000AAA' } }),
		],
	])('progress of %s is not continued: the run starts over', async (_, wrong) => {
		await playbook.profile('Cursor');
		failsAfter(1);
		expect((await playbook.run('refresh', 'Cursor')).status).toBe('failure');
		org.faults.clear();
		const [, last] = await progress('Cursor');
		await playbook.write('portions', [{ id: last.id, ...wrong(last) }]);
		const answer = await playbook.run('refresh', 'Cursor');
		expect(answer).toMatchObject({ status: 'success', removed: 0 });
		const rows = await stored('Cursor');
		expect(keysOf(rows)).toHaveLength((await stored('Acme')).length);
		expect(new Set(keysOf(rows)).size).toBe(rows.length);
		expect(await progress('Cursor')).toEqual([]);
		const profiles = await playbook.rows('profiles');
		const ids = profiles.filter((row) => row.displayName === 'Cursor').map(({ id }) => ({ id }));
		const values = { action: 'delete', table: 'salesforce_profiles', column: '', value: '' };
		await playbook.call('Salesforce Licenses: Storage', { ...values, rows: ids });
	});

	describe('Identify and Update', () => {
		let restore: Array<() => Promise<void>> = [];
		const candidates = async (profile: string) => await playbook.rows('candidates', profile);
		const candidateKeys = async (profile: string) =>
			(await candidates(profile)).map((row) => String(row.candidateKey)).sort();

		beforeAll(async () => {
			restore = [
				await change('Job: Identify a Portion', (text) =>
					text.replace('={{ 5000 }}', `={{ ${USERS_IN_A_PORTION} }}`),
				),
				await change('Job: Update a Portion', (text) => text.replaceAll('1000', '4')),
			];
			// As if many rows of a portion changed: Data Tables store them anew.
			if (storage === 'data-tables') {
				const rows = 'Salesforce Licenses: Rows of a Portion';
				restore.push(await change(rows, (text) => text.replace('length > 20', 'length > 2')));
			}
			await playbook.profile('Found');
			const { counts } = await playbook.run('identify', 'Found');
			expect(counts.portions).toBeGreaterThan(2);
			expect((await candidates('Found')).length).toBeGreaterThan(8);
		});

		afterAll(async () => {
			for (const one of restore) await one();
		});

		test('a portion of Identify that fails: what was found stays, and the next run finds the others once', async () => {
			await playbook.profile('Partly found');
			failsAfter(1);
			const failed = await playbook.run('identify', 'Partly found');
			org.faults.clear();
			expect(failed.status).toBe('failure');
			expect(failed.errorMessage).not.toBe('');
			expect((await progress('Partly found')).map(({ number }) => number)).toEqual([1, 2]);
			const part = await candidateKeys('Partly found');
			const whole = await candidateKeys('Found');
			expect(part.length).toBeLessThan(whole.length);
			expect(await playbook.run('identify', 'Partly found')).toMatchObject({ status: 'success' });
			expect(await candidateKeys('Partly found')).toEqual(whole);
			expect(await progress('Partly found')).toEqual([]);
			const results = await playbook.rows('job_results', 'Partly found');
			expect(results.map(({ status }) => status)).toEqual(['Failed', 'Complete']);
		});

		test('progress of Identify that belongs to another run is not continued, and nothing is found twice', async () => {
			failsAfter(1);
			expect((await playbook.run('identify', 'Found')).status).toBe('failure');
			org.faults.clear();
			const [first] = await progress('Found');
			await playbook.write('portions', [{ id: first.id, run: 'of another execution' }]);
			const before = await candidates('Found');
			expect(await playbook.run('identify', 'Found')).toMatchObject({
				...{ status: 'success', created: 0 },
			});
			expect(await candidates('Found')).toEqual(before);
			expect(await progress('Found')).toEqual([]);
		});

		test('a portion of Update that fails: those before it are stored, and the next run settles the others', async () => {
			const rowsId = playbook.id('Salesforce Licenses: Rows of a Portion');
			const portions = await change('Job: Update a Portion', (text) =>
				text.replaceAll(
					`"value":"${rowsId}"`,
					`"value":"={{ $('Inputs').first().json.afterUserId === '' ? '${rowsId}' : 'gone' }}"`,
				),
			);
			for (const { userId } of await candidates('Found')) {
				const user = org.org.rows('User').find(({ Id }) => Id === userId)!;
				user.LastLoginDate = new Date(Date.now() - 60_000).toISOString();
			}
			const failed = await playbook.run('update', 'Found');
			await portions();
			expect(failed.status).toBe('failure');
			expect(failed.errorMessage).not.toBe('');
			const states = async () =>
				(await candidates('Found')).map(({ state }) => String(state) === 'Closed Canceled');
			expect(new Set(await states())).toEqual(new Set([true, false]));
			const [done] = await progress('Found');
			expect(done).toMatchObject({ number: 1 });
			expect(await playbook.run('update', 'Found')).toMatchObject({ status: 'success' });
			expect(new Set(await states())).toEqual(new Set([true]));
			expect(await progress('Found')).toEqual([]);
		});
	});

	test('a subflow that does not know portions ends with a reason, not in a loop', async () => {
		const restore = await change('Salesforce CRM Download Subscriptions', (text) =>
			text.replace(/("startAfterUserId":)"[^"]*"/, '$1""'),
		);
		await playbook.profile('Own subflow');
		const answer = await playbook.run('refresh', 'Own subflow');
		await restore();
		expect(answer.status).toBe('failure');
		expect(answer.errorMessage).toContain('returned the same users again');
	});

	test('a profile that reads another org now keeps no rows of the first', async () => {
		const [row] = await stored('Acme');
		const other = { ...row, id: undefined, orgId: '00D000000000099AAA' };
		const subscriptionKey = String(row.subscriptionKey).replace(String(row.orgId), other.orgId);
		await playbook.write('subscriptions', [{ ...other, subscriptionKey }]);
		expect(await playbook.run('refresh', 'Acme')).toMatchObject({ status: 'success', removed: 1 });
		expect(keysOf(await stored('Acme'))).not.toContain(subscriptionKey);
	});

	if (storage === 'postgres') {
		/** Nobody else comes in; this connection stays. */
		const leave = async () => {
			await database!.query('ALTER ROLE CURRENT_USER NOLOGIN');
			await database!.query(
				'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
			);
		};
		const comeBack = async () => void (await database!.query('ALTER ROLE CURRENT_USER LOGIN'));

		test('Postgres away in the middle of a portion: nothing is half stored, and the next run continues', async () => {
			await playbook.profile('Away');
			const away = new Promise<void>((resolve, reject) => {
				const onDue = () => void leave().then(resolve, reject);
				org.faults.add({
					...{ kind: 'slow', delayMs: 0, times: 1, after: 1, soql: /FROM User\b.*Id > /, onDue },
				});
			});
			const run = playbook.run('refresh', 'Away');
			await away;
			await expect(run).rejects.toThrow();
			await comeBack();
			const part = await stored('Away');
			const full = await stored('Acme');
			expect(new Set(keysOf(part)).size).toBe(part.length);
			expect(part.length).toBeLessThan(full.length);
			const begun = await progress('Away');
			expect(begun.length).toBeGreaterThan(0);
			// As if the time had passed after which a run without a sign of life counts as stopped.
			await database!.query(
				`UPDATE salesforce_job_results SET "updatedAt" = now() - interval '1 minute' WHERE status = 'Running'`,
			);
			expect(await playbook.run('refresh', 'Away')).toMatchObject({ status: 'success' });
			expect(keysOf(await stored('Away'))).toHaveLength(full.length);
			expect(await progress('Away')).toEqual([]);
			const results = await playbook.rows('job_results', 'Away');
			expect(results.map(({ status }) => status)).toEqual(['Interrupted', 'Complete']);
			expect(results[0].error).toContain('or it could not reach the tables');
		});

		test('Postgres away for a moment in the middle of a portion: the job result says why it failed', async () => {
			await playbook.profile('Away for a moment');
			const back = new Promise<void>((resolve, reject) => {
				const onDue = async () => {
					await leave();
					// Longer than the portion tries to store its rows, shorter than the job its result.
					void sleep(10_000).then(comeBack).then(resolve, reject);
				};
				org.faults.add({
					...{ kind: 'slow', delayMs: 0, times: 1, after: 1, soql: /FROM User\b.*Id > /, onDue },
				});
			});
			const answer = await playbook.run('refresh', 'Away for a moment');
			await back;
			expect(answer.status).toBe('failure');
			expect(answer.errorMessage).toMatch(/not permitted to log in|terminating connection/);
			expect(await playbook.rows('job_results', 'Away for a moment')).toMatchObject([
				{ status: 'Failed', error: answer.errorMessage },
			]);
			expect(await playbook.run('refresh', 'Away for a moment')).toMatchObject({
				status: 'success',
			});
		});
	}

	if (storage === 'data-tables') {
		test('an org that is too large is refused with advice, and nothing is stored', async () => {
			const restore = await change(PORTION, (text) =>
				text.replace(/expected > \d+/, 'expected > 10'),
			);
			await playbook.profile('Large');
			const answer = await playbook.run('refresh', 'Large');
			await restore();
			expect(answer.status).toBe('failure');
			expect(answer.errorMessage).toContain('Keep the tables in Postgres');
			expect(await stored('Large')).toEqual([]);
		});

		test('rows that an interrupted portion left twice: readers see the latest, and the next run removes the others', async () => {
			const before = await stored('Acme');
			const [row] = before;
			await playbook.write('subscriptions', [{ ...row, id: undefined, name: 'The latest' }]);
			expect(await stored('Acme')).toHaveLength(before.length + 1);
			const values = { action: 'read', table: 'salesforce_subscriptions', rows: [] };
			const read = await playbook.call<{ rows: Row[]; count: number }>(
				'Salesforce Licenses: Storage',
				{ ...values, column: 'profile', value: 'Acme' },
			);
			expect(read.count).toBe(before.length);
			const found = read.rows.filter((one) => one.subscriptionKey === row.subscriptionKey);
			expect(found.map(({ name }) => name)).toEqual(['The latest']);
			await playbook.run('refresh', 'Acme');
			expect(keysOf(await stored('Acme'))).toEqual(keysOf(before));
		});
	}
}
