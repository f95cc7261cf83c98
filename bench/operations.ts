import type { Measured } from './clients';
import type { Estate } from './estate';
import type { Say } from './figures';
import { megabytes, NO_LIMIT, requestsOfRun, seconds } from './figures';
import { runClient, startBenchOrg } from './processes';

/** The package itself, Report, the trigger and Reclaim. */

/** What loading the built package adds to n8n's start; the median of five. */
export async function loading(say: Say): Promise<void> {
	const runs: Measured[] = [];
	for (let run = 0; run < 5; run++) runs.push(await runClient('loading'));
	runs.sort((a, b) => a.milliseconds - b.milliseconds);
	say(['load ms', 'heap MB']);
	say([runs[2].milliseconds.toFixed(1), (runs[2].rows / 1e6).toFixed(1)]);
}

interface AskedReport {
	format: string;
	report?: string;
	contract?: string;
	csvRows?: string;
}
const REPORTS: readonly AskedReport[] = [
	{ format: 'html' },
	{
		format: 'json',
		report: 'renewal',
		contract: '[{"identifier":"SFDC","seats":1,"endsAt":"2099-01-01"}]',
	},
	{ format: 'csv', csvRows: 'openCandidates' },
];

/**
 * A report on items that are added up one by one: memory is that of licenses, groups, days, and a key for each seat.
 * The items themselves are n8n's, and so is what n8n needs to hand them over, whatever a node does with them: both are
 * measured with a node that does nothing. What is left is the report.
 */
export async function report(
	say: Say,
	estates: ReadonlyArray<readonly [size: number, of: Estate]>,
): Promise<void> {
	say(['items', 'of', 'report', 'MB of items', 'MB of n8n', 'MB of report', 'CPU s']);
	for (const [users, estate] of estates) {
		const alone = await runClient('report', {
			...{ users, estate, parameters: { resource: 'nothing' } },
		});
		for (const parameters of REPORTS) {
			const chosen = { resource: 'report', operation: 'create', asFile: false, ...parameters };
			const run = await runClient('report', { users, estate, parameters: chosen });
			say([
				...[run.rows, estate, parameters.report ?? parameters.csvRows ?? parameters.format],
				...[Math.round(alone.itemsMegabytes ?? NaN), megabytes(alone)],
				...[megabytes(run) - megabytes(alone), (run.cpuMilliseconds / 1e3).toFixed(1)],
			]);
		}
	}
}

/** A poll of all events: the first one, one without changes, and one after a day. Each is after a restart of n8n. */
export async function trigger(say: Say, sizes: readonly number[]): Promise<void> {
	say(['users', 'poll', 'events', 'API calls', 'MB above idle', 'KB remembered', 's']);
	for (const users of sizes) {
		const org = await startBenchOrg({ users, ...NO_LIMIT });
		let stored: Measured['stored'] = {};
		for (const poll of ['first', 'no changes', 'after a day'] as const) {
			if (poll === 'after a day') await org.passDay(AFTER_A_LONG_TIME);
			const run = await runClient('trigger', { ...org, stored });
			stored = run.stored ?? {};
			const calls = requestsOfRun(await org.takeRequests()).length;
			const remembered = Math.round(JSON.stringify(stored).length / 1e3);
			say([users, poll, run.rows, calls, megabytes(run), remembered, seconds(run).toFixed(1)]);
		}
		org.close();
	}
}

/** The share of users who log in, also of those who had not logged in for a long time. */
const AFTER_A_LONG_TIME = 0.02;

/**
 * Freeze and deactivate: the built-in node needs one call per user and step. Memory is that of the items
 * and their outcomes, so it grows with the batch and not with the org.
 */
export async function reclaim(say: Say, sizes: readonly number[]): Promise<void> {
	say(['users', 'org users', 'outcomes', 'our calls', 'user steps', 'MB above idle']);
	for (const [size, ofOrg] of sizes.flatMap((size) =>
		[1.7, 5].map((times) => [size, size * times]),
	)) {
		const org = await startBenchOrg({ users: Math.ceil(ofOrg), ...NO_LIMIT });
		const ids = await org.freeUsers(size);
		const items = ids.flatMap((userId) =>
			['freeze', 'deactivate'].map((action) => ({
				userId,
				licenseKind: 'userLicense',
				licenseIdentifier: 'SFDC',
				action,
			})),
		);
		const run = await runClient('reclaim', { ...org, items, parameters: RECLAIM });
		const calls = requestsOfRun(await org.takeRequests()).length;
		say([size, Math.ceil(ofOrg), run.rows, calls, items.length, megabytes(run)]);
		org.close();
	}
}

const RECLAIM = {
	resource: 'reclamation',
	operation: 'reclaim',
	dryRun: false,
	maxUsers: 1_000_000,
	maxPercent: 100,
	recheckActivity: false,
};
