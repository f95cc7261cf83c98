import { bundled } from '../kit/bundle';
import { COMMON, PROFILE } from './lanes.code';

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
	excludedUsernames: [], excludedIdentifiers: [], prices: {}, currency: 'USD',
	dryRun: true, maxUsers: 100, maxPercent: 10, autoReclaim: false,
	notifyUser: false, daysToAnswer: 7, onSilence: 'keep', askBy: 'email', graceDays: 14,
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
		html('<p>Redirect URL of this n8n: <code>' + esc(origin) + '/rest/oauth2-credential/callback</code> (the credential shows it too)</p>'),
		{ fieldLabel: 'Steps', fieldName: 'steps', fieldType: 'checkbox', fieldOptions: options(steps), defaultValue: before },
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
${bundled('setup/profileForm.code')}
${COMMON}
${PROFILE}
const connections = [IMPORTED, ...$('Read Connections').first().json.rows];
const { error = '', entered = {} } = $('Details Given').isExecuted ? $('Details Given').first().json : {};
return [{ json: {
	title: LANES.details + ': ' + profile.displayName,
	description: 'Profile type: Salesforce CRM. Status: ' + profile.status + ', set by itself.',
	button: 'Save',
	fields: [
		...(error ? [html('<p><b>' + esc(error) + '</b></p>')] : []),
		...detailsFields(profile, connections, error ? entered : null),
	],
} }];
`;

export const DETAILS_GIVEN = `
${bundled('setup/profileGiven.code')}
${COMMON}
${PROFILE}
const entered = $input.first().json;
return [{ json: { ...detailsGiven(entered, profile, [IMPORTED, ...$('Read Connections').first().json.rows]), entered } }];
`;
