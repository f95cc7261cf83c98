import { LICENSE_KINDS } from '../../../licensing/model/licenses';

/**
 * Values as our own operations and stores write them, read without zod, which takes 13 KB of memory for each row: of
 * 300,000 rows that is what matters. Everything that is not plainly so is `NOT_PLAIN`, and zod has the last word.
 */
export const NOT_PLAIN = Symbol('not plain');
export type Plain<T> = T | typeof NOT_PLAIN;
type Reader<T> = (value: unknown) => Plain<T>;

const isNothing = (value: unknown) => value === undefined || value === null || value === '';

/** One of these is enough for a text that is not blank. */
const VISIBLE = /[!-~À-ɏЀ-ӿぁ-ヿ一-鿿가-힣]/;
export const text: Reader<string | null> = (value) =>
	isNothing(value) ? null : typeof value === 'string' && VISIBLE.test(value) ? value : NOT_PLAIN;

/** Without a blank at either end that would have to be cut off. */
const NAME = /^[!-~](?:[ -~]*[!-~])?$/;
export const name: Reader<string> = (value) =>
	typeof value === 'string' && NAME.test(value) ? value : NOT_PLAIN;

export const oneOf =
	<T extends string>(names: readonly T[]): Reader<T> =>
	(value) =>
		names.find((known) => known === value) ?? NOT_PLAIN;
export const kind = oneOf(LICENSE_KINDS);

export const flag: Reader<boolean | null> = (value) => {
	if (isNothing(value)) return null;
	if (value === true || value === 'true') return true;
	return value === false || value === 'false' ? false : NOT_PLAIN;
};

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
export const time: Reader<string | null> = (value) => {
	if (isNothing(value)) return null;
	if (typeof value !== 'string' || !TIME.test(value)) return NOT_PLAIN;
	const at = Date.parse(value);
	// JavaScript takes February 30 for March 2.
	const read = Number.isNaN(at) ? '' : new Date(at).toISOString();
	if (!read.startsWith(value.slice(0, 10))) return NOT_PLAIN;
	// The text of the item itself needs no memory of its own where it is kept.
	return read === value ? value : read;
};

const DAY = /^\d{4}-\d\d-\d\d$/;
export const day: Reader<string> = (value) =>
	typeof value === 'string' && DAY.test(value) && time(`${value}T00:00:00Z`) !== NOT_PLAIN
		? value
		: NOT_PLAIN;

export const someTime: Reader<string> = (value) => time(value) ?? NOT_PLAIN;

/** A whole number, as a number or as the text of a CSV file. */
const COUNT = /^\d{1,15}$/;
export const count: Reader<number> = (value) => {
	if (typeof value === 'string' && COUNT.test(value)) return Number(value);
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : NOT_PLAIN;
};
export const countOrNull: Reader<number | null> = (value) =>
	isNothing(value) ? null : count(value);

const AMOUNT = /^-?\d+(?:\.\d+)?$/;
export const amountOrNull: Reader<number | null> = (value) => {
	if (isNothing(value)) return null;
	if (typeof value === 'string' && AMOUNT.test(value)) return Number(value);
	return typeof value === 'number' && Number.isFinite(value) ? value : NOT_PLAIN;
};
export const moneyOrNull: Reader<number | null> = (value) => {
	const amount = amountOrNull(value);
	return typeof amount === 'number' && amount < 0 ? NOT_PLAIN : amount;
};

const CODE = /^[A-Z]{3}$/;
export const currency: Reader<string | null> = (value) =>
	isNothing(value) ? null : typeof value === 'string' && CODE.test(value) ? value : NOT_PLAIN;
