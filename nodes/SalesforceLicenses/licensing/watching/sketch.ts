import type { Element } from './element';
import { hashOf, LIMBS, limbsOfText, limbsToText } from './element';

/**
 * A set of any size in 36 KB, from which the difference to another set can be read by name: an invertible
 * Bloom lookup table (Eppstein et al., "What's the Difference?", SIGCOMM 2011). Each member goes into four
 * cells, one in each quarter, by exclusive or. Subtracting two tables cancels the members of both; the
 * rest can be listed as long as there are not too many.
 */
const QUARTERS = 4;
const CELLS_IN_A_QUARTER = 384;
const CELLS = QUARTERS * CELLS_IN_A_QUARTER;
/** Five parts of the member, a checksum and the count. */
const WIDTH = LIMBS + 2;
const CHECK = LIMBS;
const COUNT = LIMBS + 1;
/** How a cell is stored: checksum (16 bits) and count (8 bits) share a number. */
const STORED_WIDTH = LIMBS + 1;
const CHECK_SEED = 0x5eed;

/**
 * How many differences are certain to be named: a table with four cells per member carries up to 77 % (see
 * the paper).
 */
export const NAMEABLE = 1_000;

export class Sketch {
	private constructor(private readonly cells: Int32Array) {}

	static empty(): Sketch {
		return new Sketch(new Int32Array(CELLS * WIDTH));
	}

	/** Null if the text is not that of a table of this size. */
	static parse(text: string): Sketch | null {
		const stored = limbsOfText(text);
		if (stored === null || stored.length !== CELLS * STORED_WIDTH) return null;
		const sketch = Sketch.empty();
		for (let cell = 0; cell < CELLS; cell++) {
			for (let limb = 0; limb < LIMBS; limb++)
				sketch.cells[cell * WIDTH + limb] = stored[cell * STORED_WIDTH + limb];
			const last = stored[cell * STORED_WIDTH + LIMBS];
			sketch.cells[cell * WIDTH + CHECK] = last >>> 8;
			sketch.cells[cell * WIDTH + COUNT] = signed(last);
		}
		return sketch;
	}

	toText(): string {
		const stored: number[] = [];
		for (let cell = 0; cell < CELLS; cell++) {
			for (let limb = 0; limb < LIMBS; limb++) stored.push(this.cells[cell * WIDTH + limb]);
			const count = this.cells[cell * WIDTH + COUNT] & 0xff;
			stored.push((this.cells[cell * WIDTH + CHECK] << 8) | count);
		}
		return limbsToText(stored);
	}

	/** Adds a member (1) or removes it (-1). */
	change(element: Element, by: 1 | -1): void {
		const check = checkOf(element);
		for (const cell of cellsOf(element)) this.changeCell(cell, element, check, by);
	}

	/**
	 * The members of this table with a count of one and of minus one. Empties the table. Null if there are
	 * more than it can name.
	 */
	takeApart(): { plus: Element[]; minus: Element[] } | null {
		const plus: Element[] = [];
		const minus: Element[] = [];
		const waiting = Array.from({ length: CELLS }, (_, cell) => cell);
		for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
			const element = this.onlyOneIn(cell);
			if (element === null) continue;
			const sign = signed(this.cells[cell * WIDTH + COUNT]) === 1 ? 1 : -1;
			(sign === 1 ? plus : minus).push(element);
			// A checksum that matches by chance would otherwise be added and removed forever.
			if (plus.length + minus.length > CELLS) return null;
			this.change(element, sign === 1 ? -1 : 1);
			waiting.push(...cellsOf(element));
		}
		return this.cells.every((value, at) => (at % WIDTH === COUNT ? signed(value) : value) === 0)
			? { plus, minus }
			: null;
	}

	private changeCell(cell: number, element: Element, check: number, by: 1 | -1): void {
		const start = cell * WIDTH;
		for (let limb = 0; limb < LIMBS; limb++) this.cells[start + limb] ^= element[limb];
		this.cells[start + CHECK] ^= check;
		this.cells[start + COUNT] += by;
	}

	/** The member of a cell that holds only one: its checksum and its position must match. */
	private onlyOneIn(cell: number): Element | null {
		const start = cell * WIDTH;
		if (Math.abs(signed(this.cells[start + COUNT])) !== 1) return null;
		const [first, second, third, what, more] = this.cells.subarray(start, start + LIMBS);
		const element: Element = [first, second, third, what, more];
		if (this.cells[start + CHECK] !== checkOf(element)) return null;
		return cellsOf(element).includes(cell) ? element : null;
	}
}

const checkOf = (element: Element) => hashOf(element, CHECK_SEED) & 0xffff;

/** Eight signed bits: only the difference of the counts matters, and it is small. */
const signed = (count: number) => (count << 24) >> 24;

function cellsOf(element: Element): number[] {
	const [left, right] = [hashOf(element, 1), hashOf(element, 2)];
	return [left & 0xffff, left >>> 16, right & 0xffff, right >>> 16].map(
		(hash, quarter) => quarter * CELLS_IN_A_QUARTER + (hash % CELLS_IN_A_QUARTER),
	);
}
