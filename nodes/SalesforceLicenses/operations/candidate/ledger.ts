import type { Operation } from '../operation';
import { SUMMARY } from '../operation';
import { PRICE_BOOK_FIELD, TOOL_ITEMS_FIELD } from '../parameters/fields';
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
			...PRICE_BOOK_FIELD,
			description:
				'The prices as they are now, as a JSON list of rows with identifier, price and currency. Licenses that are not in it keep the price they were freed with.',
		},
		PRICE_PERIOD_FIELD,
		TOOL_ITEMS_FIELD,
	],
	outputs: ['To Write', SUMMARY],
	needsNoCredential: true,
	load: async () => await import('./ledger.run'),
};
