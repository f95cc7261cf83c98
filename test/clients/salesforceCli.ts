/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { NODE, SALESFORCE_CLI } from './paths';

/** What `sf … --json` prints. A failed command has a name and a message instead of a result. */
interface Answer<T> {
	status: number;
	result?: T;
	name?: string;
	message?: string;
}

interface RunOptions {
	env?: NodeJS.ProcessEnv;
	/** What somebody types when the command asks. */
	typed?: string;
}

export interface SalesforceCli {
	/** Folder of this CLI alone: its home, its settings, its project. Files that a command writes land here. */
	readonly folder: string;
	/** The result of a command. Throws what the command says when it fails. */
	run<T = unknown>(args: string[], options?: RunOptions): Promise<T>;
	/** The page that the CLI asked the (false) browser to open. */
	pageToOpen(): Promise<string>;
	close(): Promise<void>;
}

const COMMAND_PATIENCE_MS = 60_000;
const BROWSER_PATIENCE_MS = 20_000;

/** The Salesforce CLI with a home of its own: it knows no org but those it was told of in this test. */
export async function startSalesforceCli(): Promise<SalesforceCli> {
	const folder = await mkdtemp(path.join(tmpdir(), 'salesforce-cli-'));
	const opened = path.join(folder, 'opened.url');
	const bin = path.join(folder, 'bin');
	await mkdir(bin);
	// `--browser firefox` runs whatever is called firefox. `--browser chrome` would hang: the CLI waits for an
	// exit that the `open` package has already seen.
	await writeFile(path.join(bin, 'firefox'), `#!/bin/sh\nprintf %s "$1" > '${opened}'\n`, {
		mode: 0o755,
	});
	const environment = {
		PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
		HOME: folder,
		SF_DATA_DIR: path.join(folder, 'data'),
		SF_CACHE_DIR: path.join(folder, 'cache'),
		SF_CONFIG_DIR: path.join(folder, 'config'),
		SF_DISABLE_TELEMETRY: 'true',
		SF_DISABLE_AUTOUPDATE: 'true',
		SF_AUTOUPDATE_DISABLE: 'true',
		SF_SKIP_NEW_VERSION_CHECK: 'true',
		SF_DISABLE_LOG_FILE: 'true',
		SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
		NO_COLOR: '1',
	};

	return {
		folder,
		run: async (args, { env = {}, typed = '' } = {}) =>
			parse(await output([...args, '--json'], folder, { ...environment, ...env }, typed)),
		pageToOpen: async () => await appears(opened),
		close: async () => await rm(folder, { recursive: true, force: true, maxRetries: 3 }),
	};
}

async function output(
	args: string[],
	cwd: string,
	env: NodeJS.ProcessEnv,
	typed: string,
): Promise<string> {
	return await new Promise((resolve, reject) => {
		const sf = spawn(NODE, ['--no-deprecation', SALESFORCE_CLI, ...args], {
			cwd,
			env,
			stdio: ['pipe', 'pipe', 'pipe'],
			timeout: COMMAND_PATIENCE_MS,
		});
		sf.stdin.on('error', () => undefined).end(typed);
		let stdout = '';
		let stderr = '';
		sf.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
		sf.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
		sf.once('error', reject);
		sf.once('close', (code, signal) => {
			if (stdout.includes('{')) return resolve(stdout);
			reject(new Error(`sf ${args.join(' ')} ended with ${code ?? signal}: ${stderr}`));
		});
	});
}

function parse<T>(stdout: string): T {
	const { status, result, name, message } = JSON.parse(
		stdout.slice(stdout.indexOf('{')),
	) as Answer<T>;
	if (status !== 0) throw Object.assign(new Error(message), { name });
	return result as T;
}

async function appears(file: string): Promise<string> {
	const end = Date.now() + BROWSER_PATIENCE_MS;
	while (Date.now() < end) {
		if (existsSync(file)) {
			const text = await readFile(file, 'utf8');
			if (text) {
				await rm(file);
				return text;
			}
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error('The Salesforce CLI opened no browser');
}
