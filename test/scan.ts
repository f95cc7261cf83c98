/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { files } from '../package.json';

/**
 * n8n's own gate to n8n Cloud, which it runs on a release: the sources and what is published, both with
 * every rule on and eslint-disable comments ignored. Here it runs before the release.
 */
interface Verdict {
	passed: boolean;
	message?: string;
	details?: string;
}

interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(folder: string, patterns: string[]): Promise<Verdict>;
}

const ROOT = path.resolve(__dirname, '..');
const PUBLISHED_PATTERNS = ['package.json', '**/*.js'];

async function scan(scanner: Scanner, content: string[], patterns: string[]): Promise<Verdict> {
	// ESLint looks for configuration upwards, and the project's own must not be found.
	const folder = mkdtempSync(path.join(os.tmpdir(), 'scan-salesforce-licenses-'));
	try {
		for (const name of content) {
			cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
		}
		return await scanner.analyzePackage(folder, patterns);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function main(): Promise<number> {
	const scanner = (await import(
		'@n8n/scan-community-package/scanner/scanner.mjs' as string
	)) as Scanner;
	const sources = ['package.json', 'nodes', 'credentials', 'icons'];
	const verdicts = {
		sources: await scan(scanner, sources, scanner.SOURCE_FILE_PATTERNS),
		published: await scan(scanner, ['package.json', ...files], PUBLISHED_PATTERNS),
	};
	for (const [name, { passed, message, details }] of Object.entries(verdicts)) {
		process.stdout.write(`${name}: ${passed ? 'passed' : `${message ?? ''}\n${details ?? ''}`}\n`);
	}
	return Object.values(verdicts).every(({ passed }) => passed) ? 0 : 1;
}

main().then(
	(code) => process.exit(code),
	(error: Error) => {
		process.stderr.write(`${error.stack ?? error.message}\n`);
		process.exit(1);
	},
);
