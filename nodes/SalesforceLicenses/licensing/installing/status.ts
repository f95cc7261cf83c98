import type { Edits } from './edits';
import type { Planned } from './plan';

/** What became of a workflow, as a sentence for people. `refusal`: what n8n said; empty where it did not refuse. */
export function statusOf(
	{ todo, publish, isPublished, staysUnpublished, kept }: Planned,
	done: readonly string[],
	refusal: string,
): string {
	if (refusal !== '')
		return `${isPublished ? 'Not updated' : 'Not published'}: ${inWords(refusal)}`;
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

/** How n8n calls the types in its menus. */
const CREDENTIAL_LABELS: ReadonlyArray<readonly [type: string, label: string]> = [
	['salesforceCrmOAuth2Api', 'Salesforce CRM OAuth2 API'],
	['smtp', 'SMTP'],
	['slackApi', 'Slack API'],
	['serviceNowBasicApi', 'ServiceNow Basic Auth'],
	['httpBasicAuth', 'Basic Auth'],
	['postgres', 'Postgres'],
];

/** n8n 2.41 lists a missing credential for each node, over many lines. */
function inWords(refusal: string): string {
	const missing = [...refusal.matchAll(/Missing required credential: (\w+)/g)].map(([, type]) => {
		return CREDENTIAL_LABELS.find(([known]) => known === type)?.[1] ?? type;
	});
	if (missing.length === 0) return refusal.replace(/\s+/g, ' ').trim();
	const types = [...new Set(missing)].join(' and ');
	return `it needs a credential of the type ${types}. Select it in the installer and run that again, or select it in the workflow and publish it`;
}
