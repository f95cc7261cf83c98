import { hashOf, sortedJson } from './hash';
import type { Default, NodeJson, WorkflowBody } from './workflow';

/**
 * Fingerprints of the parts of a workflow, to tell later what a person has changed. What an update keeps
 * (credentials, Settings, schedules, disabled nodes) and where nodes are on the canvas is not in them.
 */
export interface Fingerprint {
	/** By the ID of the node, without the key of the workflow. */
	nodes: Record<string, string>;
	connections: string;
}

/** Settings of a node besides its parameters that change what it does. */
const SWITCHES = ['executeOnce', 'alwaysOutputData', 'retryOnFail', 'continueOnFail'] as const;
const VALUES = ['onError', 'maxTries', 'waitBetweenTries'] as const;

export const isNote = ({ type }: NodeJson): boolean => type === 'n8n-nodes-base.stickyNote';

/** The values that people are asked to change, and when a schedule runs: both are theirs. */
export const isTheirs = ({ name, type }: NodeJson): boolean =>
	(name === 'Settings' && type === 'n8n-nodes-base.set') || type.endsWith('.scheduleTrigger');

/** Whether a form asks n8n who may execute its workflow: a choice of the people who run it. */
export const ACCESS = 'requireExecuteAccess';

/** `defaults`: what the editor may have left out, which must make no difference. */
export function fingerprintOf(
	workflow: WorkflowBody,
	key: string,
	defaults: readonly Default[],
): Fingerprint {
	const own = workflow.nodes.filter(({ id }) => id.startsWith(`${key}-`));
	return {
		nodes: Object.fromEntries(
			own.map((node) => [node.id.slice(key.length + 1), ofNode(node, defaults)]),
		),
		connections: hashOf(sortedJson(connectionsOf(workflow))),
	};
}

function ofNode(node: NodeJson, defaults: readonly Default[]): string {
	if (isNote(node)) return hashOf(String(node.parameters.content ?? '').trim());
	const { name, type, typeVersion } = node;
	return hashOf(
		sortedJson([
			name,
			type,
			typeVersion,
			isTheirs(node) ? null : parametersBut(defaults, withoutAccess(node)),
			SWITCHES.filter((setting) => node[setting] === true),
			VALUES.map((setting) => node[setting] ?? null),
		]),
	);
}

const withoutAccess = (node: NodeJson): NodeJson => ({
	...node,
	parameters: Object.fromEntries(
		Object.entries(node.parameters).filter(([name]) => name !== ACCESS),
	),
});

/** The parameters as the editor saves them. */
function parametersBut(defaults: readonly Default[], { type, parameters }: NodeJson): unknown {
	const known = new Set(
		defaults.filter(([of]) => of === type).map(([, path, value]) => `${path} ${value}`),
	);
	const strip = (value: unknown, path: string): unknown => {
		if (Array.isArray(value)) return value.map((one: unknown) => strip(one, `${path}#.`));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value)
				.filter(([name, given]) => !known.has(`${path}${name} ${JSON.stringify(given)}`))
				.map(([name, given]) => [name, strip(given, `${path}${name}.`)]),
		);
	};
	return strip(parameters, '');
}

/** Those of the defaults that a workflow has: the mark remembers them, because later versions may know others. */
export function defaultsIn(
	{ nodes }: WorkflowBody,
	defaults: readonly Default[],
): readonly Default[] {
	return defaults.filter((one) =>
		nodes.some((node) => {
			if (node.type !== one[0] || isTheirs(node)) return false;
			return sortedJson(parametersBut([one], node)) !== sortedJson(node.parameters);
		}),
	);
}

interface Target {
	node?: unknown;
	type?: unknown;
	index?: unknown;
}

/** One line for each connection: empty outputs are written in several ways. */
function connectionsOf({ connections }: WorkflowBody): string[] {
	const lines = Object.entries(connections).flatMap(([from, types]) =>
		Object.entries((types ?? {}) as Record<string, unknown>).flatMap(([type, outputs]) =>
			listOf<unknown>(outputs).flatMap((targets, output) =>
				listOf<Target>(targets).map((to) =>
					JSON.stringify([from, type, output, to.node, to.type, to.index]),
				),
			),
		),
	);
	return lines.sort();
}

const listOf = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);
