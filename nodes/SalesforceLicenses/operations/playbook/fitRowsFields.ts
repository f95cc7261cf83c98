import type { INodeProperties } from 'n8n-workflow';
import { JSON_COLUMNS_FIELD } from '../candidate/fields';

export const TABLES_FIELD: INodeProperties = {
	displayName: 'Tables (JSON)',
	name: 'tables',
	type: 'json',
	default: '{}',
	required: true,
	placeholder: 'e.g. {"people": {"name": "string", "isActive": "boolean"}}',
	description:
		'The tables of the store, each with its columns and their types: string, number, boolean, or JSON in lowercase for lists and objects',
};

export const TABLE_FIELD: INodeProperties = {
	displayName: 'Table',
	name: 'table',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. people',
	description: 'The table that the rows belong to',
};

export const ACTION_FIELD: INodeProperties = {
	displayName: 'Action',
	name: 'action',
	type: 'options',
	options: [
		{ name: 'Delete', value: 'delete' },
		{ name: 'Read', value: 'read' },
		{ name: 'Write', value: 'write' },
	],
	default: 'write',
	description: 'What is to be done with the rows',
};

export const ROWS_FIELD: INodeProperties = {
	displayName: 'Rows (JSON)',
	name: 'rows',
	type: 'json',
	default: '[]',
	placeholder: 'e.g. {{ $json.rows }}',
	description:
		'The rows to write or delete, as a JSON list. Rows with an ID are stored already. Columns that the table does not have are left out.',
};

export const COLUMN_FIELD: INodeProperties = {
	displayName: 'Column',
	name: 'column',
	type: 'string',
	default: '',
	placeholder: 'e.g. name',
	description:
		'With Read and Delete: the column that rows are chosen by. Empty: all rows, or those in Rows.',
};

export const VALUE_FIELD: INodeProperties = {
	displayName: 'Value',
	name: 'value',
	type: 'string',
	default: '',
	placeholder: 'e.g. Ada',
	description: 'The value that the column has in these rows',
};

export const JSON_AS_FIELD: INodeProperties = {
	...JSON_COLUMNS_FIELD,
	description: 'How the store keeps columns with lists and objects',
};

export const PLAYBOOK_VERSION_FIELD: INodeProperties = {
	displayName: 'Playbook Version',
	name: 'playbookVersion',
	type: 'string',
	default: '',
	placeholder: 'e.g. 1.4.0',
	description:
		'The version of the workflows that call this. If they are older or newer than the package, versionNote in the output says what to do. Empty: nothing is compared.',
};
