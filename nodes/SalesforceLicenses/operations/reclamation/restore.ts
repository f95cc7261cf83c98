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
		description: 'Give back what Reclaim took, from its outcomes. Dry Run is on by default.',
	},
	fields: [
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: true,
			description: 'Whether to return the plan only, and write nothing',
		},
		{
			displayName:
				'This run writes to Salesforce: it gives back what the outcomes that come in say was taken.',
			name: 'writesNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { dryRun: [false] } },
		},
		{
			displayName: 'Max Users',
			name: 'maxUsers',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 100,
			description: 'The most users one run may touch. If there are more, nothing is written.',
		},
		{
			displayName: 'Accept Unsealed',
			name: 'acceptUnsealed',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description:
				'Whether to take rows without a seal that fits, such as before-images of your own. Rights over data or users are not given back then, administrators are not touched, and records are not handed back.',
		},
		MAX_RECORDS_PER_CALL_FIELD,
		TOOL_ITEMS_FIELD,
		ALLOW_WRITES_AS_TOOL_FIELD,
		WRITING_API_USAGE_FIELD,
	],
	outputs: WRITES,
	load: async () => await import('./restore.run'),
};
