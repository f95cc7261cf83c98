import type { INode } from 'n8n-workflow';

import type { Chosen } from './credentials';
import type { Workflow } from './ownership';

/** A node of the file with the choices that people made in n8n: credentials, Settings, enabled or not. */
export function asSetUp(node: INode, before: Workflow | undefined, chosen: Chosen): INode {
	return withCredentials(withSettings(node, before), before, chosen);
}

/** Keeps what people are asked to change: the values of the node Settings, and which channels are enabled. */
function withSettings(node: INode, before: Workflow | undefined): INode {
	const known = before?.nodes.find(({ name, type }) => name === node.name && type === node.type);
	if (known === undefined) return node;
	const kept = withAccess({ ...node, disabled: known.disabled === true }, known);
	if (node.name !== 'Settings') return kept;
	const values = new Map(assignmentsOf(known).map(({ name, value }) => [name, value]));
	const assignments = assignmentsOf(node).map((assignment) => ({
		...assignment,
		value: values.get(assignment.name) ?? assignment.value,
	}));
	return { ...kept, parameters: { ...node.parameters, assignments: { assignments } } } as INode;
}

/** Who may use a form: by whom n8n lets in, and by the list of its node Settings. */
function withAccess(node: INode, known: INode): INode {
	if (node.parameters.requireExecuteAccess === undefined) return node;
	const requireExecuteAccess = known.parameters.requireExecuteAccess !== false;
	return { ...node, parameters: { ...node.parameters, requireExecuteAccess } };
}

function assignmentsOf({ parameters }: INode): Array<{ name: string; value: unknown }> {
	const { assignments } = (parameters.assignments ?? {}) as { assignments?: [] };
	return assignments ?? [];
}

/** Keeps the credential that is selected on this n8n, unless the command names another. */
function withCredentials(node: INode, before: Workflow | undefined, chosen: Chosen): INode {
	const kept = before?.nodes.find(({ name }) => name === node.name)?.credentials;
	const named = chosen.find(({ nodeType }) => nodeType === node.type);
	if (named === undefined) return kept === undefined ? node : { ...node, credentials: kept };
	return {
		...node,
		credentials: { ...kept, [named.credentialType]: { id: named.id, name: named.name } },
	};
}
