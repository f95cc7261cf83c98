import { ACCESS_ACTIONS_FIELD, ACCESS_KINDS_FIELD, ACCESS_SIGNALS_FIELD } from './accessFields';
import type { Operation } from '../operation';

export const checkAccess: Operation = {
	option: {
		name: 'Check Access',
		value: 'checkAccess',
		action: 'Check access to organization',
		description:
			'Check which permissions the connected user has for each process (download, activity, reclaim, consumption) and where to grant the missing ones. Read-only.',
	},
	fields: [ACCESS_KINDS_FIELD, ACCESS_SIGNALS_FIELD, ACCESS_ACTIONS_FIELD],
	load: async () => await import('./checkAccess.run'),
};
