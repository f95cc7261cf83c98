import { CONTRACT } from '../subflows/contract';
import { bundled } from '../kit/bundle';
import { CANDIDATE_STATES } from './states.code';

const OPTIONS = 'const options = (values) => ({ values: values.map((option) => ({ option })) });';

export const PROFILE_PAGE = `
${OPTIONS}
const profiles = $('Read Profiles').first().json.rows;
return [{ json: {
	profiles: profiles.length, nothing: 'No profile is published. Publish one in the Guided Setup.',
	title: 'Integration profile', description: '', button: 'Continue',
	fields: [{ fieldLabel: 'Profile', fieldName: 'profile', fieldType: 'radio', requiredField: true, fieldOptions: options(profiles.map((row) => row.displayName)) }],
} }];
`;

export const CHOSEN = `
const name = $input.first().json.profile;
return [{ json: { what: $('Begin').first().json.what, profile: $('Read Profiles').first().json.rows.find((row) => row.displayName === name) } }];
`;

export const CANDIDATES_PAGE = `
${OPTIONS}
${bundled('../nodes/SalesforceLicenses/licensing/model/plural')}
${CANDIDATE_STATES}
const { what, profile } = $('Chosen').first().json;
const all = $('Read Candidates').first().json.rows;
const rows = what === 'Reclaim' ? all.filter((row) => row.state === 'Ready') : all.filter((row) => canBeGivenBack(row));
const line = (row) => row.id + ': ' + row.name + ' (' + row.username + '), ' + row.licenseName + ', ' + (what === 'Reclaim' ? row.justification : row.graceUntil && row.state === 'Awaiting Revocation' ? 'frozen' : row.state === 'Attention Required' ? 'partly reclaimed' : 'reclaimed ' + String(row.closedAt).slice(0, 10));
const saving = rows.reduce((sum, row) => sum + (row.saving || 0), 0);
const how = profile.dryRun !== false ? 'Dry run is on: this makes the plan only and changes nothing in Salesforce.' : !profile.reclaimSubflow ? 'The profile only reports: it has no reclaim subflow, so nothing can be reclaimed.' : profile.notifyUser ? 'The users you select are asked first.' : profile.graceDays > 0 ? 'Users to be deactivated are frozen for ' + plural(profile.graceDays, 'day') + ' first.' : 'The seats you select are reclaimed immediately.';
return [{ json: {
	rows: rows.length, nothing: what === 'Reclaim' ? 'There are no candidates to reclaim: none of them is Ready.' : 'There are no reclaimed seats to give back.',
	title: what, button: what,
	description: what === 'Reclaim' ? plural(rows.length, 'candidate') + (saving ? ' worth ' + saving.toLocaleString('en-US') + ' per year' : '') + '. ' + how : 'Restores logins, licenses and permission sets as they were before.',
	fields: [
		{ fieldLabel: 'Select all', fieldName: 'all', fieldType: 'checkbox', fieldOptions: options([rows.length === 1 ? 'The only candidate' : 'All ' + rows.length + ' candidates']) },
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
if (chosen.length === 0) return [{ json: { what: 'nothing', nothing: 'You did not select any candidates.' } }];
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
	if (outcome && ['done', 'alreadyDone'].includes(outcome.outcome)) return moved(row, { state: 'Closed Skipped', graceUntil: null, reason: 'Given back.', result: outcome, seal: null, keepUntil }, outcome.outcome === 'done' ? 'Given back.' : 'Already given back.');
	return moved(row, { reason: (outcome && outcome.reason) || answer.errorMessage }, 'Not given back: ' + ((outcome && outcome.reason) || answer.errorMessage));
});
const counts = { 'Given back': write.filter((row) => row.state === 'Closed Skipped').length };
return [{ json: { status: answer.status, errorMessage: [answer.errorMessage, ...new Set(write.filter((row) => row.state !== 'Closed Skipped').map((row) => row.reason))].filter(Boolean).join(' '), counts, write } }];
`;

export const RESULT = `
${bundled('../nodes/SalesforceLicenses/licensing/model/plural')}
const answer = $('Restored').isExecuted ? $('Restored').first().json : $('Reclaim Candidates').first().json;
const failure = answer.status !== 'success';
const error = answer.errorMessage || (answer.error && (answer.error.message || answer.error)) || '';
const SAYS = {
	asked: (count) => plural(count, 'person is', 'people are') + ' being asked.',
	Ready: (count) => plural(count, 'seat') + ' planned (dry run): nothing was changed.',
	'Closed Complete': (count) => plural(count, 'seat') + ' reclaimed.',
	'Awaiting Revocation': (count) => plural(count, 'user') + ' frozen until the grace period is over.',
	'Closed Canceled': (count) => plural(count, 'seat') + ' skipped because the license was used again.',
	'Attention Required': (count) => plural(count, 'candidate needs', 'candidates need') + ' attention: the record page shows why.',
	'Given back': (count) => plural(count, 'seat') + ' given back.',
};
const counts = Object.entries(answer.counts || {}).flatMap(([name, count]) => (SAYS[name] && count > 0 ? SAYS[name](count) : []));
return [{ json: { title: failure ? 'Finished with errors' : 'Done', text: [...counts, error].filter(Boolean).join(' ') || 'Nothing was changed.' } }];
`;
