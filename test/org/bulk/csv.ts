/** A CSV line as Bulk API 2.0 writes it: every value quoted, empty for null, LF at the end. */
export function csvLine(values: readonly unknown[]): string {
	return `${values.map((value) => (value === null || value === undefined ? '' : `"${String(value).replace(/"/g, '""')}"`)).join(',')}\n`;
}
