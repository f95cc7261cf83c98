import type { Operation } from '../operation';
import { WRITES } from '../operation';
import { WRITING_API_USAGE_FIELD } from '../parameters/fields';
import { MAX_RECORDS_PER_CALL_FIELD } from './run/callSize';

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
		WRITING_API_USAGE_FIELD,
	],
	outputs: WRITES,
	load: async () => await import('./restore.run'),
};
