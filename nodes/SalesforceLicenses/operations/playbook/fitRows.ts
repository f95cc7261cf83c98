import type { Operation } from '../operation';
import {
	ACTION_FIELD,
	COLUMN_FIELD,
	JSON_AS_FIELD,
	PLAYBOOK_VERSION_FIELD,
	ROWS_FIELD,
	TABLES_FIELD,
	TABLE_FIELD,
	VALUE_FIELD,
} from './fitRowsFields';

export const fitRows: Operation = {
	option: {
		name: 'Fit Rows to a Table',
		value: 'fitRows',
		action: 'Fit rows to a table',
		description:
			'Check a request to a store, and return its rows with the columns and types of the table. Needs no credential.',
	},
	fields: [
		TABLES_FIELD,
		TABLE_FIELD,
		ACTION_FIELD,
		ROWS_FIELD,
		COLUMN_FIELD,
		VALUE_FIELD,
		JSON_AS_FIELD,
		PLAYBOOK_VERSION_FIELD,
	],
	needsNoCredential: true,
	load: async () => await import('./fitRows.run'),
};
