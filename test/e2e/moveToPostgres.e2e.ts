/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { Client } from 'pg';

import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import type { WorkflowJson } from './n8nApi';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import { ROOT } from './paths';
import { Playbook } from './playbook';
import type { RunningPostgres } from './postgres';
import { startPostgres } from './postgres';
import { createCredential } from './workflows';

jest.setTimeout(480_000);

const FILE = path.join(ROOT, 'workflows', 'templates', 'move-tables-to-postgres.json');
const POSTGRES = 'n8n-nodes-base.postgres';

let postgres: RunningPostgres;
let database: Client;
let n8n: RunningN8n;
let api: N8nApi;
let org: RunningOrg;
/** The playbook over Data Tables, and over Postgres. */
let before: Playbook;
let after: Playbook;
let move: string;

beforeAll(async () => {
	[postgres, n8n, org] = await Promise.all([
		startPostgres('move'),
		startN8n({ label: 'move' }),
		startOrg({ users: 60, seed: 3 }),
	]);
	database = new Client(postgres);
	await database.connect();
	api = new N8nApi(n8n.url);
	await api.createOwner();
	const { host, port, user, password, database: name } = postgres;
	const tables = { host, port, user, password, database: name, ssl: 'disable' };
	const id = await api.createCredential('Tables', 'postgres', tables);
	const credential = await createCredential(api, org, 'clientCredentials');
	const apiKey = await api.createApiKey('move');
	before = new Playbook(api, apiKey);
	after = new Playbook(api, apiKey, async (table) => {
		const query = `SELECT to_jsonb(stored) AS row FROM "${table}" AS stored ORDER BY id`;
		return (await database.query(query)).rows.map(({ row }) => row);
	});
	await before.import({ credential: credential.name });
	await before.profile('Acme', { prices: { SFDC: 900 }, alertEmail: "o'neil@acme.example" });
	await before.run('refresh', 'Acme');
	await before.run('identify', 'Acme');
	const [row] = await before.rows('candidates', 'Acme');
	await before.reclaim('Acme', [row]);

	const file = JSON.parse(readFileSync(FILE, 'utf8')) as WorkflowJson;
	const chosen = { postgres: { id, name: 'Tables' } };
	for (const node of file.nodes) if (node.type === POSTGRES) node.credentials = chosen;
	move = await api.importWorkflow(file);
});

afterAll(async () => {
	await n8n?.stop();
	await org?.close();
	await database?.end();
	await postgres?.stop();
});

/** What a row says, whatever each store returns for what was never written and for times. */
const said = (rows: Array<Record<string, unknown>>) =>
	rows.map((row) =>
		Object.fromEntries(
			Object.entries(row)
				// Data Tables sort IDs by digits; Postgres sorts them as they are.
				.filter(([name, value]) => value !== null && !['updatedAt', 'userIdDigits'].includes(name))
				.map(([name, value]) => [
					name,
					name === 'createdAt' ? new Date(String(value)).getTime() : value,
				]),
		),
	);

test('moves profiles, candidates, job results and snapshots with their IDs, and subscriptions are read anew', async () => {
	const run = await api.runWorkflow(move, 'Move Now');
	expect(run.error).toBeUndefined();
	for (const table of ['profiles', 'candidates', 'job_results', 'snapshots']) {
		const stored = await before.rows(table);
		expect(stored.length).toBeGreaterThan(0);
		expect(said(await after.rows(table))).toEqual(said(stored));
		const name = `salesforce_${table}`;
		expect(run.json('Rows Moved')).toContainEqual({ name, rows: stored.length });
	}
});

test('a second time nothing is moved, and it says why', async () => {
	const rows = (await after.rows('candidates')).length;
	const { error } = await api.runWorkflow(move, 'Move Now');
	expect(error?.message).toContain('Nothing was moved');
	expect(error?.message).toContain('salesforce_candidates');
	expect(await after.rows('candidates')).toHaveLength(rows);
});

test('the playbook continues there: nothing is found twice, and a new row gets a new ID', async () => {
	await after.import({ storage: 'postgres', postgres: 'Tables' });
	const candidates = await after.rows('candidates');
	expect(await after.run('refresh', 'Acme')).toMatchObject({ status: 'success' });
	expect(await after.run('identify', 'Acme')).toMatchObject({ status: 'success', created: 0 });
	expect(await after.rows('candidates')).toHaveLength(candidates.length);
	const [taken] = candidates.filter(({ state }) => state === 'Closed Complete');
	expect(taken).toMatchObject({ before: { isActive: true } });
	const ids = (await after.rows('job_results')).map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
});
