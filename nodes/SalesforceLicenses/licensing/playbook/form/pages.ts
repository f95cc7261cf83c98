import { additionalPage, connectionPage, connectPage, newProfilePage } from './connectionPages';
import { detailsPage } from './details/detailsPage';
import { unguessable } from './fields';
import { grantPage, namePage, profilesPage, registerPage, stepsPage } from './guidePages';
import { firstRunPage } from './firstRunPage';
import { changesPage, deletePage, reviewPage } from './reviewPages';
import type { SetupFacts, SetupPage, StoredProfile } from './setup';

/**
 * The page to show, with field names of its own. Without a stored profile (it was deleted in another tab),
 * the page that asks which one.
 */
export function pageOf(facts: SetupFacts, ending: string): SetupPage {
	const page = built(facts);
	return { ...page, fields: unguessable(page.fields, ending) };
}

function built(facts: SetupFacts): SetupPage {
	const { page, profile, handed } = facts;
	if (page === 'profiles') return profilesPage(facts);
	if (profile === null) {
		const message = handed.message || 'This profile does not exist anymore. Open another one.';
		return profilesPage({ ...facts, handed: { ...handed, message } });
	}
	return ofProfile(facts, profile);
}

function ofProfile(facts: SetupFacts, profile: StoredProfile): SetupPage {
	switch (facts.page) {
		case 'grant':
			return grantPage(facts);
		case 'register':
			return registerPage(facts, profile);
		case 'details':
		case 'rules':
		case 'json':
		case 'users':
		case 'asking':
		case 'limits':
			return detailsPage(facts, profile, facts.page);
		case 'changes':
			return changesPage(facts, profile);
		case 'connection':
			return facts.handed.isNew ? newProfilePage(facts, profile) : connectionPage(facts, profile);
		case 'additional':
			return additionalPage(facts);
		case 'connect':
			return connectPage(facts);
		case 'review':
			return reviewPage(facts, profile);
		case 'delete':
			return deletePage(facts, profile);
		case 'firstRun':
			return firstRunPage(facts, profile);
		case 'rename':
		case 'copy':
			return namePage(facts, profile);
		case 'profiles':
		case 'steps':
			return stepsPage(facts, profile);
	}
}
