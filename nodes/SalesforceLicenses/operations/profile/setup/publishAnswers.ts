import { plural } from '../../../licensing/model/plural';
import { changedMeanwhile } from '../../../licensing/playbook/form/changes';
import { frozenText, PREVIEW_AGAIN, RUN_AGAIN } from '../../../licensing/playbook/form/reviewPages';
import type { JobResult, StoredProfile } from '../../../licensing/playbook/form/setup';
import { LEAVE } from '../../../licensing/playbook/form/setup';
import { judgeProfile } from '../judgeProfile';
import type { Answered, SetupAnswer } from './answer';
import { historyOf, isBack, isTicked, saved, show, showReview, subflowsOf, textOf } from './answer';
import { firstRun } from './guideAnswers';

/** The answers from the review to the first run, and to the deletion of a profile. */

export function reviewAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { entered, licenses, connections } = answered;
	const { displayName } = profile;
	if (entered.otherwise === PREVIEW_AGAIN) return showReview(profile, connections);
	if (isBack(answered) || profile.status === 'Published') {
		const is = profile.status === 'Published' ? 'published' : 'still a draft';
		return show('steps', displayName, { message: `The profile is ${is}.` });
	}
	const judged = judgeProfile(profile, {
		licenses: licenses.named,
		connections: null,
		stored: null,
	});
	if (judged.profile !== null) {
		return show('publish', displayName, { subflows: subflowsOf(profile, connections) });
	}
	return showReview(profile, connections, {
		message: 'Not published: correct these settings in the step "Profile details" first.',
		mistakes: judged.mistakes.map(({ field, label, message }) => ({
			field,
			message: `${label}: ${message}`,
		})),
	});
}

export function publishAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { entered, shown, before, now, connections } = answered;
	const { displayName } = profile;
	if (isBack(answered)) return show('steps', displayName, { message: 'Not published.' });
	if (!isTicked(entered.confirm)) {
		return show('publish', displayName, {
			subflows: subflowsOf(profile, connections),
			mistakes: [{ field: 'confirm', message: 'Tick this to publish, or go back to the steps.' }],
		});
	}
	const { orgId, orgName } = shown.carry ?? {};
	if (before === null || changedMeanwhile(before, profile).length > 0 || textOf(orgId) === '') {
		return showReview(profile, connections, {
			message:
				'Not published: somebody changed this profile while the page was open. Look at it again.',
		});
	}
	const columns = { status: 'Published', publishedAt: now, orgId, orgName };
	return saved(profile, { connection: true, publish: true }, '', {
		columns,
		answer: { runs: true, history: historyOf(answered, displayName, 'Published') },
	});
}

/** What the jobs of the first run answered; or what comes after the page that showed it. */
export function firstRunAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { runs, entered } = answered;
	const { displayName } = profile;
	if (runs === null) {
		if (entered.otherwise === RUN_AGAIN) return firstRun(profile);
		if (entered.otherwise === LEAVE) return show('steps', displayName, { do: 'leave' });
		return show('steps', displayName);
	}
	const [refresh, identify] = [runs.refresh, runs.identify].map(jobAnswer);
	const failed = [refresh, identify].filter(({ isSuccess }) => !isSuccess);
	const results: JobResult[] = [
		{
			name: 'Read the subscriptions',
			isSuccess: refresh.isSuccess,
			text: refresh.isSuccess
				? `${plural(countOf(refresh.counts.subscriptions), 'subscription')} of ${plural(countOf(refresh.counts.licenses), 'license')}`
				: refresh.error,
		},
		{
			name: 'Find candidates',
			isSuccess: identify.isSuccess,
			text: identify.isSuccess
				? plural(countOf(identify.counts.open), 'open candidate')
				: identify.error,
		},
	];
	const why = [...new Set(failed.map(({ error }) => error))].join(' ');
	const message =
		failed.length > 0
			? `The first run failed: ${why}`
			: `First run complete: ${results.map(({ text }) => text).join(', ')}.`;
	return saved(profile, { firstRun: failed.length === 0 }, message, {
		answer: { page: 'firstRun', results },
	});
}

const countOf = (value: unknown) => (typeof value === 'number' ? value : 0);

function jobAnswer(given: unknown) {
	const answer = (given ?? {}) as Record<string, unknown>;
	const error = (answer.error ?? {}) as { message?: unknown } | string;
	const text =
		textOf(answer.errorMessage) ||
		(typeof error === 'string' ? error : textOf(error.message)) ||
		'The job returned no answer.';
	const counts = (answer.counts ?? {}) as Record<string, unknown>;
	return { isSuccess: answer.status === 'success', error: text, counts };
}

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
