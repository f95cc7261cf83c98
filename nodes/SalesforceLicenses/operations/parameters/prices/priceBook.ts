import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { LICENSE_KINDS } from '../../../licensing/model/licenses';
import type { Price } from '../../../licensing/model/prices';
import { duplicatePrice } from '../../../licensing/model/prices';
import { currencyCode, someText } from '../given';
import type { ParsedRows } from '../jsonRows';
import { parseJsonRows } from '../jsonRows';
import { chosen, enteredRows, onlyOneOf } from '../rows/enteredRows';
import type { Parameters } from '../values';
import { parametersOf } from '../values';
import { ANY_KIND, PRICE_BOOK_FIELD, PRICE_ROWS, PRICES_FIELD } from './priceFields';

/** The user's prices: rows of the form, or a price book as JSON. */

const money = {
	price: z.number().finite().min(0, 'A price must be 0 or more'),
	currency: currencyCode,
};

const row = z
	.object({
		identifier: someText('identifier is missing or empty'),
		kind: z
			.enum(LICENSE_KINDS)
			.nullish()
			.transform((kind) => kind ?? null),
		...money,
	})
	.strict();

/** The prices, or which row and field of the price book is wrong. */
export function parsePriceBook(json: unknown): ParsedRows<Price> {
	return withoutDuplicates(parseJsonRows(json, row, 'the price book'), 'identifier');
}

/** A row as the form has it: for whatever has no kinds, it has none. */
const entered: z.ZodType<Price, z.ZodTypeDef, unknown> = z
	.object({
		kind: z.enum([ANY_KIND, ...LICENSE_KINDS]).default(ANY_KIND),
		license: chosen(someText('is empty')),
		...money,
	})
	.strict()
	.transform(({ kind, license, ...rest }) => ({
		...rest,
		identifier: license,
		kind: kind === ANY_KIND ? null : kind,
	}));

function withoutDuplicates(parsed: ParsedRows<Price>, name: string): ParsedRows<Price> {
	if (!parsed.ok) return parsed;
	const twice = duplicatePrice(parsed.rows);
	if (twice === null) return parsed;
	const [first, second] = twice;
	return {
		ok: false,
		reason: `row ${second + 1}, ${name}: "${parsed.rows[second].identifier}" already has a price in row ${first + 1}`,
	};
}

/** The prices of the node's parameters. */
export function pricesIn(given: Parameters): Price[] {
	const book = parsePriceBook(given.value(PRICE_BOOK_FIELD));
	if (!book.ok) {
		throw given.refuse(
			PRICE_BOOK_FIELD,
			book.reason,
			'Fix that row in Price Book. A row has "identifier", "price", "currency" and, if needed, "kind".',
		);
	}
	const fields = { rows: PRICES_FIELD, json: PRICE_BOOK_FIELD };
	const rows = enteredRows(given, PRICES_FIELD, PRICE_ROWS, entered);
	const parsed = withoutDuplicates(rows, 'License');
	if (parsed.ok) return onlyOneOf(given, fields, parsed.rows, book.rows);
	const cure = 'Fix that row in Prices. A row has a license, its price and the currency.';
	throw given.refuse(PRICES_FIELD, parsed.reason, cure);
}

export const priceBookParameter = (context: IExecuteFunctions, itemIndex: number): Price[] =>
	pricesIn(parametersOf(context, itemIndex));
