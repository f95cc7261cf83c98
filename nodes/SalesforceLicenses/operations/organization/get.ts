import type { Operation } from '../operation';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get organization',
		description: 'Get the org, the connected user, and the API calls used and remaining',
	},
	fields: [
		{
			displayName: 'Include Profiles',
			name: 'includeProfiles',
			type: 'boolean',
			default: false,
			description:
				'Whether to also return the profiles of the org by ID and name. Takes one API call for every 2,000 profiles.',
		},
	],
	load: async () => await import('./get.run'),
};
