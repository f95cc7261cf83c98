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
				description: 'The manager of each user, as the field Manager says',
			},
			{ name: 'Named User', value: 'user', description: 'One user for all' },
		],
		default: 'manager',
		displayOptions: whenTransferring,
		description: 'Who takes over. Without somebody active to take over, the user is left alone.',
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
		description: 'The user who takes over',
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
		description: 'What is handed over. One read for each object and 400 users.',
	},
	{
		displayName: 'Max Records per User',
		name: 'maxRecordsPerUser',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1000,
		displayOptions: whenTransferring,
		description:
			'The most records of one user that the run hands over. A user who owns more is left alone.',
	},
];
