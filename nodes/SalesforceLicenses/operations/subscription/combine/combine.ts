import type { Operation } from '../../operation';
import {
	COMBINED_PROFILE_FIELD,
	LICENSES_FIELD,
	MAX_AGE_FIELD,
	PORTIONS_FIELD,
	SNAPSHOTS_FIELD,
} from './combineFields';

export const combine: Operation = {
	option: {
		name: 'Combine Portions',
		value: 'combine',
		action: 'Combine portions of a download',
		description:
			'Find out what the portions of a download have read so far, and where the next one starts. Needs no credential.',
	},
	fields: [COMBINED_PROFILE_FIELD, PORTIONS_FIELD, LICENSES_FIELD, SNAPSHOTS_FIELD, MAX_AGE_FIELD],
	needsNoCredential: true,
	load: async () => await import('./combine.run'),
};
