/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const isRoot = () => process.getuid?.() === 0;

/** Installs a package of Debian's where that is allowed. A service that it brings is not started. */
export function installFromDebian(name: string): void {
	if (!isRoot() || !existsSync('/usr/bin/apt-get')) return;
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
	for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
		const run = spawnSync('apt-get', args, { env, encoding: 'utf8', maxBuffer: 16e6 });
		if (run.status !== 0) throw new Error(`apt-get ${args[0]} did not work: ${run.stderr}`);
	}
}
