import type { INodeProperties } from 'n8n-workflow';

const whenTransferring = { show: { transferRecords: [true] } };

/** Shown when Transfer Records is on. */
export const TRANSFER_FIELDS: INodeProperties[] = [
	{
		displayName: 'Transfer To',
		name: 'transferTo',
		type: 'options',
		options: [
			{
				name: 'Manager',
				value: 'manager',
				description: 'The user in the Manager field of each user',
			},
			{ name: 'Named User', value: 'user', description: 'One user for all records' },
		],
		default: 'manager',
		displayOptions: whenTransferring,
		description: 'New owner of the records. If there is no active new owner, the user is skipped.',
	},
	{
		displayName: 'Transfer To User',
		name: 'transferUser',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a user...',
				typeOptions: { searchListMethod: 'searchUsers', searchable: true },
			},
			{
				displayName: 'By Username',
				name: 'username',
				type: 'string',
				placeholder: 'e.g. records@acme.com',
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 005xx000001Sv6AAAS',
			},
		],
		displayOptions: { show: { transferRecords: [true], transferTo: ['user'] } },
		description: 'The new owner of the records',
	},
	{
		displayName: 'Transfer Objects',
		name: 'transferObjects',
		type: 'multiOptions',
		options: [
			{ name: 'Account', value: 'Account' },
			{ name: 'Approval Request', value: 'ProcessInstanceWorkitem' },
			{ name: 'Case (Open)', value: 'Case' },
			{ name: 'Contact', value: 'Contact' },
			{ name: 'Lead (Not Converted)', value: 'Lead' },
			{ name: 'Opportunity (Open)', value: 'Opportunity' },
		],
		default: ['Account', 'Case', 'Contact', 'Lead', 'Opportunity', 'ProcessInstanceWorkitem'],
		displayOptions: whenTransferring,
		description: 'Which records to transfer. Takes one API call for each object and 400 users.',
	},
	{
		displayName: 'Max Records per User',
		name: 'maxRecordsPerUser',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1000,
		displayOptions: whenTransferring,
		description: 'Maximum number of records to transfer per user. Users who own more are skipped.',
	},
];
