import type { Say } from './figures';
import { NO_LIMIT } from './figures';
import type { AskedOfPlaybook, Job, JobInN8n } from './playbookInN8n';
import { startBenchOrg, startPlaybook } from './processes';

/** On an ordinary working day. */
const LOGGED_IN = 0.6;

/** The nightly jobs on an org of this size, the first time and after a day, until n8n has their answer. */
export async function playbook(
	say: Say,
	storage: AskedOfPlaybook['storage'],
	users: number,
	jobs: readonly Job[],
	nights: number,
	heapMegabytes: number | null,
): Promise<void> {
	const org = await startBenchOrg({ users, assignments: users, ...NO_LIMIT });
	const { url, credential } = org;
	const n8n = await startPlaybook({ url, credential, storage, heapMegabytes });
	const row = (what: string, run: JobInN8n) =>
		say([
			users,
			storage,
			what,
			run.rows,
			run.written,
			run.seconds.toFixed(1),
			run.cpuSeconds.toFixed(1),
			Math.round(run.megabytes),
			run.databaseMegabytes.toFixed(1),
		]);
	try {
		say(['users', 'tables', 'job', 'rows', 'written', 's', 'CPU s', 'MB above idle', 'DB MB']);
		// The database of n8n reuses what it has deleted, so what a night adds is seen from the third one on.
		for (let night = 1; night <= nights; night++) {
			if (night > 1) await org.passDay(LOGGED_IN);
			row(`${night}: refresh`, await n8n.run('refresh'));
			for (const job of jobs) row(`${night}: ${job}`, await n8n.run(job));
		}
		// The first view loads what the others use.
		for (const page of ['record page', 'record page', 'all profiles'] as const) {
			row(page, await n8n.run(page));
		}
	} finally {
		await n8n.stop();
		org.close();
	}
}
