/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Script } from 'node:vm';
import type { WorkflowFile } from '../../workflows/kit/canvas';

export type Json = Record<string, unknown>;

/**
 * What an expression gives when the nodes before it gave these items; null for a node that did not run. "Name@2" is
 * the third output of a node. `input` are the items of the node itself.
 */
export function evaluate(
	expression: unknown,
	nodes: Record<string, Json[] | null>,
	input: Json[] = [{}],
): unknown {
	const text = /^=\{\{(.*)\}\}$/s.exec(String(expression))?.[1] ?? '';
	const $ = (name: string) => {
		const items = (of: string) => (nodes[of] ?? []).map((json) => ({ json }));
		return {
			isExecuted: (nodes[name] ?? null) !== null,
			first: () => items(name)[0],
			all: (output = 0) => items(output === 0 ? name : `${name}@${output}`),
		};
	};
	const $input = { all: () => input.map((json) => ({ json })) };
	const started = new Script(`(($, $json, $input) => (${text}))`).runInThisContext() as (
		...args: unknown[]
	) => unknown;
	return started($, input[0], $input);
}

export function parametersOf({ nodes }: WorkflowFile, name: string): Json {
	const found = nodes.find((node) => node.name === name);
	if (found === undefined) throw new Error(`There is no node "${name}"`);
	return found.parameters as Json;
}
