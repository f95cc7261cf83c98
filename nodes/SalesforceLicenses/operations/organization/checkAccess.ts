import type { Operation } from '../operation';

export const checkAccess: Operation = {
	option: {
		name: 'Check Access',
		value: 'checkAccess',
		action: 'Check access to organization',
		description:
			'Check per process (download, activity, reclaim, consumption) what the connected user may do, and where to give what is missing. Never writes.',
	},
	fields: [],
	load: async () => await import('./checkAccess.run'),
};
