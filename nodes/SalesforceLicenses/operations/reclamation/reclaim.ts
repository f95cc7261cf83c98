import type { Operation } from '../operation';
import { WRITES } from '../operation';
import { BLOCKERS_FIELD, PROBE_FIELD, PROBE_NOTICE } from './blockers/blockerFields';
import { TOOL_ITEMS_FIELD, WRITING_API_USAGE_FIELD } from '../parameters/fields';
import { MAX_RECORDS_PER_CALL_FIELD, MAX_USERS_FIELD } from './run/limitFields';
import { ALLOW_WRITES_AS_TOOL_FIELD } from './run/asTool';
import { TRANSFER_FIELDS } from './run/transferFields';

export const reclaim: Operation = {
	option: {
		name: 'Reclaim',
		value: 'reclaim',
		action: 'Reclaim seats',
		description: 'Reclaim the seats of the incoming candidates. Dry Run is on by default.',
	},
	fields: [
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: true,
			description:
				'Whether to return only the plan and write nothing. To apply the plan, use it as the input of a run with Dry Run off.',
		},
		{
			displayName:
				'This run changes Salesforce. Depending on the action of each candidate, it removes licenses, freezes logins, changes profiles or deactivates users. Save the output: Restore needs the before-image in it.',
			name: 'writesNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { dryRun: [false] } },
		},
		MAX_USERS_FIELD,
		{
			displayName: 'Max Percent',
			name: 'maxPercent',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: 10,
			description:
				'Maximum percentage of the users of each license that one run may change. If there are more, nothing is written. One user is always allowed.',
		},
		{
			displayName: 'Protected Usernames',
			name: 'protectedUsernames',
			type: 'string',
			default: '',
			placeholder: 'e.g. ceo@acme.com, board@acme.com',
			description: 'Users that this run never changes, by username or ID, separated by commas',
		},
		{
			displayName: 'Transfer Records',
			name: 'transferRecords',
			type: 'boolean',
			default: false,
			description:
				"Whether to transfer the user's records and pending approval requests to a new owner before deactivating the user. If a record cannot be transferred, the user stays active.",
		},
		...TRANSFER_FIELDS,
		TOOL_ITEMS_FIELD,
		ALLOW_WRITES_AS_TOOL_FIELD,
		{
			...PROBE_NOTICE,
			displayOptions: { show: { ...PROBE_NOTICE.displayOptions?.show, dryRun: [true] } },
		},
	],
	options: [
		...[BLOCKERS_FIELD, PROBE_FIELD].map((field) => ({
			...field,
			displayOptions: { show: { '/dryRun': [true] } },
		})),
		{
			displayName: 'Max Error Percent',
			name: 'maxErrorPercent',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: 50,
			description:
				'Stop when more than this percentage of the rows written so far failed, and skip the rest. Checked once 10 rows have been written.',
		},
		{
			displayName: 'Protect Administrators',
			name: 'protectAdministrators',
			type: 'boolean',
			default: true,
			description:
				'Whether to skip administrators: users whose profile or permission sets grant control over all data, users or the org, such as Modify All Data, Manage Users or Customize Application. Users whose permissions cannot be read are skipped too. The last administrator who can log in is always skipped.',
		},
		{
			displayName: 'Ignore Unknown Protected Users',
			name: 'ignoreUnknownProtectedUsers',
			type: 'boolean',
			default: false,
			description:
				'Whether to continue if a name in Protected Usernames is not a user of this org. If this is off, the run writes nothing in that case, because the name may be misspelled.',
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
				'The profile to move candidates with the action Change Profile to, unless the item has its own <code>targetProfileId</code>. Moves that Salesforce does not allow are blocked before anything is written.',
		},
		{
			displayName: 'Parallel Calls',
			name: 'parallelCalls',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 5 },
			default: 2,
			description:
				'Maximum number of API calls to send at the same time when removing licenses, freezing users or transferring records. Changes to user records are always sent one call at a time, and so is everything else once Salesforce reports a locked row.',
		},
		MAX_RECORDS_PER_CALL_FIELD,
		WRITING_API_USAGE_FIELD,
	],
	outputs: WRITES,
	load: async () => await import('./reclaim.run'),
};
