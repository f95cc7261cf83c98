import type { Fingerprint } from './fingerprint';
import { defaultsIn, fingerprintOf } from './fingerprint';
import { hashOf, sortedJson } from './hash';
import type { Default, Ids, NodeJson, PlaybookFile, WorkflowBody } from './workflow';
import { withIds } from './workflow';

/**
 * What an install notes in each workflow, to tell at the next one what a person has changed. It is in the notes of
 * a sticky note: n8n's public API keeps no mark outside the nodes (`meta` and `tags` are read-only there), and the
 * editor keeps the notes of a node.
 */
export interface Mark {
	version: string;
	/** Of the whole file, with what a person may change. */
	file: string;
	/** The name that the install gave. */
	name: string;
	/** The IDs of the workflows that it refers to, by key. */
	ids: Record<string, string>;
	settings: Record<string, unknown>;
	fingerprint: Fingerprint;
	/** What the editor may leave out. */
	defaults: readonly Default[];
	/** Whether an install has seen it published. A person may have unpublished it since. */
	published: boolean;
}

const NOTE = 'playbook-version';
const INTRO = 'Written by the installer of the Salesforce Licenses playbook. Do not edit: ';
const ABOVE = 200;

export const isMark = ({ id }: NodeJson, key: string): boolean => id === `${key}-${NOTE}`;

/** The mark of a file whose references are keys. */
export function markOf(
	file: PlaybookFile,
	known: readonly Default[],
	{ ids, ...more }: { version: string; ids: Ids; published: boolean; file: string },
): Mark {
	const { name, settings } = file;
	const defaults = defaultsIn(file, known);
	const fingerprint = fingerprintOf(file, file.id, defaults);
	return { ...more, name, ids: Object.fromEntries(ids), settings, defaults, fingerprint };
}

/** Changes with every change of what ships. */
export const fileHashOf = ({ nodes, connections, settings }: PlaybookFile): string =>
	hashOf(sortedJson([nodes, connections, settings]));

/** The sticky note, to the left above the workflow. */
export function noteOf(file: PlaybookFile, mark: Mark): NodeJson {
	const places = file.nodes.flatMap(({ position }) => (isPlace(position) ? [position] : []));
	const left = Math.min(...places.map(([x]) => x));
	const top = Math.min(...places.map(([, y]) => y));
	return {
		id: `${file.id}-${NOTE}`,
		name: 'Playbook Version',
		type: 'n8n-nodes-base.stickyNote',
		typeVersion: 1,
		position: [left, top - ABOVE],
		parameters: {
			content: `**Salesforce Licenses playbook ${mark.version}**\nAn update keeps credentials, the values in *Settings*, schedules, and which nodes are disabled. If you change anything else, the update says so and leaves this workflow as it is.`,
			width: 480,
			height: 140,
			color: 7,
		},
		notes: INTRO + sortedJson(mark),
	};
}

const isPlace = (value: unknown): value is [number, number] =>
	Array.isArray(value) && value.length === 2 && value.every((one) => Number.isFinite(one));

/** The mark in a workflow on an n8n; undefined where there is none that can be read. */
export function readMark(workflow: WorkflowBody, key: string): Mark | undefined {
	const notes = workflow.nodes.find((node) => isMark(node, key))?.notes;
	if (typeof notes !== 'string') return undefined;
	let given: unknown;
	try {
		given = JSON.parse(notes.slice(notes.indexOf('{')));
	} catch {
		return undefined;
	}
	if (!isObject(given)) return undefined;
	const { version, file, name, ids, settings, defaults, fingerprint, published } = given;
	const isWhole =
		typeof version === 'string' &&
		typeof file === 'string' &&
		typeof name === 'string' &&
		isTexts(ids) &&
		isObject(settings) &&
		Array.isArray(defaults) &&
		defaults.every((one) => Array.isArray(one) && one.length === 3) &&
		isObject(fingerprint) &&
		isTexts(fingerprint.nodes) &&
		typeof fingerprint.connections === 'string' &&
		typeof published === 'boolean';
	return isWhole ? (given as unknown as Mark) : undefined;
}

/** The workflow with keys in the place of the IDs that the mark knows. */
export function withKeys<T extends WorkflowBody>(workflow: T, ids: Record<string, string>): T {
	const keys = Object.entries(ids).flatMap(([key, id]) => {
		return /^\w+$/.test(id) && /^\w+$/.test(key) ? [[id, key] as const] : [];
	});
	return withIds(workflow, new Map(keys));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is Record<string, string> =>
	isObject(value) && Object.values(value).every((one) => typeof one === 'string');
