import type { Operation } from '../operation';
import { WRITES } from '../operation';
import { BLOCKERS_FIELD, PROBE_FIELDS } from './blockers/blockerFields';
import { WRITING_API_USAGE_FIELD } from '../parameters/fields';
import { MAX_RECORDS_PER_CALL_FIELD } from './run/callSize';
import { ALLOW_WRITES_AS_TOOL_FIELD } from './run/asTool';
import { TOOL_ITEMS_FIELD } from './run/toolItems';
import { TRANSFER_FIELDS } from './run/transferFields';

export const reclaim: Operation = {
	option: {
		name: 'Reclaim',
		value: 'reclaim',
		action: 'Reclaim seats',
		description: 'Take back the seats of the candidates that come in. Dry Run is on by default.',
	},
	fields: [
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: true,
			description:
				'Whether to return the plan only, and write nothing. The plan can be fed back in to apply it.',
		},
		{
			displayName:
				'This run writes to Salesforce: it takes seats away, blocks logins or deactivates users, as the action of each candidate says. Every outcome carries the before-image that Restore needs, so store the output.',
			name: 'writesNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { dryRun: [false] } },
		},
		...[BLOCKERS_FIELD, ...PROBE_FIELDS].map((field) => ({
			...field,
			displayOptions: { show: { ...field.displayOptions?.show, dryRun: [true] } },
		})),
		{
			displayName: 'Max Users',
			name: 'maxUsers',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 100,
			description: 'The most users one run may touch. If there are more, nothing is written.',
		},
		{
			displayName: 'Max Percent',
			name: 'maxPercent',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: 10,
			description:
				'The most users one run may touch, as a percentage of the users of each license. If there are more, nothing is written. A single user is always allowed.',
		},
		{
			displayName: 'Max Error Percent',
			name: 'maxErrorPercent',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: 50,
			description:
				'The run stops when more than this percentage of the rows written so far failed; the rest is skipped. Counts from 10 rows on.',
		},
		{
			displayName: 'Protect Administrators',
			name: 'protectAdministrators',
			type: 'boolean',
			default: true,
			description:
				'Whether to spare administrators: everybody with rights over all data, users or the org, such as Modify All Data, Manage Users or Customize Application, by whatever profile or permission set. Users who cannot be told from administrators are spared too. The last administrator who can log in is spared in any case.',
		},
		{
			displayName: 'Protected Usernames',
			name: 'protectedUsernames',
			type: 'string',
			default: '',
			placeholder: 'e.g. ceo@acme.com, board@acme.com',
			description: 'Users whom this run never touches, by username or ID, separated by commas',
		},
		{
			displayName: 'Ignore Unknown Protected Users',
			name: 'ignoreUnknownProtectedUsers',
			type: 'boolean',
			default: false,
			displayOptions: { hide: { protectedUsernames: [''] } },
			description:
				'Whether to write even if somebody in Protected Usernames is not a user of this org. When this is off, such a run writes nothing, because the name may be misspelled.',
		},
		{
			displayName: 'Target Profile',
			name: 'targetProfile',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select a profile...',
					typeOptions: { searchListMethod: 'searchProfiles', searchable: true },
				},
				{
					displayName: 'By Name',
					name: 'name',
					type: 'string',
					placeholder: 'e.g. Standard Platform User',
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 00exx000000a1bCAAQ',
				},
			],
			description:
				'The profile that candidates with the action Change Profile move to, unless the item has a <code>targetProfileId</code> of its own. Moves that Salesforce does not allow are blocked beforehand.',
		},
		{
			displayName: 'Transfer Records',
			name: 'transferRecords',
			type: 'boolean',
			default: false,
			description:
				'Whether to hand over what a user owns, and the approvals that wait for the user, before the user is deactivated. If a record cannot be handed over, the user stays active.',
		},
		...TRANSFER_FIELDS,
		{
			displayName: 'Parallel Calls',
			name: 'parallelCalls',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 5 },
			default: 2,
			description:
				'How many calls may be under way at a time when seats, freezes or records are written. Changes of users themselves go one call after the other, and so does everything as soon as Salesforce reports a locked row.',
		},
		MAX_RECORDS_PER_CALL_FIELD,
		TOOL_ITEMS_FIELD,
		ALLOW_WRITES_AS_TOOL_FIELD,
		WRITING_API_USAGE_FIELD,
	],
	outputs: WRITES,
	load: async () => await import('./reclaim.run'),
};
