import { CONTRACT } from '../subflows/contract';
import { CANDIDATE_STATES } from './states.code';

const OPTIONS = 'const options = (values) => ({ values: values.map((option) => ({ option })) });';

export const PROFILE_PAGE = `
${OPTIONS}
const profiles = $('Read Profiles').first().json.rows;
return [{ json: {
	profiles: profiles.length, nothing: 'No profile is published. Publish one in the Guided Setup.',
	title: 'Integration profile', description: '', button: 'Go on',
	fields: [{ fieldLabel: 'Profile', fieldName: 'profile', fieldType: 'radio', requiredField: true, fieldOptions: options(profiles.map((row) => row.displayName)) }],
} }];
`;

export const CHOSEN = `
const name = $input.first().json.profile;
return [{ json: { what: $('Begin').first().json.what, profile: $('Read Profiles').first().json.rows.find((row) => row.displayName === name) } }];
`;

export const CANDIDATES_PAGE = `
${OPTIONS}
${CANDIDATE_STATES}
const { what, profile } = $('Chosen').first().json;
const all = $('Read Candidates').first().json.rows;
const rows = what === 'Reclaim' ? all.filter((row) => row.state === 'Ready') : all.filter((row) => canBeGivenBack(row));
const line = (row) => row.id + ': ' + row.name + ' (' + row.username + '), ' + row.licenseName + ', ' + (what === 'Reclaim' ? row.justification : row.graceUntil && row.state === 'Awaiting Revocation' ? 'frozen' : row.state === 'Attention Required' ? 'partly taken' : 'reclaimed ' + String(row.closedAt).slice(0, 10));
const saving = rows.reduce((sum, row) => sum + (row.saving || 0), 0);
const how = profile.dryRun ? 'Dry run is on: only the plan is made.' : !profile.reclaimSubflow ? 'The profile has no reclaim subflow, so nothing can be reclaimed.' : profile.notifyUser ? 'The users are asked first.' : profile.graceDays > 0 ? 'They are frozen for ' + profile.graceDays + ' days, then deactivated.' : 'The seats are taken back at once.';
return [{ json: {
	rows: rows.length, nothing: what === 'Reclaim' ? 'No candidate is Ready.' : 'Nothing was reclaimed that could be given back.',
	title: what, button: what,
	description: what === 'Reclaim' ? rows.length + ' candidates' + (saving ? ', ' + saving + ' a year' : '') + '. ' + how : 'The users get back what the before-image says.',
	fields: [
		{ fieldLabel: 'All or some', fieldName: 'all', fieldType: 'checkbox', fieldOptions: options(['All ' + rows.length]) },
		{ fieldLabel: 'Candidates', fieldName: 'candidates', fieldType: 'checkbox', fieldOptions: options(rows.map(line)) },
	],
} }];
`;

export const DECIDED = `
${CANDIDATE_STATES}
const given = $input.first().json;
const { what } = $('Chosen').first().json;
const all = (given.all || []).length > 0;
const lines = new Set((given.candidates || []).map((line) => Number(line.split(':')[0])));
const shown = $('Read Candidates').first().json.rows.filter((row) => (what === 'Reclaim' ? row.state === 'Ready' : canBeGivenBack(row)));
const chosen = shown.filter((row) => all || lines.has(row.id));
if (chosen.length === 0) return [{ json: { what: 'nothing', nothing: 'Nobody was chosen.' } }];
const restore = chosen.map(toRestore);
return [{ json: { what, ids: chosen.map(({ id }) => id), chosen, restore } }];
`;

export const RESTORED = `
${CONTRACT}
${CANDIDATE_STATES}
const answer = contract($('Restore').first().json);
const outcomes = new Map(answer.rows.map((outcome) => [outcome.candidateKey, outcome]));
const keepUntil = new Date(Date.now() + 90 * 86400000).toISOString();
const write = $('Decided').first().json.chosen.map((row) => {
	const outcome = outcomes.get(row.candidateKey);
	if (outcome && ['done', 'alreadyDone'].includes(outcome.outcome)) return moved(row, { state: 'Closed Skipped', graceUntil: null, reason: 'Given back.', result: outcome, seal: null, keepUntil }, 'Given back (' + outcome.outcome + ').');
	return moved(row, { reason: (outcome && outcome.reason) || answer.errorMessage }, 'Give back: ' + ((outcome && outcome.reason) || answer.errorMessage));
});
const counts = { 'Given back': write.filter((row) => row.state === 'Closed Skipped').length };
return [{ json: { status: answer.status, errorMessage: [answer.errorMessage, ...new Set(write.filter((row) => row.state !== 'Closed Skipped').map((row) => row.reason))].filter(Boolean).join(' '), counts, write } }];
`;

export const RESULT = `
const answer = $('Restored').isExecuted ? $('Restored').first().json : $('Reclaim Candidates').first().json;
const failure = answer.status !== 'success';
const error = answer.errorMessage || (answer.error && (answer.error.message || answer.error)) || '';
const counts = Object.entries(answer.counts || {}).map(([name, count]) => count + ' ' + name).join(', ');
return [{ json: { title: failure ? 'Not all went well' : 'Done', text: [counts, error].filter(Boolean).join('. ') } }];
`;
