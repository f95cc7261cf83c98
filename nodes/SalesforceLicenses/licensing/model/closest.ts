/** Compares names as people type and paste them, and finds the most similar known name. */

/** Invisible characters (direction marks, joiners, fillers) that are pasted along with a name. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Cf}|(?!\s)\p{Cc}|\u2800/gu;

/** Removes invisible characters anywhere, and blanks at both ends. */
export function trimName(name: string): string {
	return name.replace(INVISIBLE, '').trim();
}

/** The form in which names are compared: without case and repeated blanks. */
export function foldName(name: string): string {
	return trimName(name).replace(/\s+/g, ' ').normalize('NFC').toLowerCase();
}

/** No name in an org is longer, and comparing very long texts takes too much time. */
const MAX_NAME_LENGTH = 255;

/** How many letters must be changed, added or removed to turn one word into the other. */
function distance(a: string, b: string): number {
	let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const change = a[row - 1] === b[column - 1] ? 0 : 1;
			current.push(
				Math.min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + change),
			);
		}
		previous = current;
	}
	return previous[b.length];
}

/** The known names most similar to one that does not exist, best first. */
export function closest(name: string, known: readonly string[], most = 3): string[] {
	const wanted = foldName(name);
	if (wanted === '' || wanted.length > MAX_NAME_LENGTH) return [];
	return known
		.map((candidate) => {
			const word = foldName(candidate);
			const within = word.includes(wanted) || (word !== '' && wanted.includes(word));
			return { candidate, within, cost: distance(wanted, word) };
		})
		.filter(({ within, cost }) => within || cost <= Math.max(2, wanted.length / 2))
		.sort((a, b) => a.cost - b.cost)
		.slice(0, most)
		.map(({ candidate }) => candidate);
}
