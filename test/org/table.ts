import type { Row } from './org';

/** Most values of a reference belong to one or two records, so a set is used only for more than one. */
type Index = Map<unknown, Row | Set<Row>>;

/**
 * The records of one object by id, with an index for each reference field that somebody asks for:
 * it is made at the first question and kept from then on.
 */
export class Table extends Map<string, Row> {
	private indexes?: Map<string, Index>;

	override set(id: string, row: Row): this {
		const before = this.indexes === undefined ? undefined : this.get(id);
		super.set(id, row);
		if (this.indexes !== undefined) {
			if (before !== undefined) this.unlist(before);
			for (const [field, index] of this.indexes) list(index, row[field], row);
		}
		return this;
	}

	override delete(id: string): boolean {
		const row = this.get(id);
		if (row !== undefined) this.unlist(row);
		return super.delete(id);
	}

	override clear(): void {
		this.indexes = undefined;
		super.clear();
	}

	/** Sets values of a record that is already in the table. */
	change(row: Row, values: Record<string, unknown>): void {
		for (const [field, index] of this.indexes ?? []) {
			if (!(field in values) || values[field] === row[field]) continue;
			unlist(index, row[field], row);
			list(index, values[field], row);
		}
		Object.assign(row, values);
	}

	/** The records whose field has this value. */
	where(field: string, value: unknown): readonly Row[] {
		const found = this.indexOf(field).get(value ?? null);
		if (found === undefined) return [];
		// A test may have changed a record without the index.
		return (found instanceof Set ? [...found] : [found]).filter(
			(row) => (row[field] ?? null) === (value ?? null),
		);
	}

	private indexOf(field: string): Index {
		this.indexes ??= new Map();
		let index = this.indexes.get(field);
		if (index === undefined) {
			this.indexes.set(field, (index = new Map() as Index));
			for (const row of this.values()) list(index, row[field], row);
		}
		return index;
	}

	private unlist(row: Row): void {
		for (const [field, index] of this.indexes ?? []) unlist(index, row[field], row);
	}
}

function list(index: Index, value: unknown, row: Row): void {
	const key = value ?? null;
	const rows = index.get(key);
	if (rows === undefined) index.set(key, row);
	else if (rows instanceof Set) rows.add(row);
	else if (rows !== row) index.set(key, new Set([rows, row]));
}

function unlist(index: Index, value: unknown, row: Row): void {
	const key = value ?? null;
	const rows = index.get(key);
	if (rows instanceof Set) rows.delete(row);
	else if (rows === row) index.delete(key);
}
