import { COMMON, PROFILE } from './setupCommon';

/**
 * The Code nodes of the guided setup: what each page shows, and what becomes of what was entered. A page is
 * `{ title, description, button, fields }`; a lane ends with `{ profile, message }`.
 */
export const CHOOSE_PAGE = `
${COMMON}
const profiles = $('Read Profiles').first().json.rows;
const error = $('Opened').isExecuted ? $('Opened').first().json.error : '';
const NEW = 'A new profile';
return [{ json: {
	title: 'Integration profile',
	description: 'A profile says how the licenses of an org are looked after. It stays a draft until you publish it, and nothing is read from Salesforce before.',
	button: 'Open',
	fields: [
		...(error ? [html('<p><b>' + esc(error) + '</b></p>')] : []),
		// A click on a choice that is made already takes it back on n8n's pages, so nothing is chosen beforehand.
		profiles.length === 0 ? { fieldType: 'hiddenField', fieldName: 'profile', fieldValue: NEW } : { fieldLabel: 'Profile', fieldName: 'profile', fieldType: 'radio', requiredField: true, fieldOptions: options([NEW, ...profiles.map((row) => row.displayName)]) },
		{ fieldLabel: 'Display name of the new profile', fieldName: 'displayName', fieldType: 'text', placeholder: 'e.g. Acme' },
	],
} }];
`;

export const OPENED = `
const given = $input.first().json;
const profiles = $('Read Profiles').first().json.rows;
const name = String(given.displayName || '').trim();
if (given.profile !== 'A new profile') return [{ json: { error: '', profile: profiles.find((row) => row.displayName === given.profile), message: '' } }];
const again = (error) => [{ json: { error } }];
if (name === '') return again('Enter a display name. Keep it short: it becomes part of the names of the jobs.');
if (name === 'A new profile') return again('Choose another display name.');
if (name.length > 60) return again('The display name has ' + name.length + ' characters. At most 60, please.');
if (profiles.some((row) => row.displayName.toLowerCase() === name.toLowerCase())) return again('There is a profile "' + name + '" already. Open it, or choose another display name.');
return [{ json: { error: '', message: 'The draft is saved.', profile: {
	displayName: name, status: 'Draft', profileType: 'Salesforce CRM', lanes: {},
	connection: '', downloadSubflow: '', reclaimSubflow: '',
	rules: [{ name: 'Unused seats', licenseKinds: ['userLicense'], inactiveDays: 60, action: 'deactivate' }],
	excludedUsernames: [], excludedIdentifiers: [], prices: {},
	dryRun: true, maxUsers: 100, maxPercent: 10, autoReclaim: false,
	notifyUser: false, daysToAnswer: 7, onSilence: 'keep', graceDays: 14,
} } }];
`;

export const OVERVIEW_PAGE = `
${COMMON}
${PROFILE}
const { message } = $('Lane Result').first().json;
const lanes = profile.lanes || {};
const rows = Object.entries(LANES).map(([lane, name], index) => '<tr><td>' + (index + 1) + '</td><td>' + name + '</td><td>' + (lanes[lane] ? 'complete' : 'open') + '</td></tr>').join('');
const more = profile.status === 'Published' ? ['Unpublish'] : [];
return [{ json: {
	title: profile.displayName + ' (' + profile.status + ')',
	description: 'Everything you enter is saved at once. You can leave and come back to any lane.',
	button: 'Go on',
	fields: [
		...(message ? [html('<p><b>' + esc(message) + '</b></p>')] : []),
		html('<table><thead><tr><th></th><th>Lane</th><th>State</th></tr></thead><tbody>' + rows + '</tbody></table>'),
		{ fieldLabel: 'What next?', fieldName: 'next', fieldType: 'radio', requiredField: true, fieldOptions: options([...Object.values(LANES), ...more, 'Delete the profile', 'Leave']) },
	],
} }];
`;

export const WHERE_TO = `
${COMMON}
const next = $input.first().json.next;
const lane = Object.keys(LANES).find((key) => LANES[key] === next);
return [{ json: { lane: lane || { Unpublish: 'unpublish', 'Delete the profile': 'delete' }[next] || 'leave' } }];
`;

export const GRANT_PAGE = `
${COMMON}
return [{ json: {
	title: LANES.register,
	description: 'Who is n8n to be in Salesforce?',
	button: 'Next',
	fields: [
		{ fieldLabel: 'Grant type', fieldName: 'grantType', fieldType: 'radio', requiredField: true, fieldOptions: options(['Client Credentials: a fixed user, nobody signs in (for scheduled jobs)', 'Authorization Code: the person who signs in once']) },
	],
} }];
`;

