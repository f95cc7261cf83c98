import type { INodeProperties } from 'n8n-workflow';

const showWork = { show: { signals: ['work'] } };

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
			'Objects whose records count as work when somebody creates or changes them. Two calls for each object, and two more for every further 2,000 users who worked in it.',
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
