import { fingerprintOf, isNote } from './fingerprint';
import { isMark, readMark, withKeys } from './mark';
import type { Mark } from './mark';
import type { Default, N8nWorkflow, PlaybookFile } from './workflow';

/** What a person has changed in a workflow of the playbook since it was installed. */
export type Edits =
	| { known: true; mark: Mark | undefined; changes: readonly string[] }
	/** Nobody can tell: the workflow has no mark, and it is not the one that ships now. */
	| { known: false };

/**
 * Compares the workflow with what the install wrote, or, where it has no mark, with what ships now. `file` is what
 * ships, with the key that the workflow has (a pair has one of its own).
 */
export function editsOf(
	workflow: N8nWorkflow,
	file: PlaybookFile,
	{ ids, defaults }: { ids: Record<string, string>; defaults: readonly Default[] },
): Edits {
	const key = file.id;
	const mark = readMark(workflow, key);
	if (mark !== undefined) return { known: true, mark, changes: changesSince(workflow, mark, key) };
	const shipped = { ids, defaults, fingerprint: fingerprintOf(file, key, defaults) };
	const isAsShipped = changesSince(workflow, shipped, key).length === 0;
	return isAsShipped ? { known: true, mark: undefined, changes: [] } : { known: false };
}

function changesSince(
	workflow: N8nWorkflow,
	{ ids, defaults, fingerprint }: Pick<Mark, 'ids' | 'defaults' | 'fingerprint'>,
	key: string,
): string[] {
	const now = withKeys(workflow, ids);
	const found = fingerprintOf(now, key, defaults);
	const partOf = (id: string): string => id.slice(key.length + 1);
	const known = Object.keys(fingerprint.nodes);
	// A person's own notes stay where they are, and are no change.
	const nodes = now.nodes.filter((node) => !isMark(node, key));
	const added = nodes.filter(
		(node) => !(isOwn(node.id, key) && known.includes(partOf(node.id))) && !isNote(node),
	);
	const changed = nodes.filter(({ id }) => {
		const before = isOwn(id, key) ? fingerprint.nodes[partOf(id)] : undefined;
		return before !== undefined && before !== found.nodes[partOf(id)];
	});
	const there = new Set(nodes.filter(({ id }) => isOwn(id, key)).map(({ id }) => partOf(id)));
	return [
		...changed.map(({ name }) => `node "${name}" was changed`),
		...added.map(({ name }) => `node "${name}" was added`),
		...known.filter((part) => !there.has(part)).map((part) => `node "${part}" was removed`),
		...(found.connections === fingerprint.connections ? [] : ['connections were changed']),
	];
}

const isOwn = (id: string, key: string): boolean => id.startsWith(`${key}-`);
