import { BULK_FROM_ROWS } from '../nodes/SalesforceLicenses/salesforce/client/readPolicy';
import type { AskedRequest, Measured } from './clients';
import type { Say } from './figures';
import { median, megabytes, NO_LIMIT, ratio, requestsOfRun, seconds } from './figures';
import type { BenchOrg } from './processes';
import { askN8n, runClient, startBenchOrg } from './processes';

/** Download, compared with a client that only fetches, and with n8n's own node. */

const KINDS = ['userLicense', 'permissionSetLicense', 'packageLicense', 'featureLicense'];
const LATENCY_MS = 200;
const LATENCIES_MS = [0, 50, LATENCY_MS];
const ROUNDS = 3;

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
