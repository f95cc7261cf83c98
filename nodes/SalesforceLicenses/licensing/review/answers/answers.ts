import { optionText } from '../../playbook/form/fields';
import { STATES } from '../choosing';
import { AGES, ALL } from '../pages/groupsPage';
import type { Filter, ReviewProfile } from '../review';
import { NO_FILTER } from '../review';
import type { Answered, ReviewAnswer } from './answer';
import { NOT_ON_THIS_PAGE, show, textOf } from './answer';
import { candidatesAnswer } from './candidatesAnswer';
import { summaryAnswer } from './summaryAnswer';

/** The answer to any page. */
export function reviewAnswer(answered: Answered): ReviewAnswer {
	const { page, profile, profiles } = answered;
	// A link can name the profile, and a single one needs no choice.
	if (page === 'start') return profileOf(answered, profile ?? single(profiles));
	if (page === 'profile' || page === 'result') {
		const named = profiles.filter(
			({ displayName }) => optionText(displayName) === answered.entered.profile,
		);
		if (named.length === 1) return profileOf(answered, named[0]);
		const mistakes = [{ field: 'profile', message: 'Choose one of the published profiles.' }];
		return show(null, 'profile', { filter: NO_FILTER, mistakes });
	}
	if (profile === null) {
		const message =
			'Nothing was done. The profile does not exist or is not published anymore. Choose another one.';
		return show(null, 'profile', { filter: NO_FILTER, message });
	}
	switch (page) {
		case 'groups':
			return groupsAnswer(answered, profile);
		case 'candidates':
			return candidatesAnswer(answered, profile);
		case 'summary':
			return summaryAnswer(answered, profile);
	}
}

const single = (profiles: readonly ReviewProfile[]) => (profiles.length === 1 ? profiles[0] : null);

function profileOf({ purpose }: Answered, profile: ReviewProfile | null): ReviewAnswer {
	const filter = NO_FILTER;
	if (profile !== null && purpose === 'giveBack' && profile.reclaimSubflow === '') {
		const message = `${profile.displayName} only reports: it has no reclaim subflow, so nothing can be given back. To change that, set "Reclaim subscriptions?" to Yes in the Guided Setup.`;
		return show(null, 'profile', { filter, mistakes: [{ field: 'profile', message }] });
	}
	return profile === null ? show(null, 'profile', { filter }) : show(profile, 'groups', { filter });
}

function groupsAnswer(
	{ purpose, entered, carry, handed }: Answered,
	profile: ReviewProfile,
): ReviewAnswer {
	const state = textOf(entered.state);
	const days = textOf(entered.days);
	const group = textOf(entered.group);
	const all = (given: unknown) => (textOf(given) === ALL ? '' : textOf(given));
	const isKnown =
		STATES[purpose].some(({ label }) => label === state) &&
		Object.hasOwn(AGES, days) &&
		(group === '' || group === ALL || Object.hasOwn(carry.choices, group));
	if (!isKnown) {
		return show(profile, 'groups', { filter: handed.filter, message: NOT_ON_THIS_PAGE });
	}
	const filter: Filter = {
		text: textOf(entered.text),
		license: all(entered.license),
		department: all(entered.department),
		days: AGES[days],
		state,
		// The groups on the page are those of its state.
		group:
			state === (handed.filter.state || STATES[purpose][0].label) &&
			Object.hasOwn(carry.choices, group)
				? carry.choices[group]
				: '',
	};
	return show(profile, 'candidates', { filter, chosen: handed.chosen });
}
