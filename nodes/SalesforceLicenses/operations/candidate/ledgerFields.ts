import type { INodeProperties } from 'n8n-workflow';

/** Fields of Update Savings Ledger. */

export const LEDGER_FIELD: INodeProperties = {
	displayName: 'Ledger (JSON)',
	name: 'ledger',
	type: 'json',
	default: '[]',
	placeholder: "e.g. {{ $('Read Ledger').all().map((row) => row.json) }}",
	description:
		'All stored rows of the ledger, as a JSON list. Entries that are not in the list count as new, so without the list every entry is returned again.',
};

export const HELD_FIELD: INodeProperties = {
	displayName: 'Subscriptions (JSON)',
	name: 'subscriptions',
	type: 'json',
	default: '[]',
	placeholder: "e.g. {{ $('Download').all().map((row) => row.json) }}",
	description:
		'Subscriptions as Download returns them, as a JSON list. A license that was reclaimed and is in the list again was assigned outside the playbook.',
};

export const HELD_READ_AT_FIELD: INodeProperties = {
	displayName: 'Subscriptions Read At',
	name: 'subscriptionsReadAt',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-10-01T02:00:00Z',
	description:
		'When the subscriptions were downloaded, as an ISO-8601 time. A license that was reclaimed later than that is not counted as assigned again. Empty: just now.',
};

export const PRICE_PERIOD_FIELD: INodeProperties = {
	displayName: 'Price Period',
	name: 'pricePeriod',
	type: 'options',
	options: [
		{ name: 'Month', value: 'month' },
		{ name: 'Year', value: 'year' },
	],
	default: 'year',
	description: 'Which period your prices are for',
};
