import { callDownload, CONTRACT, deleteRows, readRows, writeRows } from './calls';
import { CANDIDATE_STATES } from './candidateStates';
import type { WorkflowFile } from './canvas';
import { LEAVES_NO_COPY, workflow } from './canvas';
import { IDS } from './ids';
import { code, ifTrue, inputs } from './nodes';

export const PROFILE = "$('Inputs').first().json.profile";
export const NAME = `={{ ${PROFILE}.displayName }}`;
const DOWNLOAD = `={{ ${PROFILE}.downloadSubflow }}`;

/** What somebody assigned in "Assign Software Models" goes before what the package knows. */
const SOFTWARE_MODEL = `
const assignedModels = new Map($('Read Software Models').first().json.rows.map((row) => [row.licenseKind + ':' + row.licenseIdentifier, row.softwareModel]));
const softwareModel = (row) => assignedModels.get(row.licenseKind + ':' + row.licenseIdentifier) ?? row.softwareModel ?? null;
`;

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
			'Read Software Models': readRows([6, 0], 'salesforce_software_models'),
			Compare: code([7, 0], COMPARE),
			'Any Failure?': ifTrue([8, 0], "={{ $json.status === 'failure' }}"),
			Failed: code([9, -0.6], 'return $input.all();'),
			'Write Subscriptions': writeRows(
				[9, 0.4],
				'salesforce_subscriptions',
				"={{ $('Compare').first().json.write }}",
			),
			'Delete Gone': deleteRows(
				[10, 0.4],
				'salesforce_subscriptions',
				"={{ $('Compare').first().json.gone }}",
			),
			'Write Snapshots': writeRows(
				[11, 0.4],
				'salesforce_snapshots',
				"={{ $('Compare').first().json.snapshots }}",
			),
			Answer: code(
				[12, 0.4],
				`const { status, errorMessage, created, updated, removed, counts } = $('Compare').first().json;
return [{ json: { status, errorMessage, created, updated, removed, counts } }];`,
			),
		},
		flow: [
			'Inputs > Download Subscriptions > Download Licenses > Read Stored > Read Profile Again > Read Snapshots > Read Software Models > Compare > Any Failure?',
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
		settings: LEAVES_NO_COPY,
	});
}

const COMPARE = `
${CONTRACT}
${SOFTWARE_MODEL}
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
const rows = download.rows.map((row) => ({ ...row, softwareModel: softwareModel(row) }));
for (const row of rows) {
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
for (const row of rows) {
	const key = row.licenseKind + ':' + row.licenseIdentifier;
	const pool = pools.get(key) || { assigned: 0, stale: 0, licenseKind: row.licenseKind, licenseIdentifier: row.licenseIdentifier, licenseName: row.licenseName, softwareModel: row.softwareModel };
	pool.assigned++;
	if (stale(row)) pool.stale++;
	pools.set(key, pool);
}
const today = new Map();
for (const { id, day: of, licenseKind, licenseIdentifier, licenseName, softwareModel } of $('Read Snapshots').first().json.rows) {
	if (of !== day) continue;
	const key = licenseKind + ':' + licenseIdentifier;
	today.set(key, id);
	// Nobody holds it any more: the row of today must not say what was true this morning.
	if (!pools.has(key)) pools.set(key, { assigned: 0, stale: 0, licenseKind, licenseIdentifier, licenseName, softwareModel });
}
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
			'Read Software Models': readRows([5, 0], 'salesforce_software_models'),
			'New Ones': code([6, 0], NEW_CANDIDATES),
			'Write Candidates': writeRows([7, 0], 'salesforce_candidates', '={{ $json.write }}'),
			Answer: code(
				[8, 0],
				`const { status, errorMessage, write, counts } = $('New Ones').first().json;
return [{ json: { status, errorMessage, created: write.length, updated: 0, removed: 0, counts } }];`,
			),
		},
		flow: [
			'Inputs > Rules with Exclusions > Find Candidates > Read Candidates > Read Profile Again > Read Software Models > New Ones > Write Candidates > Answer',
		],
		notes: [
			{
				at: [0, -1.6],
				size: [4, 1.5],
				text: `## Identify New Reclamation Candidates
Opens a candidate for every subscription that a rule of the profile calls unused, unless one is open already or somebody decided to keep it until a later day. State **Ready**, or **Attention Required** where Salesforce would refuse, or the user is to be asked and has no e-mail address. What hangs on the user stands in the notes, with the cure.

It never writes to Salesforce.`,
			},
		],
	});
}

const RULES = `
const profile = ${PROFILE};
const names = (given) => (Array.isArray(given) ? given : String(given || '').split(/[,;\\n]/).filter((name) => name.trim()));
// The target of changeProfile is no field of a rule: the candidates carry it.
const rules = (profile.rules || []).map(({ targetProfileId, ...rule }) => ({ ...rule, exemptUsernames: [...names(rule.exemptUsernames), ...(profile.excludedUsernames || [])] }));
return [{ json: { rulesJson: JSON.stringify(rules) } }];
`;

const NEW_CANDIDATES = `
${CONTRACT}
${SOFTWARE_MODEL}
${CANDIDATE_STATES}
const profile = ${PROFILE};
const found = contract($('Find Candidates').first().json);
const failure = (errorMessage) => [{ json: { status: 'failure', errorMessage, write: [], counts: {} } }];
if (found.status === 'failure') return failure(found.errorMessage);
if ($('Read Profile Again').first().json.count === 0) return failure('The profile was deleted while the job ran, so nothing was stored.');
const excluded = new Set(profile.excludedIdentifiers || []);
const targets = new Map((profile.rules || []).map(({ name, targetProfileId }) => [name || 'Unused seats', targetProfileId]));
const taken = new Set($('Read Candidates').first().json.rows.filter((row) => OPEN.includes(row.state) || (row.keepUntil && row.keepUntil > now)).map((row) => row.candidateKey));
const write = [];
for (const candidate of found.rows) {
	if (taken.has(candidate.candidateKey) || excluded.has(candidate.licenseIdentifier)) continue;
	taken.add(candidate.candidateKey);
	const price = (profile.prices || {})[candidate.licenseIdentifier];
	const nobodyToAsk = profile.notifyUser === true && !candidate.email ? 'The user is to be asked and has no e-mail address.' : null;
	const refused = refusal(candidate.blockers);
	const reason = refused || nobodyToAsk;
	write.push({
		...candidate,
		softwareModel: softwareModel(candidate),
		profile: profile.displayName,
		state: reason ? 'Attention Required' : 'Ready',
		reason,
		errorCode: refused ? 'BLOCKED' : null,
		saving: candidate.saving ?? price ?? null,
		notifyUser: profile.notifyUser === true,
		candidate: { ...candidate, ...(candidate.action === 'changeProfile' ? { targetProfileId: targets.get(candidate.rule) } : {}) },
		openedAt: now,
		notes: [
			{ at: now, text: 'Found by the rule "' + candidate.rule + '": ' + candidate.justification },
			...(candidate.blockers || []).map(({ text, fix }) => ({ at: now, text: 'In the way: ' + text + ' ' + fix })),
		],
	});
}
return [{ json: { status: 'success', errorMessage: '', write, counts: { found: found.rows.length, open: taken.size } } }];
`;
