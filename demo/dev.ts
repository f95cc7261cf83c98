/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { ensureInstalled } from '../test/e2e/install';
import type { Owner } from '../test/e2e/n8nApi';
import { N8nApi } from '../test/e2e/n8nApi';
import type { RunningN8n } from '../test/e2e/n8nServer';
import { freePort, isPortFree, startN8n } from '../test/e2e/n8nServer';
import { CACHE, ROOT } from '../test/e2e/paths';
import { startOrg } from '../test/org/server';
import { connectWithClientCredentials, importPlaybook } from './scenario';

/**
 * npm run dev: a simulated org and an n8n that keeps its data between runs. It watches the sources: after a
 * change, it rebuilds the package and restarts n8n, which takes some seconds.
 */
const FOLDER = path.join(CACHE, 'dev');
const STATE = path.join(FOLDER, 'state.json');
const ORG_PORT = 5690;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface State {
	encryptionKey: string;
	owner?: Owner;
}

function readState(): State {
	mkdirSync(FOLDER, { recursive: true });
	if (existsSync(STATE)) return JSON.parse(readFileSync(STATE, 'utf8')) as State;
	return { encryptionKey: randomBytes(24).toString('hex') };
}

async function build(): Promise<boolean> {
	const gulp = path.join(ROOT, 'node_modules', '.bin', 'gulp');
	const child = spawn(gulp, ['build', '--silent'], { cwd: ROOT, stdio: 'inherit' });
	return await new Promise((resolve) => child.once('close', (code) => resolve(code === 0)));
}

async function main(): Promise<void> {
	await ensureInstalled(say);
	if (!(await build())) throw new Error('The build failed. See the output above.');
	const org = await startOrg({ port: (await isPortFree(ORG_PORT)) ? ORG_PORT : 0 });
	const state = readState();
	const port = (await isPortFree(5678)) ? 5678 : await freePort();
	const start = async (): Promise<RunningN8n> =>
		await startN8n({
			label: 'dev',
			port,
			userFolder: FOLDER,
			env: { N8N_ENCRYPTION_KEY: state.encryptionKey },
		});
	let n8n = await start();
	if (state.owner === undefined) {
		const api = new N8nApi(n8n.url);
		state.owner = await api.createOwner();
		const credential = await connectWithClientCredentials(api, org);
		await importPlaybook(api, credential, state.owner, say);
		writeFileSync(STATE, JSON.stringify(state), { mode: 0o600 });
	}
	say(
		`n8n            ${n8n.url}\n  E-mail       ${state.owner.email}\n  Password     ${state.owner.password}`,
	);
	say(`Simulated org  ${org.url}`);
	say('Watching nodes/, credentials/ and icons/. Press Ctrl-C to stop.');

	let changed = false;
	for (const folder of ['nodes', 'credentials', 'icons']) {
		watch(path.join(ROOT, folder), { recursive: true }, () => (changed = true));
	}
	let ending = false;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => {
			ending = true;
			void n8n.stop().then(async () => {
				await org.close();
				process.exit(0);
			});
		});
	}
	while (!ending) {
		await sleep(300);
		if (!changed) continue;
		changed = false;
		say('Building');
		if (!(await build())) continue;
		await n8n.stop();
		n8n = await start();
		say(`Restarted n8n with the change: ${n8n.url}`);
	}
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(1);
});
