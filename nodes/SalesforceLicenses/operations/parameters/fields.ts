import type { INodeProperties } from 'n8n-workflow';
import { BULK_FROM_ROWS } from '../../salesforce/client/client';

/** Fields that several operations share. */

export const LICENSE_KINDS_FIELD: INodeProperties = {
	displayName: 'License Kinds',
	name: 'licenseKinds',
	type: 'multiOptions',
	options: [
		{
			name: 'Feature License',
			value: 'featureLicense',
			description: 'Marketing User, Service Cloud User and the like: flags on the user',
		},
		{
			name: 'Package License',
			value: 'packageLicense',
			description: 'Seats of managed packages, e.g. Salesforce CPQ',
		},
		{
			name: 'Permission Set License',
			value: 'permissionSetLicense',
			description: 'Seats on top of the user license, e.g. Sales Console, CRM Analytics',
		},
		{
			name: 'User License',
			value: 'userLicense',
			description:
				'The seat that every active user has one of, e.g. Salesforce, Salesforce Platform',
		},
	],
	default: ['featureLicense', 'packageLicense', 'permissionSetLicense', 'userLicense'],
	description: 'Which kinds of licenses to read. Each kind costs its own API calls.',
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
	displayName: 'Max API Usage (Percent)',
	name: 'maxApiUsagePercent',
	type: 'number',
	typeOptions: { minValue: 0.1, maxValue: 100 },
	default: 80,
	description:
		'The run stops before the org has used more than this share of its API calls of 24 hours, by all integrations together',
};

export const API_FIELD: INodeProperties = {
	displayName: 'API',
	name: 'api',
	type: 'options',
	options: [
		{
			name: 'Auto',
			value: 'auto',
			description: 'REST for small objects, Bulk for large ones; one call more to count',
		},
		{
			name: 'Bulk',
			value: 'bulk',
			description: 'Bulk API 2.0: few calls, but a job may wait in the queue of Salesforce',
		},
		{ name: 'REST', value: 'rest', description: 'One call for every 2,000 rows, at once' },
	],
	default: 'auto',
	description: 'The Salesforce API to read with. Both give the same rows.',
};

export const BULK_FROM_ROWS_FIELD: INodeProperties = {
	displayName: 'Bulk From Rows',
	name: 'bulkFromRows',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: BULK_FROM_ROWS,
	displayOptions: { show: { api: ['auto'] } },
	description: 'From how many rows of an object on it is read by Bulk',
};

/** How large reads go; the defaults suit every org. */
export const API_FIELDS: INodeProperties[] = [API_FIELD, BULK_FROM_ROWS_FIELD, MAX_API_USAGE_FIELD];

/** The same limit for runs that write: they stop between two calls. */
export const WRITING_API_USAGE_FIELD: INodeProperties = {
	...MAX_API_USAGE_FIELD,
	description: `${MAX_API_USAGE_FIELD.description}. It stops between two calls: what was written stays written, the rest is skipped and says so.`,
};
