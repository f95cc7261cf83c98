import { choice, html, messageOf, otherwise, table, text, ticks, withMistakes } from './fields';
import type { FormField } from './fields';
import { baseOf, reclaimLink, recordLink } from './links';
import type { SetupFacts, SetupPage, Step, StoredProfile } from './setup';
import { BACK, COPY, DELETE, isDone, LEAVE, RENAME, STEP_NAMES, STEPS, UNPUBLISH } from './setup';

/** The pages that lead from one step to the next: which profile, which step, how the application is registered. */

export const NEW_PROFILE = 'A new profile';

export function profilesPage({ profiles, handed }: SetupFacts): SetupPage {
	const { entered } = handed;
	const typed = typeof entered?.displayName === 'string' ? entered.displayName : '';
	const names = [...profiles.map(({ displayName }) => displayName), NEW_PROFILE];
	const last = names.find((name) => name === entered?.profile) ?? names[0];
	const which: FormField =
		profiles.length === 0
			? { fieldType: 'hiddenField', fieldName: 'profile', fieldValue: NEW_PROFILE }
			: choice('profile', 'Profile', names, last);
	const fields = [
		which,
		text('displayName', 'Display name of the new profile', typed, 'e.g. Acme'),
	];
	return {
		page: 'profiles',
		title: 'Integration profile',
		description:
			'A profile defines how the licenses of an org are managed. It stays a draft, and nothing is read from Salesforce, until you publish it.',
		button: 'Open',
		fields: [...messageOf(handed.message), ...withMistakes(fields, handed.mistakes)],
	};
}

/** What the button of the steps does: the first step that is open; optional ones only by choice. */
export const nextStep = (profile: StoredProfile): Step | null =>
	STEP_NAMES.find((step) => step !== 'additional' && !isDone(profile, step)) ?? null;

export function stepsPage({ handed, n8nUrl }: SetupFacts, profile: StoredProfile): SetupPage {
	const isPublished = profile.status === 'Published';
	const next = nextStep(profile);
	const rows = STEP_NAMES.map((step, index) => [index + 1, STEPS[step], statusOf(profile, step)]);
	const others = STEP_NAMES.filter((step) => step !== next).map((step) => STEPS[step]);
	const of = isPublished ? [UNPUBLISH] : [];
	const ends = next === null ? [] : [LEAVE];
	return {
		page: 'steps',
		title: `${profile.displayName} (${isPublished ? 'Published' : 'Draft'})`,
		description: 'Your entries are saved at each step. You can leave and come back at any time.',
		button: next === null ? LEAVE : `Continue: ${STEPS[next]}`,
		fields: [
			...messageOf(handed.message),
			table(['No.', 'Step', 'Status'], rows),
			...(isPublished ? [wayOn(n8nUrl, profile)] : []),
			otherwise([...others, ...of, RENAME, COPY, DELETE, ...ends]),
		],
		carry: { next },
	};
}

const wayOn = (n8nUrl: string, { displayName }: StoredProfile): FormField =>
	html(
		`<p>${recordLink(n8nUrl, displayName, 'Open the record page')} · ${reclaimLink(n8nUrl, displayName, 'Decide on candidates')}</p>`,
	);

function statusOf(profile: StoredProfile, step: Step): string {
	if (isDone(profile, step)) return 'Done';
	if (step === 'details' && profile.lanes?.detailsDraft !== undefined) return 'Half done';
	return step === 'additional' ? 'Optional' : 'Not done';
}

const BY_CLIENT =
	'Client Credentials: a fixed integration user, without a sign-in (for scheduled jobs)';
const BY_CODE = 'Authorization Code: the user who signs in once';
export const GRANTS = { client: BY_CLIENT, code: BY_CODE } as const;

export function grantPage({ handed }: SetupFacts): SetupPage {
	return {
		page: 'grant',
		title: STEPS.register,
		description: 'Which Salesforce user should n8n act as?',
		button: 'Next',
		fields: withMistakes(
			[choice('grantType', 'Grant type', [BY_CLIENT, BY_CODE], BY_CLIENT), otherwise([BACK])],
			handed.mistakes,
		),
	};
}

