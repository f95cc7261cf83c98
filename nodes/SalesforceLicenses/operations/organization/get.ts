import type { Operation } from '../operation';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get organization',
		description: 'Get the org, the connected user, and the API calls used and remaining',
	},
	fields: [],
	load: async () => await import('./get.run'),
};
