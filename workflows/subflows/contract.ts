/** For Code nodes: the answer of a subflow in the playbook's format, whatever the subflow returned. */
export const CONTRACT = `
function contract(answer) {
	// An answer that does not list the kinds it read has read none: missing rows must not count as removed.
	const known = { readKinds: [], unreadKinds: [], isComplete: false, warnings: [] };
	if (answer && answer.status === 'success') return { ...known, ...answer };
	const text = (answer && (answer.errorMessage || (answer.error && answer.error.message) || answer.error)) || 'The subflow returned no answer.';
	const hint = /not active|not find|does not exist/i.test(String(text)) ? ' Check that the subflow named in the profile exists, has a credential and is published.' : '';
	return { status: 'failure', errorMessage: String(text) + hint, counts: {}, rows: [], ...known };
}
`;

/** In an expression: how many calls of the daily budget a run of Reclaim took; each outcome says it of the whole run. */
export const callsOf = (node: string): string =>
	`($('${node}').isExecuted ? Number($('${node}').first().json.rows?.[0]?.run?.calls) || 0 : 0)`;

/** In an expression or a Code node: why a subflow failed, as a sentence; empty where it did not. */
export const failureOf = (node: string): string =>
	`((answer) => { const text = answer.status === 'success' ? '' : String(answer.errorMessage || answer.error?.message || answer.error || 'The subflow returned no answer.'); return /not active|not find|does not exist/i.test(text) ? text + ' Check that the subflow named in the profile exists, has a credential and is published.' : text; })($('${node}').first().json)`;
