import {
	LICENSE_KINDS_FIELD,
	RETURN_ALL_FIELDS,
	PRICE_BOOK_FIELD,
	SOFTWARE_MODELS_FIELD,
} from '../parameters/fields';
import type { Operation } from '../operation';
import { SUMMARY } from '../operation';

export const getMany: Operation = {
	option: {
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many licenses',
		description:
			'Get the licenses that the org owns: seats total, used and available, expiry, cost',
	},
	fields: [
		LICENSE_KINDS_FIELD,
		...RETURN_ALL_FIELDS,
		{
			...PRICE_BOOK_FIELD,
			description: `${PRICE_BOOK_FIELD.description} Adds the price, the currency and the cost of unused seats (unusedCost) to each license, for the period that your prices are for.`,
		},
	],
	options: [
		SOFTWARE_MODELS_FIELD,
		{
			displayName: 'Only Unrecognized',
			name: 'onlyUnrecognized',
			type: 'boolean',
			default: false,
			description:
				'Whether to return only licenses without a software model, so that you can assign one in Software Models',
		},
	],
	outputs: ['Licenses', SUMMARY],
	load: async () => await import('./getMany.run'),
};
