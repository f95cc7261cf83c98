import type { INode, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { describeResource } from '../nodes/SalesforceLicenses/operations/operation';
import { optionTwins } from '../nodes/SalesforceLicenses/operations/optionTwins';
import { RESOURCES } from '../nodes/SalesforceLicenses/operations/resources';
import type { WorkflowFile } from './kit/canvas';
import { SALESFORCE } from './kit/nodes';

/** The parameters of the node, as its description has them. */
const PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		options: RESOURCES.map(({ option }) => option),
		default: 'subscription',
	},
	...RESOURCES.flatMap(describeResource),
	...optionTwins(RESOURCES),
];

/** What n8n's editor leaves out of the package's own node when it saves, as node type, path and JSON. */
export function defaultsOfOurs(workflows: readonly WorkflowFile[]): string[][] {
	const ours = workflows.flatMap(({ nodes }) => nodes.filter(({ type }) => type === SALESFORCE));
	return [...new Set(ours.flatMap(leftOut))].sort().map((one) => JSON.parse(one) as string[]);
}

function leftOut(node: INode): string[] {
	const description = {
		name: 'salesforceLicenses',
		properties: PROPERTIES,
	} as INodeTypeDescription;
	const saved = NodeHelpers.getNodeParameters(
		PROPERTIES,
		node.parameters,
		false,
		false,
		node,
		description,
	);
	return Object.entries(node.parameters).flatMap(([name, value]) =>
		name in (saved ?? {}) ? [] : [JSON.stringify([SALESFORCE, name, JSON.stringify(value)])],
	);
}
