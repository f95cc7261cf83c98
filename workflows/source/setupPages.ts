import { CONTRACT } from './calls';
import { IDS } from './ids';

/**
 * The Code nodes of the guided setup: what each page shows, and what becomes of what was entered. A page is
 * `{ title, description, button, fields }`; a lane ends with `{ profile, message }`.
 */
const COMMON = `
const esc = (text) => String(text ?? '').replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const html = (text) => ({ fieldType: 'html', elementName: 'text', html: text });
const options = (values) => ({ values: values.map((option) => ({ option })) });
const LANES = { register: 'Register a Salesforce application', details: 'Profile details', connection: 'Connection and credential', additional: 'Connect an additional org (optional)', publish: 'Review and publish', firstRun: 'First run' };
// The pair that was imported is there from the start; more are made in the lane for additional orgs.
const IMPORTED = { name: 'Salesforce CRM', downloadSubflow: '${IDS.download}', reclaimSubflow: '${IDS.reclaim}' };
const done = (profile, lane) => ({ ...profile, lanes: { ...(profile.lanes || {}), [lane]: true } });
const list = (text) => String(text || '').split(/[,;\\n]/).map((part) => part.trim()).filter(Boolean);
`;

/** The profile as it is stored now; every lane reads it anew. */
const PROFILE = `const profile = $('Read Profile').first().json.rows[0];`;

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
		{ fieldLabel: 'Profile', fieldName: 'profile', fieldType: 'radio', requiredField: true, fieldOptions: options([NEW, ...profiles.map((row) => row.displayName)]), defaultValue: profiles.length === 0 ? NEW : '' },
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
		number('maxPercent', 'At most this percentage of the active users', profile.maxPercent),
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

/** What both subflows say about the permissions of their credentials. */
const ACCESS = `
${CONTRACT}
function accessOf(download, reclaim) {
	const rows = [];
	const read = contract(download);
	const errors = read.status === 'failure' ? ['Download subflow: ' + read.errorMessage] : [];
	for (const row of read.rows) if (row.process !== 'reclaim') rows.push(row);
	if (reclaim) {
		const write = contract(reclaim);
		if (write.status === 'failure') errors.push('Reclaim subflow: ' + write.errorMessage);
		for (const row of write.rows) if (row.process === 'reclaim') rows.push(row);
		const orgs = new Set([...read.rows, ...write.rows].map(({ orgId }) => orgId));
		if (orgs.size > 1) errors.push('The two subflows are connected to different orgs: ' + [...orgs].join(' and ') + '. Choose credentials of the same org in both.');
	}
	return { errors, rows, organization: read.organization || {} };
}
// Consumption is no part of the playbook's jobs, so that alone does not stop anybody.
const needed = (rows, withReclaim) => rows.filter((row) => row.status !== 'ok' && (row.process === 'download' || row.process === 'activity' || (row.process === 'reclaim' && withReclaim)));
function accessTable(rows) {
	const missing = (row) => row.checks.filter(({ status }) => status === 'missing').map((check) => esc(check.what) + ': needs <b>' + esc(check.permission) + '</b> in ' + esc(check.setupPath)).join('<br>');
	return '<table><thead><tr><th>Process</th><th>State</th><th>What to do</th></tr></thead><tbody>' + rows.map((row) => '<tr><td>' + esc(row.process) + '</td><td>' + esc(row.status) + '</td><td>' + missing(row) + '</td></tr>').join('') + '</tbody></table>';
}
`;

export const CONNECTION_PAGE = `
${COMMON}
${ACCESS}
${PROFILE}
const withReclaim = Boolean(profile.reclaimSubflow);
const { errors, rows, organization } = profile.downloadSubflow
	? accessOf($('Test Download').first().json, withReclaim ? $('Test Reclaim').first().json : null)
	: { errors: ['The profile names no connection yet. Go through the lane "Profile details" first.'], rows: [], organization: {} };
const works = errors.length === 0 && needed(rows, withReclaim).length === 0;
return [{ json: {
	title: LANES.connection,
	description: 'Connection: ' + (profile.connection || 'none') + (organization.name ? '. Org: ' + organization.name + ' (' + organization.orgId + '), as ' + organization.connectedUsername : ''),
	button: 'Back to the lanes',
	works, organization, access: rows,
	fields: [
		html((works ? '<p><b>The connection works.</b></p>' : '<p><b>The connection does not work yet.</b></p>') + errors.map((error) => '<p>' + esc(error) + '</p>').join('') + (rows.length > 0 ? accessTable(rows) : '')),
		{ fieldType: 'hiddenField', fieldName: 'seen', fieldValue: 'yes' },
	],
} }];
`;

