import type { INodeProperties } from 'n8n-workflow';

export const START_AFTER_FIELD: INodeProperties = {
	displayName: 'Start After User ID',
	name: 'startAfterUserId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 005xx000001Sv6AAAS',
	description:
		'Read only users whose ID comes after this one. To continue an earlier run, enter the user ID in its warning or resumeAfter.',
};

export const PORTION_FIELDS: INodeProperties[] = [
	{
		displayName: 'On API Limit',
		name: 'whenShareReached',
		type: 'options',
		options: [
			{
				name: 'Fail',
				value: 'fail',
				description:
					'Return no items, so that a partial result is never mistaken for a complete one',
			},
			{
				name: 'Return What Was Read',
				value: 'keep',
				description:
					'Return the users that were read completely, with a warning that says how to continue',
			},
		],
		default: 'fail',
		displayOptions: { show: { '/output': ['items'] } },
		description:
			'What to do when the run stops because of “Stop at API Usage (% of Daily Limit)”. A file always keeps what was read so far; resumeAfter in its item says where to continue.',
	},
	START_AFTER_FIELD,
	{
		displayName: 'Count as Inactive From (Days)',
		name: 'inactiveFromDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 36_500 },
		default: 60,
		description:
			'How many days without activity make an active user count as inactive in the licenses of the Summary. Changes no row.',
	},
];
