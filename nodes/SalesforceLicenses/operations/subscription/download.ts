import { API_FIELDS, LICENSE_KINDS_FIELD, RETURN_ALL_FIELDS } from '../fields';
import type { Operation } from '../operation';

export const download: Operation = {
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download subscriptions',
		description: 'Download who holds which license and when it was last used',
	},
	fields: [
		LICENSE_KINDS_FIELD,
		...RETURN_ALL_FIELDS,
		{
			displayName: 'Activity Signals',
			name: 'signals',
			type: 'multiOptions',
			options: [
				{
					name: 'API Login',
					value: 'apiLogin',
					description: 'Successful logins of programs, from LoginHistory; mobile apps count here',
				},
				{
					name: 'Human Login',
					value: 'humanLogin',
					description: 'Successful logins of people, from LoginHistory',
				},
				{
					name: 'Last Login',
					value: 'lastLogin',
					description: 'Any login, of a person or a program, from the user. No extra calls.',
				},
				{
					name: 'OAuth Use',
					value: 'oauthUse',
					description: 'Last use of connected apps, from OauthToken. Up to 5 calls.',
				},
			],
			default: ['lastLogin'],
			description:
				'What counts as use; the latest of them is lastActivityAt. Human and API Login share one read: one call for every 2,000 logins by REST, or 50,000 by Bulk.',
		},
		{
			displayName: 'Login History Days',
			name: 'loginHistoryDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 180 },
			default: 90,
			displayOptions: { show: { signals: ['humanLogin', 'apiLogin'] } },
			description: 'How far back to look for logins; Salesforce keeps six months',
		},
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			options: [
				{ name: 'File', value: 'file', description: 'One file; for orgs of any size' },
				{ name: 'Items', value: 'items', description: 'One item for each subscription' },
			],
			default: 'items',
			description:
				'What to return. A file is written while it is read, so memory does not grow with the org; choose it above some 50,000 subscriptions.',
		},
		{
			displayName: 'File Format',
			name: 'fileFormat',
			type: 'options',
			options: [
				{ name: 'CSV', value: 'csv', description: 'With a header row, as RFC 4180 says' },
				{ name: 'NDJSON', value: 'ndjson', description: 'One JSON object in each line' },
			],
			default: 'csv',
			displayOptions: { show: { output: ['file'] } },
			description: 'The format of the file, which is the binary property "data" of the item',
		},
		...API_FIELDS,
	],
	load: async () => await import('./download.run'),
};
