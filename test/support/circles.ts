/** The first import cycle in a graph, in the order in which its members import each other; null if there is none. */
export function firstCircle(
	nodes: readonly string[],
	next: (node: string) => readonly string[],
): string[] | null {
	const finished = new Set<string>();
	const way: string[] = [];
	const visit = (node: string): string[] | null => {
		if (finished.has(node)) return null;
		const at = way.indexOf(node);
		if (at >= 0) return [...way.slice(at), node];
		way.push(node);
		for (const one of next(node)) {
			const circle = visit(one);
			if (circle !== null) return circle;
		}
		way.pop();
		finished.add(node);
		return null;
	};
	for (const node of nodes) {
		const circle = visit(node);
		if (circle !== null) return circle;
	}
	return null;
}
