import { callReclaim, CONTRACT, deleteRows, readRows, writeRows } from './calls';
import { CANDIDATE_STATES } from './candidateStates';
import type { WorkflowFile } from './canvas';
import { workflow } from './canvas';
import { IDS } from './ids';
import { call, code, ifTrue, inputs, loop } from './nodes';

const PROFILE = "$('Read Profile').first().json.rows[0]";

/** The button "Reclaim": asks first where the profile says so, else plans, stores, writes, stores. */
export function reclaimCandidates(): WorkflowFile {
	const caps = {
		maxUsers: `={{ ${PROFILE}.maxUsers }}`,
		maxPercent: `={{ ${PROFILE}.maxPercent }}`,
	};
	const subflow = `={{ ${PROFILE}.reclaimSubflow }}`;
	return workflow({
		id: IDS.reclaimCandidates,
		name: 'Reclaim Candidates',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'string', candidateIds: 'array', ask: 'boolean' }),
			'Read Profile': readRows(
				[1, 0],
				'salesforce_profiles',
				'displayName',
				'={{ $json.profile }}',
			),
			'Read Candidates': readRows(
				[2, 0],
				'salesforce_candidates',
				'profile',
				"={{ $('Inputs').first().json.profile }}",
			),
			Choose: code([3, 0], CHOOSE),
			'Any to Ask?': ifTrue([4, 0], '={{ $json.ask.length > 0 }}'),
			'Users to Ask': code(
				[4.8, -0.7],
				"return $('Choose').first().json.ask.map((id) => ({ json: { candidateId: id } }));",
			),
			'One by One': loop([5.6, -0.7]),
			'Ask Before Reclaim': {
				...call(
					[6.4, -1.2],
					`={{ '${IDS.approval}' }}`,
					{ candidateId: ['number', '={{ $json.candidateId }}'] },
					{ onError: 'continueRegularOutput' },
					{ waitForSubWorkflow: false },
				),
			},
			'Any to Reclaim Now?': {
				...ifTrue([7, 0], "={{ $('Choose').first().json.now.length > 0 }}"),
				settings: { executeOnce: true },
			},
			'Dry Run': callReclaim([8, -0.5], subflow, {
				task: 'reclaim',
				rows: "={{ $('Choose').first().json.now.map((row) => row.request) }}",
				dryRun: '={{ true }}',
				...caps,
			}),
			'Read Profile Again': readRows(
				[8.7, -1.2],
				'salesforce_profiles',
				'displayName',
				"={{ $('Inputs').first().json.profile }}",
			),
			'Read Candidates Again': readRows(
				[9.4, -1.2],
				'salesforce_candidates',
				'profile',
				"={{ $('Inputs').first().json.profile }}",
			),
			Planned: code([9.2, -0.5], PLANNED),
			'Write Plan': writeRows([10, -0.5], 'salesforce_candidates', '={{ $json.write }}'),
			'Any to Apply?': ifTrue([11, -0.5], "={{ $('Planned').first().json.apply.length > 0 }}"),
			Reclaim: callReclaim([12, -1], subflow, {
				task: 'reclaim',
				rows: "={{ $('Planned').first().json.apply.map((row) => row.request) }}",
				dryRun: '={{ false }}',
				...caps,
			}),
			Outcomes: code([13, -1], OUTCOMES),
			'Write Outcomes': writeRows([14, -1], 'salesforce_candidates', '={{ $json.write }}'),
			'Read Subscriptions': readRows(
				[15, -1],
				'salesforce_subscriptions',
				'profile',
				"={{ $('Inputs').first().json.profile }}",
			),
			'Delete Reclaimed': deleteRows(
				[16, -1],
				'salesforce_subscriptions',
				"={{ (() => { const done = new Set($('Outcomes').first().json.write.filter((row) => row.state === 'Closed Complete').map((row) => row.candidateKey)); return $json.rows.filter((row) => done.has(row.subscriptionKey)).map(({ id }) => ({ id })); })() }}",
			),
			Answer: code([17, 0], ANSWER),
		},
		flow: [
			'Inputs > Read Profile > Read Candidates > Choose > Any to Ask?',
			'Any to Ask?.0 > Users to Ask > One by One',
			'One by One.0 > Any to Reclaim Now?',
			'One by One.1 > Ask Before Reclaim > One by One',
			'Any to Ask?.1 > Any to Reclaim Now?',
			'Any to Reclaim Now?.0 > Dry Run > Read Profile Again > Read Candidates Again > Planned > Write Plan > Any to Apply?',
			'Any to Reclaim Now?.1 > Answer',
			'Any to Apply?.0 > Reclaim > Outcomes > Write Outcomes > Read Subscriptions > Delete Reclaimed > Answer',
			'Any to Apply?.1 > Answer',
		],
		notes: [
			{
				at: [0, -2.2],
				size: [4.4, 2],
				text: `## Reclaim Candidates
**In**: \`profile\`, \`candidateIds\` (empty: every candidate that is Ready), \`ask\` (whether to ask the users first where the profile says so).
**Out**: \`status\`, \`errorMessage\`, \`counts\`.

1. A **dry run** gives the plan with the before-image of every user.
2. Plan and before-image are **stored**, and the candidate is *Awaiting Revocation*. Only then is anything written.
3. The outcome is stored. If n8n is stopped in between, **After a Restart** or the next **Update** job settles it.

A profile with *dry run* on stops after 1. With days of grace, users are **frozen** first, and deactivated by the Update job when the days are over.`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}

const CHOOSE = `
${CANDIDATE_STATES}
const { candidateIds, ask } = $('Inputs').first().json;
const profile = ${PROFILE};
const nothing = (errorMessage) => [{ json: { status: 'failure', errorMessage, ask: [], now: [] } }];
if (!profile) return nothing('There is no profile "' + $('Inputs').first().json.profile + '".');
if (profile.status !== 'Published') return nothing('The profile "' + profile.displayName + '" is a draft. Publish it in the Guided Setup.');
if (!profile.reclaimSubflow) return nothing('The profile "' + profile.displayName + '" has no reclaim subflow, so candidates are found but never reclaimed. Choose one in the Guided Setup.');
const ids = new Set((candidateIds || []).map(Number));
const states = ask === false ? ['Ready', 'Awaiting User', 'Awaiting Approval', 'Awaiting Revocation'] : ['Ready'];
const chosen = $('Read Candidates').first().json.rows.filter((row) => states.includes(row.state) && (ids.size === 0 ? row.state === 'Ready' : ids.has(row.id)));
// Whoever has decided something is taken up by Ask Before Reclaim where it stopped.
const asks = (row) => ask !== false && profile.dryRun !== true && (Boolean(row.decision) || (row.notifyUser === true && profile.daysToAnswer > 0));
const now_ = chosen.filter((row) => !asks(row)).map((row) => {
	const freezeFirst = ['deactivate', 'wholeSeat'].includes(row.action) && profile.graceDays > 0 && !row.graceUntil;
	return { ...row, freezeFirst, request: request(row, freezeFirst ? 'freeze' : row.action) };
});
return [{ json: { status: 'success', errorMessage: '', ask: chosen.filter(asks).map(({ id }) => id), now: now_ } }];
`;

const PLANNED = `
${CONTRACT}
${CANDIDATE_STATES}
const profile = ${PROFILE};
const answer = contract($('Dry Run').first().json);
const plans = new Map(answer.rows.map((outcome) => [outcome.candidateKey, outcome]));
const write = [];
const apply = [];
if ($('Read Profile Again').first().json.count === 0) return [{ json: { status: 'failure', errorMessage: 'The profile was deleted while the job ran, so nothing was taken.', write, apply } }];
// Closed or taken by somebody else while the org was asked: left as it is.
const changedAt = new Map($('Read Candidates Again').first().json.rows.map((row) => [row.id, row.updatedAt]));
for (const { freezeFirst, request: wanted, ...row } of $('Choose').first().json.now) {
	if (changedAt.get(row.id) !== row.updatedAt) continue;
	const plan = plans.get(row.candidateKey);
	if (!plan) continue;
	if (profile.dryRun === true) write.push(moved(row, { plan, outcome: plan.outcome, reason: plan.reason }, 'Dry run: ' + plan.outcome + '. ' + (plan.reason || '')));
	else if (plan.outcome === 'planned' || (freezeFirst && plan.outcome === 'alreadyDone' && plan.before && plan.before.isActive)) {
		const begun = moved(row, { state: 'Awaiting Revocation', plan, before: row.before || plan.before, revocationStartedAt: now, executionId: String($execution.id), reason: null }, 'Plan and before-image stored; reclaim begins.');
		write.push(begun);
		apply.push({ ...begun, freezeFirst, request: wanted });
	} else write.push(afterReclaim({ ...row, plan }, plan));
}
return [{ json: { status: answer.status, errorMessage: answer.errorMessage, write, apply } }];
`;

const OUTCOMES = `
${CONTRACT}
${CANDIDATE_STATES}
const profile = ${PROFILE};
const answer = contract($('Reclaim').first().json);
const outcomes = new Map(answer.rows.map((outcome) => [outcome.candidateKey, outcome]));
const write = $('Planned').first().json.apply.map(({ freezeFirst, request: _, ...row }) => {
	const outcome = outcomes.get(row.candidateKey);
	if (!outcome) return moved(row, { state: 'Attention Required', reason: answer.errorMessage || 'Reclaim gave no outcome.' }, 'Reclaim: ' + answer.errorMessage);
	if (freezeFirst && ['done', 'alreadyDone'].includes(outcome.outcome)) return afterFreeze(row, outcome, profile.graceDays);
	return afterReclaim(row, outcome);
});
return [{ json: { status: answer.status, errorMessage: answer.errorMessage, write } }];
`;

const ANSWER = `
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
