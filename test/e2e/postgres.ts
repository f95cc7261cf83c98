/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/require-node-api-error */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
	chownSync,
	existsSync,
	globSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { Client } from 'pg';

import { installFromDebian, isRoot } from './debian';
import { N8N_NODE } from './install';
import { freePort } from './n8nServer';
import { E2E, LOGS } from './paths';
import { until } from './until';

/** Postgres does not run as root. */
const NOBODY = 65_534;

export interface RunningPostgres {
	host: string;
	port: number;
	user: string;
	password: string;
	database: string;
	stop(): Promise<void>;
}

/** A real Postgres with an empty database, on this computer only. */
export async function startPostgres(label: string): Promise<RunningPostgres> {
	const bin = findPostgres();
	const scratch = mkdtempSync(path.join(os.tmpdir(), 'n8n-salesforce-licenses-pg-'));
	try {
		const data = path.join(scratch, 'data');
		const passwordFile = path.join(scratch, 'password');
		const password = randomBytes(18).toString('base64url');
		writeFileSync(passwordFile, password);
		if (isRoot()) for (const file of [scratch, passwordFile]) chownSync(file, NOBODY, NOBODY);
		const [initdb, ...initArgs] = asNobody([
			path.join(bin, 'initdb'),
			...['--pgdata', data, '--username', 'n8n', '--pwfile', passwordFile],
			...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-locale', '--no-sync'],
		]);
		execFileSync(initdb, initArgs, { cwd: scratch, stdio: 'pipe' });

		const port = await freePort();
		mkdirSync(LOGS, { recursive: true });
		const log = openSync(path.join(LOGS, `${label}-postgres.log`), 'w');
		const settings = {
			listen_addresses: '127.0.0.1',
			port,
			unix_socket_directories: '',
			fsync: 'off',
		};
		const server = asNobody([
			path.join(bin, 'postgres'),
			...['-D', data],
			...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
		]);
		const guard = spawn(N8N_NODE, [path.join(E2E, 'guard.cjs'), scratch, ...server], {
			cwd: scratch,
			stdio: ['pipe', log, log],
			detached: true,
		});
		const ended = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
		const running = { host: '127.0.0.1', port, user: 'n8n', password, database: 'postgres' };
		const stop = async () => {
			guard.stdin?.end();
			await ended;
		};
		await until('Postgres answers', async () => {
			if (guard.exitCode !== null) throw new Error(`Postgres ended; see ${label}-postgres.log`);
			const client = new Client(running);
			try {
				await client.connect();
				return true;
			} catch {
				return undefined;
			} finally {
				await client.end().catch(() => {});
			}
		});
		return { ...running, stop };
	} catch (error) {
		rmSync(scratch, { recursive: true, force: true });
		throw error;
	}
}

function asNobody(command: string[]): string[] {
	if (!isRoot()) return command;
	const ids = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
	return ['setpriv', ...ids, ...command];
}

/** The system's newest, else Debian's package, installed here if that is allowed. */
export function findPostgres(): string {
	const found = () =>
		globSync('/usr/lib/postgresql/*/bin')
			.filter((folder) => existsSync(path.join(folder, 'initdb')))
			.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
			.at(-1);
	const there = found();
	if (there !== undefined) return there;
	installFromDebian('postgresql');
	const installed = found();
	if (installed !== undefined) return installed;
	throw new Error('No Postgres is here. Install one (on Debian: apt-get install postgresql).');
}
