import type { Operation } from '../operation';
import { WRITES } from '../operation';
import { WRITING_API_USAGE_FIELD, TOOL_ITEMS_FIELD } from '../parameters/fields';
import { MAX_RECORDS_PER_CALL_FIELD, MAX_USERS_FIELD } from './run/limitFields';
import { ALLOW_WRITES_AS_TOOL_FIELD } from './run/asTool';

export const restore: Operation = {
	option: {
		name: 'Restore',
		value: 'restore',
		action: 'Restore seats',
		description: 'Undo Reclaim with the outcomes that it returned. Dry Run is on by default.',
	},
	fields: [
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: true,
			description: 'Whether to return only the plan and write nothing',
		},
		{
			displayName:
				'This run changes Salesforce: it gives back the logins, licenses, permission sets, profiles and records that the incoming outcomes list.',
			name: 'writesNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { dryRun: [false] } },
		},
		MAX_USERS_FIELD,
		{
			displayName: 'Accept Unsealed',
			name: 'acceptUnsealed',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description:
				'Whether to accept rows without a valid seal, such as your own before-images. For these rows, Restore does not assign administrator permissions, change administrators or return records.',
		},
		TOOL_ITEMS_FIELD,
		ALLOW_WRITES_AS_TOOL_FIELD,
	],
	options: [MAX_RECORDS_PER_CALL_FIELD, WRITING_API_USAGE_FIELD],
	outputs: WRITES,
	load: async () => await import('./restore.run'),
};