export const REGISTER_PAGE = `
${COMMON}
${PROFILE}
const before = (profile.lanes || {}).steps || [];
const byCode = $input.first().json.grantType.startsWith('Authorization');
const origin = (/^https?:\\/\\/[^/]+/.exec($execution.resumeUrl) || [''])[0];
const steps = [
	'Salesforce: Setup > External Client App Manager > New External Client App. Name, contact e-mail, distribution state Local.',
	'Enable OAuth. Callback URL: the redirect URL shown above.',
	byCode ? 'Selected scopes, and no others: Manage user data via APIs (api); Perform requests at any time (refresh_token, offline_access).' : 'Selected scope, and no other: Manage user data via APIs (api).',
	...(byCode
		? ['Security: require Proof Key for Code Exchange (PKCE).', 'Policies > App Policies: Permitted Users "Admin approved users are pre-authorized", with the profile or permission set of the user who will sign in.', 'Policies > OAuth Policies: "Refresh token is valid until revoked".']
		: ['Settings > OAuth Settings: Enable Client Credentials Flow.', 'Policies > OAuth Policies: Enable Client Credentials Flow there too, and Run As: the exact username of your integration user.']),
	'Settings > OAuth Settings > Consumer Key and Secret: copy both.',
	'n8n: a credential "Salesforce CRM OAuth2 API" with this grant type, Consumer Key, Consumer Secret and the My Domain URL of the org.' + (byCode ? ' Connect, and sign in.' : ' Save it; n8n tests it.'),
	'n8n: choose that credential in the Salesforce Licenses nodes of "Salesforce CRM Download Subscriptions" and "Salesforce CRM Reclaim Subscription", and publish both.',
];
return [{ json: {
	title: LANES.register + ': ' + (byCode ? 'Authorization Code' : 'Client Credentials'),
	description: 'Tick what is done. A new app can take ten minutes until Salesforce knows it.',
	button: 'Save',
	steps: steps.length,
	fields: [
		html('<p>Redirect URL of this n8n: <code>' + esc(origin) + '/rest/oauth2-credential/callback</code> (the credential shows it too)</p>' + (before.length > 0 ? '<p>Done when you were here last:</p><ul>' + before.map((step) => '<li>' + esc(step) + '</li>').join('') + '</ul>' : '')),
		{ fieldLabel: 'Steps', fieldName: 'steps', fieldType: 'checkbox', fieldOptions: options(steps) },
		{ fieldLabel: 'Mark complete', fieldName: 'complete', fieldType: 'checkbox', fieldOptions: options(['The app is registered']) },
	],
} }];
`;

export const REGISTERED = `
${COMMON}
${PROFILE}
const given = $input.first().json;
const all = $('Register Page').first().json.steps;
const ticked = (given.steps || []).length;
const next = { ...profile, lanes: { ...(profile.lanes || {}), steps: given.steps || [] } };
if ((given.complete || []).length > 0 || ticked === all) return [{ json: { profile: done(next, 'register'), message: 'The app is registered.' } }];
return [{ json: { profile: next, message: ticked + ' of ' + all + ' steps are done.' } }];
`;

