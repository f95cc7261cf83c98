import type { Edits } from './edits';
import { editsOf } from './edits';
import { sortedJson } from './hash';
import { fileHashOf, markOf, noteOf, readMark, withKeys } from './mark';
import type { Choices } from './merge';
import { nodesAsSetUp } from './merge';
import type { Match } from './ownership';
import { asPair, matchOurs, oursAmong, pairsOf } from './ownership';
import type { Ids, N8nWorkflow, Playbook, PlaybookFile, WorkflowBody } from './workflow';
import { inCallOrder, isPublished, mentioned, withIds } from './workflow';

/**
 * What an install has to do next, from what ships and what is on the n8n now. An install is a few rounds of
 * reading, planning and doing, until nothing is left to do. So a run that stopped halfway is continued by the next.
 *
 * 1. What is missing is created: now every workflow has its ID.
 * 2. All get the IDs of this n8n, and are published, each after those that it calls.
 * 3. What is published is noted in the mark, so that a later install knows what a person has unpublished since.
 */
export interface InstallRequest extends Choices {
	/** The workflows of this n8n. */
	there: readonly N8nWorkflow[];
	/** Installs only the pair of workflows for an additional org, with this name. */
	pair?: string;
	/** Where the tables are. Without it they stay where they are, and begin as Data Tables. */
	storage?: Storage;
	/** What becomes of workflows that a person has changed. */
	changed: 'keep' | 'replace';
	/** The IDs that this run created in an earlier round. */
	created?: ReadonlySet<string>;
}

export type Storage = 'dataTables' | 'postgres';

export interface Planned {
	key: string;
	name: string;
	/** Undefined until it is created. */
	id: string | undefined;
	todo: 'create' | 'update' | 'none';
	/** Whether it is to be published after that. */
	publish: boolean;
	isPublished: boolean;
	/** A person has unpublished it, and it stays so. */
	staysUnpublished: boolean;
	/** What a person has changed, where that is why it is not updated; else null. */
	kept: Edits | null;
	/** The version that it has until it is updated; null where nothing says. */
	installedVersion: string | null;
	/** Changes with every change of what ships. */
	fingerprint: string;
	/** What n8n is to store. */
	workflow: WorkflowBody;
	/** IDs of workflows to delete: this run created them while another run created the same. */
	surplus: readonly string[];
}

/** Throws Undecided, with all reasons, before anything is written. */
export function planInstall(playbook: Playbook, request: InstallRequest): Planned[] {
	const files = filesFor(playbook, request);
	const matches = matchOurs(files, request.there, request.created);
	const ids = new Map<string, string>();
	for (const file of playbook.workflows) {
		const [found] = oursAmong(request.there, file.id);
		if (found !== undefined) ids.set(file.id, found.id);
	}
	for (const { file, before } of matches) if (before !== undefined) ids.set(file.id, before.id);
	// A pair belongs to another org: the credentials of this install are not its own.
	const own = new Set(playbook.workflows.map(({ id }) => id));
	const ofPairs = request.pair === undefined ? { ...request, credentials: [] } : request;
	return matches.map((match) =>
		planOne(match, ids, playbook, own.has(match.file.id) ? request : ofPairs),
	);
}

/** In call order; pairs come last, as nothing calls them by their IDs. */
function filesFor(playbook: Playbook, { there, pair, storage }: InstallRequest): PlaybookFile[] {
	const paired = playbook.workflows.filter(({ id }) => playbook.pair.includes(id));
	if (pair !== undefined) return paired.map((file) => asPair(file, pair));
	const files = playbook.workflows.map((file) => {
		const other = playbook.inPostgres.find(({ id }) => id === file.id);
		const chosen = storage ?? storageOf(there, file.id);
		return other !== undefined && chosen === 'postgres' ? other : file;
	});
	return [...inCallOrder(files), ...paired.flatMap((file) => pairsOf(file, there))];
}

/** Where the tables are; Data Tables on an n8n without the playbook. */
export const storageNow = ({ inPostgres }: Playbook, there: readonly N8nWorkflow[]): Storage =>
	inPostgres.some(({ id }) => storageOf(there, id) === 'postgres') ? 'postgres' : 'dataTables';

