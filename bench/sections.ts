import { BULK_FROM_ROWS } from '../nodes/SalesforceLicenses/salesforce/client/readPolicy';
import type { AskedRequest, Measured } from './clients';
import type { Estate } from './estate';
import type { BenchOrg } from './processes';
import type { AskedOfPlaybook, Job, JobInN8n } from './playbookInN8n';
import { askN8n, runClient, startBenchOrg, startPlaybook } from './processes';

/** The measurements of the bench; `bench.ts` states the limit of each section. */

export type Line = Array<string | number>;
export type Say = (line: Line) => void;

const KINDS = ['userLicense', 'permissionSetLicense', 'packageLicense', 'featureLicense'];
const LATENCY_MS = 200;
const LATENCIES_MS = [0, 50, LATENCY_MS];
const ROUNDS = 3;
/** Calls are counted, not limited. */
const NO_LIMIT = { dailyApiLimit: 1e9 };

const megabytes = ({ idleMegabytes, peakMegabytes }: Measured) =>
	Math.round(peakMegabytes - idleMegabytes);
const ratio = (a: Measured, b: Measured) => a.milliseconds / b.milliseconds;
const seconds = ({ milliseconds }: Measured) => milliseconds / 1e3;
const median = (figures: number[]) => figures.sort((a, b) => a - b)[figures.length >> 1];

interface Run extends Measured {
	requests: AskedRequest[];
	calls: number;
}

/** A run of our node and its requests; the free list of versions does not count as a call. */
async function download(
	org: BenchOrg,
	parameters: Record<string, string | string[]>,
): Promise<Run> {
	const run = await runClient('node', {
		...org,
		parameters: {
			resource: 'subscription',
			operation: 'download',
			licenseKinds: KINDS,
			output: 'file',
			...parameters,
		},
	});
	const requests = requestsOfRun(await org.takeRequests());
	return { ...run, requests, calls: requests.length };
}

/** The first run warms the process up; the measured run begins with the last list of versions. */
function requestsOfRun(all: readonly AskedRequest[]): AskedRequest[] {
	const start = all.findLastIndex(({ path }) => path === '/services/data');
	return all.slice(start + 1);
}

const isFetched = ({ method, path }: AskedRequest) =>
	method === 'POST' ? /jobs\/query/.test(path) : method === 'GET' && /query\?|describe/.test(path);

async function fetchPlainly(org: BenchOrg, { requests }: Run): Promise<Measured> {
	const plain = await runClient('plain', { ...org, requests: requests.filter(isFetched) });
	await org.takeRequests();
	return plain;
}

/** SOQL that n8n's own node can run: the users and their licenses. */
function statementsOf({ requests }: Run): string[] {
	return requests
		.filter(isFetched)
		.map(({ path, body }) =>
			body === ''
				? (new URLSearchParams(path.split('?')[1]).get('q') ?? '')
				: (JSON.parse(body) as { query: string }).query,
		)
		.filter((q) => /FROM (User|PermissionSetLicenseAssign|UserPackageLicense)\b/.test(q))
		.filter((q) => !q.includes('COUNT()'));
}

/**
 * Calls, memory and time of a complete download to a file, compared with a client that only fetches. They take
 * turns, and the median of the rounds is reported.
 */
export async function downloads(
	say: Say,
	users: number,
	assignments: number,
	apis: readonly string[],
): Promise<void> {
	const org = await startBenchOrg({ users, assignments, ...NO_LIMIT });
	say(['users', 'API', 'rows', 'API calls', 'MB above idle', 's', 'node/plain']);
	for (const api of apis) {
		const rounds: Array<{ node: Run; plain: Measured }> = [];
		for (let round = 0; round < ROUNDS; round++) {
			const node = await download(org, { api });
			rounds.push({ node, plain: await fetchPlainly(org, node) });
		}
		const [{ node }] = rounds;
		say([
			users,
			api,
			node.rows,
			node.calls,
			Math.max(...rounds.map((round) => megabytes(round.node))),
			median(rounds.map((round) => seconds(round.node))).toFixed(1),
			median(rounds.map((round) => ratio(round.node, round.plain))).toFixed(2),
		]);
	}
	org.close();
}

/** The same with network latency, where most of the time is waiting, and compared with n8n's own node too. */
export async function atADistance(say: Say, users: number, assignments: number): Promise<void> {
	const org = await startBenchOrg({ users, assignments, ...NO_LIMIT });
	say(['ms per call', 'API', 'rows', 'API calls', 'node s', 'node/plain', 'built-in/node']);
	for (const latency of LATENCIES_MS) {
		await org.delay(latency);
		for (const api of ['rest', 'auto']) {
			const node = await download(org, { api });
			const plain = await fetchPlainly(org, node);
			const builtin = await runClient('builtin', { ...org, statements: statementsOf(node) });
			await org.takeRequests();
			const ratios = [ratio(node, plain), ratio(builtin, node)].map((one) => one.toFixed(2));
			say([latency, api, node.rows, node.calls, seconds(node).toFixed(1), ...ratios]);
		}
	}
	org.close();
}

/** In n8n itself, until it has stored the execution. A file is one item of any size. */
export async function inN8n(say: Say, users: number, assignments: number): Promise<void> {
	const org = await startBenchOrg({ users, assignments, ...NO_LIMIT });
	const statements = statementsOf(await download(org, { api: 'rest' }));
	say(['ms per call', 'file s', 'items s', 'built-in s', 'built-in/file', 'built-in/items']);
	for (const latency of [0, LATENCY_MS]) {
		await org.delay(latency);
		const rounds = await askN8n({ ...org, statements });
		const [file, items, builtin] = (['file', 'items', 'builtin'] as const).map((name) =>
			median(rounds.map((round) => round[name])),
		);
		const times = [file, items, builtin].map((one) => (one / 1e3).toFixed(1));
		say([latency, ...times, (builtin / file).toFixed(2), (builtin / items).toFixed(2)]);
	}
	org.close();
}

/** The number of rows from which a Bulk job is faster: one object, with latency and one extra poll. */
export async function switchPoint(say: Say, sizes: readonly number[]): Promise<void> {
	say(['rows', 'REST s', 'Bulk s', 'REST calls', 'Bulk calls', `set: ${BULK_FROM_ROWS}`]);
	for (const users of sizes) {
		const org = await startBenchOrg({ users, ...NO_LIMIT });
		await org.delay(LATENCY_MS);
		const rest = await download(org, { api: 'rest', licenseKinds: ['featureLicense'] });
		const bulk = await download(org, { api: 'bulk', licenseKinds: ['featureLicense'] });
		const faster = rest.milliseconds < bulk.milliseconds ? 'REST' : 'Bulk';
		say([
			users,
			seconds(rest).toFixed(1),
			seconds(bulk).toFixed(1),
			rest.calls,
			bulk.calls,
			faster,
		]);
		org.close();
	}
}

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
