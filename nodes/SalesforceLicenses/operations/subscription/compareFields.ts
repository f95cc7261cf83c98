import type { INodeProperties } from 'n8n-workflow';
import { LICENSE_KINDS_FIELD } from '../parameters/fields';

export const STORED_FIELD: INodeProperties = {
	displayName: 'Stored Subscriptions',
	name: 'storedSubscriptions',
	type: 'json',
	default: '[]',
	placeholder: "e.g. {{ $('Read Table').all().map((item) => item.json) }}",
	description:
		'The rows that are stored now, of the same profile and range of users: a JSON list, usually an expression that refers to the node that reads the table',
};

export const READ_KINDS_FIELD: INodeProperties = {
	...LICENSE_KINDS_FIELD,
	displayName: 'Read Kinds',
	name: 'readKinds',
	default: [],
	description:
		'The license kinds that the download read completely: readKinds in its output Summary, or the whole Summary. Stored rows of other kinds are never removed. If empty, nothing is removed.',
};

export const PROFILE_FIELD: INodeProperties = {
	displayName: 'Profile',
	name: 'profile',
	type: 'string',
	default: '',
	placeholder: 'e.g. Acme',
	description:
		'The integration profile that all rows belong to, if the table holds several. A row of another profile ends the run. It is added to each row that is added or changed.',
};

export const AFTER_FIELD: INodeProperties = {
	displayName: 'After User ID',
	name: 'afterUserId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 005xx000001Sv6AAAS',
	description:
		'Compare only users whose ID comes after this one; the same as Start After User ID of the download. Rows of other users stay as they are.',
};

export const UP_TO_FIELD: INodeProperties = {
	displayName: 'Up to User ID',
	name: 'upToUserId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 005xx000001Sv6AAAS',
	description:
		'Compare only users whose ID is this one or comes before it; resumeAfter in the Summary of the download. Rows of other users stay as they are.',
};

export const COLUMNS_FIELD: INodeProperties = {
	displayName: 'Compared Columns',
	name: 'comparedColumns',
	type: 'string',
	default: '',
	placeholder: 'e.g. isActive, lastLoginAt, lastActivityAt',
	description:
		'The columns in which a row must differ to count as changed, separated by commas. If empty, all columns that both sides have, except inactiveDays, which changes every day.',
};

export const LIST_UNCHANGED_FIELD: INodeProperties = {
	displayName: 'Include Unchanged',
	name: 'includeUnchanged',
	type: 'boolean',
	default: false,
	displayOptions: { show: { return: ['changes'] } },
	description: 'Whether to also return an item for each unchanged row',
};

export const SOURCE_FIELD: INodeProperties = {
	displayName: 'Downloaded As',
	name: 'downloadedAs',
	type: 'options',
	options: [
		{
			name: 'File',
			value: 'file',
			description: 'The input is the item of Download with Output File, File Format NDJSON',
		},
		{ name: 'Items', value: 'items', description: 'The input items are the downloaded rows' },
	],
	default: 'items',
	description: 'In which form the downloaded rows come in',
};

export const RETURN_FIELD: INodeProperties = {
	displayName: 'Return',
	name: 'return',
	type: 'options',
	options: [
		{ name: 'Changes', value: 'changes', description: 'One item for each row that differs' },
		{
			name: 'Rows to Store',
			value: 'rows',
			description:
				'Everything that the range is to hold from now on, for stores that insert in bulk and cannot update in bulk. No item if nothing changed.',
		},
	],
	default: 'changes',
	description: 'What the first output returns',
};

export const STORED_COLUMNS_FIELD: INodeProperties = {
	displayName: 'Columns to Store',
	name: 'storedColumns',
	type: 'string',
	default: '',
	placeholder: 'e.g. orgId, userId, licenseKind, lastActivityAt',
	displayOptions: { show: { return: ['rows'] } },
	description:
		'The columns of a row to store, separated by commas; profile, subscriptionKey and userIdDigits are always there. If empty, all columns.',
};

/** A tool of an agent has no input items of its own. */
export const DOWNLOADED_FIELD: INodeProperties = {
	displayName: 'Downloaded Subscriptions',
	name: 'downloadedSubscriptions',
	type: 'json',
	default: '[]',
	displayOptions: { show: { '@tool': [true] } },
	description:
		'The rows as Subscription > Download returns them: a JSON list. Usually filled in by the AI model.',
};
