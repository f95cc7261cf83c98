import type { INodeProperties } from 'n8n-workflow';
import { FILTERS_FIELD } from '../subscription/filterFields';
import { LICENSE_KINDS_FIELD } from '../parameters/fields';
import { MODEL_FIELDS } from '../parameters/softwareModels/modelFields';

/** The form of the trigger. */

export const EVENTS_FIELD: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	noDataExpression: true,
	options: [
		{
			name: 'Frozen User Still Licensed',
			value: 'frozenHolder',
			description: 'A user was frozen and keeps the seat. Needs "Manage Users".',
		},
		{
			name: 'Inactive User Still Holds Seats',
			value: 'inactiveHolder',
			description:
				'A deactivated user still holds permission set, package or feature licenses, which you still pay for',
		},
		{
			name: 'License About to Expire',
			value: 'licenseExpiring',
			description: 'A license expires within the number of days that you set',
		},
		{
			name: 'New Unrecognized Identifier',
			value: 'identifierUnrecognized',
			description: 'The org has a license without a software model',
		},
		{
			name: 'Pool Low',
			value: 'poolLow',
			description: 'A license has few free seats left',
		},
		{
			name: 'Pool Over-Allocated',
			value: 'poolOverAllocated',
			description: 'More seats of a license are assigned than the org owns',
		},
		{
			name: 'Subscription Assigned',
			value: 'subscriptionAssigned',
			description: 'A user was given a license',
		},
		{
			name: 'Subscription Removed',
			value: 'subscriptionRemoved',
			description: 'A user lost a license, for example by a deactivation or a profile change',
		},
		{
			name: 'User Came Back',
			value: 'userReturned',
			description: 'A user who was inactive logged in again',
		},
		{
			name: 'User Went Inactive',
			value: 'userInactive',
			description: 'An active user has not logged in for the number of days that you set',
		},
	],
	default: [],
	required: true,
	description: 'The events that start the workflow. Each event starts it once.',
};

const shownFor = (...events: string[]): INodeProperties['displayOptions'] => ({
	show: { events },
});

export const KINDS_FIELD: INodeProperties = {
	...LICENSE_KINDS_FIELD,
	description:
		'Which kinds of licenses the events are about. Each kind takes additional API calls.',
};

export const INACTIVE_DAYS_FIELD: INodeProperties = {
	displayName: 'Inactive Days',
	name: 'inactiveDays',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 3650, numberPrecision: 0 },
	default: 60,
	displayOptions: shownFor('userInactive', 'userReturned'),
	description:
		'How many days without a login make a user inactive. For users who never logged in, the days count from their creation.',
};

export const MIN_AVAILABLE_FIELD: INodeProperties = {
	displayName: 'Min Available',
	name: 'minAvailable',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 0 },
	default: 5,
	displayOptions: shownFor('poolLow'),
	description: 'A pool is low when fewer seats than this are free',
};

export const MAX_UTILIZATION_FIELD: INodeProperties = {
	displayName: 'Max Utilization (Percent)',
	name: 'maxUtilizationPercent',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100 },
	default: 90,
	displayOptions: shownFor('poolLow'),
	description: 'A pool is low when more than this percentage of its seats is in use',
};

export const EXPIRES_WITHIN_FIELD: INodeProperties = {
	displayName: 'Expires Within Days',
	name: 'expiresWithinDays',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 3650, numberPrecision: 0 },
	default: 60,
	displayOptions: shownFor('licenseExpiring'),
	description: 'How many days before its expiration date to report a license',
};

export const FIRST_POLL_FIELD: INodeProperties = {
	displayName: 'First Poll',
	name: 'firstPoll',
	type: 'options',
	options: [
		{
			name: 'Set the Baseline',
			value: 'baseline',
			description: 'Report only what happens from now on',
		},
		{
			name: 'Emit Everything',
			value: 'emitAll',
			description: 'Also report what is already true: every subscription, every pool that is low',
		},
	],
	default: 'baseline',
	description: 'What the first poll does after the workflow is published or an event is added',
};

const filterNamed = (name: string): INodeProperties => {
	const field = (FILTERS_FIELD.options as INodeProperties[]).find((one) => one.name === name);
	if (field === undefined) throw new Error(`There is no filter "${name}"`);
	return field;
};

export const TRIGGER_FILTERS_FIELD: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description:
		'Only events about these licenses and users. A license or profile that the org does not have stops the poll.',
	options: [
		filterNamed('licenseIdentifiers'),
		filterNamed('profiles'),
		{
			displayName: 'Software Models',
			name: 'softwareModelNames',
			type: 'string',
			default: '',
			placeholder: 'e.g. Sales Cloud, Salesforce CPQ',
			description:
				'Only licenses with these software models, separated by commas, as Get Many Licenses shows them',
		},
		filterNamed('userTypes'),
	],
};

export const TRIGGER_FIELDS: INodeProperties[] = [
	EVENTS_FIELD,
	KINDS_FIELD,
	INACTIVE_DAYS_FIELD,
	MIN_AVAILABLE_FIELD,
	MAX_UTILIZATION_FIELD,
	EXPIRES_WITHIN_FIELD,
	FIRST_POLL_FIELD,
	TRIGGER_FILTERS_FIELD,
	...MODEL_FIELDS,
];
