import type { INodeProperties } from 'n8n-workflow';
import type { Resource } from './operation';
import { twinOf } from './parameters/optionsFields';

/** The options of all operations, each once beside the collection, wherever operations share it. */
export function optionTwins(resources: readonly Resource[]): INodeProperties[] {
	const operations = resources.flatMap(({ option: { value: resource }, operations: all }) =>
		all.map((operation) => ({ resource, ...operation })),
	);
	const declared = new Set(operations.flatMap(({ fields }) => fields.map(({ name }) => name)));
	const options = operations.flatMap(({ resource, option: { value: operation }, options: all }) =>
		(all ?? [])
			.filter(({ type }) => type !== 'notice')
			.map((field) => ({ resource, operation, field })),
	);
	const byName = Map.groupBy(options, ({ field }) => field.name);
	return [...byName.values()].map((places) => {
		const [{ field }] = places;
		const twin = twinOf(field, declared.has(field.name));
		return {
			...twin,
			displayOptions: {
				show: {
					...twin.displayOptions?.show,
					resource: [...new Set(places.map(({ resource }) => resource))],
					operation: [...new Set(places.map(({ operation }) => operation))],
				},
			},
		};
	});
}
