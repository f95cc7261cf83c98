import type { Field } from '../objects/field';

/** Decimal numbers in Java's format: 100 is `100.0`, from ten million on `1.2E7` (inferred). */
export function csvValue(value: unknown, { type }: Field): unknown {
	if (type !== 'double' || typeof value !== 'number') return value;
	if (Math.abs(value) < 10_000_000) return Number.isInteger(value) ? `${value}.0` : String(value);
	const [digits, exponent] = value.toExponential().split('e');
	return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

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
