import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';

export const LICENSES_FIELD: INodeProperties = {
	displayName: 'Licenses of the Org',
	name: 'licenses',
	type: 'json',
	default: '[]',
	placeholder: "e.g. {{ $('Get Licenses').all() }}",
	description:
		'The licenses of the org as License > Get Many returns them, to check the names in rules, exclusions and prices: a JSON list. If empty, the names are not checked.',
};

export const CONNECTIONS_FIELD: INodeProperties = {
	displayName: 'Connections',
	name: 'connections',
	type: 'json',
	default: '[]',
	placeholder: 'e.g. [{"name": "Acme", "downloadSubflow": "AbC123", "reclaimSubflow": "DeF456"}]',
	description:
		'The connections that a profile can use: a JSON list of rows with name, downloadSubflow and reclaimSubflow. If empty, the profile itself names its subflows.',
};

export const VALIDATE_FIELDS: INodeProperties[] = [
	{
		displayName: 'Source',
		name: 'profileSource',
		type: 'options',
		options: [
			{
				name: 'Input Item',
				value: 'item',
				description: 'The fields of each input item, as a form or a table gives them',
			},
			{ name: 'JSON', value: 'json', description: 'The parameter Profile (JSON)' },
		],
		default: 'item',
		description: 'Where the profile comes from',
	},
	{
		displayName: 'Profile (JSON)',
		name: 'profileJson',
		type: 'json',
		default: '{}',
		displayOptions: { show: { profileSource: ['json'] } },
		placeholder:
			'e.g. {"displayName": "Acme", "rules": [{"inactiveDays": 90}], "prices": {"SFDC": 2100}, "currency": "USD"}',
		description: 'The profile as a JSON object',
	},
	LICENSES_FIELD,
	CONNECTIONS_FIELD,
	{
		displayName: 'Stored Profile',
		name: 'storedProfile',
		type: 'json',
		default: '{}',
		description:
			'The profile as it is stored now, if there is one: a JSON object. Values that no form asks for (status, steps, org) come from it, and a published profile with another connection becomes a draft.',
	},
];

export const validate: Operation = {
	option: {
		name: 'Validate',
		value: 'validate',
		action: 'Validate a profile',
		description:
			'Check an integration profile from a form, a table or JSON: normalized, or every mistake by field. Needs no credential.',
	},
	fields: VALIDATE_FIELDS,
	needsNoCredential: true,
	load: async () => await import('./validate.run'),
};
