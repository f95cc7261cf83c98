import fc from 'fast-check';
import type { Element } from '../../../nodes/SalesforceLicenses/licensing/watching/element';
import {
	elementOf,
	limbsOfText,
	limbsToText,
	MAX_LIMB,
	whoOf,
} from '../../../nodes/SalesforceLicenses/licensing/watching/element';
import { NAMEABLE } from '../../../nodes/SalesforceLicenses/licensing/watching/sketch';
import type { StoredSet } from '../../../nodes/SalesforceLicenses/licensing/watching/watchedSet';
import {
	LISTED_MEMBERS,
	SetWatch,
} from '../../../nodes/SalesforceLicenses/licensing/watching/watchedSet';

/** Two polls of a set: what came and what went, by name. */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const who = (number: number) => {
	let text = '';
	for (let rest = number; text.length < 12; rest = Math.floor(rest / 62))
		text = DIGITS[rest % 62] + text;
	return text;
};
const member = (number: number): Element => elementOf(who(number * 37), number % 9, number);
const watch = (
	before: StoredSet | null,
	numbers: Iterable<number>,
	isNew: (one: number) => boolean = () => false,
) => {
	const set = new SetWatch(before);
	for (const number of numbers) set.add(member(number), isNew(number));
	return set.finish();
};
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const numbers = (elements: readonly Element[]) =>
	elements.map(([, , , , more]) => more).sort((a, b) => a - b);
const stored = (set: StoredSet) => JSON.parse(JSON.stringify(set)) as StoredSet;

describe('elements', () => {
	it('return the ID they were made from, whatever it is', () => {
		const id = fc.string({ unit: fc.constantFrom(...DIGITS), minLength: 12, maxLength: 12 });
		const limb = fc.integer({ min: 0, max: MAX_LIMB });
		fc.assert(
			fc.property(id, limb, limb, (text, what, more) => {
				const element = elementOf(text, what, more);
				expect(whoOf(element)).toBe(text);
				expect(limbsOfText(limbsToText(element))).toEqual([...element]);
			}),
		);
	});

	it.each(['', 'short', 'thirteen-char', '0123456789A!', undefined as unknown as string])(
		'refuse %j, which is not an ID',
		(text) => expect(() => elementOf(text)).toThrow(),
	);

	it.each(['abc', 'ab=c', '    '])('refuse the stored text %j', (text) => {
		expect(limbsOfText(text)).toBeNull();
	});
});

describe.each([
	['listed', 500],
	['sketched', LISTED_MEMBERS + 1],
	['large', 60_000],
])('a set that is %s', (_, size) => {
	const before = stored(watch(null, range(0, size)).now);

	it('is equal to itself', () => {
		expect(watch(before, range(0, size))).toMatchObject({ added: [], removed: [], unnamed: null });
	});

	it('names what was added and what was removed', () => {
		const gone = new Set([0, 7, size - 1]);
		const now = [...range(0, size).filter((one) => !gone.has(one)), size + 5, size + 9];
		const difference = watch(before, now);
		expect(numbers(difference.removed)).toEqual([...gone]);
		expect(numbers(difference.added)).toEqual([size + 5, size + 9]);
		expect(difference.unnamed).toBeNull();
	});

	it('names any number of additions that the org itself dates', () => {
		const now = range(0, size + 5_000);
		const difference = watch(before, now, (one) => one >= size);
		expect(numbers(difference.added)).toEqual(range(size, size + 5_000));
		expect(difference).toMatchObject({ removed: [], unnamed: null });
	});

	it('is stored in no more than 40 KB', () => {
		expect(JSON.stringify(before).length).toBeLessThan(40_000);
	});

	it('can lose nearly all its members, and become a list again', () => {
		const difference = watch(before, [1, 2]);
		expect(difference.now.list).toBeDefined();
		if (size <= NAMEABLE) expect(difference.removed).toHaveLength(size - 2);
		else if (difference.unnamed !== null)
			expect(difference.unnamed).toEqual({ added: 0, removed: size - 2 });
	});
});

it(`names ${NAMEABLE} changes of a large set, whichever they are`, () => {
	const size = 20_000;
	const before = watch(null, range(0, size)).now;
	for (let seed = 0; seed < 20; seed++) {
		const gone = new Set(range(0, NAMEABLE / 2).map((one) => (one * 31 + seed * 977) % size));
		const come = range(size, size + NAMEABLE / 2).map((one) => one + seed * 10_000);
		const { added, removed, unnamed } = watch(before, [
			...range(0, size).filter((one) => !gone.has(one)),
			...come,
		]);
		expect(unnamed).toBeNull();
		expect(numbers(removed)).toEqual([...gone].sort((a, b) => a - b));
		expect(numbers(added)).toEqual(come);
	}
});

it('names any number of members that the org says may be gone, and detects wrong guesses', () => {
	const size = 30_000;
	const set = new SetWatch(watch(null, range(0, size)).now);
	for (const number of range(8_000, size)) set.add(member(number));
	// The org says nothing of 50 that are gone; 300 were never there, and are guessed all the same, some twice.
	for (const number of [...range(50, 8_000), ...range(size, size + 300), ...range(60, 70)])
		set.guessGone(member(number));
	const { added, removed, unnamed } = set.finish();
	expect(unnamed).toBeNull();
	expect(added).toEqual([]);
	expect(numbers(removed)).toEqual(range(0, 8_000));
});

it('counts the changes that it cannot name', () => {
	const before = watch(null, range(0, 9_000)).now;
	expect(watch(before, range(4_000, 9_000))).toMatchObject({
		added: [],
		removed: [],
		unnamed: { added: 0, removed: 4_000 },
	});
});

it.each([
	[{ size: 3, list: 'a' }],
	[{ size: 3, sketch: '' }],
	[{ size: 3, sketch: 'AAAA' }],
	[{ size: 3, sketch: null as unknown as string }],
])('refuses a damaged memory: %j', (before) => {
	expect(() => new SetWatch(before as StoredSet)).toThrow();
});
