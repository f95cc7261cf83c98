import type { Operation } from '../operation';
import { CANDIDATES } from '../operation';
import { LICENSE_KINDS } from '../../licensing/model/licenses';
import { TOOL_ITEMS_FIELD } from '../parameters/fields';
import {
	inFields,
	SETTINGS_FROM_FIELD,
	STORED_PROFILE_FIELD,
	COLUMNS_FIELD,
	FALLBACK_EMAIL_FIELD,
	JSON_COLUMNS_FIELD,
	MANAGER_EMAIL_FIELD,
	MAX_USERS_FIELD,
	NOTIFY_USER_FIELD,
	OUTCOMES_FIELD,
	PROFILE_DRY_RUN_FIELD,
	TAKEN_FIELD,
} from './fields';

const KIND_NAMES: Readonly<Record<(typeof LICENSE_KINDS)[number], string>> = {
	featureLicense: 'Feature License',
	packageLicense: 'Package License',
	permissionSetLicense: 'Permission Set License',
	userLicense: 'User License',
};

export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update candidates',
		description:
			'Compare open candidates with what is found now, and return the rows that changed. Needs no credential.',
	},
	fields: [
		{
			...OUTCOMES_FIELD,
			description:
				'Outcomes of a dry run of Reclaim over the open candidates, as a JSON list. Each candidate uses the outcome with its own candidateKey.',
		},
		{
			displayName: 'Subscriptions (JSON)',
			name: 'subscriptions',
			type: 'json',
			default: '[]',
			placeholder: "e.g. {{ $('Download').all().map((row) => row.json) }}",
			description:
				'Subscriptions as Download returns them now, as a JSON list. Candidates from Find Candidates show which licenses are still held, but never which are gone.',
		},
		{
			displayName: 'Read Kinds',
			name: 'readKinds',
			type: 'multiOptions',
			options: LICENSE_KINDS.map((value) => ({ name: KIND_NAMES[value], value })).sort((a, b) =>
				a.name.localeCompare(b.name),
			),
			default: [],
			description:
				'License kinds that were read completely: readKinds in the Summary. A candidate is closed as gone only if its kind is one of them.',
		},
		SETTINGS_FROM_FIELD,
		STORED_PROFILE_FIELD,
		inFields(PROFILE_DRY_RUN_FIELD),
		inFields(NOTIFY_USER_FIELD),
		MANAGER_EMAIL_FIELD,
		inFields(FALLBACK_EMAIL_FIELD),
		inFields(MAX_USERS_FIELD),
		TAKEN_FIELD,
		COLUMNS_FIELD,
		JSON_COLUMNS_FIELD,
		TOOL_ITEMS_FIELD,
	],
	outputs: CANDIDATES,
	needsNoCredential: true,
	load: async () => await import('./update.run'),
};
