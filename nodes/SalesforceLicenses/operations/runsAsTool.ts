import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/**
 * Whether an AI agent runs this node. n8n 2.41.1 has three ways to do so, and no single sign covers all:
 *
 * - AI Agent version 3 and later: n8n's engine runs the tool like any other node. `isToolExecution()` is
 *   then false; the node type is that of the tool (`…Tool`), and n8n notes where its output goes.
 * - Older agents and the MCP Server Trigger: `isToolExecution()` is true.
 * - n8n's own Agents: the node runs alone under either type, in the mode "internal". No run of a
 *   workflow has that mode (they are manual, trigger, webhook, retry and so on), so ordinary runs are
 *   not affected.
 *
 * One sign is enough: a run that cannot be distinguished from a tool run counts as one.
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

/** Older versions of n8n do not have this method. */
function saysSo(context: Partial<Pick<IExecuteFunctions, 'isToolExecution'>>): boolean {
	return context.isToolExecution?.() === true;
}
