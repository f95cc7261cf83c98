import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { LICENSE_KINDS } from '../../licensing/model/licenses';
import type { Price } from '../../licensing/model/prices';
import { duplicatePrice } from '../../licensing/model/prices';
import type { ParsedRows } from './jsonRows';
import { PRICE_BOOK_FIELD } from './fields';
import { currencyCode, someText } from './given';
import { parseJsonRows } from './jsonRows';
import { parametersOf } from './values';

/** Parses the user's price book. */

const row = z
	.object({
		identifier: someText('identifier is missing or empty'),
		kind: z
			.enum(LICENSE_KINDS)
			.nullish()
			.transform((kind) => kind ?? null),
		price: z.number().finite().min(0, 'A price must be 0 or more'),
		currency: currencyCode,
	})
	.strict();

/** The prices, or which row and field of the price book is wrong. */
export function parsePriceBook(json: unknown): ParsedRows<Price> {
	const parsed = parseJsonRows(json, row, 'the price book');
	if (!parsed.ok) return parsed;
	const twice = duplicatePrice(parsed.rows);
	if (twice === null) return parsed;
	const [first, second] = twice;
	return {
		ok: false,
		reason: `row ${second + 1}, identifier: "${parsed.rows[second].identifier}" already has a price in row ${first + 1}`,
	};
}

/** The price book of the node's parameters. */
export function priceBookParameter(context: IExecuteFunctions, itemIndex: number): Price[] {
	const given = parametersOf(context, itemIndex);
	const parsed = parsePriceBook(given.value(PRICE_BOOK_FIELD));
	if (parsed.ok) return parsed.rows;
	throw given.refuse(
		PRICE_BOOK_FIELD,
		parsed.reason,
		'Fix that row in Price Book. A row has "identifier", "price", "currency" and, if needed, "kind".',
	);
}
