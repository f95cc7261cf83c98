import {
	ACTIVITY_OPTIONS,
	API_FIELDS,
	LICENSE_KINDS_FIELD,
	RETURN_ALL_FIELDS,
	SIGNALS_FIELD,
} from '../parameters/fields';
import type { Operation } from '../operation';
import { SUMMARY } from '../operation';
import { FILTERS_FIELD } from './filterFields';
import { PORTION_FIELDS } from './portionFields';
import { PEOPLE_FIELDS } from '../parameters/peopleFields';
import { MODEL_FIELDS } from '../parameters/softwareModels/modelFields';

export const download: Operation = {
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download subscriptions',
		description: 'Download which users hold which licenses and when they last used them',
	},
	fields: [
		LICENSE_KINDS_FIELD,
		...RETURN_ALL_FIELDS,
		FILTERS_FIELD,
		SIGNALS_FIELD,
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
				'What to return. Choose File for more than about 50,000 subscriptions: it is written while the data is read, so memory use does not grow with the org.',
		},
		{
			displayName: 'File Format',
			name: 'fileFormat',
			type: 'options',
			options: [
				{ name: 'CSV', value: 'csv', description: 'With a header row, as defined in RFC 4180' },
				{ name: 'NDJSON', value: 'ndjson', description: 'One JSON object per line' },
			],
			default: 'csv',
			displayOptions: { show: { output: ['file'] } },
			description:
				'The format of the file. The item contains the file as the binary property "data".',
		},
	],
	options: [
		...ACTIVITY_OPTIONS,
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
					description: 'One row for each user, with a list of licenses. Not available for CSV.',
				},
			],
			default: 'subscription',
			description: 'What one row stands for. A CSV file always has one row for each subscription.',
		},
		...MODEL_FIELDS,
		...PEOPLE_FIELDS,
		...API_FIELDS,
		...PORTION_FIELDS,
	],
	outputs: ['Subscriptions', SUMMARY],
	load: async () => await import('./download.run'),
};
