import type { Operation } from '../operation';
import { SUMMARY } from '../operation';
import {
	AFTER_FIELD,
	COLUMNS_FIELD,
	DOWNLOADED_FIELD,
	LIST_UNCHANGED_FIELD,
	PROFILE_FIELD,
	READ_KINDS_FIELD,
	RETURN_FIELD,
	SOURCE_FIELD,
	STORED_COLUMNS_FIELD,
	STORED_FIELD,
	UP_TO_FIELD,
} from './compareFields';

export const compare: Operation = {
	option: {
		name: 'Compare',
		value: 'compare',
		action: 'Compare subscriptions',
		description:
			'Compare downloaded subscriptions with stored ones: what to add, change and remove. Needs no credential.',
	},
	fields: [
		SOURCE_FIELD,
		DOWNLOADED_FIELD,
		STORED_FIELD,
		READ_KINDS_FIELD,
		PROFILE_FIELD,
		AFTER_FIELD,
		UP_TO_FIELD,
		COLUMNS_FIELD,
		RETURN_FIELD,
		STORED_COLUMNS_FIELD,
		LIST_UNCHANGED_FIELD,
	],
	outputs: ['Changes', SUMMARY],
	needsNoCredential: true,
	load: async () => await import('./compare.run'),
};
