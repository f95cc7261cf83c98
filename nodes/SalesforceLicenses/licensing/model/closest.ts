/** How many letters must be changed, added or dropped to make one word of the other. */
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

/** What somebody may have meant by a name that does not exist, best first. */
export function closest(name: string, known: readonly string[], most = 3): string[] {
	const wanted = name.toLowerCase();
	return known
		.map((candidate) => {
			const word = candidate.toLowerCase();
			const within = word.includes(wanted) || (word !== '' && wanted.includes(word));
			return { candidate, cost: within ? 1 : distance(wanted, word) };
		})
		.filter(({ cost }) => cost <= Math.max(2, wanted.length / 2))
		.sort((a, b) => a.cost - b.cost)
		.slice(0, most)
		.map(({ candidate }) => candidate);
}
