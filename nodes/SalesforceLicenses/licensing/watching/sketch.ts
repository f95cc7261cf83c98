import type { Element } from './element';
import { hashOf, LIMBS, limbsOfText, limbsToText } from './element';

/**
 * A set of any size in 36 KB, from which the difference to another set can be read by name: an
 * invertible Bloom lookup table (Eppstein et al., "What's the Difference?", SIGCOMM 2011). Each member
 * goes into four cells, one of each quarter, by exclusive or. Where two tables are subtracted, what is in
 * both cancels out, and what is left names itself as long as it is not too much.
 */
const QUARTERS = 4;
const CELLS_IN_A_QUARTER = 384;
const CELLS = QUARTERS * CELLS_IN_A_QUARTER;
/** Five parts of the member, a checksum and the count. */
const WIDTH = LIMBS + 2;
const CHECK = LIMBS;
const COUNT = LIMBS + 1;
/** What is stored of a cell: checksum (16 bits) and count (8 bits) share a number. */
const STORED_WIDTH = LIMBS + 1;
const CHECK_SEED = 0x5eed;

/** How many differences are surely named: a table of four cells a member carries up to 77 % (see the paper). */
export const NAMEABLE = 1_000;

export class Sketch {
	private constructor(private readonly cells: Int32Array) {}

	static empty(): Sketch {
		return new Sketch(new Int32Array(CELLS * WIDTH));
	}

	/** Null where the text is not that of a table of this size. */
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

	/** Puts a member in (1) or takes it out (-1). */
	change(element: Element, by: 1 | -1): void {
		const check = checkOf(element);
		for (const cell of cellsOf(element)) this.changeCell(cell, element, check, by);
	}

	/**
	 * What is in this table with a count of one and of minus one. It empties the table. Null where there
	 * is more in it than it can name.
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
			// A checksum that agreed by chance would be put in and taken out for ever.
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

	/** The member of a cell that holds one alone: its checksum and its place have to agree. */
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

/** Eight bits with a sign: of the count only the difference matters, which is small. */
const signed = (count: number) => (count << 24) >> 24;

function cellsOf(element: Element): number[] {
	const [left, right] = [hashOf(element, 1), hashOf(element, 2)];
	return [left & 0xffff, left >>> 16, right & 0xffff, right >>> 16].map(
		(hash, quarter) => quarter * CELLS_IN_A_QUARTER + (hash % CELLS_IN_A_QUARTER),
	);
}
