import { callDownload, callReclaim, CONTRACT, deleteRows, readRows, writeRows } from './calls';
import { CANDIDATE_STATES } from './candidateStates';
import type { WorkflowFile } from './canvas';
import { workflow } from './canvas';
import { IDS } from './ids';
import { code, ifTrue, inputs } from './nodes';

const PROFILE = "$('Inputs').first().json.profile";
const NAME = `={{ ${PROFILE}.displayName }}`;
const DOWNLOAD = `={{ ${PROFILE}.downloadSubflow }}`;

/** The job "Refresh <profile> Subscriptions". */
export function refreshSubscriptions(): WorkflowFile {
	return workflow({
		id: IDS.refresh,
		name: 'Job: Refresh Subscriptions',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'object' }),
			'Download Subscriptions': callDownload([1, 0], DOWNLOAD, 'subscriptions'),
			'Download Licenses': callDownload([2, 0], DOWNLOAD, 'licenses'),
			'Read Stored': readRows([3, 0], 'salesforce_subscriptions', 'profile', NAME),
			'Read Profile Again': readRows([4, 0], 'salesforce_profiles', 'displayName', NAME),
			'Read Snapshots': readRows([5, 0], 'salesforce_snapshots', 'profile', NAME),
			Compare: code([6, 0], COMPARE),
			'Any Failure?': ifTrue([7, 0], "={{ $json.status === 'failure' }}"),
			Failed: code([8, -0.6], 'return $input.all();'),
			'Write Subscriptions': writeRows(
				[8, 0.4],
				'salesforce_subscriptions',
				"={{ $('Compare').first().json.write }}",
			),
			'Delete Gone': deleteRows(
				[9, 0.4],
				'salesforce_subscriptions',
				"={{ $('Compare').first().json.gone }}",
			),
			'Write Snapshots': writeRows(
				[10, 0.4],
				'salesforce_snapshots',
				"={{ $('Compare').first().json.snapshots }}",
			),
			Answer: code(
				[11, 0.4],
				`const { status, errorMessage, created, updated, removed, counts } = $('Compare').first().json;
return [{ json: { status, errorMessage, created, updated, removed, counts } }];`,
			),
		},
		flow: [
			'Inputs > Download Subscriptions > Download Licenses > Read Stored > Read Profile Again > Read Snapshots > Compare > Any Failure?',
			'Any Failure?.0 > Failed',
			'Any Failure?.1 > Write Subscriptions > Delete Gone > Write Snapshots > Answer',
		],
		notes: [
			{
				at: [0, -1.6],
				size: [4, 1.5],
				text: `## Refresh Subscriptions
Runs daily for every published profile, and once when it is published. Writes what is new or changed (by \`subscriptionKey\`), deletes what is gone, and keeps one **snapshot** row for each day and license, for trends.

A download that failed changes nothing.`,
			},
		],
	});
}

