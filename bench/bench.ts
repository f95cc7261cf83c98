/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { parseArgs } from 'node:util';
import type { RunningOrg } from '../test/org/server';
import { startOrg } from '../test/org/server';
import { runNode } from '../test/support/inProcess';

/**
 * npm run bench: what a download costs, as counts, and as a ratio to a plain HTTP client that only
 * fetches the same pages from the same org in the same run. Times alone say nothing on another machine.
 */
const { values } = parseArgs({ options: { short: { type: 'boolean', default: false } } });
const SIZES = values.short ? [2_000, 10_000] : [2_000, 10_000, 50_000];
const KINDS = ['userLicense', 'permissionSetLicense', 'packageLicense', 'featureLicense'];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Measured {
	milliseconds: number;
	/** The org's own share of that time. */
	orgMilliseconds: number;
	calls: number;
	bytes: number;
}

async function measure(running: RunningOrg, work: () => Promise<unknown>): Promise<Measured> {
	const { inspector } = running.org;
	const [from, orgBefore] = [inspector.requests.length, inspector.milliseconds];
	const started = performance.now();
	await work();
	const requests = inspector.requests.slice(from);
	return {
		milliseconds: performance.now() - started,
		orgMilliseconds: inspector.milliseconds - orgBefore,
		calls: requests.filter(({ path }) => path !== '/services/data').length,
		bytes: requests.reduce((sum, { bytesOut }) => sum + bytesOut, 0),
	};
}

/** Fetches what the node's run asked for, first pages by their addresses and the rest by locator. */
async function plainClient(running: RunningOrg, firstPages: readonly string[]): Promise<void> {
	const headers = { authorization: `Bearer ${running.issueToken()}` };
	for (const first of firstPages) {
		for (let path: string | undefined = first; path !== undefined; ) {
			const response: Response = await fetch(running.url + path, { headers });
			const body: string = await response.text();
			path = /"nextRecordsUrl":"([^"]+)"/.exec(body)?.[1];
		}
	}
}

const line = (cells: ReadonlyArray<string | number>) =>
	say(cells.map((cell) => String(cell).padStart(14)).join(''));

async function main(): Promise<void> {
	line(['users', 'rows', 'API calls', 'MB', 'org share', 'node/plain', 'peak RSS MB']);
	for (const users of SIZES) {
		const running = await startOrg({ users });
		const credential = {
			grantType: 'clientCredentials',
			instanceUrl: running.url,
			allowCustomHost: true,
			clientId: running.app.clientId,
			clientSecret: running.app.clientSecret,
		};
		const asked: string[] = [];
		running.onRequest = ({ method, path }) => {
			if (method === 'GET' && /\/query\?|\/describe/.test(path)) asked.push(path);
		};
		let rows = 0;
		const node = await measure(running, async () => {
			const run = await runNode(
				{ resource: 'subscription', operation: 'download', licenseKinds: KINDS },
				credential,
			);
			if (run.error !== null) throw run.error;
			rows = run.items.length;
		});
		running.onRequest = undefined;
		const plain = await measure(running, async () => await plainClient(running, asked));
		line([
			users,
			rows,
			node.calls,
			(node.bytes / 1e6).toFixed(1),
			`${Math.round((node.orgMilliseconds / node.milliseconds) * 100)} %`,
			(node.milliseconds / plain.milliseconds).toFixed(2),
			Math.round(process.resourceUsage().maxRSS / 1_024),
		]);
		await running.close();
	}
}

main().then(
	() => process.exit(0),
	(error: Error) => {
		process.stderr.write(`${error.stack ?? error.message}\n`);
		process.exit(1);
	},
);
