import type { ZodType, ZodTypeDef } from 'zod';
import { z } from 'zod';
import { NOT_AS_DOCUMENTED, SalesforceError } from '../client/errors';
import { amount, text, timestamp, toIso } from '../schema/columnTypes';

type Row = Record<string, unknown>;
/** The value according to the schema, or UNSURE if zod must decide. */
type Read = (value: unknown) => unknown;
const UNSURE = Symbol('unsure');

const readers = new WeakMap<object, Read>();

/**
 * Parses rows of one shape; errors name the object and field. Zod would take most of the time of a large
 * read, so the rules of its schema are looked up once and checked directly; zod parses the rows for which
 * that check is not conclusive.
 */
export function parseRows<T>(
	rows: readonly unknown[],
	schema: RecordSchema<T>,
	object: string,
): T[] {
	let read = readers.get(schema);
	if (read === undefined) readers.set(schema, (read = readerOf(schema)));
	const parsed: T[] = [];
	for (const row of rows) {
		const quick = read(row);
		parsed.push(quick === UNSURE ? parseRow(row, schema, object) : (quick as T));
	}
	return parsed;
}

function parseRow<T>(row: unknown, schema: RecordSchema<T>, object: string): T {
	// In zod's own words: those of this project quote the value.
	const parsed = schema.safeParse(row, { errorMap: z.defaultErrorMap });
	if (parsed.success) return parsed.data;
	throw surprise(object, parsed.error.issues[0]);
}

/** Which field does not match and which type of value came: not the value, which may be personal data. */
export function surprise(object: string, { path, message }: z.ZodIssue): SalesforceError {
	const field = path.length === 0 ? 'the row' : path.join('.');
	return new SalesforceError(
		NOT_AS_DOCUMENTED,
		`A row of ${object} does not match the Salesforce documentation: ${field}: ${message}`,
	);
}

const unsure: Read = () => UNSURE;
const typeReader =
	(type: string): Read =>
	(value) =>
		typeof value === type ? value : UNSURE;

function readerOf(schema: unknown): Read {
	if (schema === text) return readText;
	if (schema === timestamp) return readTimestamp;
	if (schema === amount) return readAmount;
	if (schema instanceof z.ZodString && schema._def.checks.length === 0) return typeReader('string');
	if (schema instanceof z.ZodBoolean) return typeReader('boolean');
	if (schema instanceof z.ZodNullable) return orReader(null, readerOf(schema.unwrap()));
	if (schema instanceof z.ZodOptional) return orReader(undefined, readerOf(schema.unwrap()));
	if (schema instanceof z.ZodObject) return objectReader(schema);
	return unsure;
}

const orReader =
	(nothing: unknown, read: Read): Read =>
	(value) =>
		value === nothing ? nothing : read(value);

const readText: Read = (value) => {
	if (value === null || value === undefined) return null;
	return typeof value === 'string' ? value : UNSURE;
};

const readAmount: Read = (value) => {
	if (value === null || value === undefined) return null;
	return typeof value === 'number' && Number.isFinite(value) ? value : UNSURE;
};

/** `2026-10-01T10:00:00.000+0000` in JSON, `…Z` in CSV; February 29 is left to the Date object. */
const DAY =
	'(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)';
const UTC = new RegExp(
	`^\\d{4}-${DAY}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}(?:Z|\\+0000)$`,
);

const readTimestamp: Read = (value) => {
	if (value === null || value === undefined || value === '') return null;
	if (typeof value !== 'string') return UNSURE;
	// Most times are in UTC already and need no Date object.
	if (!UTC.test(value)) return toIso(value) ?? UNSURE;
	return value.length === 24 ? value : `${value.slice(0, 23)}Z`;
};

/** A class has its own shapes, see CsvRecord. */
class ParsedRow {
	[column: string]: unknown;
}

function objectReader(schema: z.AnyZodObject): Read {
	const columns = Object.entries(schema.shape as Record<string, unknown>).map(([name, column]) => ({
		name,
		read: readerOf(column),
	}));
	const keepsOthers = schema._def.unknownKeys === 'passthrough';
	return (value) => {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) return UNSURE;
		const row = value as Row;
		// The parser of the page created the row, so it may be changed in place.
		const read: Row = keepsOthers ? row : new ParsedRow();
		for (let index = 0; index < columns.length; index++) {
			const { name, read: readColumn } = columns[index];
			const column = readColumn(row[name]);
			if (column === UNSURE) return UNSURE;
			read[name] = column;
		}
		return read;
	};
}

export type RecordSchema<T> = ZodType<T, ZodTypeDef, unknown>;
