/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

import { ensureInstalled as ensureClients } from './clients/install';
import { findChromium } from './e2e/chromium';
import { ensureInstalled } from './e2e/install';
import { CACHE, ROOT } from './e2e/paths';
import { findPostgres } from './e2e/postgres';
import { findRedis } from './e2e/redis';

/**
 * npm test: everything, on a machine that has nothing yet. The real n8n is installed while the quick
 * checks run. The last line is "N passed, N failed", a check counting as one and jest's tests one each.
 */
interface Tally {
	passed: number;
	failed: number;
}

interface JestResult {
	numPassedTests: number;
	numFailedTests: number;
	numRuntimeErrorTestSuites: number;
}

const BIN = path.join(ROOT, 'node_modules', '.bin');
const running = new Set<ChildProcess>();
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(
	command: string,
	args: string[],
	show: 'always' | 'on failure',
): Promise<number> {
	const output: string[] = [];
	const child = spawn(path.join(BIN, command), args, {
		cwd: ROOT,
		// The project's own Node comes before the machine's, for whatever the tools start in turn.
		env: { ...process.env, PATH: `${BIN}${path.delimiter}${process.env.PATH ?? ''}` },
		stdio: show === 'always' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
	});
	running.add(child);
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (text: string) => output.push(text));
	}
	const code = await new Promise<number>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (status) => resolve(status ?? 1));
	});
	running.delete(child);
	if (code !== 0 && output.length > 0) say(output.join('').trimEnd());
	return code;
}

async function check(name: string, command: string, ...args: string[]): Promise<Tally> {
	const started = Date.now();
	const code = await run(command, args, 'on failure');
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
	return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * jest leaves one core free, so on two cores it would run one file at a time. Nothing else runs while the quick tests
 * do. An end-to-end test waits for a part of its time, for minutes of n8n's own clock among others, which one more
 * at a time than there are cores makes use of.
 */
const WORKERS = {
	unit: availableParallelism(),
	clients: Math.max(1, availableParallelism() - 1),
	e2e: availableParallelism() + 1,
} as const;

async function jest(project: 'unit' | 'clients' | 'e2e'): Promise<Tally> {
	const file = path.join(CACHE, `jest-${project}.json`);
	rmSync(file, { force: true });
	const args = [
		...['--selectProjects', project, '--ci', '--json', `--outputFile=${file}`],
		...['--maxWorkers', String(WORKERS[project])],
		// What n8n logs while a quick test refuses something would be ten thousand lines.
		...(project === 'unit' ? ['--silent'] : []),
	];
	const code = await run('jest', args, 'always');
	if (!existsSync(file)) return { passed: 0, failed: 1 };
	const result = JSON.parse(readFileSync(file, 'utf8')) as JestResult;
	const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
	// A fault outside the tests (a coverage threshold, a crash) must not pass as green.
	return { passed: result.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** Each uses one core: the lint takes about as long as the others together. */
async function staticChecks(): Promise<Tally[]> {
	const lint = check('lint', 'n8n-node', 'lint');
	const types = [
		await check('types', 'tsc', '--noEmit', '-p', 'tsconfig.json'),
		await check('types of the tests', 'tsc', '--noEmit', '-p', 'test/tsconfig.json'),
		await check("n8n's scanner", 'tsx', 'test/scan.ts'),
	];
	return [await lint, ...types];
}

async function setUp(): Promise<Tally> {
	try {
		await ensureInstalled(say);
		await findChromium(say);
		// One after the other: Debian's installer does not let two run at once.
		findPostgres();
		findRedis();
		say('ok     n8n, a browser, Postgres and Redis are here');
		return { passed: 1, failed: 0 };
	} catch (error) {
		say(`FAILED n8n, a browser, Postgres and Redis\n${(error as Error).message}`);
		return { passed: 0, failed: 1 };
	}
}

/** jsforce and the Salesforce CLI against the simulated org. */
async function clients(): Promise<Tally> {
	try {
		await ensureClients(say);
	} catch (error) {
		say(`FAILED the Salesforce CLI\n${(error as Error).message}`);
		return { passed: 0, failed: 1 };
	}
	return await jest('clients');
}

async function main(only: string | undefined): Promise<number> {
	mkdirSync(CACHE, { recursive: true });
	const tallies: Tally[] = [];
	const setting = setUp();
	const build = await check('build', 'gulp', 'build');
	tallies.push(build);
	if (only !== 'e2e') {
		tallies.push(...(await staticChecks()));
		tallies.push(await jest('unit'));
	}
	const set = await setting;
	tallies.push(set);
	if (only !== 'e2e') tallies.push(await clients());
	if (set.failed === 0 && build.failed === 0) {
		tallies.push(await jest('e2e'));
		tallies.push(await check('the demo', 'tsx', 'demo/demo.ts', '--once', '--users', '120'));
	} else
		say(
			'The end-to-end tests need the build, n8n, a browser, Postgres and Redis, so they were not run.',
		);
	const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
	const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
	say('');
	say(`${passed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

for (const [signal, code] of [
	['SIGINT', 130],
	['SIGTERM', 143],
	['SIGHUP', 129],
] as const) {
	process.once(signal, () => {
		for (const child of running) child.kill('SIGTERM');
		process.exit(code);
	});
}

main(process.argv[2]).then(
	(code) => process.exit(code),
	(error: Error) => {
		say(error.stack ?? error.message);
		process.exit(1);
	},
);
