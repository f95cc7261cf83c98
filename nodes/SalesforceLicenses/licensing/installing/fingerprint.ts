import { hashOf, sortedJson } from './hash';
import type { NodeJson, WorkflowBody } from './workflow';

/**
 * Fingerprints of the parts of a workflow, to tell later what a person has changed. What an update keeps
 * (credentials, Settings, schedules, disabled nodes) and where nodes are on the canvas is not in them.
 */
export interface Fingerprint {
	/** By the ID of the node, without the key of the workflow. */
	nodes: Record<string, string>;
	connections: string;
}

/**
 * What n8n's editor leaves out when it saves: parameters that have the default of their node, in any version that
 * the playbook uses. A test compares this with n8n's own descriptions of the nodes.
 */
const DEFAULTS: Record<string, ReadonlyArray<readonly [path: RegExp, value: string]>> = {
	dataTable: [
		[/^resource$/, 'row'],
		[/^operation$/, 'insert'],
		[/^columns\.column\.\d+\.type$/, 'string'],
		[/^filters\.conditions\.\d+\.condition$/, 'eq'],
		[/^filters\.conditions\.\d+\.keyName$/, 'id'],
	],
	executeWorkflow: [
		[/^source$/, 'database'],
		[/^mode$/, 'once'],
	],
	executeWorkflowTrigger: [
		[/^inputSource$/, 'workflowInputs'],
		[/^workflowInputs\.values\.\d+\.type$/, 'string'],
	],
	form: [
		[/^operation$/, 'page'],
		[/^respondWith$/, 'text'],
	],
	serviceNow: [
		[/^resource$/, 'user'],
		[/^operation$/, 'get'],
	],
	slack: [
		[/^select$/, 'user'],
		[/^operation$/, 'upload'],
	],
	wait: [[/^resume$/, 'timeInterval']],
	webhook: [[/^httpMethod$/, 'GET']],
};

/** Settings of a node besides its parameters that change what it does. */
const SWITCHES = ['executeOnce', 'alwaysOutputData', 'retryOnFail', 'continueOnFail'] as const;
const VALUES = ['onError', 'maxTries', 'waitBetweenTries'] as const;

export const isNote = ({ type }: NodeJson): boolean => type === 'n8n-nodes-base.stickyNote';

/** The values that people are asked to change, and when a schedule runs: both are theirs. */
export const isTheirs = ({ name, type }: NodeJson): boolean =>
	(name === 'Settings' && type === 'n8n-nodes-base.set') || type.endsWith('.scheduleTrigger');

export function fingerprintOf(workflow: WorkflowBody, key: string): Fingerprint {
	const own = workflow.nodes.filter(({ id }) => id.startsWith(`${key}-`));
	return {
		nodes: Object.fromEntries(own.map((node) => [node.id.slice(key.length + 1), ofNode(node)])),
		connections: hashOf(sortedJson(connectionsOf(workflow))),
	};
}

function ofNode(node: NodeJson): string {
	if (isNote(node)) return hashOf(String(node.parameters.content ?? '').trim());
	const { name, type, typeVersion } = node;
	return hashOf(
		sortedJson([
			name,
			type,
			typeVersion,
			isTheirs(node) ? null : withoutDefaults(node),
			SWITCHES.filter((setting) => node[setting] === true),
			VALUES.map((setting) => node[setting] ?? null),
		]),
	);
}

/** The parameters as the editor saves them. */
function withoutDefaults({ type, parameters }: NodeJson): unknown {
	const defaults = DEFAULTS[type.split('.').at(-1) ?? ''] ?? [];
	const strip = (value: unknown, path: string): unknown => {
		if (Array.isArray(value)) {
			return value.map((one: unknown, index) => strip(one, `${path}${index}.`));
		}
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value)
				.filter(([name, given]) => {
					return !defaults.some(([at, preset]) => given === preset && at.test(path + name));
				})
				.map(([name, given]) => [name, strip(given, `${path}${name}.`)]),
		);
	};
	return strip(parameters, '');
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
