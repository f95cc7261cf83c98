/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/require-node-api-error */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { N8N_BIN, N8N_NODE } from './install';
import { E2E, LOGS, ROOT } from './paths';

const READY_WITHIN_MS = 240_000;
const ATTEMPTS = 3;

export interface N8nOptions {
	/** In front of the log file's name. */
	label: string;
	/** A fixed port for people; a free one when left out. */
	port?: number;
	env?: Record<string, string>;
	/** Given the way to end it as soon as it runs: it takes seconds to be ready, and Ctrl-C does not wait. */
	onSpawn?: (stop: () => Promise<void>) => void;
	/** What the process does in queue mode; all of it when left out. */
	role?: 'start' | 'worker' | 'webhook';
	/** Whether the package is installed; it is when left out. */
	hasPackage?: boolean;
	/** Where n8n keeps its data; a scratch folder that goes with the server when left out. */
	userFolder?: string;
}

export interface RunningN8n {
	url: string;
	logFile: string;
	/** The process group of n8n and its task runners. */
	pid: number;
	stop(): Promise<void>;
	/** kill -9 of n8n, its guard and its task runners. A scratch folder of its own stays behind. */
	kill(): Promise<void>;
}

/** Lets the system choose, so that several runs on one machine never meet. */
export async function freePort(): Promise<number> {
	return await new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() =>
				typeof address === 'object' && address !== null
					? resolve(address.port)
					: reject(new Error('The system gave no port')),
			);
		});
	});
}

export async function isPortFree(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});
}

/**
 * The package as npm would install it: what package.json#files names, copied. A symlink would bring the
 * package's own n8n-workflow along, and errors of that one are strangers to n8n.
 */
function installPackage(userFolder: string): void {
	const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
		name: string;
		files: string[];
		devDependencies?: unknown;
		peerDependencies?: unknown;
	};
	const target = path.join(userFolder, '.n8n', 'nodes', 'node_modules', manifest.name);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	for (const file of manifest.files) {
		const source = path.join(ROOT, file);
		if (!existsSync(source)) throw new Error(`${file} is missing: run npm run build first`);
		cpSync(source, path.join(target, file), { recursive: true });
	}
	delete manifest.devDependencies;
	delete manifest.peerDependencies;
	writeFileSync(path.join(target, 'package.json'), JSON.stringify(manifest, null, 2));
}

async function environment(userFolder: string, port: number): Promise<Record<string, string>> {
	return {
		PATH: `${path.dirname(N8N_NODE)}:${process.env.PATH ?? ''}`,
		// n8n caches its editor below HOME: nothing of a run may stay in the home of the person who runs it.
		HOME: userFolder,
		TMPDIR: os.tmpdir(),
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		// A worker tells of its state on an address of its own.
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}`,
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		// The same engine: it compiles its own code once, instead of for every execution of every workflow.
		N8N_EXPRESSION_ENGINE_COMPILE_CACHE: 'true',
		GENERIC_TIMEZONE: 'UTC',
		NO_PROXY: '127.0.0.1,localhost',
	};
}

/** A real n8n server with the built package and an empty database. */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await start(options);
		} catch (error) {
			// A port found free can be taken before n8n binds it.
			const taken = /EADDRINUSE|already in use/.test((error as Error).message);
			if (!taken || options.port !== undefined || attempt === ATTEMPTS) throw error;
		}
	}
}

async function start(options: N8nOptions): Promise<RunningN8n> {
	const { label, port, env = {}, userFolder: kept, onSpawn, role = 'start' } = options;
	const userFolder = kept ?? mkdtempSync(path.join(os.tmpdir(), 'n8n-salesforce-licenses-'));
	try {
		if (options.hasPackage !== false) installPackage(userFolder);
		mkdirSync(LOGS, { recursive: true });
		const logFile = path.join(LOGS, `${label}-n8n.log`);
		const log = openSync(logFile, kept === undefined ? 'w' : 'a');
		const own = port ?? (await freePort());
		const guard = spawn(
			N8N_NODE,
			[path.join(E2E, 'guard.cjs'), kept === undefined ? userFolder : '-', N8N_NODE, N8N_BIN, role],
			{
				env: { ...(await environment(userFolder, own)), ...env },
				stdio: ['pipe', log, log],
				detached: true,
			},
		);
		const ended = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
		const url = `http://127.0.0.1:${own}`;
		const stop = async (): Promise<void> => {
			guard.stdin?.end();
			await ended;
		};
		const kill = async (): Promise<void> => {
			if (guard.pid !== undefined && guard.exitCode === null) process.kill(-guard.pid, 'SIGKILL');
			await ended;
		};
		onSpawn?.(stop);
		try {
			await ready(url, guard, logFile);
		} catch (error) {
			await stop();
			throw error;
		}
		return { url, logFile, pid: guard.pid ?? 0, stop, kill };
	} catch (error) {
		if (kept === undefined) rmSync(userFolder, { recursive: true, force: true });
		throw error;
	}
}

async function ready(url: string, guard: ChildProcess, logFile: string): Promise<void> {
	const deadline = Date.now() + READY_WITHIN_MS;
	const last = () => readFileSync(logFile, 'utf8').trim().split('\n').slice(-20).join('\n');
	while (Date.now() < deadline) {
		if (guard.exitCode !== null || guard.signalCode !== null) {
			throw new Error(
				`n8n ended while it started. Its last lines:\n${last()}\nAll of it: ${logFile}`,
			);
		}
		const answer = await fetch(`${url}/healthz/readiness`).catch(() => undefined);
		if (answer?.ok) return;
		await sleep(200);
	}
	throw new Error(
		`n8n was not ready within four minutes. Its last lines:\n${last()}\nAll of it: ${logFile}`,
	);
}
