import { continueFrom, type Query } from './queries';

/**
 * How far a read has come, so that it can go on without losing or doubling a row: after the org
 * dropped a cursor or a result, or by another API.
 */
export class Position {
	private hasRows = false;
	private lastId: string | null = null;
	/** Ids of the rows already given out that carry the last seen ordering id. */
	private seen = new Set<unknown>();

	constructor(private readonly query: Query) {}

	/** Notes rows as given out, without those that were given out before. */
	pass(rows: ReadonlyArray<Record<string, unknown>>): Array<Record<string, unknown>> {
		const fresh = rows.filter((row) => !this.seen.has(row.Id));
		const last = fresh.at(-1);
		if (last === undefined) return fresh;
		this.hasRows = true;
		const { orderBy } = this.query;
		if (orderBy === undefined) return fresh;
		const newest = String(last[orderBy]);
		if (newest !== this.lastId) this.seen = new Set();
		this.lastId = newest;
		for (let at = fresh.length - 1; at >= 0 && fresh[at][orderBy] === newest; at--)
			this.seen.add(fresh[at].Id);
		return fresh;
	}

	/** What is left to read; null where rows were given out in no order, so that nobody can tell. */
	rest(): Query | null {
		const { orderBy } = this.query;
		if (!this.hasRows) return this.query;
		if (orderBy === undefined || this.lastId === null) return null;
		return continueFrom({ ...this.query, orderBy }, this.lastId);
	}
}
