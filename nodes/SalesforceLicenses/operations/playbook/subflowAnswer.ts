import type { Operation } from '../operation';

export const subflowAnswer: Operation = {
	option: {
		name: 'Subflow Answer',
		value: 'subflowAnswer',
		action: 'Build the answer of a subflow',
		description:
			'Build the one item that a subflow of the playbook returns, from the items that its nodes returned: rows, counts, errors, and which license kinds were read. Needs no credential.',
	},
	fields: [
		{
			displayName: 'Task of the Subflow',
			name: 'subflowTask',
			type: 'options',
			options: [
				{ name: 'Access', value: 'access' },
				{ name: 'Candidates', value: 'candidates' },
				{ name: 'Consumption', value: 'consumption' },
				{ name: 'Licenses', value: 'licenses' },
				{ name: 'Preview', value: 'preview' },
				{ name: 'Profiles', value: 'profiles' },
				{ name: 'Reclaim', value: 'reclaim' },
				{ name: 'Restore', value: 'restore' },
				{ name: 'Subscriptions', value: 'subscriptions' },
				{ name: 'Taken Again', value: 'takenAgain' },
			],
			default: 'subscriptions',
			description: 'What the subflow was called for',
		},
		{
			displayName: 'Summary',
			name: 'readSummary',
			type: 'json',
			default: '{}',
			placeholder: "e.g. {{ $('Licenses').first(1).json }}",
			description:
				'The item of the output Summary of Get Many or Find Candidates: a JSON object. Without it, no license kind counts as read.',
		},
		{
			displayName: 'Organization',
			name: 'organization',
			type: 'json',
			default: '{}',
			placeholder: "e.g. {{ $('Organization').first().json }}",
			description:
				'What Organization > Get returned: a JSON object. For the task Access of the subflow that reads.',
		},
	],
	needsNoCredential: true,
	load: async () => await import('./subflowAnswer.run'),
};
