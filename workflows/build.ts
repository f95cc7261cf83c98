/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { INSTALLER_PAGE_AT, installerPage } from './installer/installerPage';
import { PLAYBOOK, TEMPLATES, VARIANTS } from './playbook';
import { SHIPPED_AT, shippedFiles } from './shippedFiles';

/** npm run playbook:build: writes the JSON files that ship. A test checks that they match the sources. */
const FOLDER = __dirname;
const inPlaybook = PLAYBOOK.map(([file, build]) => [`playbook/${file}`, build] as const);
for (const [file, build] of [...inPlaybook, ...VARIANTS, ...TEMPLATES]) {
	writeFileSync(path.join(FOLDER, file), `${JSON.stringify(build(), null, '\t')}\n`);
}
writeFileSync(path.join(FOLDER, SHIPPED_AT), shippedFiles());
writeFileSync(path.join(FOLDER, INSTALLER_PAGE_AT), installerPage());
