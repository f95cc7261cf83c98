import { failureOf } from '../subflows/contract';

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

/** The seats to choose from, each with its line on the page. */
export const SEATS = `
const isReclaim = $('Chosen').first().json.what === 'Reclaim';
const back = new Set($('Give Back').all(4).map(({ json }) => json.id));
const rows = $('Read Candidates').first().json.rows.filter((row) => (isReclaim ? row.state === 'Ready' : back.has(row.id)));
const why = (row) => (isReclaim ? row.justification : row.closedAt ? 'reclaimed ' + String(row.closedAt).slice(0, 10) : row.graceUntil ? 'frozen' : 'partly reclaimed');
return [{ json: {
	ids: rows.map(({ id }) => id),
	lines: rows.map((row) => row.id + ': ' + row.name + ' (' + row.username + '), ' + row.licenseName + ', ' + why(row)),
	saving: rows.reduce((sum, row) => sum + (row.saving || 0), 0),
} }];
`;

/** What the profile does with the seats that are chosen. */
export const HOW = `={{ ((profile) => profile.dryRun !== false ? 'Dry run is on: this makes the plan only and changes nothing in Salesforce.' : !profile.reclaimSubflow ? 'The profile only reports: it has no reclaim subflow, so nothing can be reclaimed.' : profile.notifyUser !== false ? 'The users you select are asked first.' : profile.graceDays > 0 ? 'Users to be deactivated are frozen for the grace period of the profile first.' : 'The seats you select are reclaimed immediately.')($('Chosen').first().json.profile) }}`;

/** The names of the fields end in something new each time, so that no link can fill them in. */
export const CANDIDATES_PAGE = `
${OPTIONS}
const { what } = $('Chosen').first().json;
const { ids, lines, saving } = $('Seats').first().json;
const isReclaim = what === 'Reclaim';
const ending = '_' + Math.random().toString(36).slice(2).padEnd(10, '0');
const checkboxes = (fieldLabel, fieldName, values) => ({ fieldLabel, fieldName: fieldName + ending, fieldType: 'checkbox', fieldOptions: options(values) });
const worth = saving ? ', worth ' + saving.toLocaleString('en-US') + ' per year' : '';
return [{ json: {
	rows: ids.length, nothing: isReclaim ? 'There are no candidates to reclaim: none of them is Ready.' : 'There are no reclaimed seats to give back.',
	title: what, button: what,
	description: isReclaim ? 'Candidates: ' + ids.length + worth + '. ' + $('What Happens').first().json.how : 'Restores logins, licenses and permission sets as they were before.',
	fields: [
		checkboxes('Select all', 'all', [ids.length === 1 ? 'The only candidate' : 'All ' + ids.length + ' candidates']),
		checkboxes('Candidates', 'candidates', lines),
	],
} }];
`;

export const DECIDED = `
const given = Object.entries($input.first().json);
const chosen = (name) => given.find(([field]) => field.startsWith(name + '_'))?.[1] || [];
const all = chosen('all').length > 0;
const lines = new Set(chosen('candidates').map((line) => Number(line.split(':')[0])));
const ids = $('Seats').first().json.ids.filter((id) => all || lines.has(id));
if (ids.length === 0) return [{ json: { what: 'nothing', nothing: 'You did not select any candidates.' } }];
const restore = $('Give Back').all(4).map(({ json }) => json).filter(({ id }) => ids.includes(id));
return [{ json: { what: $('Chosen').first().json.what, ids, restore } }];
`;

export const GIVEN_BACK = `
const written = $('Restored').all(0).map(({ json }) => json).filter(({ candidateKey }) => candidateKey);
const left = $('Restored').all(1).map(({ json }) => json.unchangedBecause);
const given = written.filter(({ state }) => state === 'Closed Skipped');
const reasons = [...written.filter((row) => !given.includes(row)).map(({ reason }) => reason), ...left];
const errorMessage = [...new Set([${failureOf('Restore')}, ...reasons])].filter(Boolean).join(' ');
return [{ json: { status: errorMessage ? 'failure' : 'success', errorMessage, counts: { 'Given back': given.length } } }];
`;

/** What the last page says. */
export const RESULT = `
const { status, errorMessage, error, counts } = $input.first().json;
const SAYS = {
	asked: 'asked: each person has a message',
	Ready: 'planned (dry run): nothing was changed',
	'Closed Complete': 'reclaimed',
	'Awaiting Revocation': 'frozen until the grace period is over',
	'Closed Canceled': 'skipped because the license was used again',
	'Attention Required': 'not reclaimed: the record page shows why',
	'Given back': 'given back',
};
const said = Object.entries(counts || {}).filter(([name, count]) => SAYS[name] && count > 0).map(([name, count]) => count + ' ' + SAYS[name] + '.');
const problem = errorMessage || (error && (error.message || error)) || '';
return [{ json: { title: status === 'success' ? 'Done' : 'Finished with errors', text: [...said, problem].filter(Boolean).join(' ') || 'Nothing was changed.' } }];
`;
