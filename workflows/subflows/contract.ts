/** For Code nodes: what a subflow answered, in the playbook's contract whatever came. */
export const CONTRACT = `
function contract(answer) {
	// What does not say which kinds it read has read none: nothing may be taken for gone because it is not there.
	const known = { readKinds: [], unreadKinds: [], isComplete: false, warnings: [] };
	if (answer && answer.status === 'success') return { ...known, ...answer };
	const text = (answer && (answer.errorMessage || (answer.error && answer.error.message) || answer.error)) || 'The subflow gave no answer.';
	const hint = /not active|not find|does not exist/i.test(String(text)) ? ' Check that the subflow named in the profile exists, has a credential and is published.' : '';
	return { status: 'failure', errorMessage: String(text) + hint, counts: {}, rows: [], ...known };
}
`;
