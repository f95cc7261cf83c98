import { LICENSE_KINDS_FIELD, RETURN_ALL_FIELDS } from '../parameters/fields';
import { PRICE_BOOK_FIELD, PRICES_FIELD, saying } from '../parameters/prices/priceFields';
import { MODEL_FIELDS } from '../parameters/softwareModels/modelFields';
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
		saying(
			PRICES_FIELD,
			'Adds the price, the currency and the cost of unused seats (unusedCost) to each license, for the period that your prices are for.',
		),
		PRICE_BOOK_FIELD,
	],
	options: [
		...MODEL_FIELDS,
		{
			displayName: 'Only Unrecognized',
			name: 'onlyUnrecognized',
			type: 'boolean',
			default: false,
			description:
				'Whether to return only licenses without a software model, so that you can assign one in Assigned Software Models',
		},
	],
	outputs: ['Licenses', SUMMARY],
	load: async () => await import('./getMany.run'),
};
