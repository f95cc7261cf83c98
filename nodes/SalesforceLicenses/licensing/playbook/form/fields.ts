import { escapeHtml } from '../../model/text/escapeHtml';

/** The fields of a page, in the JSON that n8n's Form node takes (Define Form: Using JSON). */

export interface FormField {
	fieldType:
		| 'text'
		| 'number'
		| 'date'
		| 'textarea'
		| 'dropdown'
		| 'checkbox'
		| 'radio'
		| 'hiddenField'
		| 'html';
	fieldName?: string;
	fieldLabel?: string;
	fieldValue?: string;
	elementName?: string;
	html?: string;
	placeholder?: string;
	requiredField?: boolean;
	/** A list for check boxes. */
	defaultValue?: string | string[];
	fieldOptions?: { values: Array<{ option: string }> };
}

/** A mistake, at the name of its field. */
export interface FieldMistake {
	field: string;
	message: string;
}

/** Text of others in HTML; what is not a text is nothing. */
export const escaped = (value: unknown): string =>
	escapeHtml(typeof value === 'string' || typeof value === 'number' ? String(value) : '');

export const html = (markup: string, elementName = 'text'): FormField => ({
	fieldType: 'html',
	elementName,
	html: markup,
});
export const paragraph = (text: string): FormField => html(`<p>${escaped(text)}</p>`);
export const bold = (text: string): FormField => html(`<p><b>${escaped(text)}</b></p>`);
export const heading = (title: string): FormField => html(`<h2>${escaped(title)}</h2>`, 'heading');

/** What happened before, at the top of a page. */
export const messageOf = (message: string): FormField[] => (message === '' ? [] : [bold(message)]);

/** A table whose cells are text of others. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly unknown[]>): FormField {
	const cells = (tag: string, row: readonly unknown[], attribute = '') =>
		row.map((cell) => `<${tag}${attribute}>${escaped(cell)}</${tag}>`).join('');
	const body = rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('');
	const top = cells('th', head, ' scope="col"');
	return html(`<table><thead><tr>${top}</tr></thead><tbody>${body}</tbody></table>`);
}

/** The texts of choices come from the org too, and n8n must not read them as expressions. */
export const optionText = (text: string): string => text.replace(/\{(?=\{)/g, '{ ');

export const options = (values: readonly string[]) => ({
	values: values.map((option) => ({ option: optionText(option) })),
});

export const choice = (
	fieldName: string,
	fieldLabel: string,
	values: readonly string[],
	defaultValue = '',
): FormField => ({
	fieldType: 'dropdown',
	fieldName,
	fieldLabel,
	requiredField: true,
	fieldOptions: options(values),
	defaultValue: optionText(defaultValue),
});

/** A choice that may stay empty. */
export const optional = (
	fieldName: string,
	fieldLabel: string,
	values: readonly string[],
	defaultValue = '',
): FormField => ({ ...choice(fieldName, fieldLabel, values, defaultValue), requiredField: false });

/** What to do instead of what the button of the page says. Left empty, the button does what it says. */
export const OTHERWISE = 'Or instead';
export const otherwise = (values: readonly string[]): FormField =>
	optional('otherwise', OTHERWISE, values);

export const ticks = (
	fieldName: string,
	fieldLabel: string,
	values: readonly string[],
	ticked: readonly string[] = [],
): FormField => ({
	fieldType: 'checkbox',
	fieldName,
	fieldLabel,
	fieldOptions: options(values),
	defaultValue: ticked.map(optionText),
});

export const text = (
	fieldName: string,
	fieldLabel: string,
	defaultValue: string,
	placeholder = '',
): FormField => ({ fieldType: 'text', fieldName, fieldLabel, defaultValue, placeholder });

export const area = (
	fieldName: string,
	fieldLabel: string,
	defaultValue: string,
	placeholder = '',
): FormField => ({
	...text(fieldName, fieldLabel, defaultValue, placeholder),
	fieldType: 'textarea',
});

/** A page needs one field that can be sent. */
export const nothingToEnter = (): FormField => ({
	fieldType: 'hiddenField',
	fieldName: 'seen',
	fieldValue: 'yes',
});

/** Each mistake above its field; a mistake of no field that is shown comes first. */
export function withMistakes(
	fields: readonly FormField[],
	mistakes: readonly FieldMistake[],
): FormField[] {
	if (mistakes.length === 0) return [...fields];
	const shown = new Set(fields.map(({ fieldName }) => fieldName));
	const note = ({ message }: FieldMistake) =>
		html(`<p><b>⚠ ${escaped(message)}</b></p>`, 'mistake');
	return [
		...mistakes.filter(({ field }) => !shown.has(field)).map(note),
		...fields.flatMap((field) => [
			...mistakes.filter((mistake) => mistake.field === field.fieldName).map(note),
			field,
		]),
	];
}

/**
 * n8n replaces angle brackets in the texts of a page by entities, which the page then shows as such, and which come
 * back as the answer (n8n's type-validation.ts, `tryToParseJsonToFormFields`). So they are shown as signs that
 * look the same, each with a mark that nobody types, and read back as what they stand for.
 */
const BRACKETS = [
	['<', '‹\u200c'],
	['>', '›\u200c'],
] as const;
const asShown = (text: string): string =>
	BRACKETS.reduce((shown, [sign, stand]) => shown.replaceAll(sign, stand), text);
function asEntered(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(asEntered);
	if (typeof value !== 'string') return value;
	return BRACKETS.reduce((text, [sign, stand]) => text.replaceAll(stand, sign), value);
}

/** Choices are left as they are, except where one of them is preset by a text, which has to be equal to it. */
function shown({ fieldLabel, defaultValue, fieldOptions, ...field }: FormField): FormField {
	const isText = typeof defaultValue === 'string';
	const values = fieldOptions?.values.map(({ option }) => ({
		option: isText ? asShown(option) : option,
	}));
	return {
		...field,
		...(fieldLabel === undefined ? {} : { fieldLabel: asShown(fieldLabel) }),
		...(defaultValue === undefined
			? {}
			: { defaultValue: isText ? asShown(defaultValue) : defaultValue }),
		...(values === undefined ? {} : { fieldOptions: { values } }),
	};
}

/**
 * Fields that no link can fill in. n8n presets a field from the query of the URL by the field's name (n8n-nodes-base,
 * Form/utils: `query[queryParam] ?? defaultValue`), even over a stored value. So each page has names of its own.
 */
export function unguessable(fields: readonly FormField[], ending: string): FormField[] {
	return fields.map((field) =>
		field.fieldName === undefined
			? field
			: { ...shown(field), fieldName: `${field.fieldName}_${ending}` },
	);
}

/** What was entered, by the names without the ending of the page. */
export function withoutEndings(
	entered: Readonly<Record<string, unknown>>,
	ending: string,
): Record<string, unknown> {
	const tail = `_${ending}`;
	return Object.fromEntries(
		Object.entries(entered).flatMap(([name, value]) =>
			name.endsWith(tail) ? [[name.slice(0, -tail.length), asEntered(value)]] : [],
		),
	);
}