export const CONNECTED = `
${COMMON}
${PROFILE}
const { works, organization, access } = $('Connection Page').first().json;
const next = { ...profile, access: access.map(({ process, status, missingPermissions }) => ({ process, status, missingPermissions })), ...(organization.orgId ? { orgId: organization.orgId, orgName: organization.name } : {}) };
return [{ json: works ? { profile: done(next, 'connection'), message: 'The connection works.' } : { profile: { ...next, lanes: { ...(next.lanes || {}), connection: false } }, message: 'The connection does not work yet.' } }];
`;

export const ADDITIONAL_PAGE = `
${COMMON}
const given = $('Additional Given').isExecuted ? $('Additional Given').first().json : {};
const last = given.error ? given.entered : {};
return [{ json: {
	title: LANES.additional,
	description: 'Each org is a pair of subflows with its own credential. Duplicate "Salesforce CRM Download Subscriptions" and "Salesforce CRM Reclaim Subscription", choose the credential of the other org in both, publish both, and enter their addresses here. Then choose the connection in a profile of its own.',
	button: 'Connect',
	fields: [
		...(given.error ? [html('<p><b>' + esc(given.error) + '</b></p>')] : []),
		{ fieldLabel: 'Name of the connection (empty: go back)', fieldName: 'name', fieldType: 'text', placeholder: 'e.g. Acme sandbox', defaultValue: last.name || '' },
		{ fieldLabel: 'Address or id of its download subflow', fieldName: 'download', fieldType: 'text', defaultValue: last.download || '' },
		{ fieldLabel: 'Address or id of its reclaim subflow (may be empty)', fieldName: 'reclaim', fieldType: 'text', defaultValue: last.reclaim || '' },
	],
} }];
`;

export const ADDITIONAL_ENTERED = `
const given = $input.first().json;
// From https://n8n.example.com/workflow/AbC123?x=y the id.
const id = (text) => { const value = String(text || '').trim(); const found = /\\/workflow\\/([^/?#]+)/.exec(value); return found ? found[1] : value; };
return [{ json: { name: String(given.name || '').trim(), download: id(given.download), reclaim: id(given.reclaim) } }];
`;

export const ADDITIONAL_GIVEN = `
${COMMON}
${ACCESS}
${PROFILE}
const entered = $('Additional Entered').first().json;
const again = (error) => [{ json: { error, entered, connections: [] } }];
if (entered.name === '') return [{ json: { error: '', profile, message: 'No additional org was connected.', connections: [] } }];
const taken = [IMPORTED, ...$('Read Connections').first().json.rows].some(({ name }) => name.toLowerCase() === entered.name.toLowerCase());
if (taken) return again('There is a connection "' + entered.name + '" already. Choose another name.');
if (entered.download === '') return again('Enter the address of the download subflow.');
const { errors, organization } = accessOf($('Test Additional Download').first().json, entered.reclaim ? $('Test Additional Reclaim').first().json : null);
if (errors.length > 0) return again(errors.join(' '));
return [{ json: {
	error: '', profile: done(profile, 'additional'),
	message: 'Connected to ' + organization.name + ' (' + organization.orgId + ') as "' + entered.name + '".',
	connections: [{ name: entered.name, downloadSubflow: entered.download, reclaimSubflow: entered.reclaim, orgId: organization.orgId, orgName: organization.name, validatedAt: new Date().toISOString() }],
} }];
`;

export const REVIEW_PAGE = `
${COMMON}
${PROFILE}
function show(value) {
	if (value === true || value === false) return value ? 'yes' : 'no';
	if (Array.isArray(value)) return value.map((part) => (typeof part === 'string' ? part : part.name + ': ' + part.action + ' after ' + (part.inactiveDays ?? 60) + ' days without activity')).join(', ') || '-';
	if (typeof value === 'object' && value !== null) return Object.entries(value).map(([key, part]) => key + ' = ' + part).join(', ') || '-';
	return value === '' || value === null || value === undefined ? '-' : value;
}
const NAMES = { displayName: 'Display name', status: 'Status', profileType: 'Profile type', connection: 'Connection', orgName: 'Org', downloadSubflow: 'Download subscriptions', reclaimSubflow: 'Reclaim subscription', rules: 'Rules', excludedUsernames: 'Excluded users', excludedIdentifiers: 'Excluded licenses', prices: 'Prices', dryRun: 'Dry run', maxUsers: 'Max users', maxPercent: 'Max percent', notifyUser: 'Ask the user', daysToAnswer: 'Days to answer', onSilence: 'On silence', managerEmail: 'Who decides', graceDays: 'Days of grace', autoReclaim: 'Reclaim by itself', alertEmail: 'Alerts to' };
return [{ json: {
	title: LANES.publish,
	description: 'Publishing begins to read from Salesforce, daily and now.',
	button: 'Go on',
	fields: [
		html('<table><tbody>' + Object.entries(NAMES).map(([key, name]) => '<tr><td>' + name + '</td><td>' + esc(show(profile[key])) + '</td></tr>').join('') + '</tbody></table>'),
		{ fieldLabel: 'What next?', fieldName: 'decision', fieldType: 'radio', requiredField: true, fieldOptions: options(['Save', 'Publish']) },
	],
} }];
`;

