/** Splits the list into parts of at most `size`, in order; an empty list has no parts. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
	if (!(size >= 1)) throw new RangeError(`A part holds at least one entry, not ${size}`);
	return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
		list.slice(index * size, (index + 1) * size),
	);
}
