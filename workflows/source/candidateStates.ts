/**
 * For Code nodes: the states of a candidate, which are ServiceNow's eight, and what an outcome of Reclaim
 * makes of a candidate.
 */
export const CANDIDATE_STATES = `
const OPEN = ['Attention Required', 'Ready', 'Awaiting User', 'Awaiting Approval', 'Awaiting Revocation'];
const now = new Date().toISOString();

function moved(candidate, changes, note) {
	const notes = [...(candidate.notes || []), { at: now, text: note }];
	const closed = changes.state && changes.state.startsWith('Closed') ? { closedAt: now } : {};
	return { ...candidate, ...closed, ...changes, notes };
}

// The before-image of the first write stays: Restore has to go back to what was before all of it.
function afterReclaim(candidate, outcome) {
	const kept = { outcome: outcome.outcome, reason: outcome.reason, errorCode: outcome.errorCode, result: outcome, before: candidate.before || outcome.before };
	switch (outcome.outcome) {
		case 'done':
		case 'alreadyDone':
			return moved(candidate, { ...kept, state: 'Closed Complete' }, 'Reclaimed (' + outcome.outcome + ').');
		case 'skipped':
			return moved(candidate, { ...kept, state: 'Closed Canceled' }, outcome.reason || 'Activity was seen again.');
		default:
			return moved(candidate, { ...kept, state: 'Attention Required' }, 'Reclaim: ' + outcome.outcome + '. ' + (outcome.reason || ''));
	}
}

// What Reclaim gets: the candidate as it was found, so that later activity still cancels it.
function request(candidate, action) {
	return { ...candidate.candidate, action, saving: candidate.saving };
}
`;
