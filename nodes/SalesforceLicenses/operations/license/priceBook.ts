import { z } from 'zod';
import { LICENSE_KINDS } from '../../licensing/model';
import type { Price } from '../../licensing/prices';
import { duplicatePrice } from '../../licensing/prices';

/** The border for the price book that the user gives. */
const row = z
	.object({
		identifier: z.string().trim().min(1, 'An identifier is needed'),
		kind: z
			.enum(LICENSE_KINDS)
			.nullish()
			.transform((kind) => kind ?? null),
		price: z.number().finite().min(0, 'A price is 0 or more'),
		currency: z
			.string()
			.trim()
			.regex(/^[A-Za-z]{3}$/, 'A currency is a code of three letters, e.g. USD')
			.transform((currency) => currency.toUpperCase()),
	})
	.strict();

export type ParsedPriceBook = { ok: true; prices: Price[] } | { ok: false; reason: string };

/** Prices, or which row and field of the book is wrong: `row 2, price: Expected number, received string`. */
export function parsePriceBook(json: unknown): ParsedPriceBook {
	const value = typeof json === 'string' ? parseText(json) : json;
	if (value instanceof SyntaxError) {
		return { ok: false, reason: `The price book is no valid JSON: ${value.message}` };
	}
	const parsed = z.array(row, { invalid_type_error: 'A list of rows is needed' }).safeParse(value);
	if (!parsed.success) {
		const reasons = parsed.error.issues.slice(0, 3).map(({ path: [index, ...field], message }) => {
			const where = [index === undefined ? 'the price book' : `row ${Number(index) + 1}`, ...field];
			return `${where.join(', ')}: ${message}`;
		});
		return { ok: false, reason: reasons.join('; ') };
	}
	const twice = duplicatePrice(parsed.data);
	if (twice === null) return { ok: true, prices: parsed.data };
	const [first, second] = twice;
	return {
		ok: false,
		reason: `row ${second + 1}, identifier: "${parsed.data[second].identifier}" already has a price in row ${first + 1}`,
	};
}

function parseText(json: string): unknown {
	if (json.trim() === '') return [];
	try {
		return JSON.parse(json) as unknown;
	} catch (error) {
		return error instanceof SyntaxError ? error : new SyntaxError(String(error));
	}
}
