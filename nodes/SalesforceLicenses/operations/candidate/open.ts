import type { Operation } from '../operation';
import { TOOL_ITEMS_FIELD } from '../parameters/fields';
import { MODEL_FIELDS } from '../parameters/softwareModels/modelFields';
import {
	inFields,
	JSON_COLUMNS_FIELD,
	NOTIFY_USER_FIELD,
	ROWS_AS_FIELD,
	SETTINGS_FROM_FIELD,
	STORED_PROFILE_FIELD,
} from './fields';

export const open: Operation = {
	option: {
		name: 'Open',
		value: 'open',
		action: 'Open candidates',
		description:
			'Compare found candidates with stored ones, and return the new rows to store. Needs no credential.',
	},
	fields: [
		SETTINGS_FROM_FIELD,
		STORED_PROFILE_FIELD,
		inFields({
			displayName: 'Profile',
			name: 'profile',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Sales Cloud EMEA',
			description: 'Name of the profile that the candidates belong to',
		}),
		{
			displayName: 'Stored Candidates (JSON)',
			name: 'storedCandidates',
			type: 'json',
			default: '[]',
			placeholder: "e.g. {{ $('Read Candidates').all().map((row) => row.json) }}",
			description:
				'All stored candidates of the profile, open and closed, as a JSON list. Candidates that are not in the list count as new.',
		},
		inFields(NOTIFY_USER_FIELD),
		...MODEL_FIELDS,
		ROWS_AS_FIELD,
		JSON_COLUMNS_FIELD,
		TOOL_ITEMS_FIELD,
	],
	outputs: ['To Write', 'Unchanged'],
	needsNoCredential: true,
	load: async () => await import('./open.run'),
};
