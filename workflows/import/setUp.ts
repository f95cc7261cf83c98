import type { INode } from 'n8n-workflow';

import type { Chosen } from './credentials';
import type { Workflow } from './ownership';

/** A node of the file with what people chose in n8n: its credentials, its Settings, whether it is on. */
export function asSetUp(node: INode, before: Workflow | undefined, chosen: Chosen): INode {
	return withCredentials(withSettings(node, before), before, chosen);
}

/** What people are told to change stays: the values in a node Settings, and which channels are switched on. */
function withSettings(node: INode, before: Workflow | undefined): INode {
	const known = before?.nodes.find(({ name, type }) => name === node.name && type === node.type);
	if (known === undefined) return node;
	const kept = { ...node, disabled: known.disabled === true };
	if (node.name !== 'Settings') return kept;
	const values = new Map(assignmentsOf(known).map(({ name, value }) => [name, value]));
	const assignments = assignmentsOf(node).map((assignment) => ({
		...assignment,
		value: values.get(assignment.name) ?? assignment.value,
	}));
	return { ...kept, parameters: { ...node.parameters, assignments: { assignments } } } as INode;
}

function assignmentsOf({ parameters }: INode): Array<{ name: string; value: unknown }> {
	const { assignments } = (parameters.assignments ?? {}) as { assignments?: [] };
	return assignments ?? [];
}

/** What was chosen on this n8n stays, unless the command names another. */
function withCredentials(node: INode, before: Workflow | undefined, chosen: Chosen): INode {
	const kept = before?.nodes.find(({ name }) => name === node.name)?.credentials;
	const named = chosen.find(({ nodeType }) => nodeType === node.type);
	if (named === undefined) return kept === undefined ? node : { ...node, credentials: kept };
	return {
		...node,
		credentials: { ...kept, [named.credentialType]: { id: named.id, name: named.name } },
	};
}
