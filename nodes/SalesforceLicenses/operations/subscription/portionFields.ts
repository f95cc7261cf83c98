import type { INodeProperties } from 'n8n-workflow';

export const PORTION_FIELDS: INodeProperties[] = [
	{
		displayName: 'When API Share Is Reached',
		name: 'whenShareReached',
		type: 'options',
		options: [
			{
				name: 'Fail',
				value: 'fail',
				description: 'No item is returned, so that no part is taken for the whole',
			},
			{
				name: 'Return What Was Read',
				value: 'keep',
				description:
					'Items of the users that were read completely, and a warning that says how to go on',
			},
		],
		default: 'fail',
		displayOptions: { show: { output: ['items'] } },
		description:
			'What to do when the run stops at Max API Usage. A file always keeps what was written; its item says in resumeAfter where to go on.',
	},
	{
		displayName: 'Start After User ID',
		name: 'startAfterUserId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 005xx000001Sv6AAAS',
		description:
			'Reads only users whose ID comes after this one: goes on where an earlier run stopped, as its warning or its resumeAfter says',
	},
];
