import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/**
 * Whether an AI agent runs this node. n8n 2.41.1 has three ways to do so, and no one sign covers them:
 *
 * - AI Agent from version 3 on: n8n's engine runs the tool like any other node. `isToolExecution()` then
 *   says false; the type of the node is that of the tool (`…Tool`), and n8n notes where its output goes.
 * - Older agents and the MCP Server Trigger: `isToolExecution()` says true.
 * - n8n's own Agents: the node runs by itself under either type, in the mode "internal". No run of a
 *   workflow has that mode (they are manual, trigger, webhook, retry and so on), so ordinary runs lose
 *   nothing when it counts as a tool.
 *
 * Any one sign is enough: a run that cannot be told from that of a tool is taken for one.
 */
export function runsAsTool(context: IExecuteFunctions): boolean {
	const { type, rewireOutputLogTo } = context.getNode();
	return (
		type.endsWith('Tool') ||
		rewireOutputLogTo === NodeConnectionTypes.AiTool ||
		saysSo(context) ||
		context.getMode() === 'internal'
	);
}

/** Older versions of n8n do not have the question. */
function saysSo(context: Partial<Pick<IExecuteFunctions, 'isToolExecution'>>): boolean {
	return context.isToolExecution?.() === true;
}
