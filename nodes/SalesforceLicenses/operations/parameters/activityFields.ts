import type { INodeProperties } from 'n8n-workflow';

/** What counts as use: the fields for it. */

const showWork = { show: { '/signals': ['work'] } };

/** Objects that most people work in; any other may be named. */
const OBJECTS = ['Account', 'Case', 'Contact', 'Event', 'Lead', 'Opportunity', 'Task'];

export const WORK_FIELDS: INodeProperties[] = [
	{
		displayName: 'Work Objects',
		name: 'workObjects',
		type: 'multiOptions',
		options: OBJECTS.map((name) => ({ name, value: name })),
		default: ['Account', 'Case', 'Contact', 'Event', 'Lead', 'Opportunity', 'Task'],
		displayOptions: showWork,
		description:
			'Objects whose records count as work when a user creates or changes them. Takes two API calls for each object, and two more for every additional 2,000 users who worked in it.',
	},
	{
		displayName: 'More Work Objects',
		name: 'moreWorkObjects',
		type: 'string',
		default: '',
		placeholder: 'e.g. Quote, Invoice__c',
		displayOptions: showWork,
		description: 'API names of other objects, separated by commas',
	},
];

export const SIGNALS_FIELD: INodeProperties = {
	displayName: 'Activity Signals',
	name: 'signals',
	type: 'multiOptions',
	options: [
		{
			name: 'API Login',
			value: 'apiLogin',
			description: 'Successful logins by integrations and mobile apps, from LoginHistory',
		},
		{
			name: 'Human Login',
			value: 'humanLogin',
			description: 'Successful logins by people, from LoginHistory',
		},
		{
			name: 'Last Login',
			value: 'lastLogin',
			description: 'Last login of any kind, from the user record. No extra API calls.',
		},
		{
			name: 'OAuth Use',
			value: 'oauthUse',
			description: 'Last use of connected apps, from OauthToken. Up to 5 API calls.',
		},
		{
			name: 'Work',
			value: 'work',
			description:
				'The last record that the user created or changed, of the objects in Work Objects',
		},
	],
	default: ['lastLogin'],
	description:
		'What counts as use. The most recent signal becomes lastActivityAt. Human Login and API Login share one read: one API call for every 2,000 logins with REST, or 100,000 with Bulk.',
};

/** What refines the signals. */
export const ACTIVITY_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Login History Days',
		name: 'loginHistoryDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 180 },
		default: 90,
		displayOptions: { show: { '/signals': ['humanLogin', 'apiLogin', 'work'] } },
		description:
			'How many days to look back for logins and work. Salesforce keeps six months of login history.',
	},
	...WORK_FIELDS,
];
