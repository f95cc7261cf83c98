import { hashOf } from './hash';
import type { N8nWorkflow, NodeJson, PlaybookFile } from './workflow';

/**
 * Finds the workflows of an n8n that an earlier install created, so that an install changes no others.
 *
 * `n8n import:workflow` keeps the IDs of the files. The public API assigns new ones, and keeps no other mark of ours
 * than what is in the nodes. So the node IDs are the mark: "slAlert-inputs" is a node of the file "slAlert". Saving in
 * the editor keeps them. *Duplicate*, *Import from File* and pasting assign new ones: a person's copy is not ours.
 */
export interface Match {
	file: PlaybookFile;
	/** The workflow on this n8n, if it exists. */
	before: N8nWorkflow | undefined;
	/** Workflows that this very run created while another run created the same ones. */
	surplus: readonly N8nWorkflow[];
}

/** What cannot be decided by an install. Nothing was written. */
export class Undecided extends Error {}

/**
 * Finds the workflow of each file on this n8n: by ID, else by mark. Throws, and lists them all, if several match, or
 * if a workflow that is not ours has the name of one of ours.
 *
 * `created`: the IDs that this run created. Where another run has created the same at the same time, the older one
 * counts, for both runs; each of them removes only what it created itself.
 */
export function matchOurs(
	files: readonly PlaybookFile[],
	there: readonly N8nWorkflow[],
	created: ReadonlySet<string> = new Set(),
): Match[] {
	const keys = new Set(files.map(({ id }) => id));
	const found = files.map((file) => {
		return { file, candidates: oursAmong(there, file.id, keys) };
	});
	const doubled = found.filter(({ candidates }) => {
		return candidates.length > 1 && !candidates.some(({ id }) => created.has(id));
	});
	const claimed = new Set(found.flatMap(({ candidates }) => candidates));
	const names = new Set(files.map(({ name }) => name));
	const foreign = there.filter((one) => names.has(one.name.trim()) && !claimed.has(one));
	const problems = [
		...(foreign.length === 0
			? []
			: [
					'These workflows have the same name as a workflow of the playbook, but the installer did not create them:',
					...foreign.map((one) => `  ${labelOf(one)}`),
					'Rename or archive them in n8n.',
				]),
		...doubled.flatMap(({ file, candidates }) => [
			`More than one workflow matches "${plain(file.name)}" of the playbook:`,
			...candidates.map((one) => `  ${labelOf(one)}`),
			'Archive all but the one that is to be updated.',
		]),
	];
	if (problems.length > 0) {
		throw new Undecided(
			[...problems, 'Nothing was written. Run this again after that.'].join('\n'),
		);
	}
	return found.map(({ file, candidates: [before, ...others] }) => {
		return { file, before, surplus: others.filter(({ id }) => created.has(id)) };
	});
}

/** The workflows that are the one of this key: one, unless something went wrong; the oldest first. */
export function oursAmong(
	there: readonly N8nWorkflow[],
	key: string,
	keys: ReadonlySet<string> = new Set(),
): N8nWorkflow[] {
	const byId = there.filter(({ id }) => id === key);
	const byMark = there.filter(({ id, nodes }) => !keys.has(id) && isMarked(nodes, key));
	return oldestFirst(byId.length > 0 ? byId : byMark);
}

const oldestFirst = (workflows: N8nWorkflow[]): N8nWorkflow[] =>
	workflows
		.map((workflow) => ({ workflow, at: `${workflow.createdAt ?? ''} ${workflow.id}` }))
		.sort((a, b) => (a.at < b.at ? -1 : 1))
		.map(({ workflow }) => workflow);

/** The file as part of the pair for an additional org. Its mark contains the name of the pair. */
export function asPair(file: PlaybookFile, pair: string): PlaybookFile {
	return withMark(file, `${file.id}Pair-${hashOf(pair).slice(-12)}`, `${file.name} (${pair})`);
}

/** One copy of the file for every pair that is there, with the current name of the pair. */
export function pairsOf(file: PlaybookFile, there: readonly N8nWorkflow[]): PlaybookFile[] {
	const pairs = new Map<string, PlaybookFile>();
	for (const { name, nodes } of there) {
		for (const node of nodes) {
			const id = new RegExp(`^${file.id}Pair-[0-9a-f]{12}(?=-)`).exec(node.id)?.[0];
			if (id === undefined || pairs.has(id) || !isMarked(nodes, id)) continue;
			pairs.set(id, withMark(file, id, name));
		}
	}
	return [...pairs.values()];
}

function withMark(file: PlaybookFile, id: string, name: string): PlaybookFile {
	const nodes = file.nodes.map((node) => ({
		...node,
		id: `${id}${node.id.slice(file.id.length)}`,
	}));
	return { ...file, id, name, nodes };
}

/** Most nodes must be ours: a person's own workflow with a few copied nodes is not ours. */
const isMarked = (nodes: readonly NodeJson[], key: string): boolean =>
	nodes.filter(({ id }) => id.startsWith(`${key}-`)).length * 2 > nodes.length;

const labelOf = ({ id, name }: N8nWorkflow): string => `"${plain(name)}" (id ${plain(id)})`;

/** Without characters that control a terminal or change the reading direction (Unicode's Cc, Cf, Cs, Zl, Zp). */
const plain = (text: string): string =>
	text
		.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
		.trim()
		.slice(0, 300);
