import { z } from 'zod';
import type { Row } from '../../licensing/playbook/subscriptionRows';
import type { ParsedRows } from '../parameters/jsonRows';
import { parseJsonRows } from '../parameters/jsonRows';

/** Parses rows of a store, of which there may be hundreds of thousands. */

const row = z.custom<Row>(
	(value) => typeof value === 'object' && value !== null && !Array.isArray(value),
	'it is not a row (an object with columns)',
);

/**
 * Rows as a JSON text or a list. An expression that yields an empty text has found nothing, which is not
 * the same as an empty table. For a list of n8n items, the rows in them count, and one empty row is what a
 * node with *Always Output Data* returns for an empty table.
 */
export function storedRows(given: unknown, isExpression: boolean): ParsedRows<Row> {
	if (isExpression && typeof given === 'string' && given.trim() === '') {
		return { ok: false, reason: 'its expression returns an empty text' };
	}
	const parsed = parseJsonRows(given, row, 'the list');
	if (!parsed.ok) return parsed;
	const rows = parsed.rows.map(inItem);
	const isEmpty = rows.length === 1 && Object.keys(rows[0]).length === 0;
	return { ok: true, rows: isEmpty ? [] : rows };
}

function inItem(row: Row): Row {
	const { json } = row;
	const isItem = typeof json === 'object' && json !== null && !('subscriptionKey' in row);
	return isItem ? (json as Row) : row;
}
