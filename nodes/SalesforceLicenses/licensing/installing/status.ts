import type { Edits } from './edits';
import type { Planned } from './plan';

/** What became of a workflow, as a sentence for people. `refusal`: what n8n said; empty where it did not refuse. */
export function statusOf(
	{ todo, publish, isPublished, staysUnpublished, kept }: Planned,
	done: readonly string[],
	refusal: string,
): string {
	if (refusal !== '') return `${isPublished ? 'Not updated' : 'Not published'}: ${refusal}`;
	if (kept !== null) {
		return `Left as it is: ${because(changesOf(kept))}. To update it, choose Changed Workflows: Replace or Delete`;
	}
	if (todo === 'create') return 'To be created';
	if (publish) return todo === 'update' ? 'To be updated and published' : 'To be published';
	if (done.includes('create')) return `Created${isPublished ? ' and published' : ''}`;
	if (staysUnpublished) return 'Someone unpublished it, and it stays unpublished';
	if (done.includes('update')) return 'Updated';
	return todo === 'update' ? 'To be updated' : 'Up to date';
}

/** What a person has changed, in words. */
export function changesOf(edits: Edits | null): readonly string[] {
	if (edits === null) return [];
	return edits.known ? edits.changes : ['nothing says what was changed in it'];
}

export const because = (changes: readonly string[]): string => changes.join(', ');
