import { PROFILE } from '../kit/profileInput';
import { CONTRACT } from '../subflows/contract';
import { CANDIDATE_STATES, WHO_DECIDES } from './states.code';

export const OPEN_CANDIDATES = `
${CANDIDATE_STATES}
const open = $('Read Candidates').first().json.rows.filter((row) => OPEN.includes(row.state));
return [{ json: { open, requests: open.map((row) => request(row, row.action)) } }];
`;

export const SETTLE = `
${CONTRACT}
${CANDIDATE_STATES}
${WHO_DECIDES}
const profile = ${PROFILE};
// A candidate that changed during the dry run is skipped; the next run checks it.
const changedAt = $('Read Candidates Again').isExecuted ? new Map($('Read Candidates Again').first().json.rows.map((row) => [row.id, row.updatedAt])) : null;
const open = $('Open Candidates').first().json.open.filter((row) => !changedAt || changedAt.get(row.id) === row.updatedAt);
const asked = $('Dry Run').isExecuted ? contract($('Dry Run').first().json) : null;
const plans = new Map(((asked && asked.rows) || []).map((outcome) => [outcome.candidateKey, outcome]));
const subscriptions = new Map($('Read Subscriptions').first().json.rows.map((row) => [row.subscriptionKey, row]));
// A kind without any stored row was never read, so none of its seats can be missing.
const storedKinds = new Set([...subscriptions.values()].map((row) => row.licenseKind));
// A run that started within the last hour may still be running.
const isRunning = (row) => row.state === 'Awaiting Revocation' && !row.graceUntil && row.executionId !== 'interrupted' && Date.parse(row.revocationStartedAt) > Date.now() - 3600000;
const write = [];
const finish = [];
const canAsk = (row) => profile.notifyUser === false || (Boolean(row.email) && (row.errorCode !== 'NO_MANAGER' || whoDecides(row, profile, [...subscriptions.values()]).to !== ''));
// A question ends when its time is over. If it is still open an hour later, its execution is lost (for example, deleted).
const lostQuestion = (row) => (['Awaiting User', 'Awaiting Approval'].includes(row.state) || row.decision === 'appeal') && row.answerUntil && Date.parse(row.answerUntil) < Date.now() - 3600000;
for (const stored of open) {
	if (isRunning(stored)) continue;
	const subscription = subscriptions.get(stored.candidateKey);
	const row = { ...stored, email: stored.email || (subscription && subscription.email) || null };
	const begun = Boolean(row.revocationStartedAt);
	const frozen = Boolean(row.graceUntil);
	const plan = plans.get(row.candidateKey);
	const usedAgain = subscription && subscription.lastActivityAt && (!row.lastActivityAt || subscription.lastActivityAt > row.lastActivityAt);
	if (plan && plan.outcome === 'alreadyDone') {
		if (begun) write.push(afterReclaim(row, plan));
		else write.push(moved(row, { state: 'Closed Skipped', reason: plan.reason }, 'The seat was already removed. ' + plan.reason));
	} else if (plan && plan.outcome === 'skipped' && isTaken(row)) {
		const reason = 'The license was used again after Reclaim had started. Give it back in the form "Reclaim or Give Back".';
		if (row.reason !== reason) write.push(moved(row, { state: 'Attention Required', reason, ...record(plan) }, reason + ' ' + plan.reason));
	} else if ((plan && plan.outcome === 'skipped') || (!plan && usedAgain && !begun)) {
		write.push(moved(row, { state: 'Closed Canceled', reason: plan ? plan.reason : 'Used again on ' + subscription.lastActivityAt + '.' }, 'The license was used again.'));
	} else if (!plan && storedKinds.has(row.licenseKind) && !subscription && !begun) {
		write.push(moved(row, { state: 'Closed Skipped', reason: 'The user no longer has this license.' }, 'The user no longer has this license in the org.'));
	} else if (plan && plan.outcome === 'planned' && row.state === 'Awaiting Revocation' && begun && profile.dryRun === false && row.decision !== 'appeal') {
		// In its grace period it is skipped. Otherwise the run that started it was interrupted.
		const inGrace = frozen && row.graceUntil > now;
		// A user who was due to be frozen first is frozen now, and gets the grace period.
		const freezeFirst = !frozen && Boolean(row.plan) && row.plan.action === 'freeze' && row.action !== 'freeze';
		if (!inGrace) finish.push({ ...row, plan: freezeFirst ? stored.plan : plan, freezeFirst, request: request(row, freezeFirst ? 'freeze' : row.action) });
	} else if (plan && plan.outcome === 'planned' && ['Ready', 'Attention Required'].includes(row.state) && refusal(plan.blockers)) {
		const reason = refusal(plan.blockers);
		if (row.reason !== reason) write.push(moved(row, { state: 'Attention Required', errorCode: 'BLOCKED', reason }, 'Blocker: ' + reason));
	} else if (plan && plan.outcome === 'planned' && row.state === 'Attention Required' && canAsk(row)) {
		write.push(moved(row, { state: 'Ready', reason: null, errorCode: null, revocationStartedAt: null }, 'The blocker is resolved.'));
	} else if (plan && plan.outcome === 'planned' && lostQuestion(row)) {
		write.push(moved(row, { state: 'Ready', reason: null }, 'The question got lost and will be asked again.'));
	} else if (plan && ['blocked', 'failed'].includes(plan.outcome) && ['Ready', 'Awaiting Revocation'].includes(row.state)) {
		write.push(moved(row, { state: 'Attention Required', reason: plan.reason, errorCode: plan.errorCode, ...(isTaken(row) ? record(plan) : {}) }, labelOf(OUTCOME_LABELS, plan.outcome) + ': ' + plan.reason));
	}
}
// Before anything is written, the candidate is stored with its plan and before-image.
for (const { request: _, freezeFirst, ...row } of finish) write.push(moved(row, { ...(freezeFirst ? {} : underWay(row.plan)), revocationStartedAt: now }, 'Resuming reclaim.'));
return [{ json: { status: asked && asked.status === 'failure' ? 'failure' : 'success', errorMessage: asked ? asked.errorMessage : '', write, finish } }];
`;

