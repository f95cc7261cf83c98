/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { FrontDoor } from './frontDoor';
import { startFrontDoor } from './frontDoor';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import type { RunningPostgres } from './postgres';
import { startPostgres } from './postgres';
import type { RunningRedis } from './redis';
import { startRedis } from './redis';

export interface QueueMode {
	/** What people and Salesforce open: main and webhook process behind one address. */
	door: FrontDoor;
	main: RunningN8n;
	workers: RunningN8n[];
	postgres: RunningPostgres;
	/** One more worker. */
	startWorker(options?: { hasPackage?: boolean }): Promise<RunningN8n>;
	stop(): Promise<void>;
}

/** n8n as docs/scaling.md says: main, a webhook process and two workers, with Postgres and Redis. */
export async function startQueueMode(label: string): Promise<QueueMode> {
	const stores: Array<() => Promise<void>> = [];
	const processes: Array<() => Promise<void>> = [];
	const stop = async () => {
		await Promise.all(processes.splice(0).map(async (end) => await end()));
		await Promise.all(stores.splice(0).map(async (end) => await end()));
	};
	try {
		const door = await startFrontDoor();
		stores.push(door.close);
		const [postgres, redis] = await Promise.all([startPostgres(label), startRedis(label)]);
		stores.push(postgres.stop, redis.stop);
		const env = environment(postgres, redis, door.url);
		let count = 0;
		const start = async (
			name: string,
			role: 'start' | 'worker' | 'webhook',
			options: { hasPackage?: boolean } = {},
		) => {
			const n8n = await startN8n({ label: `${label}-${name}`, env, role, ...options });
			processes.push(n8n.stop);
			return n8n;
		};
		const workers: RunningN8n[] = [];
		const startWorker = async (options: { hasPackage?: boolean } = {}) => {
			const worker = await start(`worker-${++count}`, 'worker', options);
			workers.push(worker);
			return worker;
		};
		// As a compose file does: whichever comes first makes n8n's tables, and the others wait for it.
		const [main, webhook] = await Promise.all([
			start('main', 'start'),
			start('webhook', 'webhook'),
			startWorker(),
			startWorker(),
		]);
		door.open({ main: main.url, webhook: webhook.url });
		return { door, main, workers, postgres, startWorker, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** The executions that a worker has taken from the queue, with those that wait and came back. */
export function takenBy(worker: RunningN8n): string[] {
	const log = readFileSync(worker.logFile, 'utf8');
	return [...log.matchAll(/Worker started execution (\d+) /g)].map(([, id]) => id);
}

function environment(
	postgres: RunningPostgres,
	redis: RunningRedis,
	url: string,
): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		// One execution at a time for each worker, so that two at once are on two workers.
		N8N_CONCURRENCY_PRODUCTION_LIMIT: '1',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		N8N_EDITOR_BASE_URL: url,
		WEBHOOK_URL: url,
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: postgres.host,
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_USER: postgres.user,
		DB_POSTGRESDB_PASSWORD: postgres.password,
		DB_POSTGRESDB_DATABASE: postgres.database,
		QUEUE_BULL_REDIS_HOST: redis.host,
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		QUEUE_BULL_REDIS_PASSWORD: redis.password,
	};
}