export const SAVED = `
${PROFILE}
return [{ json: { profile, message: 'Saved. The profile is ' + (profile.status === 'Published' ? 'published' : 'still a draft') + '.' } }];
`;

export const MAY_PUBLISH = `
${COMMON}
${ACCESS}
${PROFILE}
const no = (message) => [{ json: { may: 'no', profile, message } }];
if (!profile.downloadSubflow) return no('Not published: the profile names no connection. Go through the lane "Profile details".');
const withReclaim = Boolean(profile.reclaimSubflow);
const { errors, rows, organization } = accessOf($('Test Download to Publish').first().json, withReclaim ? $('Test Reclaim to Publish').first().json : null);
if (errors.length > 0) return no('Not published: the connection does not work. ' + errors.join(' '));
const missing = needed(rows, withReclaim);
if (missing.length > 0) return no('Not published: ' + missing.map((row) => row.process + ' needs ' + row.missingPermissions.join(', ')).join('; ') + '. Give the permissions (lane "Connection and credential" says where)' + (missing.some((row) => row.process === 'reclaim') ? ', or set "Reclaim subscriptions?" to No.' : '.'));
return [{ json: { may: 'yes', profile: { ...done(done(profile, 'connection'), 'publish'), orgId: organization.orgId, orgName: organization.name }, title: 'Publish ' + profile.displayName + '?', description: 'From now on n8n reads the subscriptions of ' + organization.name + ' daily.' + (profile.dryRun ? ' Dry run is on: Reclaim writes nothing.' : ' Dry run is off: Reclaim takes seats back.'), button: 'Go on', fields: [
	{ fieldLabel: 'Confirm', fieldName: 'confirm', fieldType: 'checkbox', fieldOptions: options(['Publish it and run it for the first time']) },
] } }];
`;

export const CONFIRMED = `
const { profile } = $('May It Publish?').first().json;
const yes = ($input.first().json.confirm || []).length > 0;
if (!yes) return [{ json: { confirmed: 'no', profile: { ...profile, lanes: { ...profile.lanes, publish: false } }, message: 'Not published: it was not confirmed.' } }];
return [{ json: { confirmed: 'yes', profile: { ...profile, status: 'Published', publishedAt: new Date().toISOString() } } }];
`;

export const FIRST_RUN_RESULT = `
${COMMON}
const profile = $('Read After First Run').first().json.rows[0];
const refresh = $('First Refresh').first().json;
const identify = $('First Identify').first().json;
const failed = [refresh, identify].filter((answer) => answer.status !== 'success');
if (failed.length > 0) return [{ json: { profile: { ...profile, lanes: { ...(profile.lanes || {}), firstRun: false } }, message: 'The first run did not come to its end: ' + failed.map((answer) => answer.errorMessage || (answer.error && (answer.error.message || answer.error))).join(' ') } }];
return [{ json: { profile: done(profile, 'firstRun'), message: 'First run complete: ' + refresh.counts.subscriptions + ' subscriptions of ' + refresh.counts.licenses + ' licenses, ' + identify.counts.open + ' open candidates.' } }];
`;

export const FIRST_RUN_NOT_YET = `
${PROFILE}
return [{ json: { profile, message: 'A draft is never run. Publish it first (lane "Review and publish").' } }];
`;

export const UNPUBLISHED = `
${PROFILE}
return [{ json: { profile: { ...profile, status: 'Draft', lanes: { ...(profile.lanes || {}), publish: false } }, message: 'Unpublished. The jobs leave this profile alone; what was stored stays.' } }];
`;

export const DELETE_PAGE = `
${PROFILE}
return [{ json: {
	title: 'Delete ' + profile.displayName + '?',
	description: 'Its stored subscriptions are deleted, and its open candidates become Closed Skipped. Nothing changes in Salesforce.',
	button: 'Go on',
	fields: [{ fieldLabel: 'Type the display name to delete it; leave it empty to go back', fieldName: 'name', fieldType: 'text' }],
} }];
`;

export const DELETE_DECIDED = `
${PROFILE}
const same = String($input.first().json.name || '').trim() === profile.displayName;
return [{ json: { delete: same ? 'yes' : 'no', profile, message: 'Not deleted.' } }];
`;

export const CLOSE_CANDIDATES = `
const now = new Date().toISOString();
const rows = $('Read Its Candidates').first().json.rows.filter((row) => !row.state.startsWith('Closed')).map((row) => ({ ...row, state: 'Closed Skipped', closedAt: now, reason: 'The profile was deleted.', notes: [...(row.notes || []), { at: now, text: 'The profile was deleted.' }] }));
return [{ json: { rows } }];
`;
