import { bundled } from '../kit/bundle';

/**
 * For Code nodes: the states of a candidate (ServiceNow's eight), and the state that follows from an outcome
 * of Reclaim.
 */
export const CANDIDATE_STATES = `
${bundled('kit/labels.code')}
${bundled('../nodes/SalesforceLicenses/licensing/model/plural')}
const OPEN = ['Attention Required', 'Ready', 'Awaiting User', 'Awaiting Approval', 'Awaiting Revocation'];
const now = new Date().toISOString();

function moved(candidate, changes, note) {
	const notes = [...(candidate.notes || []), { at: now, text: note }];
	const closed = changes.state && changes.state.startsWith('Closed') ? { closedAt: now } : {};
	return { ...candidate, ...closed, ...changes, notes };
}

// Reclaim's output is stored unchanged: Restore accepts steps, before-image and seal only together.
function record(outcome) {
	return { result: outcome, before: outcome.before, seal: outcome.seal || null };
}

// A run can be interrupted, and may then have written any step of its plan.
function underWay(plan) {
	return record({ ...plan, outcome: 'unknown' });
}

// Something was reclaimed, or may have been: it can be given back.
function isTaken(candidate) {
	const { steps, outcome } = candidate.result || {};
	return Boolean(candidate.before) && (steps || []).some((step) => ['done', 'unknown'].includes(step.outcome) || (outcome === 'unknown' && step.outcome === 'planned'));
}

function canBeGivenBack(candidate) {
	if (candidate.state === 'Closed Complete') return Boolean(candidate.before);
	return isTaken(candidate) && (candidate.state === 'Attention Required' || (candidate.state === 'Awaiting Revocation' && Boolean(candidate.graceUntil)));
}

// The profile as it is now decides, not as it was on the day a candidate was found. What is missing from it, or
// was changed by hand to anything else, never takes a seat away: it stays a dry run, asks first, and keeps.
const isDryRun = (profile) => profile.dryRun !== false;
const asksFirst = (profile) => profile.notifyUser !== false;
const silenceReclaims = (profile) => profile.onSilence === 'reclaim';
const daysToAnswer = (profile) => (Number(profile.daysToAnswer) > 0 ? Number(profile.daysToAnswer) : 7);

// Answers and silence reclaim one candidate at a time, so the limit of the profile holds for the last 24 hours as well.
function overTheLimit(profile, candidates, toReclaim) {
	const users = new Set(toReclaim.map(({ userId }) => userId));
	const isRecent = ({ revocationStartedAt }) => Boolean(revocationStartedAt) && Date.parse(revocationStartedAt) > Date.now() - 86400000;
	const recent = new Set(candidates.filter((row) => isRecent(row) && !users.has(row.userId)).map(({ userId }) => userId));
	// One run alone is held to the limit by Reclaim, which says so in every candidate.
	if (recent.size === 0 || users.size + recent.size <= profile.maxUsers) return '';
	return 'The profile allows ' + plural(Number(profile.maxUsers) || 0, 'user') + ' in 24 hours. Reclaim was started for ' + plural(recent.size, 'user') + ' in that time, and this run has ' + plural(users.size, 'more user') + '. Nothing was reclaimed. Wait, choose fewer candidates, or raise "Maximum users per run" in the Guided Setup.';
}

// What Salesforce would certainly refuse, with the fix: no one is asked until it is fixed.
function refusal(blockers) {
	const refusing = (blockers || []).filter(({ effect }) => effect === 'refuses');
	return refusing.length === 0 ? null : refusing.map(({ text, fix }) => text + ' ' + fix).join(' ');
}

// Reclaim was given the steps it had already written, so its outcome covers them too: Restore undoes every write.
function afterReclaim(candidate, outcome) {
	const kept = { outcome: outcome.outcome, reason: outcome.reason, errorCode: outcome.errorCode, ...record(outcome) };
	switch (outcome.outcome) {
		case 'done':
		case 'alreadyDone':
			return moved(candidate, { ...kept, state: 'Closed Complete' }, outcome.outcome === 'done' ? 'Reclaimed.' : 'Already reclaimed.');
		case 'skipped':
			return moved(candidate, { ...kept, state: 'Closed Canceled' }, outcome.reason || 'The license was used again.');
		default:
			return moved(candidate, { ...kept, state: 'Attention Required' }, 'Reclaim: ' + labelOf(OUTCOME_LABELS, outcome.outcome) + '. ' + (outcome.reason || ''));
	}
}

// With a grace period, Reclaim freezes first; the Update job deactivates when it is over.
function afterFreeze(candidate, outcome, graceDays) {
	const graceUntil = new Date(Date.now() + (graceDays || 0) * 86400000).toISOString();
	return moved(candidate, { graceUntil, outcome: outcome.outcome, ...record(outcome) }, 'Frozen. Deactivation is due after ' + graceUntil + '.');
}

// Input of Reclaim: the candidate as it was found, so that later activity still cancels it, and the steps written
// so far, so that the outcome covers them too.
function request(candidate, action) {
	const { result, before, seal } = candidate;
	const earlier = result && result.steps && isTaken(candidate) ? { steps: result.steps, before, seal, ...(result.outcome === 'unknown' ? { outcome: 'unknown' } : {}) } : {};
	return { ...candidate.candidate, ...earlier, action, saving: candidate.saving };
}

// Input of Restore.
function toRestore({ candidateKey, orgId, userId, licenseKind, licenseIdentifier, action, before, result, seal, saving }) {
	return { candidateKey, orgId, userId, licenseKind, licenseIdentifier, action, outcome: (result && result.outcome) || 'done', before, steps: (result && result.steps) || [], saving, seal };
}
`;

/** For Code nodes: who decides when a user wants to keep a license. */
export const WHO_DECIDES = `
// Users never decide about their own license, and a manager is a user of the same org.
function whoDecides(row, profile, subscriptions) {
	const plain = (address) => String(address || '').trim().toLowerCase();
	const own = [row.email, row.username].map(plain);
	const manager = subscriptions.find(({ orgId, userId, isActive }) => profile.orgId && orgId === profile.orgId && row.managerId && row.managerId !== row.userId && userId === row.managerId && isActive);
	const people = [{ to: manager && manager.email, name: manager && manager.name }, { to: profile.managerEmail, name: '' }];
	return people.find(({ to }) => plain(to) && !own.includes(plain(to))) || { to: '', name: '' };
}
`;
