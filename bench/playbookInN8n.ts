/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { N8nApi } from '../test/e2e/n8nApi';
import { startN8n } from '../test/e2e/n8nServer';
import type { Answer } from '../test/e2e/playbook';
import { Playbook } from '../test/e2e/playbook';
import { startPostgres } from '../test/e2e/postgres';
import { createCredential } from '../test/e2e/workflows';
import type { Spent } from './processGroup';
import { spentBy } from './processGroup';

/** The nightly jobs of the playbook in a real n8n: its own process, its task runner, its database. */
export interface AskedOfPlaybook {
	url: string;
	credential: { clientId: string; clientSecret: string };
	storage: 'data-tables' | 'postgres';
	/** The most that n8n may use as its heap: without a limit, V8 lets it grow before it collects. */
	heapMegabytes: number | null;
}

export type Job = 'refresh' | 'identify' | 'update' | 'record page' | 'all profiles';

export interface JobInN8n extends Spent {
	/** Subscriptions, or candidates. */
	rows: number;
	written: number;
	databaseMegabytes: number;
}

/** Far more than any run may take. */
const WITHIN_MS = 3 * 60 * 60 * 1000;
const PROFILE = 'Bench';
const VIEWER = { user: 'bench', password: 'bench' };
const PAGES: Readonly<Partial<Record<Job, string>>> = {
	'record page': `?profile=${PROFILE}`,
	'all profiles': '',
};

interface Running {
	run(job: Job): Promise<JobInN8n>;
	stop(): Promise<void>;
}

async function start({
	url,
	credential,
	storage,
	heapMegabytes,
}: AskedOfPlaybook): Promise<Running> {
	const limited = { NODE_OPTIONS: `--max-old-space-size=${heapMegabytes} --max-semi-space-size=8` };
	const env = heapMegabytes === null ? {} : limited;
	const userFolder = mkdtempSync(path.join(os.tmpdir(), 'n8n-bench-'));
	const postgres = storage === 'postgres' ? await startPostgres('bench') : undefined;
	const n8n = await startN8n({ label: 'bench-playbook', userFolder, env });
	const api = new N8nApi(n8n.url);
	await api.createOwner();
	const { name } = await createCredential(api, { url, app: credential }, 'clientCredentials');
	await api.createCredential('Viewers', 'httpBasicAuth', VIEWER);
	const playbook = new Playbook(api, await api.createApiKey('bench'));
	if (postgres === undefined) await playbook.import({ credential: name, page: 'Viewers' });
	else {
		const { host, port, user, password, database } = postgres;
		const data = { host, port, user, password, database, ssl: 'disable' };
		await api.createCredential('Tables', 'postgres', data);
		await playbook.import({ credential: name, storage, postgres: 'Tables', page: 'Viewers' });
	}
	await playbook.profile(PROFILE, { maxUsers: 100_000, dryRun: true });
	return {
		async run(job) {
			const before = databaseMegabytes(userFolder);
			const page = PAGES[job];
			if (page !== undefined) {
				const [spent, rows] = await spentBy(
					n8n.pid,
					async () => await open(`${n8n.url}/webhook/salesforce-licenses-record${page}`),
				);
				const databaseGrown = databaseMegabytes(userFolder) - before;
				return { ...spent, rows, written: 0, databaseMegabytes: databaseGrown };
			}
			const [spent, answer] = await spentBy(
				n8n.pid,
				async () => await playbook.call<Answer>('Run a Job', { job, profile: PROFILE }, WITHIN_MS),
			);
			if (answer.status !== 'success') throw new Error(`${job}: ${JSON.stringify(answer)}`);
			const { created, updated, removed, counts } = answer;
			return {
				...spent,
				rows: counts.found ?? counts.subscriptions ?? counts.open ?? 0,
				written: created + updated + removed,
				databaseMegabytes: databaseMegabytes(userFolder) - before,
			};
		},
		async stop() {
			await n8n.stop();
			await postgres?.stop();
			rmSync(userFolder, { recursive: true, force: true, maxRetries: 3 });
		},
	};
}

/** A page as a browser asks for it; how many rows of lists it has. */
async function open(address: string): Promise<number> {
	const authorization = `Basic ${btoa(`${VIEWER.user}:${VIEWER.password}`)}`;
	const answer = await fetch(address, { headers: { authorization } });
	const text = await answer.text();
	if (answer.status !== 200) throw new Error(`${address}: ${answer.status} ${text.slice(0, 300)}`);
	return text.split('</tr>').length - 1;
}

/** The file and its write-ahead log. */
function databaseMegabytes(userFolder: string): number {
	const size = (file: string) =>
		statSync(path.join(userFolder, '.n8n', file), { throwIfNoEntry: false })?.size ?? 0;
	return (size('database.sqlite') + size('database.sqlite-wal')) / 1e6;
}

let running: Running | undefined;

async function serve(asked: AskedOfPlaybook | Job | 'stop'): Promise<object> {
	if (typeof asked === 'object') running = await start(asked);
	else if (asked !== 'stop') return await (running as Running).run(asked);
	else await running?.stop();
	return {};
}

process.on('message', (asked) => {
	serve(asked as AskedOfPlaybook | Job | 'stop').then(
		(answer) => process.send?.(answer),
		(error: Error) => process.send?.({ error: error.stack }),
	);
});
