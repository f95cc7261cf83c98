import type { Element } from './element';
import { LIMBS, limbsOfText, limbsToText } from './element';
import { Sketch } from './sketch';

/** A set of this size is stored member by member, so that every change can be named. */
export const LISTED_MEMBERS = 1_800;

/** What is remembered about a set between two polls: at most 37 KB, whatever its size. */
export interface StoredSet {
	size: number;
	/** Every member, five numbers each. */
	list?: string;
	/** For sets with more members. */
	sketch?: string;
}

export interface SetDifference {
	now: StoredSet;
	added: Element[];
	removed: Element[];
	/** How many members were added and removed without a name, minus each other; null if all changes have a name. */
	unnamed: { added: number; removed: number } | null;
}

/** Compares a set, as it is read, with the remembered one. Keeps only the changes in memory. */
export class SetWatch {
	private readonly before: ReadonlySet<string> | null;
	private readonly beforeSize: number;
	private readonly left: Set<string>;
	/** The present set minus the earlier one; null if the earlier one is a list. */
	private readonly difference: Sketch | null;
	private readonly now = Sketch.empty();
	private listed: number[] | null = [];
	private readonly added: Element[] = [];
	private readonly guesses = new Map<string, Element>();
	private size = 0;

	/**
	 * @param before the set that the last poll remembered, or null for an empty set
	 * @param namesChanges false if the difference is not needed and the members are only remembered
	 */
	constructor(
		before: StoredSet | null,
		private readonly namesChanges = true,
	) {
		const stored = before?.sketch === undefined ? null : Sketch.parse(before.sketch);
		const list = before?.list === undefined ? [] : limbsOfText(before.list);
		if (list === null || (before?.sketch !== undefined && stored === null))
			throw new RangeError('The remembered set cannot be read');
		this.before = stored === null ? keysOf(list) : null;
		this.left = new Set(this.before);
		this.difference = stored;
		this.beforeSize = before?.size ?? 0;
	}

	/** @param isNew a time of the org proves that the member was not there before. */
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
		// The earlier members are in with a count of one, so that members of both sets cancel out.
		else this.difference?.change(element, -1);
	}

	/**
	 * A member that is missing now and, by a time of the org, may have been there until recently. Right
	 * guesses cost the sketch nothing, so any number of them can be named; wrong guesses are detected like
	 * any other difference.
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
			// If the changes cannot be named, it is unknown which guesses were right.
			const net = this.size - this.added.length - this.beforeSize;
			const unnamed = { added: Math.max(0, net), removed: Math.max(0, -net) };
			return { now, added: this.added, removed: [], unnamed };
		}
		// A guess that is left over was wrong: that member was not there before.
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
