import { unguessable } from '../../playbook/form/fields';
import type { ReviewFacts, ReviewHanded, ReviewPage, ReviewPageName } from '../review';
import { candidatesPage } from './candidatesPage';
import { groupsPage } from './groupsPage';
import { profilePage } from './profilePage';
import { summaryPage } from './summaryPage';

/** The page to show, with field names of its own. If it has nothing to show, the page before it, which says why. */
export function reviewPage(
	facts: ReviewFacts,
	page: ReviewPageName,
	handed: ReviewHanded,
	ending: string,
): ReviewPage {
	const built = builtPage(facts, page, handed);
	return { ...built, fields: unguessable(built.fields, ending) };
}

function builtPage(facts: ReviewFacts, page: ReviewPageName, handed: ReviewHanded): ReviewPage {
	const { profile } = facts;
	if (profile === null) return profilePage(facts, handed);
	switch (page) {
		case 'groups':
			return groupsPage(facts, profile, handed);
		case 'candidates':
			return candidatesPage(facts, profile, handed);
		case 'summary':
			return summaryPage(facts, profile, handed);
		default:
			return profilePage(facts, handed);
	}
}
