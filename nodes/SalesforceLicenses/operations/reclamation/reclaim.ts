import type { Operation } from '../operation';

export const reclaim: Operation = {
	option: {
		name: 'Reclaim',
		value: 'reclaim',
		action: 'Reclaim seats',
		description: 'Take back the seats of the candidates that come in. Dry Run is on by default.',
	},
	fields: [
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: true,
			description:
				'Whether to return the plan only, and write nothing. The plan can be fed back in to apply it.',
		},
		{
			displayName:
				'This run writes to Salesforce: it blocks logins or deactivates users. Every outcome carries the before-image that Restore needs, so store the output.',
			name: 'writesNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { dryRun: [false] } },
		},
		{
			displayName: 'Max Users',
			name: 'maxUsers',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 100,
			description: 'The most users one run may touch. If there are more, nothing is written.',
		},
		{
			displayName: 'Max Percent',
			name: 'maxPercent',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: 10,
			description:
				'The most users one run may touch, as a percentage of the active users of the org. If there are more, nothing is written.',
		},
	],
	load: async () => await import('./reclaim.run'),
};
