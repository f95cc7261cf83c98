/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';

import { PLAYBOOK, TEMPLATES, VARIANTS } from '../../workflows/playbook';
import { JOB_IDS } from '../../workflows/jobs/ids';
import { IDS, PORTION_ID } from '../../workflows/kit/ids';
import { TABLES } from '../../workflows/storage/tables';

const FOLDER = path.join(__dirname, '..', '..', 'workflows');
const variants = VARIANTS.map(([file, build]) => ({ file, workflow: build() }));
const built = [
	...PLAYBOOK.map(([file, build]) => ({ file: `playbook/${file}`, workflow: build() })),
	...variants,
	...TEMPLATES.map(([file, build]) => ({ file, workflow: build() })),
];

describe('the workflows of the playbook', () => {
	it.each(built)('$file matches its source (run npm run playbook:build)', ({ file, workflow }) => {
		expect(JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'))).toEqual(workflow);
	});

	it.each(['playbook', 'templates'])('are all files of the folder %s', (folder) => {
		const files = readdirSync(path.join(FOLDER, folder)).map((file) => `${folder}/${file}`);
		const named = built.map(({ file }) => file).filter((file) => file.startsWith(`${folder}/`));
		expect(files.sort()).toEqual(named.sort());
	});

	it('call only workflows and read only nodes that exist', () => {
		const known = new Set<string>(built.map(({ workflow }) => workflow.id));
		for (const { workflow } of built) {
			const text = JSON.stringify(workflow);
			const named = text.match(/\bsl[A-Z][A-Za-z]+\b(?!-)/g) ?? [];
			for (const id of named) expect(known).toContain(id);
			const names = new Set(workflow.nodes.map(({ name }) => name));
			for (const [, node] of text.matchAll(/\$\('([^']+)'\)/g)) expect(names).toContain(node);
		}
	});

	it.each(built)('$file has Code nodes without syntax errors', ({ workflow }) => {
		for (const { parameters } of workflow.nodes) {
			if (typeof parameters.jsCode !== 'string') continue;
			expect(() => new Script(`(async () => {\n${parameters.jsCode as string}\n})`)).not.toThrow();
		}
	});

	it.each(built)(
		'$file uses no method in its expressions that n8n replaces by its own: that of a Map finds nothing',
		({ workflow }) => {
			// n8n-workflow, object extensions: `values` and `keys` of an object are those of its fields.
			for (const { name, parameters } of workflow.nodes) {
				const others = JSON.stringify({ ...parameters, jsCode: undefined });
				expect([name, others.match(/[^t]\.(values|keys)\(/g)]).toEqual([name, null]);
			}
		},
	);

	it.each(variants)('$file has the same inputs as the workflow it replaces', ({ workflow }) => {
		const [, build] = PLAYBOOK.find(([, other]) => other().id === workflow.id) ?? [];
		const inputsOf = (nodes: typeof workflow.nodes) =>
			nodes.find(({ type }) => type.endsWith('executeWorkflowTrigger'))?.parameters;
		expect(build).toBeDefined();
		expect(build?.().name).toBe(workflow.name);
		expect(inputsOf(workflow.nodes)).toEqual(inputsOf(build?.().nodes ?? []));
	});

	it('have no expression in Storage that reads all rows: n8n would copy them each time', () => {
		const storage = built.find(({ workflow }) => workflow.id === IDS.storage)!.workflow;
		const expressions = storage.nodes
			.filter(({ parameters }) => parameters.jsCode === undefined)
			.map(({ parameters }) => JSON.stringify(parameters));
		expect(expressions.join()).toContain("$('Request')");
		expect(expressions.join()).not.toMatch(/\$\('(Fit to the Table|When Called)'\)/);
	});

	it('have no note that covers a node', () => {
		const NODE = 96;
		for (const { workflow } of built) {
			const notes = workflow.nodes.filter(({ type }) => type.endsWith('stickyNote'));
			for (const { position, parameters } of notes) {
				const [left, top] = position;
				const [right, bottom] = [left + Number(parameters.width), top + Number(parameters.height)];
				const below = workflow.nodes.filter(({ type, position: [x, y] }) => {
					const isApart = x >= right || x + NODE <= left || y >= bottom || y + NODE <= top;
					return !type.endsWith('stickyNote') && !isApart;
				});
				expect(below.map(({ name }) => `${workflow.name}: ${name}`)).toEqual([]);
			}
		}
	});

	it('contain no credential', () => {
		for (const { workflow } of built) {
			for (const node of workflow.nodes) expect(node.credentials).toBeUndefined();
		}
	});

	it('use no id and no table name that is part of another', () => {
		const ids: string[] = [...Object.values(IDS), ...Object.values(JOB_IDS), PORTION_ID];
		for (const names of [ids, Object.keys(TABLES)]) {
			for (const name of names) {
				expect(names.filter((other) => other.includes(name))).toEqual([name]);
			}
		}
	});
});
