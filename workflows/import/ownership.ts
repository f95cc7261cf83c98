import { createHash } from 'node:crypto';

import type { INode } from 'n8n-workflow';
import { z } from 'zod';

import type { PlaybookFile } from './playbookFiles';
import { printable } from './printable';

/**
 * Finds the workflows of an n8n that an earlier import created, so that the import changes no others.
 *
 * `n8n import:workflow` keeps the ids of the files. The public API assigns new ids, and keeps no other mark of
 * ours than the ids of the nodes: `meta` and `tags` are read-only there (n8n's openapi.yml, workflow). So the
 * node ids are the mark: "slAlert-inputs" is a node of the file "slAlert". Saving in the editor keeps them.
 * *Duplicate*, *Import from File* and pasting assign new ones, so a person's copy is not ours.
 */
export type Workflow = z.infer<typeof WORKFLOW>;

export const WORKFLOW = z.object({
	id: z.string().min(1),
	name: z.string(),
	isArchived: z.boolean().nullish(),
	nodes: z.array(z.custom<INode>((node) => typeof node === 'object' && node !== null)),
});

export interface Match {
	file: PlaybookFile;
	/** The workflow on this n8n, if it exists. */
	before: Workflow | undefined;
}

/**
 * Finds the workflow of each file on this n8n: by id, else by mark. Throws, and lists them all, if several
 * match, or if a workflow that is not ours has the name of one of ours.
 */
export function matchOurs(files: PlaybookFile[], there: Workflow[]): Match[] {
	const ids = new Set(files.map(({ id }) => id));
	const found = files.map((file) => {
		const byId = there.filter(({ id }) => id === file.id);
		const byMark = there.filter(({ id, nodes }) => !ids.has(id) && isMarked(nodes, file.id));
		return { file, candidates: byId.length > 0 ? byId : byMark };
	});
	const doubled = found.filter(({ candidates }) => candidates.length > 1);
	const claimed = new Set(found.flatMap(({ candidates }) => candidates));
	const names = new Set(files.map(({ name }) => name));
	const foreign = there.filter((one) => names.has(one.name.trim()) && !claimed.has(one));
	const problems = [
		...(foreign.length === 0
			? []
			: [
					'These workflows have the same name as a workflow of the playbook, but the import did not create them:',
					...foreign.map((one) => `  ${labelOf(one)}`),
					'Rename or archive them in n8n.',
				]),
		...doubled.flatMap(({ file, candidates }) => [
			`More than one workflow matches "${printable(file.name)}" of the playbook:`,
			...candidates.map((one) => `  ${labelOf(one)}`),
			'Archive all but the one that the import should update.',
		]),
	];
	if (problems.length > 0) {
		problems.unshift('Nothing was written.');
		throw new Error(`${problems.join('\n')}\nThen run the import again.`);
	}
	return found.map(({ file, candidates }) => ({ file, before: candidates[0] }));
}

/** The file as part of the pair for an additional org. Its mark contains the name of the pair. */
export function asPair(file: PlaybookFile, pair: string): PlaybookFile {
	const key = createHash('sha256').update(pair).digest('hex').slice(0, 12);
	return withMark(file, `${file.id}Pair-${key}`, `${file.name} (${pair})`);
}

/** One copy of the file for every imported pair, with the current name of the pair. */
export function pairsOf(file: PlaybookFile, there: Workflow[]): PlaybookFile[] {
	const pairs = new Map<string, PlaybookFile>();
	for (const { name, nodes } of there) {
		for (const node of nodes) {
			const id = new RegExp(`^${file.id}Pair-[0-9a-f]{12}(?=-)`).exec(String(node.id))?.[0];
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
const isMarked = (nodes: INode[], id: string): boolean =>
	nodes.filter((node) => String(node.id).startsWith(`${id}-`)).length * 2 > nodes.length;

const labelOf = ({ id, name }: Workflow): string => `"${printable(name)}" (id ${printable(id)})`;
