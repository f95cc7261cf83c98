import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/**
 * Whether an AI agent runs this node. n8n 2.41.1 has three ways to do so, and no one sign covers them:
 *
 * - AI Agent from version 3 on: n8n's engine runs the tool like any other node. `isToolExecution()` then
 *   says false; the type of the node is that of the tool (`…Tool`), and n8n notes where its output goes.
 * - Older agents and the MCP Server Trigger: `isToolExecution()` says true.
 * - n8n's own Agents: the node runs by itself, in a workflow without connections, under either type.
 *
 * So a node without anything before it counts as a tool as well. That costs ordinary runs nothing: their
 * items come from the node before.
 */
export function runsAsTool(context: IExecuteFunctions): boolean {
	const node = context.getNode();
	return (
		node.type.endsWith('Tool') ||
		node.rewireOutputLogTo === NodeConnectionTypes.AiTool ||
		saysSo(context) ||
		context.getParentNodes(node.name).length === 0
	);
}

/** Older versions of n8n do not have the question. */
function saysSo(context: Partial<Pick<IExecuteFunctions, 'isToolExecution'>>): boolean {
	return context.isToolExecution?.() === true;
}
