import { LICENSE_KINDS_FIELD, RETURN_ALL_FIELDS } from '../fields';
import type { Operation } from '../operation';

export const getMany: Operation = {
	option: {
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many licenses',
		description: 'Get the pools of seats the org owns: total, used, available, expiry, cost',
	},
	fields: [
		LICENSE_KINDS_FIELD,
		...RETURN_ALL_FIELDS,
		{
			displayName: 'Price Book',
			name: 'priceBook',
			type: 'json',
			default: '[]',
			placeholder:
				'e.g. [{"identifier": "SFDC", "kind": "userLicense", "price": 165, "currency": "USD"}]',
			description:
				'Your prices: a JSON list of rows with identifier, price and currency, and kind where an identifier occurs in several kinds. Gives price, currency, and the cost of free seats (unusedCost), for the period your prices are for.',
		},
	],
	load: async () => await import('./getMany.run'),
};
