import type { Operation } from '../operation';
import { TOOL_ITEMS_FIELD } from '../parameters/fields';
import { PRICE_BOOK_FIELD, saying, TYPED_PRICES_FIELD } from '../parameters/prices/priceFields';
import { RECORD_FIELDS } from './record/recordFields';
import { CONTRACT_FIELD, REPORT_FIELD } from './renewalFields';
import { REPORT_OPTIONS_FIELD } from './reportOptions';

export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a report',
		description:
			'Create a readable report or a renewal pack from licenses, subscriptions, candidates, outcomes, history and the contract: a page, a mail, a Slack message, CSV or JSON. Needs no credential.',
	},
	fields: [
		{
			displayName: 'Format',
			name: 'format',
			type: 'options',
			options: [
				{
					name: 'Alert',
					value: 'alert',
					description:
						'The message about a failed job: what it means and when it is tried again, once for each cause',
				},
				{
					name: 'CSV',
					value: 'csv',
					description: 'A table of the figures, or of all open candidates',
				},
				{
					name: 'HTML Page',
					value: 'html',
					description: 'A page with charts that needs nothing else: to open, send or print',
				},
				{ name: 'JSON', value: 'json', description: 'The figures, for other nodes' },
				{
					name: 'Lists to Read',
					value: 'lists',
					description:
						'What a record page or a digest needs of the tables, for a workflow that reads it: so it never reads a whole table',
				},
				{
					name: 'Mail (HTML)',
					value: 'emailHtml',
					description: 'The body of a mail as HTML and as text, for Gmail, Outlook and phones',
				},
				{
					name: 'Record Page',
					value: 'recordPage',
					description:
						'The page of one integration profile with its long lists, or of all profiles, for a Webhook node to answer with',
				},
				{
					name: 'Slack Blocks',
					value: 'slackBlocks',
					description: 'A message for the Slack node, within the limits of Slack',
				},
			],
			default: 'html',
			description: 'What to create. All formats show the same figures.',
		},
		REPORT_FIELD,
		CONTRACT_FIELD,
		...RECORD_FIELDS,
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			placeholder: 'e.g. Acme Salesforce licenses',
			description: 'Title of the report. If empty, it is made from the names of the profiles.',
		},
		{
			displayName: 'Unused After (Days)',
			name: 'unusedAfterDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 3650 },
			default: 60,
			description: 'Seats without activity for at least this many days count as unused',
		},
		saying(
			TYPED_PRICES_FIELD,
			'They come before prices in the items. Without any price, the report has no money in it.',
		),
		PRICE_BOOK_FIELD,
		{
			displayName: 'Price Period',
			name: 'reportPricePeriod',
			type: 'options',
			options: [
				{ name: 'Month', value: 'month' },
				{ name: 'Year', value: 'year' },
			],
			default: 'year',
			description:
				'The period of your prices and of those in licenses, and of savings that do not say it. The report shows amounts for a year.',
		},
		{
			displayName: 'CSV Rows',
			name: 'csvRows',
			type: 'options',
			displayOptions: { show: { format: ['csv'] } },
			options: [
				{
					name: 'Figures',
					value: 'figures',
					description:
						'A row for each license, software model, department, manager, org, day and currency',
				},
				{
					name: 'Open Candidates',
					value: 'openCandidates',
					description: 'A row for each open candidate',
				},
			],
			default: 'figures',
			description: 'What the table has',
		},
		{
			displayName: 'CSV For',
			name: 'csvFor',
			type: 'options',
			displayOptions: { show: { format: ['csv'] } },
			options: [
				{
					name: 'Spreadsheet',
					value: 'spreadsheet',
					description:
						'Texts that look like formulas begin with an apostrophe; UTF-8 with a byte order mark',
				},
				{
					name: 'Warehouse',
					value: 'warehouse',
					description: 'Every value exactly as it is; UTF-8 without a byte order mark',
				},
			],
			default: 'spreadsheet',
			description: 'Who reads the file',
		},
		{
			displayName: 'As File',
			name: 'asFile',
			type: 'boolean',
			default: false,
			description:
				'Whether to put the report into the binary property data, to attach or to store it, instead of into a text',
		},
		REPORT_OPTIONS_FIELD,
		TOOL_ITEMS_FIELD,
	],
	needsNoCredential: true,
	load: async () => await import('./create.run'),
};
