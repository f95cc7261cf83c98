import type { INodeProperties } from 'n8n-workflow';

export const PORTIONS_FIELD: INodeProperties = {
	displayName: 'Stored Portions',
	name: 'portions',
	type: 'json',
	default: '[]',
	placeholder: "e.g. {{ $('Read Portions').all().map((item) => item.json) }}",
	description:
		'What is stored of the portions so far: a JSON list with run, number, endedAt, afterUserId and summary for each. An empty list means that none was read yet.',
};

export const COMBINED_PROFILE_FIELD: INodeProperties = {
	displayName: 'Profile',
	name: 'profile',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. Acme',
	description: 'The integration profile that the portions belong to',
};

export const LICENSES_FIELD: INodeProperties = {
	displayName: 'Licenses',
	name: 'licenses',
	type: 'json',
	default: '[]',
	placeholder: "e.g. {{ $('Get Licenses').all().map((item) => item.json) }}",
	description:
		'The rows of License > Get Many of the same org, a JSON list: seats and prices for the snapshots, and the org that the portions have to be of',
};

export const SNAPSHOTS_FIELD: INodeProperties = {
	displayName: 'Stored Snapshots',
	name: 'storedSnapshots',
	type: 'json',
	default: '[]',
	placeholder: "e.g. {{ $('Read Snapshots').all().map((item) => item.json) }}",
	description:
		"Today's snapshots that are stored already, as a JSON list: they are updated instead of stored twice",
};

export const MAX_AGE_FIELD: INodeProperties = {
	displayName: 'Continue Within (Hours)',
	name: 'continueWithinHours',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 168 },
	default: 6,
	description:
		'How long after its last portion an interrupted run is continued. After that it starts over.',
};