export function registerPage({ handed, n8nUrl }: SetupFacts, profile: StoredProfile): SetupPage {
	const steps = registerSteps(handed.grant);
	const before = handed.entered?.steps ?? profile.lanes?.steps;
	const ticked = Array.isArray(before) ? steps.filter((step) => before.includes(step)) : [];
	const grant = handed.grant === 'code' ? 'Authorization Code' : 'Client Credentials';
	return {
		page: 'register',
		title: `${STEPS.register}: ${grant}`,
		description:
			'Check off what you have done. Salesforce may take up to ten minutes to activate a new app.',
		button: 'Save',
		fields: [
			...messageOf(handed.message),
			html(redirectUrl(n8nUrl)),
			ticks('steps', 'Checklist', steps, ticked),
			ticks('complete', 'Mark complete', ['The app is registered']),
		],
		carry: { steps, grant: handed.grant },
	};
}

const PATH = '/rest/oauth2-credential/callback';

/** n8n's own address; what is none is not shown as one. */
function redirectUrl(n8nUrl: string): string {
	const base = baseOf(n8nUrl);
	if (base === '') return '<p>Redirect URL of this n8n: the credential shows it.</p>';
	return `<p>Redirect URL of this n8n: <code>${base}${PATH}</code> (the credential shows it too)</p>`;
}

function registerSteps(grant: 'code' | 'client'): string[] {
	const byCode = grant === 'code';
	return [
		'Salesforce: Setup > External Client App Manager > New External Client App. Name, contact e-mail, distribution state Local.',
		'Enable OAuth. Callback URL: the redirect URL shown above.',
		byCode
			? 'Selected OAuth scopes (only these two): Manage user data via APIs (api); Perform requests at any time (refresh_token, offline_access).'
			: 'Selected OAuth scope (only this one): Manage user data via APIs (api).',
		...(byCode
			? [
					'Security: require Proof Key for Code Exchange (PKCE).',
					'Policies > App Policies: Permitted Users "Admin approved users are pre-authorized", with the profile or permission set of the user who will sign in.',
					'Policies > OAuth Policies: "Refresh token is valid until revoked".',
				]
			: [
					'Settings > OAuth Settings: Enable Client Credentials Flow.',
					'Policies > OAuth Policies: Enable Client Credentials Flow there too, and set Run As to the exact username of your integration user.',
				]),
		'Settings > OAuth Settings > Consumer Key and Secret: copy both.',
		`n8n: create a credential "Salesforce CRM OAuth2 API" with this grant type, the Consumer Key as Client ID, the Consumer Secret as Client Secret, and the My Domain URL of the org as Connection URL.${byCode ? ' Click Connect and sign in.' : ' Save it; n8n tests it.'}`,
		'n8n: select that credential in the Salesforce Licenses nodes of the workflows "Salesforce CRM Download Subscriptions" and "Salesforce CRM Reclaim Subscription", and publish both.',
	];
}

/** The new name of the profile, or the name of its copy. */
export function namePage({ page, handed }: SetupFacts, profile: StoredProfile): SetupPage {
	const typed = handed.entered?.name;
	const isCopy = page === 'copy';
	const field = text(
		'name',
		isCopy ? 'Display name of the copy' : 'New display name',
		typeof typed === 'string' ? typed : '',
		'e.g. Acme EMEA',
	);
	return {
		page,
		title: `${isCopy ? 'Copy' : 'Rename'} ${profile.displayName}`,
		description: isCopy
			? 'The copy has the same settings. It is a draft on dry run, and nothing runs until you publish it.'
			: 'The name becomes part of the names of the jobs.',
		button: isCopy ? 'Copy' : 'Rename',
		fields: [
			...messageOf(handed.message),
			...withMistakes([field, otherwise([BACK])], handed.mistakes),
		],
	};
}
