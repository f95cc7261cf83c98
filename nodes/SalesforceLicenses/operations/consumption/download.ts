import type { Operation } from '../operation';
import { CONSUMPTION_PRICES_FIELD, PRICE_BOOK_FIELD } from '../parameters/prices/priceFields';

export const download: Operation = {
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download consumption',
		description: 'Download usage-based entitlements and how much of each is used',
	},
	fields: [
		{
			displayName: 'Also Read',
			name: 'alsoRead',
			type: 'multiOptions',
			options: [
				{
					name: 'Digital Wallet',
					value: 'digitalWallet',
					description:
						'Consumption cards, by the action computeConsumption. Only in orgs with Data 360. One API call.',
				},
				{
					name: 'Utilization Alerts',
					value: 'alerts',
					description:
						'Alerts that Salesforce has raised. Only in orgs with API version 67.0. One API call.',
				},
			],
			default: [],
			description: 'What to read besides, where the org offers it',
		},
		{
			displayName: 'Items for What Is Missing',
			name: 'missingAsItems',
			type: 'boolean',
			default: false,
			description:
				'Whether to also return one item for each source that the org does not offer, or that could not be read. Its key missing has the reason.',
		},
		CONSUMPTION_PRICES_FIELD,
		{
			...PRICE_BOOK_FIELD,
			placeholder: 'e.g. [{"identifier": "community.logins", "price": 2, "currency": "USD"}]',
			description:
				'The same as JSON, instead of Prices: a list of rows with identifier (or name), price and currency',
		},
	],
	load: async () => await import('./download.run'),
};