const COMPARE = `
${CONTRACT}
const profile = ${PROFILE};
const failure = (errorMessage) => [{ json: { status: 'failure', errorMessage, created: 0, updated: 0, removed: 0, counts: {} } }];
const download = contract($('Download Subscriptions').first().json);
if (download.status === 'failure') return failure(download.errorMessage);
// The connected user holds a license, so an org is never empty: an empty answer must not delete what is stored.
if (download.rows.length === 0) return failure('The org gave no subscription at all, so nothing was changed. Check the permissions of the connected user (Guided Setup, lane Connection and credential).');
if ($('Read Profile Again').first().json.count === 0) return failure('The profile was deleted while the job ran, so nothing was stored.');

// Days of inactivity change daily for everybody; they are counted from lastActivityAt when somebody asks.
const KEPT = ['orgId', 'userId', 'username', 'email', 'name', 'licenseKind', 'licenseIdentifier', 'licenseName', 'softwareModel', 'lastLoginAt', 'lastActivityAt', 'activitySource', 'assignedAt', 'externalCreatedAt', 'userType', 'profileName', 'department', 'managerId', 'isActive', 'isFrozen'];
const stored = new Map();
const doubled = [];
for (const row of $('Read Stored').first().json.rows) {
	if (stored.has(row.subscriptionKey)) doubled.push(row);
	else stored.set(row.subscriptionKey, row);
}
const write = [];
let created = 0;
let updated = 0;
const seen = new Set();
for (const row of download.rows) {
	if (seen.has(row.subscriptionKey)) continue;
	seen.add(row.subscriptionKey);
	const next = { profile: profile.displayName, subscriptionKey: row.subscriptionKey };
	for (const name of KEPT) next[name] = row[name] ?? null;
	const before = stored.get(row.subscriptionKey);
	if (!before) { write.push(next); created++; }
	else if (KEPT.some((name) => (before[name] ?? null) !== next[name])) { write.push({ ...next, id: before.id }); updated++; }
}
const gone = [...[...stored.values()].filter((row) => !seen.has(row.subscriptionKey)), ...doubled].map(({ id }) => ({ id }));

const licenses = contract($('Download Licenses').first().json).rows;
const days = Math.min(...(profile.rules || []).map((rule) => rule.inactiveDays ?? 60), Infinity);
const limit = Date.now() - (Number.isFinite(days) ? days : 60) * 86400000;
const stale = (row) => row.isActive !== false && (row.lastActivityAt ? Date.parse(row.lastActivityAt) < limit : row.lastLoginAt === null && row.activitySource === null && Date.parse(row.externalCreatedAt) < limit);
const day = new Date().toISOString().slice(0, 10);
const pools = new Map();
for (const row of download.rows) {
	const key = row.licenseKind + ':' + row.licenseIdentifier;
	const pool = pools.get(key) || { assigned: 0, stale: 0, licenseKind: row.licenseKind, licenseIdentifier: row.licenseIdentifier, licenseName: row.licenseName, softwareModel: row.softwareModel };
	pool.assigned++;
	if (stale(row)) pool.stale++;
	pools.set(key, pool);
}
const today = new Map($('Read Snapshots').first().json.rows.filter((row) => row.day === day).map((row) => [row.licenseKind + ':' + row.licenseIdentifier, row.id]));
const prices = profile.prices || {};
const snapshots = [...pools].map(([key, pool]) => {
	const license = licenses.find((row) => row.licenseKind + ':' + row.licenseIdentifier === key) || {};
	const price = prices[pool.licenseIdentifier];
	const id = today.get(key);
	return { ...pool, ...(id ? { id } : {}), profile: profile.displayName, day, total: license.total ?? null, used: license.used ?? null, potentialSaving: price === undefined ? null : price * pool.stale };
});
return [{ json: { status: 'success', errorMessage: '', created, updated, removed: gone.length, counts: { subscriptions: seen.size, licenses: licenses.length }, write, gone, snapshots } }];
`;

/** The job "Identify new reclamation candidates". */
export function identifyCandidates(): WorkflowFile {
	return workflow({
		id: IDS.identify,
		name: 'Job: Identify New Reclamation Candidates',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'object' }),
			'Rules with Exclusions': code([1, 0], RULES),
			'Find Candidates': callDownload([2, 0], DOWNLOAD, 'candidates', '={{ $json.rulesJson }}'),
			'Read Candidates': readRows([3, 0], 'salesforce_candidates', 'profile', NAME),
			'Read Profile Again': readRows([4, 0], 'salesforce_profiles', 'displayName', NAME),
			'New Ones': code([5, 0], NEW_CANDIDATES),
			'Write Candidates': writeRows([6, 0], 'salesforce_candidates', '={{ $json.write }}'),
			Answer: code(
				[7, 0],
				`const { status, errorMessage, write, counts } = $('New Ones').first().json;
return [{ json: { status, errorMessage, created: write.length, updated: 0, removed: 0, counts } }];`,
			),
		},
		flow: [
			'Inputs > Rules with Exclusions > Find Candidates > Read Candidates > Read Profile Again > New Ones > Write Candidates > Answer',
		],
		notes: [
			{
				at: [0, -1.6],
				size: [4, 1.5],
				text: `## Identify New Reclamation Candidates
Opens a candidate for every subscription that a rule of the profile calls unused, unless one is open already or somebody decided to keep it until a later day. State **Ready**, or **Attention Required** where the user is to be asked and has no e-mail address.

It never writes to Salesforce.`,
			},
		],
	});
}

const RULES = `
const profile = ${PROFILE};
const rules = (profile.rules || []).map((rule) => ({ ...rule, exemptUsernames: [...(rule.exemptUsernames || []), ...(profile.excludedUsernames || [])] }));
return [{ json: { rulesJson: JSON.stringify(rules) } }];
`;

