import { foldName } from '../../../licensing/model/closest';
import { plural } from '../../../licensing/model/plural';
import {
	FREE_MONEY,
	NO_CHOICES,
	rulesOf,
} from '../../../licensing/playbook/form/details/ruleChoices';
import { GRANTS, NEW_PROFILE } from '../../../licensing/playbook/form/guidePages';
import { PROFILE_NUMBERS } from '../../../licensing/playbook/profile';
import type { StoredProfile } from '../../../licensing/playbook/form/setup';
import {
	COPY,
	DELETE,
	LEAVE,
	RENAME,
	STEP_NAMES,
	STEPS,
	UNPUBLISH,
} from '../../../licensing/playbook/form/setup';
import { LONGEST_NAME } from '../profileSchema';
import type { Answered, SetupAnswer } from './answer';
import { historyOf, isBack, isTicked, saved, show, showReview, subflowsOf, textOf } from './answer';
import { testOf } from './connectionAnswers';

/** The answers to the pages that lead from one step to the next. */

export function profilesAnswer(answered: Answered): SetupAnswer {
	const { entered, profiles } = answered;
	if (entered.profile !== NEW_PROFILE) {
		const chosen = profiles.find(({ displayName }) => displayName === entered.profile);
		if (chosen !== undefined) return show('steps', chosen.displayName);
		return again(answered, 'profile', 'Choose a profile.');
	}
	const name = textOf(entered.displayName);
	const mistake = nameMistake(name, profiles);
	if (mistake !== null) return again(answered, 'displayName', mistake);
	const profile = newProfile(name, answered.visitor);
	// n8n may be connected already: the installer has selected the credential.
	return {
		...testOf(profile, answered.connections, '', 'The draft is saved.'),
		do: 'save',
		isNew: true,
		needs: 'new',
		row: { ...profile },
		history: historyOf(answered, name, 'Created'),
	};
}

const again = ({ entered }: Answered, field: string, message: string) =>
	show('profiles', '', { entered, mistakes: [{ field, message }] });

function nameMistake(name: string, profiles: readonly StoredProfile[]): string | null {
	if (name === '') {
		return 'Enter a display name. Keep it short: it becomes part of the names of the jobs.';
	}
	if (foldName(name) === foldName(NEW_PROFILE)) return 'Choose another display name.';
	if (name.length > LONGEST_NAME) {
		return `The display name has ${name.length} characters. Use at most ${LONGEST_NAME}.`;
	}
	if (profiles.some(({ displayName }) => foldName(displayName) === foldName(name))) {
		return `A profile named "${name}" already exists. Open it, or choose another display name.`;
	}
	return null;
}

/** A profile that has run is in every table by its name, so only its copy can have another one. */
export function renameAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { entered, profiles, before } = answered;
	const { displayName, publishedAt, lanes } = profile;
	if (isBack(answered)) return show('steps', displayName);
	const name = textOf(entered.name);
	const again = (message: string) =>
		show('rename', displayName, { entered, mistakes: [{ field: 'name', message }] });
	const mistake = nameMistake(
		name,
		profiles.filter((one) => one !== profile),
	);
	if (mistake !== null) return again(mistake);
	if (before?.displayName !== displayName) return again('Somebody else renamed the profile.');
	const hasRun = Boolean(publishedAt) || lanes?.firstRun !== undefined;
	if (hasRun || profile.status === 'Published') {
		return again(
			`The candidates, job results and savings of ${displayName} are stored under its name, so it keeps that name. Copy the profile under the new name, publish the copy, and then delete this one.`,
		);
	}
	const row = { id: profile.id, displayName: name };
	return show('steps', name, {
		do: 'save',
		message: `The profile is now called ${name}.`,
		row,
		history: historyOf(answered, name, `Renamed from ${displayName}`),
	});
}

/** The same settings under another name, as a draft on dry run. */
export function copyAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { entered, profiles, visitor } = answered;
	if (isBack(answered)) return show('steps', profile.displayName);
	const name = textOf(entered.name);
	const mistake = nameMistake(name, profiles);
	if (mistake !== null) {
		return show('copy', profile.displayName, {
			entered,
			mistakes: [{ field: 'name', message: mistake }],
		});
	}
	const { lanes, ...columns } = profile;
	delete columns.id;
	const { register, connection, details, steps } = lanes ?? {};
	return show('steps', name, {
		do: 'save',
		message: `${name} is a copy of ${profile.displayName}. It is a draft on dry run.`,
		row: {
			...columns,
			displayName: name,
			createdBy: visitor,
			status: 'Draft',
			dryRun: true,
			autoReclaim: false,
			publishedAt: null,
			lanes: { register, connection, details, steps },
		},
		history: historyOf(answered, name, `Copied from ${profile.displayName}`),
	});
}

