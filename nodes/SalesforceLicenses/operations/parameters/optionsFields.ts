import type { INodeProperties } from 'n8n-workflow';

/** Options: what most people never change, shown one at a time. */

export const OPTIONS = 'options';

export function optionsFields(options: readonly INodeProperties[]): INodeProperties[] {
	if (options.length === 0) return [];
	return [
		{
			displayName: 'Options',
			name: OPTIONS,
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: byDisplayName(options),
		},
	];
}

/** In the order that n8n expects in a list of options. */
export const byDisplayName = (fields: readonly INodeProperties[]): INodeProperties[] =>
	[...fields].sort((a, b) => a.displayName.localeCompare(b.displayName));

/** Of these n8n keeps null, so that it is refused; of others it makes the default. */
const KEPT = ['boolean', 'number', 'options', 'string'];

/**
 * An option once more as a parameter of its own name: n8n drops parameters that the node does not declare, and a
 * workflow written as JSON may have an option beside the other parameters. Nobody sees it unless it was set: then the
 * editor shows what the run will do. For n8n, a value that is missing is neither null (between 0 and 0) nor something,
 * but differs from the default. One path starts at the root and one does not, because n8n takes one list of conditions
 * for a path. Of a name that the node declares twice, n8n drops what is not shown before it knows the value: with
 * conditions, the editor would show it wherever nobody set it, as a mistake.
 */
export function twinOf(option: INodeProperties, isDeclaredTwice = false): INodeProperties {
	const { displayName, name, default: preset } = option;
	if (isDeclaredTwice || !KEPT.includes(option.type)) {
		return { displayName, name, type: 'hidden', default: preset };
	}
	const isOther = { [name]: [{ _cnd: { not: preset as string } }] };
	const isThere = [{ _cnd: { exists: true as const } }, { _cnd: { between: { from: 0, to: 0 } } }];
	return { ...option, displayOptions: { show: { [`/${name}`]: isThere, ...isOther } } };
}

/** Where a parameter is: in the collection if it was added there, or beside the others. */
export function placeOf(name: string, added: unknown): string {
	// n8n empties a collection that is not one, such as an expression in its place.
	return Object.hasOwn(Object(added) as object, name) ? `${OPTIONS}.${name}` : name;
}
