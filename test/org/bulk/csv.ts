/** A CSV line as Bulk API 2.0 writes it: every value quoted, empty for null. */
export function csvWriter(
	delimiter = ',',
	lineEnding = '\n',
): (values: readonly unknown[]) => string {
	return (values) => {
		let line = '';
		for (let index = 0; index < values.length; index++) {
			if (index > 0) line += delimiter;
			const value = values[index];
			if (value === null || value === undefined) continue;
			const text = typeof value === 'string' ? value : String(value);
			line += text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
		}
		return line + lineEnding;
	};
}

export const csvLine = csvWriter();
