import { LICENSE_KINDS_FIELD, RETURN_ALL_FIELDS } from '../fields';
import type { Operation } from '../operation';

export const download: Operation = {
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download subscriptions',
		description: 'Download who holds which license and when it was last used',
	},
	fields: [LICENSE_KINDS_FIELD, ...RETURN_ALL_FIELDS],
	load: async () => await import('./download.run'),
};