const NEW_CANDIDATES = `
${CONTRACT}
${CANDIDATE_STATES}
const profile = ${PROFILE};
const found = contract($('Find Candidates').first().json);
const failure = (errorMessage) => [{ json: { status: 'failure', errorMessage, write: [], counts: {} } }];
if (found.status === 'failure') return failure(found.errorMessage);
if ($('Read Profile Again').first().json.count === 0) return failure('The profile was deleted while the job ran, so nothing was stored.');
const excluded = new Set(profile.excludedIdentifiers || []);
const taken = new Set($('Read Candidates').first().json.rows.filter((row) => OPEN.includes(row.state) || (row.keepUntil && row.keepUntil > now)).map((row) => row.candidateKey));
const write = [];
for (const candidate of found.rows) {
	if (taken.has(candidate.candidateKey) || excluded.has(candidate.licenseIdentifier)) continue;
	taken.add(candidate.candidateKey);
	const price = (profile.prices || {})[candidate.licenseIdentifier];
	const nobodyToAsk = profile.notifyUser === true && !candidate.email;
	write.push({
		...candidate,
		profile: profile.displayName,
		state: nobodyToAsk ? 'Attention Required' : 'Ready',
		reason: nobodyToAsk ? 'The user is to be asked and has no e-mail address.' : null,
		saving: candidate.saving ?? price ?? null,
		notifyUser: profile.notifyUser === true,
		candidate,
		openedAt: now,
		notes: [{ at: now, text: 'Found by the rule "' + candidate.rule + '": ' + candidate.justification }],
	});
}
return [{ json: { status: 'success', errorMessage: '', write, counts: { found: found.rows.length, open: taken.size } } }];
`;

/** The job "Update existing reclamation candidates". */
export function updateCandidates(): WorkflowFile {
	const caps = {
		maxUsers: `={{ ${PROFILE}.maxUsers }}`,
		maxPercent: `={{ ${PROFILE}.maxPercent }}`,
	};
	const reclaimSubflow = `={{ ${PROFILE}.reclaimSubflow }}`;
	return workflow({
		id: IDS.update,
		name: 'Job: Update Existing Reclamation Candidates',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'object' }),
			'Read Candidates': readRows([1, 0], 'salesforce_candidates', 'profile', NAME),
			'Read Subscriptions': readRows([2, 0], 'salesforce_subscriptions', 'profile', NAME),
			'Open Candidates': code([3, 0], OPEN_CANDIDATES),
			'Can It Ask the Org?': ifTrue(
				[4, 0],
				`={{ $json.requests.length > 0 && !!${PROFILE}.reclaimSubflow }}`,
			),
			'Dry Run': callReclaim([5, -0.5], reclaimSubflow, {
				task: 'reclaim',
				rows: "={{ $('Open Candidates').first().json.requests }}",
				dryRun: '={{ true }}',
				...caps,
			}),
			Settle: code([6, 0], SETTLE),
			'Write Settled': writeRows([7, 0], 'salesforce_candidates', '={{ $json.write }}'),
			'Any to Finish?': ifTrue([8, 0], "={{ $('Settle').first().json.finish.length > 0 }}"),
			'Finish Reclaim': callReclaim([9, -0.5], reclaimSubflow, {
				task: 'reclaim',
				rows: "={{ $('Settle').first().json.finish.map((row) => row.request) }}",
				dryRun: '={{ false }}',
				...caps,
			}),
			Outcomes: code([10, -0.5], FINISHED),
			'Write Outcomes': writeRows([11, -0.5], 'salesforce_candidates', '={{ $json.write }}'),
			'Delete Reclaimed': deleteRows(
				[12, 0],
				'salesforce_subscriptions',
				`={{ (() => { const done = new Set([...$('Settle').first().json.write, ...($('Outcomes').isExecuted ? $('Outcomes').first().json.write : [])].filter((row) => row.state === 'Closed Complete').map((row) => row.candidateKey)); return $('Read Subscriptions').first().json.rows.filter((row) => done.has(row.subscriptionKey)).map(({ id }) => ({ id })); })() }}`,
			),
			Answer: code([13, 0], UPDATE_ANSWER),
		},
		flow: [
			'Inputs > Read Candidates > Read Subscriptions > Open Candidates > Can It Ask the Org?',
			'Can It Ask the Org?.0 > Dry Run > Settle',
			'Can It Ask the Org?.1 > Settle',
			'Settle > Write Settled > Any to Finish?',
			'Any to Finish?.0 > Finish Reclaim > Outcomes > Write Outcomes > Delete Reclaimed',
			'Any to Finish?.1 > Delete Reclaimed > Answer',
		],
		notes: [
			{
				at: [0, -2],
				size: [4.6, 1.8],
				text: `## Update Existing Reclamation Candidates
Holds every open candidate against the org (a dry run of Reclaim, which writes nothing) and the stored subscriptions:

- used again: **Closed Canceled**
- the seat is gone already: **Closed Complete** where the playbook began to take it, else **Closed Skipped**
- begun and never finished (n8n was stopped in between), or frozen and the grace period is over: finished now, from the plan stored before the write
- could not be reclaimed before and now could: back to **Ready**`,
			},
		],
	});
}

const OPEN_CANDIDATES = `
${CANDIDATE_STATES}
const open = $('Read Candidates').first().json.rows.filter((row) => OPEN.includes(row.state));
return [{ json: { open, requests: open.map((row) => request(row, row.action)) } }];
`;

