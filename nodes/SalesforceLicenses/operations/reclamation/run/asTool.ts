import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { runsAsTool } from '../../runsAsTool';

/** As the tool of an AI agent a run only plans, unless the builder of the workflow allows more. */

const PARAMETER = 'allowWritesAsTool';

export const ALLOW_WRITES_AS_TOOL_FIELD: INodeProperties = {
	displayName: 'Allow Writes as Tool',
	name: PARAMETER,
	type: 'boolean',
	default: false,
	noDataExpression: true,
	displayOptions: { show: { '@tool': [true] } },
	description:
		'Whether an AI agent that uses this node as a tool may change Salesforce when Dry Run is off. If this is off, the tool only returns a plan. The AI model cannot change this setting.',
};

/**
 * Whether this run must not write, whatever its other parameters say. Reads the value as it is saved in
 * the workflow: an expression (such as `$fromAI`) is a text there and allows nothing, and arguments that a
 * model adds are part of the item, which is not used.
 */
export function writesWithheld(context: IExecuteFunctions): boolean {
	return runsAsTool(context) && context.getNode().parameters?.[PARAMETER] !== true;
}

const WITHHELD =
	'Nothing was written, because an AI agent used this node as a tool, which only plans. To apply the plan, have a person approve it and run it with a regular Salesforce Licenses node, or turn on Allow Writes as Tool in this node.';

/** The text for the agent on each planned row of a run that was meant to write. */
export function sayWithheld<T extends { warnings: string[] }>(outcomes: readonly T[]): T[] {
	return outcomes.map((outcome) => ({ ...outcome, warnings: [WITHHELD, ...outcome.warnings] }));
}
