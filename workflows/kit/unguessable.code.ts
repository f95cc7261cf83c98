/**
 * Fields of a page that no link can fill in. n8n presets a field from the query of the URL by the field's name
 * (n8n-nodes-base, Form/utils), even where the page has a stored value to show. So the names get an ending that is
 * new each time the page is built.
 */
type Field = { fieldName?: string };

export function unguessable<T extends Field>(fields: readonly T[], random = Math.random): T[] {
	const ending = `_${random().toString(36).slice(2).padEnd(10, '0')}`;
	return fields.map((field) =>
		field.fieldName === undefined ? field : { ...field, fieldName: field.fieldName + ending },
	);
}

/** What was entered, by the names without their endings. */
export function withoutEndings(entered: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(entered).map(([name, value]) => [name.replace(/_[a-z0-9]+$/, ''), value]),
	);
}
