/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { PLAYBOOK } from '../../nodes/SalesforceLicenses/operations/playbook/shippedPlaybook';
import { version } from '../../package.json';
import { SHIPPED_AT, shippedFiles } from '../../workflows/shippedFiles';

test('the node ships what playbook:build writes (run npm run playbook:build)', () => {
	const file = path.join(__dirname, '..', '..', 'workflows', SHIPPED_AT);
	expect(readFileSync(file, 'utf8')).toBe(shippedFiles());
});

test('the playbook that ships has the version of the package, and its pair and its storage exist', () => {
	const keys = PLAYBOOK.workflows.map(({ id }) => id);
	expect(PLAYBOOK.version).toBe(version);
	expect(PLAYBOOK.pair.length).toBeGreaterThan(0);
	expect(keys).toEqual(expect.arrayContaining([...PLAYBOOK.pair]));
	expect(keys).toEqual(expect.arrayContaining(PLAYBOOK.inPostgres.map(({ id }) => id)));
});
