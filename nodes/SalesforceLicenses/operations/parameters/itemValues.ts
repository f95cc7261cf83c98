import { trimName } from '../../licensing/model/closest';
import { z } from 'zod';
import { describe } from './given';

/**
 * Values in the items of Reclaim and Restore. Items come from Find Candidates, from a store or from a CSV
 * file, in which all values are text and an empty text means null. Values in any other form are refused: a
 * value that cannot be read must not switch off a check.
 */

/** The clock of this machine may be behind Salesforce's clock. */
const CLOCK_SKEW_MS = 15 * 60 * 1000;

const blankToNull = (value: unknown) =>
	typeof value === 'string' && trimName(value) === '' ? null : value;

/** An empty text is null, and so is a missing value. */
export const orNull = <T extends z.ZodTypeAny>(schema: T) =>
	z.preprocess(
		(value) => blankToNull(value) ?? null,
		schema.nullable().transform((value: z.output<T> | null) => value),
	);

/**
 * ISO-8601: a date (midnight UTC), or a date and time with `Z` or an offset, also in Salesforce's own form
 * 2026-10-01T10:00:00.000+0000. A time without a time zone is ambiguous, so it is refused.
 */
const ISO_TIME = z.union([z.string().date(), z.string().datetime({ offset: true })]);

/** A time in the past, as a text; empty or null means never. Some stores return Date objects. */
export const pastTime = z.unknown().transform((given, context): string | null | undefined => {
	const value =
		given instanceof Date && !Number.isNaN(given.getTime()) ? given.toISOString() : given;
	const text = typeof value === 'string' ? trimName(value) : value;
	if (text === undefined) return undefined;
	if (text === null || text === '') return null;
	const parsed = ISO_TIME.safeParse(text);
	const at = parsed.success ? Date.parse(parsed.data) : NaN;
	if (Number.isNaN(at)) {
		context.addIssue({
			code: 'custom',
			message: `must be an ISO-8601 date, or a date and time with its time zone, e.g. 2026-10-01T10:00:00Z, or empty for never; it is ${describe(given)}`,
		});
		return z.NEVER;
	}
	if (at > Date.now() + CLOCK_SKEW_MS) {
		context.addIssue({ code: 'custom', message: `is in the future: ${describe(given)}` });
		return z.NEVER;
	}
	return parsed.data;
});

/** True or false, or these two words in a CSV file. */
export const flag = z.unknown().transform((given, context): boolean => {
	if (given === true || given === 'true') return true;
	if (given === false || given === 'false') return false;
	context.addIssue({
		code: 'custom',
		message: `must be true or false, but it is ${describe(given)}`,
	});
	return z.NEVER;
});

/** A finite number, or its text in a CSV file. Empty or null means unknown. */
export const amount = z.unknown().transform((given, context): number | null => {
	const value = blankToNull(given) ?? null;
	if (value === null) return null;
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
	context.addIssue({
		code: 'custom',
		message: `must be a number or empty, but it is ${describe(given)}`,
	});
	return z.NEVER;
});
