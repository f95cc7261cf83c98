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

// What Reclaim put out is stored as it is: steps, before-image and seal belong together, and Restore takes nothing else.
function record(outcome) {
	return { result: outcome, before: outcome.before, seal: outcome.seal || null };
}

// A run that is under way may be cut off, and then have written any step of its plan.
function underWay(plan) {
	return record({ ...plan, outcome: 'unknown' });
}

// Something was, or may have been, taken: it can be given back.
function isTaken(candidate) {
	const { steps, outcome } = candidate.result || {};
	return Boolean(candidate.before) && (steps || []).some((step) => ['done', 'unknown'].includes(step.outcome) || (outcome === 'unknown' && step.outcome === 'planned'));
}

function canBeGivenBack(candidate) {
	if (candidate.state === 'Closed Complete') return Boolean(candidate.before);
	return isTaken(candidate) && (candidate.state === 'Attention Required' || (candidate.state === 'Awaiting Revocation' && Boolean(candidate.graceUntil)));
}

// What Salesforce would surely refuse, with the cure: nobody is asked before it is mended.
function refusal(blockers) {
	const refusing = (blockers || []).filter(({ effect }) => effect === 'refuses');
	return refusing.length === 0 ? null : refusing.map(({ text, fix }) => text + ' ' + fix).join(' ');
}

// Reclaim got what it had written before, and its outcome covers all of it: Restore goes back to before the first write.
function afterReclaim(candidate, outcome) {
	const kept = { outcome: outcome.outcome, reason: outcome.reason, errorCode: outcome.errorCode, ...record(outcome) };
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

// With days of grace Reclaim freezes first; the Update job deactivates when they are over.
function afterFreeze(candidate, outcome, graceDays) {
	const graceUntil = new Date(Date.now() + (graceDays || 0) * 86400000).toISOString();
	return moved(candidate, { graceUntil, outcome: outcome.outcome, ...record(outcome) }, 'Frozen. To be deactivated after ' + graceUntil + '.');
}

// What Reclaim gets: the candidate as it was found, so that later activity still cancels it, and what it has written
// so far, so that its outcome covers that too.
function request(candidate, action) {
	const { result, before, seal } = candidate;
	const earlier = result && result.steps && isTaken(candidate) ? { steps: result.steps, before, seal, ...(result.outcome === 'unknown' ? { outcome: 'unknown' } : {}) } : {};
	return { ...candidate.candidate, ...earlier, action, saving: candidate.saving };
}

// What Restore gets.
function toRestore({ candidateKey, orgId, userId, licenseKind, licenseIdentifier, action, before, result, seal, saving }) {
	return { candidateKey, orgId, userId, licenseKind, licenseIdentifier, action, outcome: (result && result.outcome) || 'done', before, steps: (result && result.steps) || [], saving, seal };
}
`;

/** For Code nodes: who decides when a user wants to keep a license. */
export const WHO_DECIDES = `
// Nobody decides about a license of their own.
function whoDecides(row, profile, subscriptions) {
	const manager = subscriptions.find(({ userId, isActive }) => row.managerId && userId === row.managerId && isActive);
	const people = [{ to: manager && manager.email, name: manager && manager.name }, { to: profile.managerEmail, name: '' }];
	return people.find(({ to }) => to && to.toLowerCase() !== String(row.email).toLowerCase()) || { to: '', name: '' };
}
`;
