import type { Operation } from '../operation';
import { WRITES } from '../operation';
import { WRITING_API_USAGE_FIELD } from '../parameters/fields';
import { MAX_RECORDS_PER_CALL_FIELD } from './run/callSize';
import { ALLOW_WRITES_AS_TOOL_FIELD } from './run/asTool';
import { TOOL_ITEMS_FIELD } from './run/toolItems';

export const restore: Operation = {
	option: {
		name: 'Restore',
		value: 'restore',
		action: 'Restore seats',
		description: 'Give back what Reclaim took, from its outcomes or stored before-images',
	},
	fields: [
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: false,
			description: 'Whether to return the plan only, and write nothing',
		},
		MAX_RECORDS_PER_CALL_FIELD,
		TOOL_ITEMS_FIELD,
		ALLOW_WRITES_AS_TOOL_FIELD,
		WRITING_API_USAGE_FIELD,
	],
	outputs: WRITES,
	load: async () => await import('./restore.run'),
};
