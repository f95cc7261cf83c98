import { CONTRACT } from '../subflows/contract';
import { COMMON, PROFILE } from './lanes.code';

/** The steps from the connection to the first run, and the deletion of a profile: as in setupPages.code.ts. */

/** The permissions that both subflows report for their credentials. */
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
		if (orgs.size > 1) errors.push('The two subflows are connected to different orgs: ' + [...orgs].join(' and ') + '. Select credentials of the same org in both.');
	}
	return { errors, rows, organization: read.organization || {} };
}
// The playbook's jobs do not read usage (consumption), so a profile can be published without that permission.
const needed = (rows, withReclaim) => rows.filter((row) => row.status !== 'ok' && (row.process === 'download' || row.process === 'activity' || (row.process === 'reclaim' && withReclaim)));
function accessTable(rows) {
	const missing = (row) => row.checks.filter(({ status }) => status === 'missing').map((check) => esc(check.what) + ': ' + (check.permission ? 'grant <b>' + esc(check.permission) + '</b> (' + esc(check.setupPath) + ')' : esc(check.detail))).join('<br>');
	return '<table><thead><tr><th>Process</th><th>Status</th><th>What to do</th></tr></thead><tbody>' + rows.map((row) => '<tr><td>' + esc(labelOf(PROCESS_LABELS, row.process)) + '</td><td>' + (row.status === 'ok' ? 'OK' : 'Permissions missing') + '</td><td>' + missing(row) + '</td></tr>').join('') + '</tbody></table>';
}
`;

export const CONNECTION_PAGE = `
${COMMON}
${ACCESS}
${PROFILE}
const withReclaim = Boolean(profile.reclaimSubflow);
const { errors, rows, organization } = profile.downloadSubflow
	? accessOf($('Test Download').first().json, withReclaim ? $('Test Reclaim').first().json : null)
	: { errors: ['The profile has no Salesforce org yet. Complete the step "Profile details" first.'], rows: [], organization: {} };
