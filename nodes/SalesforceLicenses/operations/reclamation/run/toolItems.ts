import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';
import { TOOL_ITEMS_FIELD } from '../../parameters/fields';
import { parametersOf, WHOLE_RUN } from '../../parameters/values';
import { runsAsTool } from '../../runsAsTool';

/** Items from an agent: a tool has no input items, only arguments that its parameters name. */

const rows = z.union([
	z.array(z.record(z.unknown())),
	z.record(z.unknown()).transform((row) => [row]),
]);

/** The items of a run: those of the node before it, or those from an agent. */
export function inputItems(context: IExecuteFunctions): INodeExecutionData[] {
	const items = context.getInputData();
	if (!runsAsTool(context)) return items;
	const parameters = parametersOf(context, WHOLE_RUN);
	const given = parameters.value(TOOL_ITEMS_FIELD);
	if (given === '') return items;
	const parsed = rows.safeParse(typeof given === 'string' ? parseText(given) : given);
	if (parsed.success) {
		return parsed.data.map((json) => ({ json: json as INodeExecutionData['json'] }));
	}
	throw parameters.refuse(
		TOOL_ITEMS_FIELD,
		'it must be a JSON object or a list of objects',
		'Pass in candidates exactly as Find Candidates returns them.',
	);
}

/** Undefined cannot result from JSON, so it stands for an invalid text. */
function parseText(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