/** A new profile changes nothing in Salesforce, and asks nobody, until somebody says so. */
const newProfile = (displayName: string, createdBy: string): StoredProfile => ({
	displayName,
	createdBy,
	status: 'Draft',
	profileType: 'Salesforce CRM',
	lanes: {},
	connection: '',
	downloadSubflow: '',
	reclaimSubflow: '',
	rules: rulesOf({ ...NO_CHOICES, lookFor: [...FREE_MONEY, 'unusedSeat'] }),
	excludedUsernames: [],
	excludedIdentifiers: [],
	signals: ['lastLogin'],
	directory: [],
	prices: {},
	currency: 'USD',
	dryRun: true,
	maxUsers: 100,
	maxPercent: 10,
	autoReclaim: false,
	notifyUser: false,
	daysToAnswer: 7,
	onSilence: 'keep',
	askBy: 'email',
	graceDays: PROFILE_NUMBERS.graceDays.preset,
});

export function stepsAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { entered, shown, connections } = answered;
	const { displayName } = profile;
	const other = textOf(entered.otherwise);
	const step = STEP_NAMES.find((name) =>
		other === '' ? name === shown.carry?.next : STEPS[name] === other,
	);
	switch (step) {
		case 'register':
			return show('grant', displayName);
		case 'details':
			return show('details', displayName, { subflows: subflowsOf(profile, connections) });
		case 'connection':
			return testOf(profile, connections);
		case 'additional':
			return show('additional', displayName);
		case 'publish':
			return showReview(profile, connections);
		case 'firstRun':
			return firstRun(profile, answered.now);
		case undefined:
	}
	switch (other) {
		case UNPUBLISH:
			return unpublished(answered, profile);
		case DELETE:
			return show('delete', displayName);
		case RENAME:
			return show('rename', displayName);
		case COPY:
			return show('copy', displayName);
		case LEAVE:
		case '':
			return show('steps', displayName, { do: 'leave' });
		default:
			return show('steps', displayName, { message: 'Choose what comes next.' });
	}
}

const unpublished = (answered: Answered, profile: StoredProfile): SetupAnswer =>
	saved(
		profile,
		{ publish: false },
		'Unpublished. The scheduled jobs skip this profile; its stored data is kept.',
		{
			columns: { status: 'Draft' },
			answer: { history: historyOf(answered, profile.displayName, 'Unpublished') },
		},
	);

export function firstRun(profile: StoredProfile, now: string): SetupAnswer {
	if (profile.status === 'Published') {
		return saved(profile, {}, '', { answer: running(now) });
	}
	return show('steps', profile.displayName, {
		message: 'Drafts do not run. Publish the profile first (step "Review and publish").',
	});
}

/** The run is started once the answer is stored; its page shows what it does. */
export const running = (since: string): Partial<SetupAnswer> => ({
	...{ runs: true, since },
	...{ page: 'firstRun', needs: 'progress' },
});

export function grantAnswer(answered: Answered, { displayName }: StoredProfile): SetupAnswer {
	const { entered } = answered;
	if (isBack(answered)) return show('steps', displayName);
	if (entered.grantType === GRANTS.client)
		return show('register', displayName, { grant: 'client' });
	if (entered.grantType === GRANTS.code) return show('register', displayName, { grant: 'code' });
	const message = 'Choose a grant type.';
	return show('grant', displayName, { mistakes: [{ field: 'grantType', message }] });
}

export function registerAnswer({ entered, shown }: Answered, profile: StoredProfile): SetupAnswer {
	const all = Array.isArray(shown.carry?.steps) ? shown.carry.steps : [];
	const steps = Array.isArray(entered.steps) ? entered.steps : [];
	if (isTicked(entered.complete) || (all.length > 0 && steps.length === all.length)) {
		return saved(profile, { steps, register: true }, 'The app is registered.');
	}
	const message = `${steps.length} of ${plural(all.length, 'item')} of the checklist are done.`;
	return saved(profile, { steps }, message);
}
