/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { CLIENTS, LOGS, MODULES, NODE, SALESFORCE_CLI } from './paths';

/** Inside node_modules, so that whoever deletes that deletes the claim that it is complete. */
const STAMP = path.join(MODULES, '.complete');

function wanted(): string {
	const hash = createHash('sha256');
	for (const file of ['package.json', 'package-lock.json']) {
		hash.update(readFileSync(path.join(CLIENTS, file)));
	}
	return hash.digest('hex');
}

export function isInstalled(): boolean {
	return existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === wanted();
}

/**
 * Installs the Salesforce CLI and its Node below test/clients, unless this very lockfile is installed already.
 * An interrupted install has no stamp and is done again; npm ci clears away what is half there.
 */
export async function ensureInstalled(say: (line: string) => void): Promise<void> {
	if (isInstalled()) return;
	say('Installing the Salesforce CLI (once; about 0.5 GB, 1 to 2 minutes)');
	rmSync(STAMP, { force: true });
	const started = Date.now();
	await npmCi();
	for (const file of [NODE, SALESFORCE_CLI]) {
		if (!existsSync(file)) throw new Error(`npm ended without fault, but ${file} is missing`);
	}
	writeFileSync(STAMP, `${wanted()}\n`);
	say(`  the Salesforce CLI is installed, ${Math.round((Date.now() - started) / 1000)} s`);
}

async function npmCi(): Promise<void> {
	mkdirSync(LOGS, { recursive: true });
	const log = path.join(LOGS, 'clients-install.log');
	const lines: string[] = [];
	await new Promise<void>((resolve, reject) => {
		const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], {
			cwd: CLIENTS,
			env: environment(),
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		for (const stream of [npm.stdout, npm.stderr]) {
			stream.setEncoding('utf8').on('data', (text: string) => lines.push(text));
		}
		npm.once('error', reject);
		npm.once('close', (code) => {
			writeFileSync(log, lines.join(''));
			if (code === 0) return resolve();
			const last = lines.join('').trim().split('\n').slice(-15).join('\n');
			reject(new Error(`npm ci in test/clients ended with code ${code}:\n${last}\nAll: ${log}`));
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
