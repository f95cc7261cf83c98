import type { Edits } from './edits';
import { editsOf } from './edits';
import { oursAmong, pairsOf } from './ownership';
import type { N8nWorkflow, Playbook } from './workflow';
import { inCallOrder, isPublished } from './workflow';

export interface PlannedRemoval {
	key: string;
	name: string;
	id: string;
	/** n8n deletes only what is not published. What a person has changed stays, and no longer runs. */
	todo: 'delete' | 'unpublish' | 'none';
	kept: Edits | null;
}

/** Callers go before what they call. Tables are not workflows: they stay unless someone deletes them. */
export function planUninstall(
	playbook: Playbook,
	there: readonly N8nWorkflow[],
	changed: 'keep' | 'replace',
): PlannedRemoval[] {
	const paired = playbook.workflows.filter(({ id }) => playbook.pair.includes(id));
	const pairs = paired.flatMap((file) => pairsOf(file, there));
	const files = [...inCallOrder(playbook.workflows).reverse(), ...pairs];
	const ids: Record<string, string> = {};
	for (const { id } of playbook.workflows) {
		const [found] = oursAmong(there, id);
		if (found !== undefined) ids[id] = found.id;
	}
	return files.flatMap((shipped) => {
		const variant = playbook.inPostgres.find(({ id }) => id === shipped.id);
		return oursAmong(there, shipped.id).map((workflow): PlannedRemoval => {
			const all = [shipped, ...(variant === undefined ? [] : [variant])];
			const edits = all.map((file) =>
				editsOf(workflow, file, { ids, defaults: playbook.defaults }),
			);
			const isUntouched = edits.some((one) => one.known && one.changes.length === 0);
			const goes = isUntouched || changed === 'replace';
			return {
				key: shipped.id,
				name: workflow.name,
				id: workflow.id,
				todo: isPublished(workflow) ? 'unpublish' : goes ? 'delete' : 'none',
				kept: goes ? null : edits[0],
			};
		});
	});
}
