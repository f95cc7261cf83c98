/** A formatted count: `2,000`. */
export function formatCount(count: number): string {
	return count.toLocaleString('en-US');
}

/** A number with its noun: `1 user`, `2,000 users`. `many` is the plural, if it is not formed with an s. */
export function plural(count: number, one: string, many = `${one}s`): string {
	return `${formatCount(count)} ${count === 1 ? one : many}`;
}