/** An update must not move the tables. */
function storageOf(there: readonly N8nWorkflow[], key: string): Storage {
	const nodes = oursAmong(there, key).flatMap((workflow) => workflow.nodes);
	return nodes.some(({ type }) => type === 'n8n-nodes-base.postgres') ? 'postgres' : 'dataTables';
}

function planOne(
	{ file, before, surplus }: Match,
	known: Ids,
	{ version, defaults }: Playbook,
	request: InstallRequest,
): Planned {
	const keys = mentioned(file, [...known.keys()]);
	const ids = new Map(keys.map((key) => [key, known.get(key) as string]));
	const edits =
		before === undefined
			? NOT_THERE
			: editsOf(before, file, { ids: Object.fromEntries(ids), defaults });
	const isUntouched = edits.known && edits.changes.length === 0;
	const isLeft = !isUntouched && request.changed === 'keep';
	const mark = edits.known ? edits.mark : undefined;
	const isLive = before !== undefined && isPublished(before);
	const name = nameFor(file, before, request.changed === 'replace' && !isUntouched, mark?.name);
	const next = markOf(
		{ ...file, name: name === before?.name ? (mark?.name ?? name) : name },
		defaults,
		{ version, ids, published: isLive || mark?.published === true, file: fileHashOf(file) },
	);
	const workflow: WorkflowBody = {
		name,
		nodes: [
			...nodesAsSetUp(withIds(file.nodes, ids), before, { ...request, key: file.id }),
			noteOf(file, next),
		],
		connections: file.connections,
		settings: withIds(settingsFor(file, before, mark), ids),
	};
	const isSame = before !== undefined && isUntouched && isAsPlanned(before, workflow);
	const wasLive = mark?.published === true;
	return {
		key: file.id,
		name,
		id: before?.id,
		todo: before === undefined ? 'create' : isLeft || isSame ? 'none' : 'update',
		publish: before !== undefined && !isLeft && (isLive ? isBehind(before, file.id) : !wasLive),
		isPublished: isLive,
		staysUnpublished: !isLive && wasLive,
		kept: isLeft ? edits : null,
		installedVersion: mark?.version ?? null,
		fingerprint: next.file,
		workflow,
		surplus: surplus.map(({ id }) => id),
	};
}

const NOT_THERE: Edits = { known: true, mark: undefined, changes: [] };

/**
 * Whether an update was stored, but n8n could not publish it. A draft of a person is not published: only what an
 * install wrote.
 */
function isBehind(workflow: N8nWorkflow, key: string): boolean {
	const { activeVersion } = workflow;
	if ((activeVersion ?? null) === null) return false;
	const published = readMark({ ...workflow, nodes: activeVersion?.nodes ?? [] }, key);
	return published !== undefined && published.file !== readMark(workflow, key)?.file;
}

/** A name that a person has changed stays: nothing depends on it. */
function nameFor(
	file: PlaybookFile,
	before: N8nWorkflow | undefined,
	isReplaced: boolean,
	given: string | undefined,
): string {
	if (before === undefined || isReplaced || before.name === given) return file.name;
	return before.name;
}

/** The settings of the workflow that no person has changed; n8n keeps those that it is not sent. */
function settingsFor(
	{ settings }: PlaybookFile,
	before: N8nWorkflow | undefined,
	mark: ReturnType<typeof markOf> | undefined,
): Record<string, unknown> {
	if (before === undefined || mark === undefined) return settings;
	const now = withKeys(before, mark.ids).settings;
	const isOurs = ([name]: [string, unknown]) => now[name] === mark.settings[name];
	return Object.fromEntries(Object.entries(settings).filter(isOurs));
}

/** The mark says what the nodes and connections are; the rest is a person's. */
function isAsPlanned(before: N8nWorkflow, { name, nodes }: WorkflowBody): boolean {
	const there = new Map(before.nodes.map((node) => [node.id, node]));
	return (
		before.name === name &&
		nodes.every((node) => {
			const { credentials, notes } = there.get(node.id) ?? {};
			return (
				sortedJson(node.credentials ?? {}) === sortedJson(credentials ?? {}) &&
				(node.notes ?? '') === (notes ?? '')
			);
		})
	);
}
