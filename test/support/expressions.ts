/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Script } from 'node:vm';
import type { WorkflowFile } from '../../workflows/kit/canvas';

export type Json = Record<string, unknown>;

/**
 * What an expression gives when the nodes before it gave these items; null for a node that did not run. "Name@2" is
 * the third output of a node.
 */
export function evaluate(expression: unknown, nodes: Record<string, Json[] | null>): unknown {
	const text = /^=\{\{(.*)\}\}$/s.exec(String(expression))?.[1] ?? '';
	const $ = (name: string) => {
		const items = (of: string) => (nodes[of] ?? []).map((json) => ({ json }));
		return {
			isExecuted: (nodes[name] ?? null) !== null,
			first: () => items(name)[0],
			all: (output = 0) => items(output === 0 ? name : `${name}@${output}`),
		};
	};
	const started = new Script(`(($, $json) => (${text}))`).runInThisContext() as (
		...args: unknown[]
	) => unknown;
	return started($, {});
}

export const parametersOf = ({ nodes }: WorkflowFile, name: string): Json =>
	nodes.find((node) => node.name === name)!.parameters as Json;
