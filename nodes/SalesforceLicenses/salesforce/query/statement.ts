import type { ObjectName } from '../schema/schema';
import { Soql, allOf, soql } from '../schema/soql';

/** The one place for SOQL. */

/** A query as data, so that it can continue after a lost cursor and leave out a field. */
export interface Query {
	object: ObjectName;
	fields: readonly string[];
	where?: Soql;
	/** Rows are ordered by this id field, so that the streams of several objects can be joined as they arrive. */
	orderBy?: string;
	limit?: number;
	/** Of an object that is newer than the version that everything else is read with. */
	apiVersion?: string;
	/** Only the Tooling API has the object. */
	isTooling?: true;
}

export function toSoql({ object, fields, where, orderBy, limit }: Query): string {
	const parts = [`SELECT ${fields.join(', ')} FROM ${object}`];
	if (where !== undefined) parts.push(`WHERE ${where.text}`);
	if (orderBy !== undefined) parts.push(`ORDER BY ${orderBy}`);
	if (limit !== undefined) parts.push(`LIMIT ${limit}`);
	return parts.join(' ');
}

/** The query that counts the same rows. */
export function countOf({ object, where }: Query): string {
	const condition = where === undefined ? '' : ` WHERE ${where.text}`;
	return `SELECT COUNT() FROM ${object}${condition}`;
}

/** The same query from this id on: the rest after a lost cursor. */
export function continueFrom(query: Query & { orderBy: string }, id: string): Query {
	return { ...query, where: allOf(query.where, soql`${new Soql(query.orderBy)} >= ${id}`) };
}
