/** Workflows as n8n's public API and the files of the playbook have them. */

export interface NodeJson {
	id: string;
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	typeVersion?: number;
	position?: unknown;
	credentials?: Record<string, unknown>;
	disabled?: boolean;
	notes?: string;
	[setting: string]: unknown;
}

/** What n8n takes to create or to update a workflow. */
export interface WorkflowBody {
	name: string;
	nodes: NodeJson[];
	connections: Record<string, unknown>;
	settings: Record<string, unknown>;
}

/** A workflow of the playbook. It refers to others by their keys, and the IDs of its nodes begin with its own. */
export interface PlaybookFile extends WorkflowBody {
	/** The key, which is also its ID where n8n's command line imported it. */
	id: string;
}

/** A workflow on an n8n. */
export interface N8nWorkflow extends WorkflowBody {
	id: string;
	isArchived?: boolean | null;
	active?: boolean | null;
	versionId?: string | null;
	/** The version that is published; null where none is. */
	activeVersionId?: string | null;
	/** What is published. */
	activeVersion?: { nodes: NodeJson[] } | null;
	createdAt?: string | null;
}

export const isPublished = ({ active, activeVersionId }: N8nWorkflow): boolean =>
	active === true || (activeVersionId ?? null) !== null;

/**
 * A parameter that has the default of its node: n8n's editor leaves it out when it saves. The path has `#` for each
 * index of a list, and the value is JSON.
 */
export type Default = readonly [nodeType: string, path: string, value: string];

/** What ships with the package. */
export interface Playbook {
	/** Of the package. */
	version: string;
	workflows: readonly PlaybookFile[];
	/** What replaces the workflow of the same key where the tables are in Postgres. */
	inPostgres: readonly PlaybookFile[];
	/** The keys of the workflows that every org has a copy of: those with its credential. */
	pair: readonly string[];
	/** What n8n's editor leaves out when it saves these workflows. */
	defaults: readonly Default[];
	/** The names of its tables. */
	tables: readonly string[];
}

/** IDs by key. */
export type Ids = ReadonlyMap<string, string>;

/** A word that is one of these, and not the beginning of a node ID. */
const anyOf = (words: Iterable<string>): RegExp => {
	const list = [...words];
	return list.length === 0 ? /(?!)/g : new RegExp(`\\b(?:${list.join('|')})\\b(?!-)`, 'g');
};

/**
 * The file with the IDs of this n8n. References are in nodes, expressions and settings; keys match no other text.
 * Throws if an ID has other characters than letters and digits: it would become part of an expression.
 */
export function withIds<T>(value: T, ids: Ids): T {
	for (const id of ids.values()) {
		if (!/^[\w-]+$/.test(id)) {
			throw new Error(`n8n returned an ID that cannot be used: "${id.slice(0, 40)}"`);
		}
	}
	const text = JSON.stringify(value);
	return JSON.parse(text.replace(anyOf(ids.keys()), (key) => ids.get(key) ?? key)) as T;
}

/** The keys that a file mentions besides its own. */
export function mentioned(file: PlaybookFile, keys: readonly string[]): string[] {
	const text = JSON.stringify([file.nodes, file.settings]);
	const found = new Set(text.match(anyOf(keys)));
	return keys.filter((key) => key !== file.id && found.has(key));
}

/**
 * The files in the order in which n8n can publish them: each after those that it calls. n8n asks for that where a
 * node names another workflow by its ID; an expression is resolved later, and is how a circle is closed.
 */
export function inCallOrder(files: readonly PlaybookFile[]): PlaybookFile[] {
	const byKey = new Map(files.map((file) => [file.id, file]));
	const ordered = new Set<PlaybookFile>();
	const visited = new Set<string>();
	const visit = (file: PlaybookFile): void => {
		if (visited.has(file.id)) return;
		visited.add(file.id);
		for (const key of file.nodes.map(calledBy)) {
			const called = byKey.get(key);
			if (called !== undefined) visit(called);
		}
		ordered.add(file);
	};
	files.forEach(visit);
	return [...ordered];
}

function calledBy({ type, parameters }: NodeJson): string {
	if (!type.endsWith('.executeWorkflow')) return '';
	const { value } = (parameters.workflowId ?? {}) as { value?: unknown };
	return typeof value === 'string' ? value : '';
}
