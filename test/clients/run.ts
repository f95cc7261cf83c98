/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import path from 'node:path';

import { ensureInstalled } from './install';
import { NODE, ROOT } from './paths';

/** `npm run test:clients`: jest on Node 24, since jsforce throws at `require` on Node 20. */
async function main(): Promise<void> {
	await ensureInstalled((line) => process.stdout.write(`${line}\n`));
	const jest = path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
	const args = [jest, '--selectProjects', 'clients', ...process.argv.slice(2)];
	const child = spawn(NODE, args, { cwd: ROOT, stdio: 'inherit' });
	child.once('error', (error) => fail(error));
	child.once('close', (code) => {
		process.exitCode = code ?? 1;
	});
}

function fail(error: Error): void {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
}

main().catch(fail);