export const DETAILS_PAGE = `
${COMMON}
${PROFILE}
const connections = [IMPORTED, ...$('Read Connections').first().json.rows];
const { error = '', entered = {} } = $('Details Given').isExecuted ? $('Details Given').first().json : {};
const rule = (profile.rules || [])[0] || {};
// What was refused is shown again as it was entered.
const shown = (fieldName, stored) => String((error ? entered[fieldName] : stored) ?? '');
const yes = (value) => (value ? 'Yes' : 'No');
const dropdown = (fieldName, fieldLabel, values, defaultValue) => ({ fieldName, fieldLabel, fieldType: 'dropdown', requiredField: true, fieldOptions: options(values), defaultValue: shown(fieldName, defaultValue) });
const number = (fieldName, fieldLabel, defaultValue) => ({ fieldName, fieldLabel, fieldType: 'number', requiredField: true, defaultValue: shown(fieldName, defaultValue) });
const text = (fieldName, fieldLabel, defaultValue, placeholder) => ({ fieldName, fieldLabel, fieldType: 'text', defaultValue: shown(fieldName, defaultValue), placeholder });
return [{ json: {
	title: LANES.details + ': ' + profile.displayName,
	description: 'Profile type: Salesforce CRM. Status: ' + profile.status + ', set by itself.',
	button: 'Save',
	fields: [
		...(error ? [html('<p><b>' + esc(error) + '</b></p>')] : []),
		dropdown('connection', 'Connection (the pair of subflows)', connections.map(({ name }) => name), profile.connection || IMPORTED.name),
		dropdown('reclaim', 'Reclaim subscriptions? With No, candidates are found and never reclaimed', ['Yes', 'No'], yes(profile.connection === '' || profile.reclaimSubflow)),
		dropdown('dryRun', 'Dry run? With Yes, Reclaim only shows its plan', ['Yes', 'No'], yes(profile.dryRun)),
		number('inactiveDays', 'Unused after so many days', rule.inactiveDays ?? 60),
		dropdown('action', 'What to do with an unused seat', ['deactivate', 'freeze'], rule.action || 'deactivate'),
		text('excludedUsernames', 'Users who are never candidates (usernames)', (profile.excludedUsernames || []).join(', '), 'e.g. ceo@acme.com, board@acme.com'),
		text('excludedIdentifiers', 'Licenses that are left alone (identifiers)', (profile.excludedIdentifiers || []).join(', '), 'e.g. Chatter Free'),
		text('prices', 'Prices a seat and year', Object.entries(profile.prices || {}).map(([key, price]) => key + '=' + price).join(', '), 'e.g. SFDC=2100, AUL=300'),
		number('maxUsers', 'At most so many users in one run', profile.maxUsers),
		number('maxPercent', 'At most this percentage of the users of a license', profile.maxPercent),
		dropdown('notifyUser', 'Ask the user first?', ['Yes', 'No'], yes(profile.notifyUser)),
		number('daysToAnswer', 'Days to answer', profile.daysToAnswer),
		dropdown('onSilence', 'No answer in that time', ['keep', 'reclaim'], profile.onSilence || 'keep'),
		text('managerEmail', 'Who decides where Salesforce names no manager (e-mail)', profile.managerEmail),
		number('graceDays', 'Days frozen before the deactivation (0: none)', profile.graceDays),
		dropdown('autoReclaim', 'Reclaim by itself every night?', ['No', 'Yes'], yes(profile.autoReclaim)),
		text('alertEmail', 'Alerts to (e-mail; empty: as set in the workflow Alert)', profile.alertEmail),
	],
} }];
`;

export const DETAILS_GIVEN = `
${COMMON}
${PROFILE}
const given = $input.first().json;
const again = (error) => [{ json: { error, entered: given } }];
const numbers = { inactiveDays: [1, 3650], maxUsers: [1, 100000], maxPercent: [0, 100], daysToAnswer: [0, 365], graceDays: [0, 365] };
for (const [name, [least, most]] of Object.entries(numbers)) {
	const value = Number(given[name]);
	if (!Number.isFinite(value) || value < least || value > most) return again(name + ' takes a number from ' + least + ' to ' + most + ', not "' + given[name] + '".');
}
const prices = {};
for (const part of list(given.prices)) {
	const [key, price] = part.split('=').map((piece) => piece.trim());
	if (!key || price === undefined || price === '' || !Number.isFinite(Number(price))) return again('Prices are written as SFDC=2100, AUL=300. This is not: "' + part + '".');
	prices[key] = Number(price);
}
for (const name of ['managerEmail', 'alertEmail']) {
	if (given[name] && !/^[^\\s@]+@[^\\s@]+$/.test(given[name].trim())) return again('"' + given[name] + '" is no e-mail address.');
}
const connection = [IMPORTED, ...$('Read Connections').first().json.rows].find(({ name }) => name === given.connection);
const changedConnection = profile.connection !== connection.name;
const [first, ...others] = profile.rules || [];
const next = {
	...profile,
	connection: connection.name,
	downloadSubflow: connection.downloadSubflow,
	reclaimSubflow: given.reclaim === 'Yes' ? connection.reclaimSubflow : '',
	rules: [{ ...first, inactiveDays: Number(given.inactiveDays), action: given.action }, ...others],
	excludedUsernames: list(given.excludedUsernames), excludedIdentifiers: list(given.excludedIdentifiers), prices,
	dryRun: given.dryRun === 'Yes', notifyUser: given.notifyUser === 'Yes', autoReclaim: given.autoReclaim === 'Yes',
	maxUsers: Number(given.maxUsers), maxPercent: Number(given.maxPercent), daysToAnswer: Number(given.daysToAnswer), graceDays: Number(given.graceDays),
	onSilence: given.onSilence,
	managerEmail: (given.managerEmail || '').trim(), alertEmail: (given.alertEmail || '').trim(),
};
const saved = done(next, 'details');
if (changedConnection) saved.lanes.connection = false;
return [{ json: { error: '', profile: saved, message: 'The profile details are saved.' } }];
`;
