/** Values as they were entered or stored half done, which may be anything. */

export const said = (values: Readonly<Record<string, unknown>>, name: string): string => {
	const value = values[name];
	if (typeof value === 'string') return value;
	return typeof value === 'number' ? String(value) : '';
};

/** A list, or a text with commas. */
export function listOf(value: unknown): string[] {
	if (Array.isArray(value)) return value.filter((one): one is string => typeof one === 'string');
	return (typeof value === 'string' ? value : '')
		.split(/[,;\n]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}
