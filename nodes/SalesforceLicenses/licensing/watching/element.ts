/**
 * A member of a watched set, as five numbers of 24 bits: the first three identify who, the others what.
 * Fifteen bytes identify a subscription with its record, or an inactive user with the last login.
 */
export type Element = readonly [number, number, number, number, number];

export const LIMBS = 5;
/** The largest value of one part of an element. */
export const MAX_LIMB = 0xffffff;

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));
/** Characters of an id after its key prefix; four of them fit into 24 bits. */
const ID_LENGTH = 12;
const BASE64 = `${DIGITS}-_`;
const BASE64_VALUES = new Map([...BASE64].map((digit, value) => [digit, value]));
/** 24 bits are four characters. */
const LIMB_LENGTH = 4;

/**
 * @param who the twelve characters of a record id after its key prefix, letters and digits
 * @param what a number up to MAX_LIMB
 * @param more another one
 */
export function elementOf(who: string, what = 0, more = 0): Element {
	return [limbOfId(who, 0), limbOfId(who, 4), limbOfId(who, 8), what, more];
}

/** The twelve characters from which the element was made. */
export function whoOf([first, second, third]: Element): string {
	return [first, second, third].map(idOfLimb).join('');
}

function limbOfId(who: string, start: number): number {
	let limb = 0;
	for (let at = start; at < start + LIMB_LENGTH; at++) {
		const value = VALUES.get(who[at] ?? '');
		if (value === undefined || who.length !== ID_LENGTH)
			throw new RangeError(`"${who}" is not the last part of a record ID`);
		limb = limb * DIGITS.length + value;
	}
	return limb;
}

function idOfLimb(limb: number): string {
	let text = '';
	for (let rest = limb, at = 0; at < LIMB_LENGTH; at++) {
		text = DIGITS[rest % DIGITS.length] + text;
		rest = Math.floor(rest / DIGITS.length);
	}
	return text;
}

/** Numbers of 24 bits as text, four characters each. */
export function limbsToText(limbs: Iterable<number>): string {
	const parts: string[] = [];
	for (const limb of limbs)
		parts.push(
			BASE64[(limb >>> 18) & 63] +
				BASE64[(limb >>> 12) & 63] +
				BASE64[(limb >>> 6) & 63] +
				BASE64[limb & 63],
		);
	return parts.join('');
}

/** The numbers again; null if the text was not made by limbsToText. */
export function limbsOfText(text: string): number[] | null {
	if (text.length % LIMB_LENGTH !== 0) return null;
	const limbs: number[] = [];
	for (let start = 0; start < text.length; start += LIMB_LENGTH) {
		let limb = 0;
		for (let at = start; at < start + LIMB_LENGTH; at++) {
			const value = BASE64_VALUES.get(text[at]);
			if (value === undefined) return null;
			limb = limb * BASE64.length + value;
		}
		limbs.push(limb);
	}
	return limbs;
}

/** Mixes all parts of an element into 32 bits; each seed gives an independent value (MurmurHash3's steps). */
export function hashOf(element: Element, seed: number): number {
	let hash = seed;
	for (let at = 0; at < LIMBS; at++) {
		let word = Math.imul(element[at] + at, 0xcc9e2d51);
		word = (word << 15) | (word >>> 17);
		hash ^= Math.imul(word, 0x1b873593);
		hash = (hash << 13) | (hash >>> 19);
		hash = Math.imul(hash, 5) + 0xe6546b64;
	}
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}

/** 24 bits of a text: the hash of an assignment record, or of a response. */
export function hashOfText(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
	return ((hash ^ (hash >>> 13)) >>> 0) & MAX_LIMB;
}
