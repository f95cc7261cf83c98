import type { Operation, Resource } from './operation';

const MAIN = '[{ type: "main" }]';

/**
 * The outputs of the node, as an n8n expression (the editor draws them from it): one, or several with
 * names. A download into a file returns one item that summarizes the file, and so has one output.
 */
export function outputsExpression(resources: readonly Resource[]): `={{${string}}}` {
	const named = resources.flatMap(({ option, operations }) =>
		operations.flatMap(({ option: { value }, outputs }) =>
			outputs === undefined ? [] : [[`${option.value}.${value}`, toOutputs(outputs)] as const],
		),
	);
	const table = JSON.stringify(Object.fromEntries(named));
	const chosen = '$parameter["resource"] + "." + $parameter["operation"]';
	const isFile = `${chosen} === "subscription.download" && $parameter["output"] === "file"`;
	return `={{ ${isFile} ? ${MAIN} : (${table}[${chosen}] || ${MAIN}) }}`;
}

function toOutputs(names: NonNullable<Operation['outputs']>) {
	return names.map((displayName) => ({ type: 'main', displayName }));
}
