/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { E2E, LOGS } from './paths';

const MODULES = path.join(E2E, 'node_modules');
/** Inside node_modules, so that whoever deletes that deletes the claim that it is complete. */
const STAMP = path.join(MODULES, '.complete');
const NEEDED_BYTES = 4e9;
const TELL_EVERY_MS = 10_000;

export const N8N_NODE = path.join(MODULES, '.bin', 'node');
export const N8N_BIN = path.join(MODULES, 'n8n', 'bin', 'n8n');

/** What is to be installed. The manifest counts too: its allowScripts decide whether sqlite3 gets built. */
function wanted(): string {
	const hash = createHash('sha256');
	for (const file of ['package.json', 'package-lock.json']) {
		hash.update(readFileSync(path.join(E2E, file)));
	}
	return hash.digest('hex');
}

export function isInstalled(): boolean {
	return existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === wanted();
}

/**
 * Installs the real n8n and its Node below test/e2e, unless this very lockfile is installed already. An
 * interrupted install has no stamp and is done again; npm ci clears away what is half there.
 */
export async function ensureInstalled(say: (line: string) => void): Promise<void> {
	if (isInstalled()) return;
	const { bavail, bsize } = statfsSync(E2E);
	if (bavail * bsize < NEEDED_BYTES) {
		throw new Error(
			`n8n needs 4 GB of disk below ${E2E}, and there is less. Free some and run this again.`,
		);
	}
	say('Installing n8n (once; about 3 GB, 3 to 6 minutes)');
	rmSync(STAMP, { force: true });
	mkdirSync(LOGS, { recursive: true });
	const log = path.join(LOGS, 'n8n-install.log');
	const started = Date.now();
	const ticking = setInterval(() => {
		say(`  still installing n8n, ${Math.round((Date.now() - started) / 1000)} s`);
	}, TELL_EVERY_MS);
	try {
		await npmCi(log);
	} finally {
		clearInterval(ticking);
	}
	for (const file of [N8N_NODE, N8N_BIN]) {
		if (!existsSync(file))
			throw new Error(`npm ended without fault, but ${file} is missing. See ${log}`);
	}
	writeFileSync(STAMP, `${wanted()}\n`);
	say(`  n8n is installed, ${Math.round((Date.now() - started) / 1000)} s`);
}

async function npmCi(log: string): Promise<void> {
	const lines: string[] = [];
	await new Promise<void>((resolve, reject) => {
		// Guarded: whatever ends this process ends npm and the compilers below it too.
		const guard = path.join(E2E, 'guard.cjs');
		const args = [guard, '-', 'npm', 'ci', '--no-audit', '--no-fund', '--prefer-offline'];
		const npm = spawn(process.execPath, args, {
			cwd: E2E,
			env: environment(),
			stdio: ['pipe', 'pipe', 'pipe'],
			detached: true,
		});
		for (const stream of [npm.stdout, npm.stderr]) {
			stream.setEncoding('utf8').on('data', (text: string) => lines.push(text));
		}
		npm.once('error', reject);
		npm.once('close', (code) => {
			writeFileSync(log, lines.join(''));
			if (code === 0) return resolve();
			const last = lines.join('').trim().split('\n').slice(-15).join('\n');
			reject(
				new Error(
					`npm ci in test/e2e ended with code ${code}. Its last lines:\n${last}\nAll of it: ${log}`,
				),
			);
		});
	});
}

/** npm run hands its own settings on as npm_* variables; they belong to the root package, not to this one. */
function environment(): NodeJS.ProcessEnv {
	const ofThePackage = /^npm_(package|lifecycle|config_(local_prefix|prefix|global_prefix))/;
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !ofThePackage.test(name)),
	);
}
