/**
 * Whether the workflows of the playbook fit the package that runs them: an update of the package does not reach
 * them, and n8n runs a workflow even if it needs what the package does not have.
 */

const VERSION = /^(\d+)\.(\d+)\.\d+(?:[-+][\w.+-]+)?$/;

const INSTALLER = 'Salesforce Licenses: Install the Playbook';

/** A sentence that says what to do; empty if they fit, or if the caller gives no version. Patches fit each other. */
export function versionNote(playbook: string, own: string): string {
	if (playbook === '') return '';
	const of = seriesOf(playbook);
	const ours = seriesOf(own);
	if (of === null || ours === null) {
		return `The version of the playbook cannot be read, so it is not known whether its workflows fit the package (${own}). Run "${INSTALLER}" again.`;
	}
	const difference = of[0] - ours[0] || of[1] - ours[1];
	if (difference === 0) return '';
	const both = `The workflows of the playbook are version ${playbook}, and the package n8n-nodes-salesforce-licenses is version ${own}.`;
	return difference < 0
		? `${both} Run "${INSTALLER}" again to update the workflows.`
		: `${both} Update the package on every n8n process, in Settings > Community nodes.`;
}

function seriesOf(version: string): readonly [major: number, minor: number] | null {
	const found = VERSION.exec(version);
	return found === null ? null : [Number(found[1]), Number(found[2])];
}
