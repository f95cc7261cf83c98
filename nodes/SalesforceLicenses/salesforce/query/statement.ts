import type { ObjectName } from '../schema/schema';
import { Soql, allOf, soql } from '../schema/soql';

/** The one place for SOQL. */

/** A read as data, so that it can go on after a lost cursor and leave out a field. */
export interface Query {
	object: ObjectName;
	fields: readonly string[];
	where?: Soql;
	/** Rows come ordered by this id field: streams of several objects can then be joined as they arrive. */
	orderBy?: string;
	limit?: number;
}

export function toSoql({ object, fields, where, orderBy, limit }: Query): string {
	const parts = [`SELECT ${fields.join(', ')} FROM ${object}`];
	if (where !== undefined) parts.push(`WHERE ${where.text}`);
	if (orderBy !== undefined) parts.push(`ORDER BY ${orderBy}`);
	if (limit !== undefined) parts.push(`LIMIT ${limit}`);
	return parts.join(' ');
}

/** How many rows the same read would give. */
export function countOf({ object, where }: Query): string {
	const condition = where === undefined ? '' : ` WHERE ${where.text}`;
	return `SELECT COUNT() FROM ${object}${condition}`;
}

/** The same read, from this id on: what is left to read after a cursor was lost. */
export function continueFrom(query: Query & { orderBy: string }, id: string): Query {
	return { ...query, where: allOf(query.where, soql`${new Soql(query.orderBy)} >= ${id}`) };
}
