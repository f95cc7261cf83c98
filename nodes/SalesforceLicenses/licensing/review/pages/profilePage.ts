import { bold, choice, withMistakes } from '../../playbook/form/fields';
import type { ReviewFacts, ReviewHanded, ReviewPage } from '../review';
import { NOTHING_CARRIED, PURPOSE_LABELS } from '../review';

/** Whose candidates to review. */
export function profilePage({ purpose, profiles }: ReviewFacts, handed: ReviewHanded): ReviewPage {
	const names = profiles.map(({ displayName }) => displayName);
	const fields = [{ ...choice('profile', 'Profile', names), fieldType: 'radio' as const }];
	return {
		page: 'profile',
		profile: '',
		title: 'Integration profile',
		description: `${PURPOSE_LABELS[purpose]}: choose the profile.`,
		button: 'Continue',
		fields: [
			...(handed.message === '' ? [] : [bold(handed.message)]),
			...withMistakes(fields, handed.mistakes),
		],
		carry: NOTHING_CARRIED,
		nothing: names.length === 0 ? 'No profile is published. Publish one in the Guided Setup.' : '',
	};
}
