/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INode, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { fingerprintOf } from '../../nodes/SalesforceLicenses/licensing/installing/fingerprint';
import type { NodeJson } from '../../nodes/SalesforceLicenses/licensing/installing/workflow';
import { SalesforceLicenses } from '../../nodes/SalesforceLicenses/SalesforceLicenses.node';
import { PLAYBOOK } from '../../nodes/SalesforceLicenses/operations/playbook/shippedPlaybook';
import { E2E } from './paths';

/**
 * n8n's editor leaves out what has its default when it saves, in every node. That must not look like a change that a
 * person made. The descriptions of the nodes are n8n's own.
 */
const TYPES = JSON.parse(
	readFileSync(
		path.join(E2E, 'node_modules', 'n8n-nodes-base', 'dist', 'types', 'nodes.json'),
		'utf8',
	),
) as INodeTypeDescription[];

const OURS = new SalesforceLicenses().description;

function asSavedByTheEditor(node: NodeJson): NodeJson {
	const ours = node.type.endsWith('.salesforceLicenses') ? OURS : undefined;
	const description =
		ours ??
		TYPES.find(({ name, version }) => {
			const versions = [version].flat();
			return `n8n-nodes-base.${name}` === node.type && versions.includes(Number(node.typeVersion));
		});
	if (description === undefined) return node;
	const saved = NodeHelpers.getNodeParameters(
		description.properties,
		node.parameters as INode['parameters'],
		false,
		false,
		node as unknown as INode,
		description,
	);
	return { ...node, parameters: saved ?? {} };
}

/** Each value with its path, as the table of defaults has them. */
function leaves(value: unknown, path = ''): string[] {
	if (typeof value !== 'object' || value === null) return [`'${path}', ${JSON.stringify(value)}`];
	return Object.entries(value).flatMap(([name, inner]) =>
		leaves(inner, `${path}${path === '' ? '' : '.'}${Array.isArray(value) ? '#' : name}`),
	);
}

test.each([...PLAYBOOK.workflows, ...PLAYBOOK.inPostgres])(
	'$name looks unchanged after the editor saved it',
	(file) => {
		const saved = { ...file, nodes: file.nodes.map(asSavedByTheEditor) };
		const of = (workflow: typeof saved) => fingerprintOf(workflow, file.id, PLAYBOOK.defaults);
		const [before, after] = [of(file), of(saved)];
		const changed = file.nodes.flatMap((node, index) => {
			const id = node.id.slice(file.id.length + 1);
			if (before.nodes[id] === after.nodes[id]) return [];
			const kept = leaves(saved.nodes[index].parameters);
			const type = node.type.split('.').at(-1);
			return leaves(node.parameters)
				.filter((leaf) => !kept.includes(leaf))
				.map((leaf) => `of('${type}', ${leaf}),`);
		});
		// Add these lines to licensing/installing/editorDefaults.ts.
		expect([...new Set(changed)].sort()).toEqual([]);
	},
);
