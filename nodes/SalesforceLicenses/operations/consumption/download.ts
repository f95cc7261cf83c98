import type { Operation } from '../operation';

export const download: Operation = {
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download consumption',
		description: 'Download usage-based entitlements and how much of each is used',
	},
	fields: [],
	load: async () => await import('./download.run'),
};
