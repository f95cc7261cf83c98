import { continueFrom, type Query } from './statement';

/**
 * How far a read has come, so that it can go on without losing or doubling a row: after the org
 * dropped a cursor or a result, or by another API.
 */
export class Position {
	private hasRows = false;
	private lastId: string | null = null;
	/** Ids of the rows already given out that carry the last seen ordering id. */
	private seen = new Set<unknown>();
	/** Another cursor or result goes on where the last one stood, with rows that were given out. */
	private goesOn = false;

	constructor(private readonly query: Query) {}

	/** Notes rows as given out, without those that were given out before. */
	pass(rows: ReadonlyArray<Record<string, unknown>>): ReadonlyArray<Record<string, unknown>> {
		const fresh = this.goesOn ? rows.filter((row) => !this.seen.has(row.Id)) : rows;
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
		this.goesOn = true;
		if (orderBy === undefined || this.lastId === null) return null;
		return continueFrom({ ...this.query, orderBy }, this.lastId);
	}
}
