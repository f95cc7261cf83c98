/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { SIGN_OF_LIFE } from '../../workflows/jobs/runJob.code';
import { readPage } from '../support/pages';

const page = readPage('docs/scaling.md');
const [, compose] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
const set = [...(compose ?? '').matchAll(/^ {4}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name);

/** What the test of queue mode sets for every process. */
const tested = readFileSync(path.join(__dirname, '..', 'e2e', 'queueMode.ts'), 'utf8');
const ONLY_IN_THE_TEST = ['N8N_CONCURRENCY_PRODUCTION_LIMIT'];

describe('docs/scaling.md', () => {
	it('has a compose file that sets all that the test of queue mode sets', () => {
		const names = [...tested.matchAll(/^\t\t([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name);
		expect(names.length).toBeGreaterThan(10);
		const missing = names.filter((name) => !set.includes(name) && !ONLY_IN_THE_TEST.includes(name));
		expect(missing).toEqual([]);
	});

	it('has a compose file for the version of n8n that the tests run', () => {
		const manifest = path.join(__dirname, '..', 'e2e', 'package.json');
		const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as {
			dependencies: { n8n: string };
		};
		expect(compose).toContain(`n8nio/n8n:${dependencies.n8n}\n`);
	});

	it('has no secret in its compose file', () => {
		const secrets = [...(compose ?? '').matchAll(/^.*(?:PASSWORD|KEY|AUTH): (.*)$/gm)];
		expect(secrets.length).toBeGreaterThan(3);
		for (const [, value] of secrets) expect(value).toMatch(/^\{? ?"?\$\{\w+:\?\}"? ?\}?$/);
	});

	it('says after how many seconds a run counts as stopped', () => {
		expect(page).toContain(`every ${SIGN_OF_LIFE.everySeconds} seconds`);
		expect(page).toContain(`${SIGN_OF_LIFE.lostAfterSeconds} seconds after its last sign of life`);
		expect(page).toContain(`after ${SIGN_OF_LIFE.lostAfterSeconds + 1} seconds`);
	});
});
