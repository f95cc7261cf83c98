import { foldName, trimName } from '../../licensing/model/closest';
import { describe, listSchema, rangeOf } from '../parameters/given';

/** A parsed value of a form, a table or JSON; or what is wrong with it and what to do. */
export type Read<T> = { ok: true; value: T } | { ok: false; reason: string };

/** Nothing was entered. NaN and an empty list are not that. */
export const isBlank = (value: unknown): value is undefined | null | '' =>
	value === undefined || value === null || (typeof value === 'string' && trimName(value) === '');

/** A finite number within its range, or its digits as a text from a CSV file. */
export function numberOf(
	given: unknown,
	{ least, most, isWhole }: { least: number; most: number; isWhole: boolean },
): Read<number> {
	const text = typeof given === 'string' ? trimName(given) : '';
	const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : given;
	const isIn = typeof value === 'number' && value >= least && value <= most;
	if (isIn && (!isWhole || Number.isInteger(value))) return { ok: true, value };
	const range = rangeOf({ minValue: least, maxValue: most });
	return {
		ok: false,
		reason: `it is ${describe(given)}. Enter a ${isWhole ? 'whole ' : ''}number${range}.`,
	};
}

/** Names: a list, its JSON, or a text with commas, semicolons or line breaks; an empty value is no name. */
export function namesOf(given: unknown): Read<string[]> {
	if (isBlank(given)) return { ok: true, value: [] };
	const list = jsonOr(given, '[');
	const parsed = listSchema.safeParse(list);
	if (parsed.success) return { ok: true, value: parsed.data };
	return { ok: false, reason: `it is ${describe(given)}. Enter names, separated by commas.` };
}

/** Parses JSON in this form, which tables store as text; returns anything else unchanged. */
export function jsonOr(given: unknown, start: '[' | '{'): unknown {
	if (typeof given !== 'string' || !given.trim().startsWith(start)) return given;
	try {
		return JSON.parse(given) as unknown;
	} catch {
		return given;
	}
}

/** The stored value behind a choice: the value itself, or one of its labels. */
export function choiceOf<T extends string>(
	choices: Readonly<Record<T, readonly string[]>>,
	chosen: unknown,
): T | undefined {
	if (typeof chosen !== 'string') return undefined;
	const word = foldName(chosen);
	return (Object.keys(choices) as T[]).find((value) =>
		[value, ...choices[value]].some((one) => foldName(one) === word),
	);
}

/** Yes or No, as the form says it, or true or false. */
export function yesOrNo(given: unknown): Read<boolean> {
	if (given === true || given === 'Yes' || given === 'true') return { ok: true, value: true };
	if (given === false || given === 'No' || given === 'false') return { ok: true, value: false };
	return { ok: false, reason: `it is ${describe(given)}. Choose Yes or No.` };
}
