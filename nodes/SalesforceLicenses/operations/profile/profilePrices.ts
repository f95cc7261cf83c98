import { z } from 'zod';
import { trimName } from '../../licensing/model/closest';
import { duplicatePrice } from '../../licensing/model/prices';
import { describe, toList } from '../parameters/given';
import type { Read } from './fieldValues';
import { isBlank, jsonOr } from './fieldValues';

/** Prices by license: `SFDC=2100, AUL=300`, an object, or its JSON. */

const record = z.record(z.unknown());
const EXAMPLE = 'Enter prices as SFDC=2100, AUL=300.';

export function pricesOf(given: unknown): Read<Record<string, number>> {
	if (isBlank(given)) return { ok: true, value: {} };
	const value = jsonOr(given, '{');
	const parsed = record.safeParse(value);
	if (typeof value !== 'string' && !parsed.success) {
		return { ok: false, reason: `it is ${describe(given)}. ${EXAMPLE}` };
	}
	const entries = parsed.success ? Object.entries(parsed.data) : toList(String(value)).map(split);
	const prices: Record<string, number> = {};
	for (const [name, price] of entries) {
		const license = trimName(name);
		const amount = amountOf(price);
		if (license === '' || amount === null) {
			const part =
				license === '' ? describe(price) : `"${license}" with the price ${describe(price)}`;
			return { ok: false, reason: `${part} is not a price. ${EXAMPLE} A price is 0 or more.` };
		}
		prices[license] = amount;
	}
	const book = entries.map(([name]) => ({ identifier: name, kind: null, price: 0, currency: '' }));
	const twice = duplicatePrice(book);
	if (twice === null) return { ok: true, value: prices };
	const name = trimName(entries[twice[1]][0]);
	return { ok: false, reason: `"${name}" has two prices. Remove one of them.` };
}

/** `SFDC=2100`; the name may contain an equals sign. */
function split(part: string): [name: string, price: unknown] {
	const at = part.lastIndexOf('=');
	return at === -1 ? [part, undefined] : [part.slice(0, at), part.slice(at + 1)];
}

export function amountOf(given: unknown): number | null {
	const text = typeof given === 'string' ? trimName(given) : '';
	const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : given;
	return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
