import { ACTIVITY_FIELDS } from '../parameters/activity';
import { API_FIELDS, LICENSE_KINDS_FIELD, RETURN_ALL_FIELDS } from '../parameters/fields';
import type { Operation } from '../operation';
import { SUMMARY } from '../operation';
import { SOFTWARE_MODELS_FIELD } from '../parameters/softwareModels';
import { FILTERS_FIELD } from './filterFields';
import { PORTION_FIELDS } from './portionFields';
import { PEOPLE_FIELDS } from '../parameters/peopleFields';

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
		FILTERS_FIELD,
		...ACTIVITY_FIELDS,
		{
			displayName: 'Group By',
			name: 'groupBy',
			type: 'options',
			options: [
				{
					name: 'Subscription',
					value: 'subscription',
					description: 'One row for each license that a user holds',
				},
				{
					name: 'User',
					value: 'user',
					description: 'One row for each user, with the licenses as a list in it. Not in CSV.',
				},
			],
			default: 'subscription',
			description: 'What a row is. A CSV file is flat: it has a row for each subscription always.',
		},
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			options: [
				{ name: 'File', value: 'file', description: 'One file; for orgs of any size' },
				{ name: 'Items', value: 'items', description: 'One item for each row' },
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
		SOFTWARE_MODELS_FIELD,
		...PEOPLE_FIELDS,
		...API_FIELDS,
		...PORTION_FIELDS,
	],
	outputs: ['Subscriptions', SUMMARY],
	load: async () => await import('./download.run'),
};
