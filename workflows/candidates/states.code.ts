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

// Restore gives back what the steps took, so the steps of every run are kept: of the freeze, and of what came after it.
function withEarlierSteps(candidate, outcome) {
	return { ...outcome, steps: [...((candidate.result && candidate.result.steps) || []), ...(outcome.steps || [])] };
}

// A run that was cut off may have written any step of its plan.
function cutOff(candidate) {
	const steps = ((candidate.plan && candidate.plan.steps) || []).map((step) => ({ ...step, outcome: 'unknown' }));
	return { ...candidate, result: withEarlierSteps(candidate, { ...candidate.result, steps }) };
}

// Something was, or may have been, taken: it can be given back.
function isTaken(candidate) {
	const steps = (candidate.result && candidate.result.steps) || [];
	return Boolean(candidate.before) && steps.some(({ outcome }) => ['done', 'unknown'].includes(outcome));
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

// The before-image of the first write stays: Restore has to go back to what was before all of it.
function afterReclaim(candidate, outcome) {
	const kept = { outcome: outcome.outcome, reason: outcome.reason, errorCode: outcome.errorCode, result: withEarlierSteps(candidate, outcome), before: candidate.before || outcome.before };
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
	return moved(candidate, { graceUntil, result: withEarlierSteps(candidate, outcome), outcome: outcome.outcome, before: candidate.before || outcome.before }, 'Frozen. To be deactivated after ' + graceUntil + '.');
}

// What Reclaim gets: the candidate as it was found, so that later activity still cancels it.
function request(candidate, action) {
	return { ...candidate.candidate, action, saving: candidate.saving };
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
