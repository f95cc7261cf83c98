import { z } from 'zod';
import { trimName } from '../../licensing/model/closest';
import { LICENSE_KINDS } from '../../licensing/model/licenses';
import { describe, someText } from '../parameters/given';
import { oneOf } from '../parameters/inputs';
import { amount, flag, orNull } from '../parameters/itemValues';

/** What the schemas of items are made of. Stores have texts for numbers and flags, and empty texts for nothing. */

export interface ReadingAs {
	/** How many times a year the prices without a period of their own are paid. */
	perYear: number;
}

export type Json = Record<string, unknown>;
export type Schema<T> = z.ZodType<T, z.ZodTypeDef, unknown>;

export const textOrNull = orNull(z.string());
export const name = someText('is missing or empty');
export const flagOrNull = orNull(flag);
export const kind = oneOf('license kind', LICENSE_KINDS);
export const count = amount.pipe(z.number({ invalid_type_error: 'is missing' }).int().min(0));
export const countOrNull = amount.pipe(z.number().int().min(0).nullable());
export const moneyOrNull = amount.pipe(z.number().min(0, 'must be 0 or more').nullable());

const ISO_TIME = z.union([z.string().date(), z.string().datetime({ offset: true })]);

/** An ISO-8601 time as a text; a store may hand out a date, too. */
export const timeOrNull = z.unknown().transform((given, context): string | null => {
	const isDate = given instanceof Date && !Number.isNaN(given.getTime());
	const value = isDate ? given.toISOString() : (given ?? null);
	if (value === null || value === '') return null;
	const parsed = ISO_TIME.safeParse(value);
	if (parsed.success) return new Date(parsed.data).toISOString();
	context.addIssue({
		code: 'custom',
		message: `must be an ISO-8601 time, but it is ${describe(given)}`,
	});
	return z.NEVER;
});

/** `usd` is USD; what is no code of three letters is no currency that amounts could be added in. */
export const currency = z
	.string()
	.nullish()
	.transform((given) => {
		const code = trimName(given ?? '').toUpperCase();
		return code === '' ? null : code;
	})
	.pipe(
		z
			.string()
			.regex(/^[A-Z]{3}$/, 'must be a currency code of three letters')
			.nullable(),
	);

/** What a store keeps as JSON text; what cannot be read is not there. */
export const unpacked = (given: unknown): unknown => {
	if (typeof given !== 'string') return given;
	try {
		return JSON.parse(given) as unknown;
	} catch {
		return null;
	}
};

export const licensed = {
	orgId: textOrNull,
	licenseKind: kind,
	licenseIdentifier: name,
	licenseName: textOrNull,
	softwareModel: textOrNull,
	profile: textOrNull,
};

const PER_YEAR = { month: 12, year: 1 } as const;
export const period = z.enum(['month', 'year']).nullish().catch(null);
export const yearly = (
	value: number | null,
	of: keyof typeof PER_YEAR | null | undefined,
	as: ReadingAs,
) => (value === null ? null : value * (of ? PER_YEAR[of] : as.perYear));
