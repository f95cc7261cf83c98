/** A number with its noun: `1 user`, `2 users`. `many` is the plural where adding an s is not enough. */
export function plural(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}
