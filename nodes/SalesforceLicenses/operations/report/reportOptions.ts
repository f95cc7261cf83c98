import type { INodeProperties } from 'n8n-workflow';

/** What suits most reports as it is. */
export const REPORT_OPTIONS_FIELD: INodeProperties = {
	displayName: 'Options',
	name: 'reportOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Days Before Expiry',
			name: 'expiresWithinDays',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 3650 },
			default: 60,
			description: 'List licenses in use that expire within this many days',
		},
		{
			displayName: 'Days of the Period',
			name: 'periodDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 366 },
			default: 7,
			description: 'How many days to look back for what was found, reclaimed, given back or failed',
		},
		{
			displayName: 'Nearly Full (Percent)',
			name: 'nearlyFullPercent',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 90,
			description: 'List licenses of which at least this share is used',
		},
		{
			displayName: 'Note',
			name: 'note',
			type: 'string',
			default: '',
			placeholder: 'e.g. All open candidates are in the attached file.',
			description: 'A sentence for the end of the report',
		},
		{
			displayName: 'Record Page URL',
			name: 'recordPageUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://n8n.example.com/webhook/salesforce-licenses-record?profile=Acme',
			description:
				'Where the button of the report leads: an address that starts with https:// or http://',
		},
		{
			displayName: 'Reserve (Percent)',
			name: 'reservePercent',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: 0,
			description: 'Renewal Pack: how many seats to renew beyond those that were needed',
		},
		{
			displayName: 'Top Candidates',
			name: 'topCandidates',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 200 },
			default: 10,
			description: 'How many open candidates to list, the largest saving first',
		},
	],
};
