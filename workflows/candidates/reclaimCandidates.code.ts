import { CONTRACT } from '../subflows/contract';
import { CANDIDATE_STATES } from './states.code';

export const PROFILE = "$('Read Profile').first().json.rows[0]";

export const CHOOSE = `
${CANDIDATE_STATES}
const { candidateIds, ask } = $('Inputs').first().json;
const profile = ${PROFILE};
const nothing = (errorMessage) => [{ json: { status: 'failure', errorMessage, ask: [], now: [] } }];
if (!profile) return nothing('There is no profile "' + $('Inputs').first().json.profile + '".');
if (profile.status !== 'Published') return nothing('The profile "' + profile.displayName + '" is a draft. Publish it in the Guided Setup.');
if (!profile.reclaimSubflow) return nothing('The profile "' + profile.displayName + '" only reports candidates: it has no reclaim subflow. To reclaim them, set "Reclaim subscriptions?" to Yes in the Guided Setup.');
const ids = new Set((candidateIds || []).map(Number));
const states = ask === false ? ['Ready', 'Awaiting User', 'Awaiting Approval', 'Awaiting Revocation'] : ['Ready'];
const chosen = $('Read Candidates').first().json.rows.filter((row) => states.includes(row.state) && (ids.size === 0 ? row.state === 'Ready' : ids.has(row.id)));
// The profile as it is now decides, not as it was when the candidate was found.
// A candidate with a decision resumes in Ask Before Reclaim where it stopped.
const asks = (row) => ask !== false && !isDryRun(profile) && (Boolean(row.decision) || asksFirst(profile));
const reclaimNow = chosen.filter((row) => !asks(row)).map((row) => {
	const freezeFirst = ['deactivate', 'wholeSeat'].includes(row.action) && profile.graceDays > 0 && !row.graceUntil;
	return { ...row, freezeFirst, request: request(row, freezeFirst ? 'freeze' : row.action) };
});
const limit = isDryRun(profile) ? '' : overTheLimit(profile, $('Read Candidates').first().json.rows, reclaimNow);
return [{ json: { status: limit ? 'failure' : 'success', errorMessage: limit, ask: chosen.filter(asks).map(({ id }) => id), now: limit ? [] : reclaimNow } }];
`;

export const PLANNED = `
${CONTRACT}
${CANDIDATE_STATES}
const profile = ${PROFILE};
const answer = contract($('Dry Run').first().json);
const plans = new Map(answer.rows.map((outcome) => [outcome.candidateKey, outcome]));
const write = [];
const apply = [];
if ($('Read Profile Again').first().json.count === 0) return [{ json: { status: 'failure', errorMessage: 'The profile was deleted while the job ran, so nothing was reclaimed.', write, apply } }];
// A candidate that changed during the dry run is skipped.
const changedAt = new Map($('Read Candidates Again').first().json.rows.map((row) => [row.id, row.updatedAt]));
for (const { freezeFirst, request: wanted, ...row } of $('Choose').first().json.now) {
	if (changedAt.get(row.id) !== row.updatedAt) continue;
	const plan = plans.get(row.candidateKey);
	if (!plan) continue;
	if (isDryRun(profile)) write.push(moved(row, { plan, outcome: plan.outcome, reason: plan.reason }, 'Dry run: ' + labelOf(OUTCOME_LABELS, plan.outcome) + '. ' + (plan.reason || '')));
	else if (plan.outcome === 'planned' || (freezeFirst && plan.outcome === 'alreadyDone' && plan.before && plan.before.isActive)) {
		const begun = moved(row, { state: 'Awaiting Revocation', plan, ...underWay(plan), revocationStartedAt: now, executionId: String($execution.id), reason: null }, 'Plan and before-image are stored. Starting reclaim.');
		write.push(begun);
		apply.push({ ...begun, freezeFirst, request: wanted });
	} else write.push(afterReclaim({ ...row, plan }, plan));
}
return [{ json: { status: answer.status, errorMessage: answer.errorMessage, write, apply } }];
`;

export const OUTCOMES = `
${CONTRACT}
${CANDIDATE_STATES}
const profile = ${PROFILE};
const answer = contract($('Reclaim').first().json);
const outcomes = new Map(answer.rows.map((outcome) => [outcome.candidateKey, outcome]));
const write = $('Planned').first().json.apply.map(({ freezeFirst, request: _, ...row }) => {
	const outcome = outcomes.get(row.candidateKey);
	if (!outcome) return moved(row, { state: 'Attention Required', reason: answer.errorMessage || 'Reclaim returned no outcome.' }, 'Reclaim: ' + (answer.errorMessage || 'no outcome.'));
	if (freezeFirst && ['done', 'alreadyDone'].includes(outcome.outcome)) return afterFreeze(row, outcome, profile.graceDays);
	return afterReclaim(row, outcome);
});
return [{ json: { status: answer.status, errorMessage: answer.errorMessage, write } }];
`;

export const ANSWER = `
const last = (name) => ($(name).isExecuted ? $(name).first().json : { status: 'success', errorMessage: '', write: [] });
const choose = last('Choose');
const planned = last('Planned');
const outcomes = last('Outcomes');
const counts = { asked: choose.ask.length, chosen: choose.now.length };
const states = new Map([...planned.write, ...outcomes.write].map((row) => [row.id, row.state]));
for (const state of states.values()) counts[state] = (counts[state] || 0) + 1;
const failed = [choose, planned, outcomes].filter(({ status }) => status === 'failure');
return [{ json: { status: failed.length > 0 ? 'failure' : 'success', errorMessage: failed.map(({ errorMessage }) => errorMessage).join(' '), counts } }];
`;
