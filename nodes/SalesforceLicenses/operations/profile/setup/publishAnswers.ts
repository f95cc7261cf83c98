import { changedMeanwhile } from '../../../licensing/playbook/form/changes';
import { RUN_AGAIN } from '../../../licensing/playbook/form/firstRunPage';
import {
	frozenText,
	PREVIEW_AGAIN,
	WRITES_FOR_REAL,
	writesForReal,
} from '../../../licensing/playbook/form/reviewPages';
import type { StoredProfile } from '../../../licensing/playbook/form/setup';
import { LEAVE } from '../../../licensing/playbook/form/setup';
import { judgeProfile } from '../judgeProfile';
import type { Answered, SetupAnswer } from './answer';
import { historyOf, isBack, isTicked, saved, show, showReview, textOf } from './answer';
import { firstRun, running } from './guideAnswers';

/** The answers from the review, which publishes, to the first run, and to the deletion of a profile. */

export function reviewAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { entered, shown, before, licenses, connections, now } = answered;
	const { displayName } = profile;
	if (entered.otherwise === PREVIEW_AGAIN) return showReview(profile, connections);
	const { orgId, orgName } = shown.carry ?? {};
	if (isBack(answered) || profile.status === 'Published' || textOf(orgId) === '') {
		const is = profile.status === 'Published' ? 'published' : 'still a draft';
		return show('steps', displayName, { message: `The profile is ${is}.` });
	}
	const judged = judgeProfile(profile, {
		licenses: licenses.named,
		connections: null,
		stored: null,
	});
	if (judged.profile === null) {
		return showReview(profile, connections, {
			message: 'Not published: correct these settings in the step "Profile details" first.',
			mistakes: judged.mistakes.map(({ field, label, message }) => ({
				field,
				message: `${label}: ${message}`,
			})),
		});
	}
	if (before === null || changedMeanwhile(before, profile).length > 0) {
		return showReview(profile, connections, {
			message:
				'Not published: somebody changed this profile while the page was open. Look at it again.',
		});
	}
	if (writesForReal(profile) && !isTicked(entered.confirm)) {
		return showReview(profile, connections, {
			message: `Not published: dry run is off. Tick "${WRITES_FOR_REAL}", or go back and turn it on.`,
		});
	}
	const columns = { status: 'Published', publishedAt: now, orgId, orgName };
	return saved(profile, { connection: true, publish: true }, '', {
		columns,
		answer: { ...running(now), history: historyOf(answered, displayName, 'Published') },
	});
}

/** What the jobs of the first run answered; or what comes after the page that shows them. */
export function firstRunAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { runs, entered, shown, now } = answered;
	const { displayName } = profile;
	if (runs !== null) {
		const isDone = [runs.refresh, runs.identify].every(isSuccess);
		return saved(profile, { firstRun: isDone }, '');
	}
	if (entered.otherwise === RUN_AGAIN) return firstRun(profile, now);
	if (entered.otherwise === LEAVE) return show('steps', displayName, { do: 'leave' });
	// Only the page of a run that works has this field.
	if (entered.seen !== undefined && !isBack(answered)) {
		return show('firstRun', displayName, { since: textOf(shown.carry?.since) });
	}
	return show('steps', displayName);
}

const isSuccess = (answer: unknown): boolean =>
	typeof answer === 'object' &&
	answer !== null &&
	'status' in answer &&
	answer.status === 'success';

export function deleteAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { entered, frozen } = answered;
	const { displayName } = profile;
	if (isBack(answered)) return show('steps', displayName, { message: 'Not deleted.' });
	const isNamed = textOf(entered.name) === displayName;
	if (!isNamed) {
		const message = `Type ${displayName} to delete it, or go back to the steps.`;
		return show('delete', displayName, { entered, mistakes: [{ field: 'name', message }] });
	}
	if (frozen.length > 0) {
		return show('steps', displayName, { message: `Not deleted. ${frozenText(frozen)}` });
	}
	return show('profiles', displayName, {
		do: 'delete',
		row: { id: profile.id },
		message: `${displayName} was deleted.`,
		history: historyOf(answered, displayName, 'Deleted'),
	});
}