export const FINISHED = `
${CONTRACT}
${CANDIDATE_STATES}
const answer = contract($('Finish Reclaim').first().json);
const outcomes = new Map(answer.rows.map((outcome) => [outcome.candidateKey, outcome]));
const stored = new Map($('Settle').first().json.write.map((row) => [row.id, row]));
const write = $('Settle').first().json.finish.map(({ id, freezeFirst }) => {
	const row = stored.get(id);
	const outcome = outcomes.get(row.candidateKey);
	if (outcome && freezeFirst && ['done', 'alreadyDone'].includes(outcome.outcome)) return afterFreeze(row, outcome, ${PROFILE}.graceDays);
	if (outcome) return afterReclaim(row, outcome);
	return moved(row, { reason: answer.errorMessage }, 'Reclaim did not run: ' + answer.errorMessage);
});
return [{ json: { status: answer.status, errorMessage: answer.errorMessage, write } }];
`;

export const UPDATE_ANSWER = `
const settle = $('Settle').first().json;
const outcomes = $('Outcomes').isExecuted ? $('Outcomes').first().json : { status: 'success', errorMessage: '', write: [] };
const counts = { open: $('Open Candidates').first().json.open.length };
const last = new Map([...settle.write, ...outcomes.write].map((row) => [row.id, row.state]));
for (const state of last.values()) counts[state] = (counts[state] || 0) + 1;
const failed = [settle, outcomes].filter(({ status }) => status === 'failure');
return [{ json: { status: failed.length > 0 ? 'failure' : 'success', errorMessage: failed.map(({ errorMessage }) => errorMessage).join(' '), created: 0, updated: last.size, removed: 0, counts } }];
`;
