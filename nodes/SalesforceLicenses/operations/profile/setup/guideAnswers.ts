import { foldName } from '../../../licensing/model/closest';
import { plural } from '../../../licensing/model/plural';
import { GRANTS, NEW_PROFILE } from '../../../licensing/playbook/form/guidePages';
import { PROFILE_NUMBERS } from '../../../licensing/playbook/profile';
import type { StoredProfile } from '../../../licensing/playbook/form/setup';
import {
	DELETE,
	LEAVE,
	STEP_NAMES,
	STEPS,
	UNPUBLISH,
} from '../../../licensing/playbook/form/setup';
import { LONGEST_NAME } from '../profileSchema';
import type { Answered, SetupAnswer } from './answer';
import { historyOf, isTicked, saved, show, subflowsOf, textOf } from './answer';

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
	return show('steps', name, {
		do: 'save',
		message: 'The draft is saved.',
		row: newProfile(name, answered.visitor),
		history: historyOf(answered, name, 'Created'),
	});
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

/** A new profile changes nothing in Salesforce, and asks nobody, until somebody says so. */
const newProfile = (displayName: string, createdBy: string) => ({
	displayName,
	createdBy,
	status: 'Draft',
	profileType: 'Salesforce CRM',
	lanes: {},
	connection: '',
	downloadSubflow: '',
	reclaimSubflow: '',
	rules: [
		{ name: 'Unused seats', licenseKinds: ['userLicense'], inactiveDays: 60, action: 'deactivate' },
	],
	excludedUsernames: [],
	excludedIdentifiers: [],
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
	const { next } = answered.entered;
	const { displayName } = profile;
	const step = STEP_NAMES.find((name) => STEPS[name] === next);
	const subflows = subflowsOf(profile, answered.connections);
	switch (step) {
		case 'register':
			return show('grant', displayName);
		case 'details':
		case 'connection':
			return show(step, displayName, { subflows });
		case 'additional':
			return show('additional', displayName);
		case 'publish':
			return show('review', displayName, { subflows });
		case 'firstRun':
			return firstRun(profile);
		case undefined:
	}
	if (next === UNPUBLISH) {
		return saved(
			profile,
			{ publish: false },
			'Unpublished. The scheduled jobs skip this profile; its stored data is kept.',
			{
				columns: { status: 'Draft' },
				answer: { history: historyOf(answered, displayName, 'Unpublished') },
			},
		);
	}
	if (next === DELETE) return show('delete', displayName);
	if (next === LEAVE) return show('steps', displayName, { do: 'leave' });
	return show('steps', displayName, { message: 'Choose what comes next.' });
}

function firstRun(profile: StoredProfile): SetupAnswer {
	if (profile.status === 'Published') return saved(profile, {}, '', { answer: { runs: true } });
	return show('steps', profile.displayName, {
		message: 'Drafts do not run. Publish the profile first (step "Review and publish").',
	});
}

export function grantAnswer({ entered }: Answered, { displayName }: StoredProfile): SetupAnswer {
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
