import type { INodeProperties } from 'n8n-workflow';
import { BULK_FROM_ROWS } from '../../salesforce/client/readPolicy';
import { KIND_LABELS } from '../../licensing/model/licenses';

/** Fields that several operations share. */

export const LICENSE_KINDS_FIELD: INodeProperties = {
	displayName: 'License Kinds',
	name: 'licenseKinds',
	type: 'multiOptions',
	options: [
		{
			name: KIND_LABELS.featureLicense,
			value: 'featureLicense',
			description: 'Checkboxes on the user, such as Marketing User and Service Cloud User',
		},
		{
			name: KIND_LABELS.packageLicense,
			value: 'packageLicense',
			description: 'Licenses of managed packages, e.g. Salesforce CPQ',
		},
		{
			name: KIND_LABELS.permissionSetLicense,
			value: 'permissionSetLicense',
			description: 'Licenses in addition to the user license, e.g. Sales Console or CRM Analytics',
		},
		{
			name: KIND_LABELS.userLicense,
			value: 'userLicense',
			description:
				'The one license that every active user has, e.g. Salesforce or Salesforce Platform',
		},
	],
	default: ['featureLicense', 'packageLicense', 'permissionSetLicense', 'userLicense'],
	description: 'Which kinds of licenses to read. Each kind takes additional API calls.',
};

/** Find Candidates begins with one row for each user; the other kinds are chosen. */
export const FIND_KINDS_FIELD: INodeProperties = {
	...LICENSE_KINDS_FIELD,
	default: ['userLicense'],
	description:
		'Which kinds of licenses to look at. With User License alone, each user is one candidate at most; the other kinds add a candidate for each license that a user holds.',
};

export const RETURN_ALL_FIELD: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: true,
	description: 'Whether to return all results or only up to a given limit',
};

export const LIMIT_FIELD: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	displayOptions: { show: { returnAll: [false] } },
	description: 'Max number of results to return',
};

export const RETURN_ALL_FIELDS: INodeProperties[] = [RETURN_ALL_FIELD, LIMIT_FIELD];

export const MAX_API_USAGE_FIELD: INodeProperties = {
	displayName: 'Stop at API Usage (% of Daily Limit)',
	name: 'maxApiUsagePercent',
	type: 'number',
	typeOptions: { minValue: 0.1, maxValue: 100 },
	default: 80,
	description:
		'Stop before the org has used this percentage of its 24-hour API request limit. Requests of all integrations count.',
};

export const API_FIELD: INodeProperties = {
	displayName: 'API',
	name: 'api',
	type: 'options',
	options: [
		{
			name: 'Auto',
			value: 'auto',
			description:
				'REST for small objects, Bulk for large ones (one extra API call to count the rows)',
		},
		{
			name: 'Bulk',
			value: 'bulk',
			description: 'Bulk API 2.0: few API calls, but Salesforce may queue the job',
		},
		{
			name: 'REST',
			value: 'rest',
			description: 'One API call for every 2,000 rows, without a queue',
		},
	],
	default: 'auto',
	description: 'Which Salesforce API to read with. All options return the same rows.',
};

export const BULK_FROM_ROWS_FIELD: INodeProperties = {
	displayName: 'Use Bulk API From (Rows)',
	name: 'bulkFromRows',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: BULK_FROM_ROWS,
	description:
		'With API set to Auto: read an object with Bulk API 2.0 when it has at least this many rows',
};

/** When reads use Bulk and when they stop; the defaults suit every org. */
export const API_FIELDS: INodeProperties[] = [API_FIELD, BULK_FROM_ROWS_FIELD, MAX_API_USAGE_FIELD];

/** The same limit for runs that write: they stop between two calls. */
export const WRITING_API_USAGE_FIELD: INodeProperties = {
	...MAX_API_USAGE_FIELD,
	description: `${MAX_API_USAGE_FIELD.description} Steps written before the stop stay written; the remaining steps are skipped, with the reason.`,
};

/** Items from an agent: a tool has no input items, only arguments that its parameters name. */
export const TOOL_ITEMS_FIELD: INodeProperties = {
	displayName: 'Items (JSON)',
	name: 'toolItems',
	type: 'json',
	default: '',
	displayOptions: { show: { '@tool': [true] } },
	description:
		'The items that the AI agent passes in: one JSON object or a list of them, in the same format as input items. Usually filled in by the AI model. If empty, the input of the agent and the arguments of the model are used as the item.',
};

const showWork = { show: { '/signals': ['work'] } };

/** Objects that most people work in; any other may be named. */
const OBJECTS = ['Account', 'Case', 'Contact', 'Event', 'Lead', 'Opportunity', 'Task'];

export const WORK_FIELDS: INodeProperties[] = [
	{
		displayName: 'Work Objects',
		name: 'workObjects',
		type: 'multiOptions',
		options: OBJECTS.map((name) => ({ name, value: name })),
		default: ['Account', 'Case', 'Contact', 'Event', 'Lead', 'Opportunity', 'Task'],
		displayOptions: showWork,
		description:
			'Objects whose records count as work when a user creates or changes them. Takes two API calls for each object, and two more for every additional 2,000 users who worked in it.',
	},
	{
		displayName: 'More Work Objects',
		name: 'moreWorkObjects',
		type: 'string',
		default: '',
		placeholder: 'e.g. Quote, Invoice__c',
		displayOptions: showWork,
		description: 'API names of other objects, separated by commas',
	},
];

export const SIGNALS_FIELD: INodeProperties = {
	displayName: 'Activity Signals',
	name: 'signals',
	type: 'multiOptions',
	options: [
		{
			name: 'API Login',
			value: 'apiLogin',
			description: 'Successful logins by integrations and mobile apps, from LoginHistory',
		},
		{
			name: 'Human Login',
			value: 'humanLogin',
			description: 'Successful logins by people, from LoginHistory',
		},
		{
			name: 'Last Login',
			value: 'lastLogin',
			description: 'Last login of any kind, from the user record. No extra API calls.',
		},
		{
			name: 'OAuth Use',
			value: 'oauthUse',
			description: 'Last use of connected apps, from OauthToken. Up to 5 API calls.',
		},
		{
			name: 'Work',
			value: 'work',
			description:
				'The last record that the user created or changed, of the objects in Work Objects',
		},
	],
	default: ['lastLogin'],
	description:
		'What counts as use. The most recent signal becomes lastActivityAt. Human Login and API Login share one read: one API call for every 2,000 logins with REST, or 100,000 with Bulk.',
};

/** What refines the signals. */
export const ACTIVITY_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Login History Days',
		name: 'loginHistoryDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 180 },
		default: 90,
		displayOptions: { show: { '/signals': ['humanLogin', 'apiLogin', 'work'] } },
		description:
			'How many days to look back for logins and work. Salesforce keeps six months of login history.',
	},
	...WORK_FIELDS,
];
