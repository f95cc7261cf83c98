import type { StoredProfile } from '../../../licensing/playbook/form/setup';
import type { Answered, SetupAnswer } from './answer';
import { show } from './answer';
import { changesAnswer, detailsAnswer } from './detailsAnswer';
import {
	copyAnswer,
	grantAnswer,
	profilesAnswer,
	registerAnswer,
	renameAnswer,
	stepsAnswer,
} from './guideAnswers';
import { additionalAnswer, connectAnswer, connectionAnswer } from './connectionAnswers';
import { notStored } from './notStored';
import { deleteAnswer, firstRunAnswer, reviewAnswer } from './publishAnswers';

/** What an answer leads to. A profile that was deleted in another tab leads back to the list of profiles. */
export function answerTo(answered: Answered): SetupAnswer {
	const { shown, profile, storeError } = answered;
	if (storeError !== '') return notStored(answered, profile);
	if (shown.page === 'profiles') return profilesAnswer(answered);
	if (profile === null) {
		return show('profiles', '', {
			message: 'Nothing was saved: this profile does not exist anymore. Open another one.',
		});
	}
	return ofProfile(answered, profile);
}

function ofProfile(answered: Answered, profile: StoredProfile): SetupAnswer {
	switch (answered.shown.page) {
		case 'grant':
			return grantAnswer(answered, profile);
		case 'register':
			return registerAnswer(answered, profile);
		case 'details':
		case 'rules':
		case 'json':
		case 'users':
		case 'asking':
		case 'limits':
			return detailsAnswer(answered, profile, answered.shown.page);
		case 'changes':
			return changesAnswer(answered, profile);
		case 'connection':
			return connectionAnswer(answered, profile);
		case 'additional':
			return additionalAnswer(answered, profile);
		case 'connect':
			return connectAnswer(answered, profile);
		case 'review':
			return reviewAnswer(answered, profile);
		case 'delete':
			return deleteAnswer(answered, profile);
		case 'firstRun':
			return firstRunAnswer(answered, profile);
		case 'rename':
			return renameAnswer(answered, profile);
		case 'copy':
			return copyAnswer(answered, profile);
		case 'profiles':
		case 'steps':
			return stepsAnswer(answered, profile);
	}
}
