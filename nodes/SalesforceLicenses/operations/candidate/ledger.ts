import type { Operation } from '../operation';
import { SUMMARY } from '../operation';
import { TOOL_ITEMS_FIELD } from '../parameters/fields';
import { PRICE_BOOK_FIELD, TYPED_PRICES_FIELD } from '../parameters/prices/priceFields';
import { HELD_FIELD, HELD_READ_AT_FIELD, LEDGER_FIELD, PRICE_PERIOD_FIELD } from './ledgerFields';

export const ledger: Operation = {
	option: {
		name: 'Update Savings Ledger',
		value: 'ledger',
		action: 'Update the savings ledger',
		description:
			'Compare stored candidates with the savings ledger, and return the rows to add: licenses freed, given back, assigned again elsewhere, or with a new price. Needs no credential.',
	},
	fields: [
		LEDGER_FIELD,
		HELD_FIELD,
		HELD_READ_AT_FIELD,
		{
			...TYPED_PRICES_FIELD,
			description:
				'What one seat of each license costs you now. Licenses that are not in it keep the price they were freed with.',
		},
		PRICE_BOOK_FIELD,
		PRICE_PERIOD_FIELD,
		TOOL_ITEMS_FIELD,
	],
	outputs: ['To Write', SUMMARY],
	needsNoCredential: true,
	load: async () => await import('./ledger.run'),
};
