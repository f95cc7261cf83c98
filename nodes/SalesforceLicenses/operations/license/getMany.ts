import { LICENSE_KINDS_FIELD, RETURN_ALL_FIELDS } from '../fields';
import type { Operation } from '../operation';

export const getMany: Operation = {
	option: {
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many licenses',
		description: 'Get the pools of seats the org owns: total, used, available, expiry',
	},
	fields: [LICENSE_KINDS_FIELD, ...RETURN_ALL_FIELDS],
	load: async () => await import('./getMany.run'),
};
