import type { Org, Row } from './org';
import type { ChildQuery } from './soql/children';
import type { Path, Step } from './soql/paths';
import { objectOf } from './soql/paths';

/**
 * Records as JSON text (REST API Developer Guide, "Query"). The text is written while it is read, because
 * writing a page of 2,000 rows must not dominate a benchmark.
 */
export type RecordWriter = (row: Row) => string;

interface Node {
	/** In the order of the SELECT list. */
	entries: Array<{ key: string; column: Path } | { key: string; step: Step; node: Node }>;
}

function treeOf(columns: readonly Path[]): Node {
	const root: Node = { entries: [] };
	for (const column of columns) {
		let at = root;
		for (const step of column.steps) {
			let entry = at.entries.find((known) => known.key === step.name);
			if (entry === undefined || !('node' in entry)) {
				entry = { key: step.name, step, node: { entries: [] } };
				at.entries.push(entry);
			}
			at = entry.node;
		}
		at.entries.push({ key: column.names[column.names.length - 1], column });
	}
	return root;
}

/** JSON has `+0000` where Bulk's CSV has `Z`, and dates stay dates. */
export function shown(value: unknown, type: string): unknown {
	return type === 'datetime' && typeof value === 'string' && value.endsWith('Z')
		? `${value.slice(0, -1)}+0000`
		: value;
}

/** Text that JSON contains unescaped. */
const PLAIN = /^[ !#-[\]-~]*$/;

function valueWriter({ field, valueOf }: Path): RecordWriter {
	if (field.type === 'datetime') {
		return (row) => {
			const value = valueOf(row);
			return typeof value === 'string' ? `"${String(shown(value, 'datetime'))}"` : 'null';
		};
	}
	if (field.type === 'id' || field.type === 'reference') {
		return (row) => {
			const value = valueOf(row);
			return typeof value === 'string' ? `"${value}"` : 'null';
		};
	}
	return (row) => {
		const value = valueOf(row);
		if (typeof value !== 'string') return JSON.stringify(value);
		return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
	};
}

/** Writes records of one page; parents that many rows share are written once. */
export function recordWriter(
	org: Org,
	object: string,
	columns: readonly Path[],
	root: string,
	children: readonly ChildQuery[] = [],
): RecordWriter {
	const own = nodeWriter(org, treeOf(columns), root);
	const below = children.map((child) => childWriter(org, child, root));
	return (row) => {
		let text = own(object, row);
		if (below.length > 0)
			text = `${text.slice(0, -1)}${below.map((write) => write(row)).join('')}}`;
		return text;
	};
}

function childWriter(org: Org, { name, object, columns, rowsOf }: ChildQuery, root: string) {
	const write = recordWriter(org, object, columns, root);
	return (parent: Row): string => {
		const rows = rowsOf(parent);
		// A parent without children has null there, not an empty list.
		if (rows.length === 0) return `,"${name}":null`;
		return `,"${name}":{"totalSize":${rows.length},"done":true,"records":[${rows.map(write).join(',')}]}`;
	};
}

function nodeWriter(org: Org, node: Node, root: string): (object: string, row: Row) => string {
	const parts = node.entries.map((entry): RecordWriter => {
		const key = `,"${entry.key}":`;
		const write =
			'column' in entry
				? valueWriter(entry.column)
				: parentWriter(org, entry.step, entry.node, root);
		return (row) => key + write(row);
	});
	return (object, row) => {
		let text = `{"attributes":{"type":"${object}","url":"${root}/sobjects/${object}/${row.Id}"}`;
		for (const part of parts) text += part(row);
		return `${text}}`;
	};
}

function parentWriter(org: Org, step: Step, node: Node, root: string): RecordWriter {
	const write = nodeWriter(org, node, root);
	const written = new Map<string, string>();
	return (row) => {
		const id = row[step.reference];
		if (typeof id !== 'string') return 'null';
		let text = written.get(id);
		if (text === undefined) {
			const object = objectOf(org, step, id);
			const parent = org.table(object).get(id);
			text = parent === undefined ? 'null' : write(object, parent);
			written.set(id, text);
		}
		return text;
	};
}
