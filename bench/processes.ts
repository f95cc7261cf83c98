/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import path from 'node:path';
import type { Org, OrgOptions } from '../test/org/org';
import { startOrg } from '../test/org/server';
import { answerOnce } from './child';
import type { Asked, AskedRequest, Measured } from './clients';
import { CLIENTS } from './clients';
import type { AskedOfN8n, RoundInN8n } from './inN8n';
import type { AskedOfPlaybook, Job, JobInN8n } from './playbookInN8n';

/**
 * The org and each client run in their own process, all from the same bundle, so that memory and time are
 * measured separately.
 */

/** An org that reports its requests. */
export interface BenchOrg {
	url: string;
	token: string;
	credential: { clientId: string; clientSecret: string };
	users: number;
	/** The requests since the last call, in order. */
	takeRequests(): Promise<AskedRequest[]>;
	/** IDs of active users who can be deactivated, up to this number. */
	freeUsers(count: number): Promise<string[]>;
	/** Delays every answer by this time. */
	delay(milliseconds: number): Promise<void>;
	/** Until the next day, this share of the users logs in. */
	passDay(loggedIn: number): Promise<void>;
	close(): void;
}

type Answer = Record<string, unknown>;

/** Sends one message and waits for the one that comes back. */
async function tell<T>(child: ChildProcess, message: unknown): Promise<T> {
	return await new Promise<T>((resolve, reject) => {
		const onExit = (code: number | null) =>
			reject(new Error(`A process of the bench exited with code ${code}.`));
		child.once('exit', onExit);
		child.once('message', (answer) => {
			child.off('exit', onExit);
			const { error } = answer as { error?: string };
			if (error === undefined) resolve(answer as T);
			else reject(new Error(error));
		});
		child.send(message as Answer);
	});
}

export async function startBenchOrg(options: OrgOptions): Promise<BenchOrg> {
	const child = fork(process.argv[1], ['--child', 'org'], {
		execArgv: ['--max-old-space-size=8192'],
	});
	const started = await tell<
		Omit<BenchOrg, 'takeRequests' | 'freeUsers' | 'delay' | 'passDay' | 'close'>
	>(child, options);
	return {
		...started,
		takeRequests: async () =>
			(await tell<{ requests: AskedRequest[] }>(child, 'requests')).requests,
		freeUsers: async (count) => (await tell<{ ids: string[] }>(child, { freeUsers: count })).ids,
		delay: async (milliseconds) => void (await tell(child, { delay: milliseconds })),
		passDay: async (loggedIn) => void (await tell(child, { loggedIn })),
		close: () => void child.kill(),
	};
}

export async function runClient(
	client: keyof typeof CLIENTS,
	asked: Partial<Asked> = {},
	execArgv: string[] = [],
): Promise<Measured> {
	const child = fork(process.argv[1], ['--child', client], {
		execArgv: ['--expose-gc', ...execArgv],
	});
	const left = new Promise((resolve) => child.once('exit', resolve));
	try {
		return await tell<Measured>(child, asked);
	} finally {
		await left;
	}
}

/** Runs from source: it finds the n8n of the tests relative to its own folder. */
export async function askN8n(asked: AskedOfN8n): Promise<RoundInN8n[]> {
	const child = fork(path.resolve('bench/inN8n.ts'), [], { execArgv: ['--import', 'tsx'] });
	return (await tell<{ rounds: RoundInN8n[] }>(child, asked)).rounds;
}

/** The same for the playbook, which is asked for one job after the other. */
export async function startPlaybook(asked: AskedOfPlaybook) {
	const child = fork(path.resolve('bench/playbookInN8n.ts'), [], { execArgv: ['--import', 'tsx'] });
	await tell(child, asked);
	return {
		run: async (job: Job) => await tell<JobInN8n>(child, job),
		async stop() {
			await tell(child, 'stop');
			child.kill();
		},
	};
}

/** The program of such a process. */
export function beChild(role: string): void {
	const send = (message: unknown) => process.send?.(message);
	if (role === 'org') {
		let serve: ((message: unknown) => unknown) | undefined;
		process.on('message', (message) => {
			void (async () => {
				if (serve === undefined) serve = await beOrg(message as OrgOptions, send);
				else send(serve(message));
			})();
		});
		return;
	}
	answerOnce<Asked>(async (asked) => await CLIENTS[role](asked));
}

async function beOrg(
	options: OrgOptions,
	send: (message: unknown) => unknown,
): Promise<(message: unknown) => unknown> {
	const running = await startOrg(options);
	let requests: AskedRequest[] = [];
	running.onRequest = ({ method, path, body }) =>
		void requests.push({ method, path, body: method === 'POST' ? body.toString() : '' });
	const { clientId, clientSecret } = running.app;
	send({
		url: running.url,
		token: running.issueToken(),
		credential: { clientId, clientSecret },
		users: running.org.table('User').size,
	});
	return (message) => {
		if (message === 'requests') {
			const taken = requests;
			requests = [];
			return { requests: taken };
		}
		if (typeof message === 'object' && message !== null && 'loggedIn' in message) {
			passDay(running, Number(message.loggedIn));
			return {};
		}
		const { delay, freeUsers } = message as { delay: number; freeUsers?: number };
		if (freeUsers !== undefined) return { ids: freeUserIds(running.org, freeUsers) };
		running.faults.clear();
		if (delay > 0) running.faults.add({ kind: 'slow', path: /services\/data/, delayMs: delay });
		return {};
	};
}

/** A sample of the users, spread evenly over the whole range of IDs. */
function passDay({ org }: Awaited<ReturnType<typeof startOrg>>, loggedIn: number): void {
	const now = new Date(Date.now() - 60_000).toISOString();
	let due = 0;
	for (const user of org.rows('User')) {
		due += loggedIn;
		if (due < 1) continue;
		due -= 1;
		user.LastLoginDate = now;
	}
}

function freeUserIds(org: Org, count: number): string[] {
	const blocked = new Set(org.blockers.map(({ userId }) => userId));
	return org
		.rows('User')
		.filter(
			({ Id, IsActive, Username }) =>
				IsActive === true && String(Username).startsWith('user') && !blocked.has(Id),
		)
		.slice(0, count)
		.map(({ Id }) => String(Id));
}
