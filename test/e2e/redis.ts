/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/require-node-api-error */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { installFromDebian } from './debian';
import { N8N_NODE } from './install';
import { freePort } from './n8nServer';
import { E2E, LOGS } from './paths';
import { until } from './until';

const PATIENCE_MS = 2_000;

export interface RunningRedis {
	host: string;
	port: number;
	password: string;
	stop(): Promise<void>;
}

/** A real Redis that keeps nothing on disk, on this computer only. */
export async function startRedis(label: string): Promise<RunningRedis> {
	const server = findRedis();
	const scratch = mkdtempSync(path.join(os.tmpdir(), 'n8n-salesforce-licenses-redis-'));
	try {
		const port = await freePort();
		const password = randomBytes(18).toString('base64url');
		mkdirSync(LOGS, { recursive: true });
		const log = openSync(path.join(LOGS, `${label}-redis.log`), 'w');
		const settings = { bind: '127.0.0.1', port, requirepass: password, save: '', appendonly: 'no' };
		const guard = spawn(
			N8N_NODE,
			[
				...[path.join(E2E, 'guard.cjs'), scratch, server],
				...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
			],
			{ cwd: scratch, stdio: ['pipe', log, log], detached: true },
		);
		const ended = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
		await until('Redis answers', async () => {
			if (guard.exitCode !== null) throw new Error(`Redis ended; see ${label}-redis.log`);
			return (await ping(port, password)) ? true : undefined;
		});
		const stop = async () => {
			guard.stdin?.end();
			await ended;
		};
		return { host: '127.0.0.1', port, password, stop };
	} catch (error) {
		rmSync(scratch, { recursive: true, force: true });
		throw error;
	}
}

async function ping(port: number, password: string): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
		let answer = '';
		const end = (isUp: boolean) => {
			socket.destroy();
			resolve(isUp);
		};
		socket.setTimeout(PATIENCE_MS, () => end(false));
		socket.on('error', () => end(false)).on('close', () => end(false));
		socket.on('data', (bytes) => {
			answer += bytes.toString();
			if (answer.includes('+PONG')) end(true);
		});
	});
}

/** The one on the PATH, else Debian's package, installed here if that is allowed. Valkey speaks the same language. */
export function findRedis(): string {
	const there = onThePath();
	if (there !== undefined) return there;
	installFromDebian('redis-server');
	const installed = onThePath();
	if (installed !== undefined) return installed;
	throw new Error('No Redis is here. Install one (on Debian: apt-get install redis-server).');
}

function onThePath(): string | undefined {
	const folders = (process.env.PATH ?? '').split(path.delimiter);
	const names = ['redis-server', 'valkey-server'];
	const files = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
	return files.find(isExecutable);
}

function isExecutable(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
