import type { Element } from './element';
import { LIMBS, limbsOfText, limbsToText } from './element';
import { Sketch } from './sketch';

/** A set that small is stored member by member, and every change of it has a name. */
export const LISTED_MEMBERS = 1_800;

/** What is remembered of a set between two polls: at most 37 KB, whatever its size. */
export interface StoredSet {
	size: number;
	/** Every member, five numbers each. */
	list?: string;
	/** For more members than that. */
	sketch?: string;
}

export interface SetDifference {
	now: StoredSet;
	added: Element[];
	removed: Element[];
	/** How many members came and went without a name, net of each other; null where all have one. */
	unnamed: { added: number; removed: number } | null;
}

/** Holds a set, as it streams by, against what is remembered of it. Memory holds the changes only. */
export class SetWatch {
	private readonly before: ReadonlySet<string> | null;
	private readonly beforeSize: number;
	private readonly left: Set<string>;
	/** Now less before; null where what was before is a list. */
	private readonly difference: Sketch | null;
	private readonly now = Sketch.empty();
	private listed: number[] | null = [];
	private readonly added: Element[] = [];
	private readonly guesses = new Map<string, Element>();
	private size = 0;

	/**
	 * @param before what the last poll remembered, or null for an empty set
	 * @param namesChanges false where nobody asks for the difference: the members only have to be remembered
	 */
	constructor(
		before: StoredSet | null,
		private readonly namesChanges = true,
	) {
		const stored = before?.sketch === undefined ? null : Sketch.parse(before.sketch);
		const list = before?.list === undefined ? [] : limbsOfText(before.list);
		if (list === null || (before?.sketch !== undefined && stored === null))
			throw new RangeError('What is remembered of a set cannot be read');
		this.before = stored === null ? keysOf(list) : null;
		this.left = new Set(this.before);
		this.difference = stored;
		this.beforeSize = before?.size ?? 0;
	}

	/** @param isNew it is known by a time of the org that the member was not there before. */
	add(element: Element, isNew = false): void {
		this.size++;
		this.now.change(element, 1);
		if (this.listed !== null) {
			if (this.size > LISTED_MEMBERS) this.listed = null;
			else this.listed.push(...element);
		}
		if (!this.namesChanges) return;
		if (this.before !== null) {
			const key = limbsToText(element);
			if (this.before.has(key)) this.left.delete(key);
			else this.added.push(element);
		} else if (isNew) this.added.push(element);
		// What was before is in with a count of one, so that what is in both cancels out.
		else this.difference?.change(element, -1);
	}

	/**
	 * A member that is not there, and by a time of the org may have been until lately. Right guesses cost the
	 * sketch nothing, so any number of them is named; wrong ones are found out like any other difference.
	 */
	guessGone(element: Element): void {
		const key = limbsToText(element);
		if (!this.namesChanges || this.difference === null || this.guesses.has(key)) return;
		this.guesses.set(key, element);
		this.difference.change(element, -1);
	}

	finish(): SetDifference {
		const now: StoredSet =
			this.listed === null
				? { size: this.size, sketch: this.now.toText() }
				: { size: this.size, list: limbsToText(this.listed) };
		if (this.before !== null) {
			const removed = [...this.left].flatMap((key) => elementsOf(limbsOfText(key) ?? []));
			return { now, added: this.added, removed, unnamed: null };
		}
		const apart = this.difference?.takeApart() ?? null;
		if (apart === null) {
			// Of what cannot be named, nobody knows which guesses were right.
			const net = this.size - this.added.length - this.beforeSize;
			const unnamed = { added: Math.max(0, net), removed: Math.max(0, -net) };
			return { now, added: this.added, removed: [], unnamed };
		}
		// A guess that is left over was wrong: nothing of the kind was there.
		const came = apart.minus.filter((element) => !this.guesses.delete(limbsToText(element)));
		const removed = [...this.guesses.values(), ...apart.plus];
		return { now, added: [...this.added, ...came], removed, unnamed: null };
	}
}

function elementsOf(limbs: readonly number[]): Element[] {
	const elements: Element[] = [];
	for (let at = 0; at + LIMBS <= limbs.length; at += LIMBS) {
		const [first, second, third, what, more] = limbs.slice(at, at + LIMBS);
		elements.push([first, second, third, what, more]);
	}
	return elements;
}

function keysOf(limbs: readonly number[]): Set<string> {
	return new Set(elementsOf(limbs).map((element) => limbsToText(element)));
}
