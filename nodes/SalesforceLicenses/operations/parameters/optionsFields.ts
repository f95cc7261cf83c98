import type { INodeProperties } from 'n8n-workflow';

/** Options: what most people never change, shown one at a time. */

export const OPTIONS = 'options';

/**
 * The collection, and each option once more as a hidden parameter of its own name: n8n drops parameters that the node
 * does not declare, and a workflow written as JSON may have an option beside the other parameters. There, n8n takes null
 * for the default.
 */
export function optionsFields(options: readonly INodeProperties[]): INodeProperties[] {
	if (options.length === 0) return [];
	const collection: INodeProperties = {
		displayName: 'Options',
		name: OPTIONS,
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: byDisplayName(options),
	};
	const twins = options.filter(({ type }) => type !== 'notice').map(hiddenTwin);
	return [collection, ...twins];
}

/** In the order that n8n expects in a list of options. */
export const byDisplayName = (fields: readonly INodeProperties[]): INodeProperties[] =>
	[...fields].sort((a, b) => a.displayName.localeCompare(b.displayName));

export const hiddenTwin = ({
	displayName,
	name,
	default: preset,
}: INodeProperties): INodeProperties => ({
	displayName,
	name,
	type: 'hidden',
	default: preset,
});

/** Where a parameter is: in the collection if it was added there, or beside the others. */
export function placeOf(name: string, added: unknown): string {
	// n8n empties a collection that is not one, such as an expression in its place.
	return Object.hasOwn(Object(added) as object, name) ? `${OPTIONS}.${name}` : name;
}
