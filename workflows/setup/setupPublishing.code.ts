import { CONTRACT } from '../subflows/contract';
import { COMMON, PROFILE } from './lanes.code';

/** The lanes from the connection to the first run, and the end of a profile: as in setupPages.ts. */

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
	description: 'Each org is a pair of subflows with its own credential. Connect the pair here, then choose the connection in a profile of its own.',
	button: 'Connect',
	fields: [
		html('<p>One command makes a pair, and prints what to enter here:</p><p><code>npm run playbook:import -- --pair "EMEA org" --credential "Salesforce EMEA"</code></p><p>By hand: duplicate <i>Salesforce CRM Download Subscriptions</i> and <i>Salesforce CRM Reclaim Subscription</i>, choose the credential of the other org in both, and publish both.</p>'),
		...(given.error ? [html('<p><b>' + esc(given.error) + '</b></p>')] : []),
		{ fieldLabel: 'Name of the connection (empty: go back)', fieldName: 'name', fieldType: 'text', placeholder: 'e.g. Acme sandbox', defaultValue: last.name || '' },
		{ fieldLabel: 'Address or id of its download subflow', fieldName: 'download', fieldType: 'text', defaultValue: last.download || '' },
		{ fieldLabel: 'Address or id of its reclaim subflow (may be empty)', fieldName: 'reclaim', fieldType: 'text', defaultValue: last.reclaim || '' },
		{ fieldLabel: 'Mark complete', fieldName: 'complete', fieldType: 'checkbox', fieldOptions: options(['There is no further org to connect']) },
	],
} }];
`;

export const ADDITIONAL_ENTERED = `
const given = $input.first().json;
// From https://n8n.example.com/workflow/AbC123?x=y the id.
const id = (text) => { const value = String(text || '').trim(); const found = /\\/workflow\\/([^/?#]+)/.exec(value); return found ? found[1] : value; };
return [{ json: { name: String(given.name || '').trim(), download: id(given.download), reclaim: id(given.reclaim), complete: (given.complete || []).length > 0 } }];
`;

export const ADDITIONAL_GIVEN = `
${COMMON}
${ACCESS}
${PROFILE}
const entered = $('Additional Entered').first().json;
const again = (error) => [{ json: { error, entered, connections: [] } }];
if (entered.name === '') return [{ json: { error: '', profile: entered.complete ? done(profile, 'additional') : profile, message: 'No additional org was connected.', connections: [] } }];
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
	if (Array.isArray(value)) return value.map((part) => (typeof part === 'string' ? part : (part.name || 'Unused seats') + ': ' + (part.action || 'what goes with its detector') + (part.detector ? ' (' + part.detector + ')' : ' after ' + (part.inactiveDays ?? 60) + ' days without activity'))).join(', ') || '-';
	if (typeof value === 'object' && value !== null) return Object.entries(value).map(([key, part]) => key + ' = ' + part).join(', ') || '-';
	return value === '' || value === null || value === undefined ? '-' : value;
}
const NAMES = { displayName: 'Display name', status: 'Status', profileType: 'Profile type', connection: 'Connection', orgName: 'Org', downloadSubflow: 'Download subscriptions', reclaimSubflow: 'Reclaim subscription', rules: 'Rules', excludedUsernames: 'Excluded users', excludedIdentifiers: 'Excluded licenses', prices: 'Prices', currency: 'Currency', dryRun: 'Dry run', maxUsers: 'Max users', maxPercent: 'Max percent', notifyUser: 'Ask the user', askBy: 'Ask by', daysToAnswer: 'Days to answer', onSilence: 'On silence', managerEmail: 'Who decides', graceDays: 'Days of grace', autoReclaim: 'Reclaim by itself', alertEmail: 'Alerts to' };
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

/** Nobody would ever unfreeze the users of a profile that is gone. */
const FROZEN = `
const frozen = $('Read Its Frozen').first().json.rows.filter(({ state, graceUntil }) => state === 'Awaiting Revocation' && graceUntil);
const whoIsFrozen = frozen.length === 1 ? '1 user is frozen: ' + frozen[0].username : frozen.length + ' users are frozen: ' + frozen.slice(0, 5).map(({ username }) => username).join(', ') + (frozen.length > 5 ? ' and others' : '');
const cure = whoIsFrozen + '. Give their seats back first (form Reclaim or Give Back), or wait until their days of grace are over.';
`;

export const DELETE_PAGE = `
${PROFILE}
${FROZEN}
return [{ json: {
	title: 'Delete ' + profile.displayName + '?',
	description: frozen.length > 0 ? 'It cannot be deleted now. ' + cure : 'Its stored subscriptions are deleted, and its open candidates become Closed Skipped. Nothing changes in Salesforce.',
	button: 'Go on',
	fields: [{ fieldLabel: 'Type the display name to delete it; leave it empty to go back', fieldName: 'name', fieldType: 'text' }],
} }];
`;

export const DELETE_DECIDED = `
${PROFILE}
${FROZEN}
const same = String($input.first().json.name || '').trim() === profile.displayName;
return [{ json: { delete: same && frozen.length === 0 ? 'yes' : 'no', profile, message: 'Not deleted.' + (same && frozen.length > 0 ? ' ' + cure : '') } }];
`;

export const CLOSE_CANDIDATES = `
const now = new Date().toISOString();
const rows = $('Read Its Candidates').first().json.rows.filter((row) => !row.state.startsWith('Closed')).map((row) => ({ ...row, state: 'Closed Skipped', closedAt: now, reason: 'The profile was deleted.', notes: [...(row.notes || []), { at: now, text: 'The profile was deleted.' }] }));
return [{ json: { rows } }];
`;
