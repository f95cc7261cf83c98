import type { Operation } from '../operation';

export const checkAccess: Operation = {
	option: {
		name: 'Check Access',
		value: 'checkAccess',
		action: 'Check access to organization',
		description:
			'Check which permissions the connected user has for each process (download, activity, reclaim, consumption) and where to grant the missing ones. Read-only.',
	},
	fields: [],
	load: async () => await import('./checkAccess.run'),
};
