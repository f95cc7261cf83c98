import { bundled } from '../kit/bundle';
import { COMMON, PROFILE } from './lanes.code';

/**
 * The Code nodes of the guided setup: what each page shows, and what the values entered on it change. A page
 * is `{ title, description, button, fields }`; a step ends with `{ profile, message }`.
 */
export const CHOOSE_PAGE = `
${COMMON}
const profiles = $('Read Profiles').first().json.rows;
const error = $('Opened').isExecuted ? $('Opened').first().json.error : '';
const NEW = 'A new profile';
return [{ json: {
	title: 'Integration profile',
	description: 'A profile defines how the licenses of an org are managed. It stays a draft, and nothing is read from Salesforce, until you publish it.',
	button: 'Open',
	fields: [
		...(error ? [html('<p><b>' + esc(error) + '</b></p>')] : []),
		// On n8n's pages, a click on a selected choice clears it, so no choice is preselected.
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
if (name.length > 60) return again('The display name has ' + name.length + ' characters. Use at most 60.');
if (profiles.some((row) => row.displayName.toLowerCase() === name.toLowerCase())) return again('A profile named "' + name + '" already exists. Open it, or choose another display name.');
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
const { message } = $('Step Result').first().json;
const lanes = profile.lanes || {};
const rows = Object.entries(LANES).map(([lane, name], index) => '<tr><td>' + (index + 1) + '</td><td>' + name + '</td><td>' + (lanes[lane] ? 'Done' : name.endsWith('(optional)') ? 'Optional' : 'Not done') + '</td></tr>').join('');
const more = profile.status === 'Published' ? ['Unpublish'] : [];
return [{ json: {
	title: profile.displayName + ' (' + profile.status + ')',
	description: 'Your entries are saved at each step. You can leave and come back at any time.',
	button: 'Continue',
	fields: [
		...(message ? [html('<p><b>' + esc(message) + '</b></p>')] : []),
		html('<table><thead><tr><th></th><th>Step</th><th>Status</th></tr></thead><tbody>' + rows + '</tbody></table>'),
		{ fieldLabel: 'What next?', fieldName: 'next', fieldType: 'radio', requiredField: true, fieldOptions: options([...Object.values(LANES), ...more, 'Delete the profile', 'Save and close']) },
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
	description: 'Which Salesforce user should n8n act as?',
	button: 'Next',
	fields: [
		{ fieldLabel: 'Grant type', fieldName: 'grantType', fieldType: 'radio', requiredField: true, fieldOptions: options(['Client Credentials: a fixed integration user, without a sign-in (for scheduled jobs)', 'Authorization Code: the user who signs in once']) },
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
	byCode ? 'Selected OAuth scopes (only these two): Manage user data via APIs (api); Perform requests at any time (refresh_token, offline_access).' : 'Selected OAuth scope (only this one): Manage user data via APIs (api).',
	...(byCode
		? ['Security: require Proof Key for Code Exchange (PKCE).', 'Policies > App Policies: Permitted Users "Admin approved users are pre-authorized", with the profile or permission set of the user who will sign in.', 'Policies > OAuth Policies: "Refresh token is valid until revoked".']
		: ['Settings > OAuth Settings: Enable Client Credentials Flow.', 'Policies > OAuth Policies: Enable Client Credentials Flow there too, and set Run As to the exact username of your integration user.']),
	'Settings > OAuth Settings > Consumer Key and Secret: copy both.',
	'n8n: create a credential "Salesforce CRM OAuth2 API" with this grant type, the Consumer Key as Client ID, the Consumer Secret as Client Secret, and the My Domain URL of the org as Connection URL.' + (byCode ? ' Click Connect and sign in.' : ' Save it; n8n tests it.'),
	'n8n: select that credential in the Salesforce Licenses nodes of the workflows "Salesforce CRM Download Subscriptions" and "Salesforce CRM Reclaim Subscription", and publish both.',
];
return [{ json: {
	title: LANES.register + ': ' + (byCode ? 'Authorization Code' : 'Client Credentials'),
	description: 'Check off what you have done. Salesforce may take up to ten minutes to activate a new app.',
	button: 'Save',
	steps: steps.length,
	fields: [
		html('<p>Redirect URL of this n8n: <code>' + esc(origin) + '/rest/oauth2-credential/callback</code> (the credential shows it too)</p>'),
		{ fieldLabel: 'Checklist', fieldName: 'steps', fieldType: 'checkbox', fieldOptions: options(steps), defaultValue: before },
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
return [{ json: { profile: next, message: ticked + ' of ' + all + ' items of the checklist are done.' } }];
`;

export const DETAILS_PAGE = `
${bundled('setup/profileForm.code')}
${bundled('kit/unguessable.code')}
${COMMON}
${PROFILE}
const connections = [IMPORTED, ...$('Read Connections').first().json.rows];
const { error = '', entered = {} } = $('Details Given').isExecuted ? $('Details Given').first().json : {};
return [{ json: {
	title: LANES.details + ': ' + profile.displayName,
	description: 'Status: ' + profile.status + ' (set automatically).',
	button: 'Save',
	fields: [
		...(error ? [html('<p><b>' + esc(error) + '</b></p>')] : []),
		...unguessable(detailsFields(profile, connections, error ? entered : null)),
	],
} }];
`;

export const DETAILS_GIVEN = `
${bundled('setup/profileGiven.code')}
${bundled('kit/unguessable.code')}
${COMMON}
${PROFILE}
const entered = withoutEndings($input.first().json);
return [{ json: { ...detailsGiven(entered, profile, [IMPORTED, ...$('Read Connections').first().json.rows]), entered } }];
`;
