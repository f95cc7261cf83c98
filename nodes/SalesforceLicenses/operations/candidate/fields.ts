import type { INodeProperties } from 'n8n-workflow';

/** Fields that the operations on candidates share. */

/** The events that can happen to a candidate, as values of the parameter Event. */
export const HAPPENINGS = [
	'answer',
	'giveBack',
	'nextStep',
	'notAsked',
	'notReclaimed',
	'outcome',
	'plan',
	'profileDeleted',
	'restored',
	'silence',
] as const;
export type Happening = (typeof HAPPENINGS)[number];

export const SETTINGS_FROM_FIELD: INodeProperties = {
	displayName: 'Settings From',
	name: 'settingsFrom',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Fields', value: 'fields', description: 'The fields below' },
		{
			name: 'Profile',
			value: 'profile',
			description: 'A stored integration profile of the playbook, as it is now',
		},
	],
	default: 'fields',
	description: 'Where the settings of the profile come from',
};

export const STORED_PROFILE_FIELD: INodeProperties = {
	displayName: 'Profile (JSON)',
	name: 'storedProfile',
	type: 'json',
	default: '{}',
	placeholder: "e.g. {{ $('Read Profile').first().json }}",
	description:
		'The integration profile as it is stored now. A missing or unreadable setting never takes a license: it means dry run, ask first, keep on silence, or no users.',
	displayOptions: { show: { settingsFrom: ['profile'] } },
};

/** Shown only if the settings do not come from a profile. */
export const inFields = (field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { ...field.displayOptions?.show, settingsFrom: ['fields'] } },
});

export const PEOPLE_FIELD: INodeProperties = {
	displayName: 'People (JSON)',
	name: 'people',
	type: 'json',
	default: '[]',
	placeholder: "e.g. {{ $('Read Manager').all().map((row) => row.json) }}",
	description:
		'Subscriptions or users with orgId, userId, email and isActive, as a JSON list, among which the manager of each user is looked up: an active user of the same org',
};

export const STARTED_FIELD: INodeProperties = {
	displayName: 'Stored Candidates (JSON)',
	name: 'storedCandidates',
	type: 'json',
	default: '[]',
	placeholder: "e.g. {{ $('Read Candidates').all().map((row) => row.json) }}",
	description:
		'All stored candidates of the profile, as a JSON list. Users whose reclaim was started in the last 24 hours count toward its Max Users.',
};

export const NOTIFY_USER_FIELD: INodeProperties = {
	displayName: 'Ask Users First',
	name: 'notifyUser',
	type: 'boolean',
	default: true,
	description:
		'Whether users are asked before a license is taken. Set it from the profile as it is now.',
};

export const PROFILE_DRY_RUN_FIELD: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: true,
	description: 'Whether plans are only stored. Reclaim starts only if the value is false.',
};

export const GRACE_DAYS_FIELD: INodeProperties = {
	displayName: 'Grace Days',
	name: 'graceDays',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 365 },
	default: 14,
	description: 'How many days users stay frozen before they are deactivated. 0: no grace period.',
};

export const MANAGER_EMAIL_FIELD: INodeProperties = {
	displayName: 'Manager Email',
	name: 'managerEmail',
	type: 'string',
	default: '',
	placeholder: 'e.g. manager@example.com',
	description:
		'Email address of the user’s active manager in the same org. Empty: the fallback approver decides.',
};

export const FALLBACK_EMAIL_FIELD: INodeProperties = {
	displayName: 'Fallback Approver Email',
	name: 'fallbackEmail',
	type: 'string',
	default: '',
	placeholder: 'e.g. licenses@example.com',
	description: 'Email address of the person who decides for users without a manager',
};

export const MAX_USERS_FIELD: INodeProperties = {
	displayName: 'Max Users per Window',
	name: 'maxUsersPerWindow',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 100,
	description:
		'Maximum number of users who may lose a license because of an answer or silence in a rolling window, for example 7 days. Decisions above the maximum are stored and wait.',
};

export const TAKEN_FIELD: INodeProperties = {
	displayName: 'Taken in Window',
	name: 'takenInWindow',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description:
		'How many users have already lost a license because of an answer or silence in this window. Count them in your store. With 0, the maximum applies to this run only.',
};

export const OUTCOMES_FIELD: INodeProperties = {
	displayName: 'Outcomes (JSON)',
	name: 'outcomes',
	type: 'json',
	default: '[]',
	placeholder: "e.g. {{ $('Reclaim').all().map((o) => o.json) }}",
	description:
		'Outcomes of Reclaim or Restore, as a JSON list. Each candidate uses the outcome with its own candidateKey.',
};

export const STARTED_BY_FIELD: INodeProperties = {
	displayName: 'Started By',
	name: 'startedBy',
	type: 'string',
	default: '',
	placeholder: 'e.g. operator@example.com',
	description:
		'Email address of the person who started the run, for the notes of the candidates. Empty: a schedule did.',
};

export const COLUMNS_FIELD: INodeProperties = {
	displayName: 'Columns to Write',
	name: 'columns',
	type: 'options',
	options: [
		{ name: 'All', value: 'all', description: 'For stores that replace a whole row' },
		{
			name: 'Changed Only',
			value: 'changed',
			description:
				'The keys of the row, its state, and what has changed. For stores that leave other columns as they are.',
		},
	],
	default: 'all',
	description: 'Which columns the rows to write have',
};

export const ROWS_AS_FIELD: INodeProperties = {
	displayName: 'Rows to Write As',
	name: 'rowsAs',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Items', value: 'items', description: 'One item for each row' },
		{
			name: 'JSON Text',
			value: 'text',
			description:
				'One item with count and rows, a JSON list as text, as a statement of a database takes it. Much faster for thousands of rows.',
		},
	],
	default: 'items',
	description: 'How to return the rows to write',
};

export const JSON_COLUMNS_FIELD: INodeProperties = {
	displayName: 'JSON Columns As',
	name: 'jsonColumns',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Object', value: 'object', description: 'For other nodes, and for jsonb in Postgres' },
		{ name: 'Text', value: 'text', description: 'For Data Tables, spreadsheets and files' },
	],
	default: 'text',
	description: 'How to return the columns candidate, plan, before, result and notes',
};