const works = errors.length === 0 && needed(rows, withReclaim).length === 0;
return [{ json: {
	title: LANES.connection,
	description: 'Connection: ' + (profile.connection || 'none') + (organization.name ? '. Connected to ' + organization.name + ' (' + organization.orgId + '), as ' + organization.connectedUsername : ''),
	button: 'Back to the steps',
	works, connects: errors.length === 0, organization, access: rows,
	fields: [
		html((works ? '<p><b>The connection works.</b></p>' : errors.length === 0 ? '<p><b>Connected, but permissions are missing.</b></p>' : '<p><b>The connection does not work yet.</b></p>') + errors.map((error) => '<p>' + esc(error) + '</p>').join('') + (rows.length > 0 ? accessTable(rows) : '')),
		{ fieldType: 'hiddenField', fieldName: 'seen', fieldValue: 'yes' },
	],
} }];
`;

export const CONNECTED = `
${COMMON}
${PROFILE}
const { works, connects, organization, access } = $('Connection Page').first().json;
const next = { ...profile, access: access.map(({ process, status, missingPermissions }) => ({ process, status, missingPermissions })), ...(organization.orgId ? { orgId: organization.orgId, orgName: organization.name } : {}) };
return [{ json: works ? { profile: done(next, 'connection'), message: 'The connection works.' } : { profile: { ...next, lanes: { ...(next.lanes || {}), connection: false } }, message: connects ? 'Connected, but permissions are missing.' : 'The connection does not work yet.' } }];
`;

export const ADDITIONAL_PAGE = `
${COMMON}
const given = $('Additional Given').isExecuted ? $('Additional Given').first().json : {};
const last = given.error ? given.entered : {};
return [{ json: {
	title: LANES.additional,
	description: 'Each org has its own pair of subflows, with its own credential. Connect the pair here, then create a profile for that org and select it there.',
	button: 'Connect',
	fields: [
		html('<p>One command creates a pair and prints the values to enter here:</p><p><code>npm run playbook:import -- --pair "EMEA org" --credential "Salesforce EMEA"</code></p><p>By hand: duplicate <i>Salesforce CRM Download Subscriptions</i> and <i>Salesforce CRM Reclaim Subscription</i>, select the credential of the other org in both, and publish both.</p>'),
		...(given.error ? [html('<p><b>' + esc(given.error) + '</b></p>')] : []),
		{ fieldLabel: 'Name of the connection (leave empty to go back)', fieldName: 'name', fieldType: 'text', placeholder: 'e.g. Acme sandbox', defaultValue: last.name || '' },
		{ fieldLabel: 'URL or ID of its download subflow', fieldName: 'download', fieldType: 'text', defaultValue: last.download || '' },
		{ fieldLabel: 'URL or ID of its reclaim subflow (optional)', fieldName: 'reclaim', fieldType: 'text', defaultValue: last.reclaim || '' },
		{ fieldLabel: 'Mark complete', fieldName: 'complete', fieldType: 'checkbox', fieldOptions: options(['There is no other org to connect']) },
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
if (taken) return again('A connection named "' + entered.name + '" already exists. Choose another name.');
if (entered.download === '') return again('Enter the URL of the download subflow.');
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
	if (Array.isArray(value)) return value.map((part) => (typeof part === 'string' ? part : (part.name || 'Unused seats') + ': ' + (part.action ? labelOf(ACTION_LABELS, part.action).toLowerCase() : 'the default action of its detector') + (part.detector ? ' (detector ' + part.detector + ')' : ' after ' + plural(part.inactiveDays ?? 60, 'day') + ' without activity'))).join(', ') || '-';
	if (typeof value === 'object' && value !== null) return Object.entries(value).map(([key, part]) => key + ' = ' + part).join(', ') || '-';
	return value === '' || value === null || value === undefined ? '-' : value;
}
const NAMES = { displayName: 'Display name', status: 'Status', profileType: 'Profile type', connection: 'Connection', orgName: 'Org', reclaims: 'Reclaim subscriptions', rules: 'Rules', excludedUsernames: 'Excluded users', excludedIdentifiers: 'Excluded licenses', prices: 'Annual price per seat', currency: 'Currency', dryRun: 'Dry run', maxUsers: 'Maximum users per run', maxPercent: "Maximum percent of a license's users", notifyUser: 'Ask the user first', askBy: 'Ask by', daysToAnswer: 'Days to answer', onSilence: 'If there is no answer', managerEmail: 'Fallback approver', graceDays: 'Days frozen before a deactivation', autoReclaim: 'Reclaim automatically', alertEmail: 'Send alerts to' };
const shown = { ...profile, reclaims: Boolean(profile.reclaimSubflow), askBy: profile.askBy && labelOf(CHANNEL_LABELS, profile.askBy), onSilence: profile.onSilence && labelOf(SILENCE_LABELS, profile.onSilence) };
return [{ json: {
	title: LANES.publish,
	description: 'Publishing starts a first read of the org now, and one every night. It changes nothing in Salesforce.',
	button: 'Continue',
	fields: [
		html('<table><tbody>' + Object.entries(NAMES).map(([key, name]) => '<tr><td>' + name + '</td><td>' + esc(show(shown[key])) + '</td></tr>').join('') + '</tbody></table>'),
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
if (!profile.downloadSubflow) return no('Not published: the profile has no Salesforce org. Complete the step "Profile details".');
const withReclaim = Boolean(profile.reclaimSubflow);
const { errors, rows, organization } = accessOf($('Test Download to Publish').first().json, withReclaim ? $('Test Reclaim to Publish').first().json : null);
if (errors.length > 0) return no('Not published: the connection does not work. ' + errors.join(' '));
const missing = needed(rows, withReclaim);
if (missing.length > 0) return no('Not published: ' + missing.map((row) => '"' + labelOf(PROCESS_LABELS, row.process) + '" needs ' + row.missingPermissions.join(', ')).join('; ') + '. Grant the permissions (the step "Connection and credential" shows where)' + (missing.some((row) => row.process === 'reclaim') ? ', or set "Reclaim subscriptions?" to No.' : '.'));
return [{ json: { may: 'yes', profile: { ...done(done(profile, 'connection'), 'publish'), orgId: organization.orgId, orgName: organization.name }, title: 'Publish ' + profile.displayName + '?', description: 'From now on, n8n reads the subscriptions of ' + organization.name + ' every night.' + (!withReclaim ? ' This profile only reports. It never reclaims seats.' : profile.dryRun !== false ? ' Dry run is on: Reclaim changes nothing in Salesforce.' : ' Dry run is off: Reclaim takes seats back.'), button: 'Continue', fields: [
	{ fieldLabel: 'Confirm', fieldName: 'confirm', fieldType: 'checkbox', fieldOptions: options(['Publish it and start the first run']) },
] } }];
`;

export const CONFIRMED = `
const { profile } = $('May It Publish?').first().json;
const yes = ($input.first().json.confirm || []).length > 0;
if (!yes) return [{ json: { confirmed: 'no', profile: { ...profile, lanes: { ...profile.lanes, publish: false } }, message: 'Not published: you did not confirm it.' } }];
return [{ json: { confirmed: 'yes', profile: { ...profile, status: 'Published', publishedAt: new Date().toISOString() } } }];
`;

export const FIRST_RUN_RESULT = `
${COMMON}
const profile = $('Read After First Run').first().json.rows[0];
const refresh = $('First Refresh').first().json;
const identify = $('First Identify').first().json;
const failed = [refresh, identify].filter((answer) => answer.status !== 'success');
if (failed.length > 0) return [{ json: { profile: { ...profile, lanes: { ...(profile.lanes || {}), firstRun: false } }, message: 'The first run failed: ' + failed.map((answer) => answer.errorMessage || (answer.error && (answer.error.message || answer.error))).join(' ') } }];
return [{ json: { profile: done(profile, 'firstRun'), message: 'First run complete: ' + plural(refresh.counts.subscriptions, 'subscription') + ' of ' + plural(refresh.counts.licenses, 'license') + ', ' + plural(identify.counts.open, 'open candidate') + '.' } }];
`;

export const FIRST_RUN_NOT_YET = `
${PROFILE}
return [{ json: { profile, message: 'Drafts do not run. Publish the profile first (step "Review and publish").' } }];
`;

export const UNPUBLISHED = `
${PROFILE}
return [{ json: { profile: { ...profile, status: 'Draft', lanes: { ...(profile.lanes || {}), publish: false } }, message: 'Unpublished. The scheduled jobs skip this profile; its stored data is kept.' } }];
`;

/** Without their profile, these users would stay frozen: no job would deactivate or unfreeze them. */
const FROZEN = `
const frozen = $('Read Frozen Users').first().json.rows.filter(({ state, graceUntil }) => state === 'Awaiting Revocation' && graceUntil);
const whoIsFrozen = frozen.length === 1 ? '1 user is frozen: ' + frozen[0].username : frozen.length + ' users are frozen: ' + frozen.slice(0, 5).map(({ username }) => username).join(', ') + (frozen.length > 5 ? ' and others' : '');
const cure = whoIsFrozen + '. First give the seats back (form "Reclaim or Give Back"), or wait until the grace period is over.';
`;

export const DELETE_PAGE = `
${PROFILE}
${FROZEN}
return [{ json: {
	title: 'Delete ' + profile.displayName + '?',
	description: frozen.length > 0 ? 'You cannot delete it now. ' + cure : 'This deletes its stored subscriptions and closes its open candidates (Closed Skipped). Nothing changes in Salesforce.',
	button: 'Continue',
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
const rows = $('Read Candidates').first().json.rows.filter((row) => !row.state.startsWith('Closed')).map((row) => ({ ...row, state: 'Closed Skipped', closedAt: now, reason: 'The profile was deleted.', notes: [...(row.notes || []), { at: now, text: 'The profile was deleted.' }] }));
return [{ json: { rows } }];
`;
