import { continueFrom, type Query } from './statement';

/**
 * How far a read has come, so that it can continue without losing or duplicating a row: after the org
 * dropped a cursor or a result, or with the other API.
 */
export class Position {
	private hasRows = false;
	private lastId: string | null = null;
	/** Ids of the rows already returned that have the last ordering id. */
	private seen = new Set<unknown>();
	/** Continues with another cursor or result, which starts with rows that were already returned. */
	private goesOn = false;

	constructor(private readonly query: Query) {}

	/** Records rows as returned, and drops those that were returned before. */
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

	/** The rest to read; null if rows were returned without an order, so that the rest is unknown. */
	rest(): Query | null {
		const { orderBy } = this.query;
		if (!this.hasRows) return this.query;
		this.goesOn = true;
		if (orderBy === undefined || this.lastId === null) return null;
		return continueFrom({ ...this.query, orderBy }, this.lastId);
	}
}
