/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Kept between runs, and never committed. */
const LOGS = path.resolve(__dirname, '..', '.cache', 'logs');
/** Ends what it started when the process that asked for it is gone, whatever ended that. */
const GUARD = path.join(__dirname, 'e2e', 'guard.cjs');
const TELL_EVERY_MS = 10_000;

/** A program that the tests use as it is, with a lockfile and node_modules of its own. */
export interface Installation {
	/** Where its package.json is. */
	folder: string;
	/** As people call it. */
	name: string;
	bytes: number;
	/** Files that must be there afterwards. */
	files: readonly string[];
}

/**
 * Installs it, unless this very lockfile is installed already. The stamp lies inside node_modules, so
 * that whoever deletes that deletes the claim that it is complete; an interrupted install has no stamp
 * and is done again, and npm ci clears away what is half there.
 */
export async function installOnce(
	{ folder, name, bytes, files }: Installation,
	say: (line: string) => void,
): Promise<void> {
	const stamp = path.join(folder, 'node_modules', '.complete');
	const wanted = lockOf(folder);
	if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === wanted) return;
	const { bavail, bsize } = statfsSync(folder);
	const gigabytes = bytes / 1e9;
	if (bavail * bsize < bytes) {
		throw new Error(
			`${name} needs ${gigabytes} GB of disk below ${folder}, and there is less. Free some and run this again.`,
		);
	}
	say(`Installing ${name} (once; up to ${gigabytes} GB, some minutes)`);
	rmSync(stamp, { force: true });
	mkdirSync(LOGS, { recursive: true });
	const log = path.join(LOGS, `${path.basename(folder)}-install.log`);
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	const ticking = setInterval(
		() => say(`  still installing ${name}, ${seconds()} s`),
		TELL_EVERY_MS,
	);
	try {
		await npmCi(folder, log);
	} finally {
		clearInterval(ticking);
	}
	for (const file of files) {
		if (!existsSync(file))
			throw new Error(`npm ended without fault, but ${file} is missing. See ${log}`);
	}
	writeFileSync(stamp, `${wanted}\n`);
	say(`  ${name} is installed, ${seconds()} s`);
}

/** What is to be installed. The manifest counts too: its allowScripts decide what gets built. */
function lockOf(folder: string): string {
	const hash = createHash('sha256');
	for (const file of ['package.json', 'package-lock.json']) {
		hash.update(readFileSync(path.join(folder, file)));
	}
	return hash.digest('hex');
}

async function npmCi(folder: string, log: string): Promise<void> {
	const lines: string[] = [];
	await new Promise<void>((resolve, reject) => {
		const args = [GUARD, '-', 'npm', 'ci', '--no-audit', '--no-fund', '--prefer-offline'];
		const npm = spawn(process.execPath, args, {
			cwd: folder,
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
					`npm ci in ${folder} ended with code ${code}. Its last lines:\n${last}\nAll of it: ${log}`,
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