const SETTLE = `
${CONTRACT}
${CANDIDATE_STATES}
const profile = ${PROFILE};
const open = $('Open Candidates').first().json.open;
const asked = $('Dry Run').isExecuted ? contract($('Dry Run').first().json) : null;
const plans = new Map(((asked && asked.rows) || []).map((outcome) => [outcome.candidateKey, outcome]));
const subscriptions = new Map($('Read Subscriptions').first().json.rows.map((row) => [row.subscriptionKey, row]));
const write = [];
const finish = [];
for (const row of open) {
	const begun = Boolean(row.revocationStartedAt);
	const frozen = Boolean(row.graceUntil);
	const plan = plans.get(row.candidateKey);
	const subscription = subscriptions.get(row.candidateKey);
	const usedAgain = subscription && subscription.lastActivityAt && (!row.lastActivityAt || subscription.lastActivityAt > row.lastActivityAt);
	if (plan && plan.outcome === 'alreadyDone') {
		if (begun) write.push(afterReclaim(row, { ...plan, before: row.before || plan.before }));
		else write.push(moved(row, { state: 'Closed Skipped', reason: plan.reason }, 'The seat is gone already. ' + plan.reason));
	} else if ((plan && plan.outcome === 'skipped') || (!plan && usedAgain)) {
		write.push(moved(row, { state: 'Closed Canceled', reason: plan ? plan.reason : 'Used again on ' + subscription.lastActivityAt + '.' }, 'Activity was seen again.'));
	} else if (!plan && subscriptions.size > 0 && !subscription) {
		write.push(moved(row, { state: 'Closed Skipped', reason: 'The subscription is gone.' }, 'The subscription is gone from the org.'));
	} else if (plan && plan.outcome === 'planned' && row.state === 'Awaiting Revocation' && begun && profile.dryRun !== true) {
		// Still in its grace period: left alone. Otherwise the run that began it never came to its end.
		const inGrace = frozen && row.graceUntil > now;
		// A run that began within the hour may still be at it.
		const recent = !frozen && row.executionId !== 'interrupted' && Date.parse(row.revocationStartedAt) > Date.now() - 3600000;
		if (!inGrace && !recent) finish.push({ ...row, plan, request: request(row, row.action) });
	} else if (plan && plan.outcome === 'planned' && row.state === 'Attention Required' && !(row.notifyUser && !row.email)) {
		write.push(moved(row, { state: 'Ready', reason: null, revocationStartedAt: null }, 'What stood in the way is gone.'));
	} else if (plan && ['blocked', 'failed'].includes(plan.outcome) && ['Ready', 'Awaiting Revocation'].includes(row.state)) {
		write.push(moved(row, { state: 'Attention Required', reason: plan.reason, errorCode: plan.errorCode }, plan.outcome + ': ' + plan.reason));
	}
}
// What is about to be written is stored with its plan and before-image first.
for (const { request: _, ...row } of finish) write.push(moved(row, { before: row.before || row.plan.before, revocationStartedAt: now }, 'Reclaim is taken up again.'));
return [{ json: { status: asked && asked.status === 'failure' ? 'failure' : 'success', errorMessage: asked ? asked.errorMessage : '', write, finish } }];
`;

const FINISHED = `
${CONTRACT}
${CANDIDATE_STATES}
const answer = contract($('Finish Reclaim').first().json);
const outcomes = new Map(answer.rows.map((outcome) => [outcome.candidateKey, outcome]));
const stored = new Map($('Settle').first().json.write.map((row) => [row.id, row]));
const write = $('Settle').first().json.finish.map(({ id }) => stored.get(id)).map((row) => {
	const outcome = outcomes.get(row.candidateKey);
	if (outcome) return afterReclaim(row, outcome);
	return moved(row, { reason: answer.errorMessage }, 'Reclaim did not run: ' + answer.errorMessage);
});
return [{ json: { status: answer.status, errorMessage: answer.errorMessage, write } }];
`;

const UPDATE_ANSWER = `
const settle = $('Settle').first().json;
const outcomes = $('Outcomes').isExecuted ? $('Outcomes').first().json : { status: 'success', errorMessage: '', write: [] };
const counts = { open: $('Open Candidates').first().json.open.length };
const last = new Map([...settle.write, ...outcomes.write].map((row) => [row.id, row.state]));
for (const state of last.values()) counts[state] = (counts[state] || 0) + 1;
const failed = [settle, outcomes].filter(({ status }) => status === 'failure');
return [{ json: { status: failed.length > 0 ? 'failure' : 'success', errorMessage: failed.map(({ errorMessage }) => errorMessage).join(' '), created: 0, updated: last.size, removed: 0, counts } }];
`;
