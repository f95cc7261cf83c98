/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CANDIDATE_STATES } from '../../nodes/SalesforceLicenses/licensing/playbook/states';
import { CHANNELS } from '../../workflows/asking/channels';
import { USAGE } from '../../workflows/import/arguments';
import { STAGE } from '../../workflows/storage/portionPostgres.sql';
import { TABLES } from '../../workflows/storage/tables';
import { firstColumn, ROOT, tableOf } from '../support/pages';

/** The pages of the playbook, held against its workflows, tables, states and channels. */

const WORKFLOWS = path.join(ROOT, 'workflows');

const names = readdirSync(path.join(WORKFLOWS, 'playbook')).map((file) => {
	const workflow = JSON.parse(readFileSync(path.join(WORKFLOWS, 'playbook', file), 'utf8')) as {
		name: string;
	};
	return workflow.name;
});

it('docs/playbook/README.md has every workflow by its name, and no other', () => {
	const { rows } = tableOf('docs/playbook/README.md', 'Workflow');
	const told = rows.flatMap(([cell]) => cell.split(', '));
	expect(told.sort()).toEqual([...names].sort());
});

it('docs/playbook/workflows.md has a picture of every workflow, and no other', () => {
	const page = readFileSync(path.join(ROOT, 'docs', 'playbook', 'workflows.md'), 'utf8');
	const shown = [...page.matchAll(/^!\[The workflow ([^\]]+)\]\(workflows\/([\w-]+)\.png\)$/gm)];
	expect(shown.map(([, name]) => name).sort()).toEqual([...names].sort());
	expect(shown.map(([, , file]) => `${file}.json`).sort()).toEqual(
		readdirSync(path.join(WORKFLOWS, 'playbook')).sort(),
	);
});

it('docs/playbook/tables.md has every table, and no other', () => {
	const told = firstColumn(tableOf('docs/playbook/tables.md', 'Table'));
	expect(told.sort()).toEqual([...Object.keys(TABLES), STAGE].sort());
});

it('docs/playbook/states.md has every state of a candidate, and no other', () => {
	const { rows } = tableOf('docs/playbook/states.md', 'State');
	const told = rows.flatMap(([cell]) => cell.split(', '));
	expect(told.sort()).toEqual([...CANDIDATE_STATES].sort());
});

it('docs/playbook/asking-people.md has every channel', () => {
	const told = firstColumn(tableOf('docs/playbook/asking-people.md', 'Channel'));
	expect(told.sort()).toEqual(Object.keys(CHANNELS).sort());
});

it('docs/playbook/import.md has every option of the import', () => {
	const told = firstColumn(tableOf('docs/playbook/import.md', 'Option'));
	expect(told).toEqual([...USAGE.matchAll(/^ {2}(--\w+)/gm)].map(([, option]) => option));
});
