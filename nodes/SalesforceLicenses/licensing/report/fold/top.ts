/** The first few of any number of things, in memory for those few. */
export class Top<T> {
	private readonly kept: T[] = [];

	constructor(
		private readonly most: number,
		private readonly compare: (a: T, b: T) => number,
	) {}

	add(one: T): void {
		if (this.most === 0) return;
		const last = this.kept.at(-1);
		if (this.kept.length === this.most && last !== undefined && this.compare(one, last) >= 0)
			return;
		const at = this.kept.findIndex((other) => this.compare(one, other) < 0);
		this.kept.splice(at === -1 ? this.kept.length : at, 0, one);
		if (this.kept.length > this.most) this.kept.pop();
	}

	list(): T[] {
		return this.kept;
	}
}
