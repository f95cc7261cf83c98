import { plural } from '../../../licensing/model/plural';
import { changedMeanwhile } from '../../../licensing/playbook/form/changes';
import { frozenText, PUBLISH } from '../../../licensing/playbook/form/reviewPages';
import type { StoredProfile } from '../../../licensing/playbook/form/setup';
import { judgeProfile } from '../judgeProfile';
import type { Answered, SetupAnswer } from './answer';
import { historyOf, isTicked, saved, show, subflowsOf, textOf } from './answer';

/** The answers from the connection to the first run, and to the deletion of a profile. */

export function connectionAnswer({ shown }: Answered, profile: StoredProfile): SetupAnswer {
	const { works, connects, access, orgId, orgName } = shown.carry ?? {};
	const org = textOf(orgId) === '' ? {} : { orgId, orgName };
	const columns = { access: Array.isArray(access) ? access : [], ...org };
	if (works === true) {
		return saved(profile, { connection: true }, 'The connection works.', { columns });
	}
	const message =
		connects === true
			? 'Connected, but permissions are missing.'
			: 'The connection does not work yet.';
	return saved(profile, { connection: false }, message, { columns });
}

/** From `https://n8n.example.com/workflow/AbC123?x=y` the ID. */
const workflowId = (value: unknown): string => {
	const text = textOf(value);
	return /\/workflow\/([^/?#]+)/.exec(text)?.[1] ?? text;
};

export function additionalAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { entered, connections } = answered;
	const name = textOf(entered.name);
	const again = (field: string, message: string) =>
		show('additional', profile.displayName, { entered, mistakes: [{ field, message }] });
	if (name === '') {
		const steps = isTicked(entered.complete) ? { additional: true } : {};
		return saved(profile, steps, 'No additional org was connected.');
	}
	if (connections.some((one) => one.name.toLowerCase() === name.toLowerCase())) {
		return again('name', `A connection named "${name}" already exists. Choose another name.`);
	}
	const subflows = {
		download: workflowId(entered.download),
		reclaim: workflowId(entered.reclaim),
	};
	if (subflows.download === '') {
		return again('download', 'Enter the URL of the download subflow.');
	}
	const connection = { name, ...subflows };
	return show('connect', profile.displayName, { entered, connection, subflows });
}

export function connectAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { shown, connections, now } = answered;
	const { connection, orgId, orgName } = shown.carry ?? {};
	const { name, download, reclaim } = (connection ?? {}) as Record<string, unknown>;
	const isTaken = connections.some((one) => one.name.toLowerCase() === textOf(name).toLowerCase());
	if (textOf(name) === '' || textOf(download) === '' || isTaken) {
		const message = isTaken
			? `A connection named "${textOf(name)}" already exists. Choose another name.`
			: 'Enter the connection again.';
		return show('additional', profile.displayName, { mistakes: [{ field: 'name', message }] });
	}
	const message = `Connected to ${textOf(orgName)} (${textOf(orgId)}) as "${textOf(name)}".`;
	return saved(profile, { additional: true }, message, {
		answer: {
			do: 'connect',
			connectionRow: {
				name,
				downloadSubflow: download,
				reclaimSubflow: textOf(reclaim),
				orgId,
				orgName,
				validatedAt: now,
			},
			history: historyOf(answered, profile.displayName, `Connected the org "${textOf(name)}"`),
		},
	});
}

export function reviewAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { entered, licenses, connections } = answered;
	const { displayName } = profile;
	const subflows = subflowsOf(profile, connections);
	if (entered.decision !== PUBLISH) {
		const is = profile.status === 'Published' ? 'published' : 'still a draft';
		return show('steps', displayName, { message: `Saved. The profile is ${is}.` });
	}
	const judged = judgeProfile(profile, {
		licenses: licenses.named,
		connections: null,
		stored: null,
	});
	if (judged.profile !== null) return show('publish', displayName, { subflows });
	return show('review', displayName, {
		subflows,
		message: 'Not published: correct these settings in the step "Profile details" first.',
		mistakes: judged.mistakes.map(({ field, label, message }) => ({
			field,
			message: `${label}: ${message}`,
		})),
	});
}

export function publishAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { entered, shown, before, now } = answered;
	const { displayName } = profile;
	if (!isTicked(entered.confirm)) {
		return saved(profile, { publish: false }, 'Not published: you did not confirm it.');
	}
	const { orgId, orgName } = shown.carry ?? {};
	if (before === null || changedMeanwhile(before, profile).length > 0 || textOf(orgId) === '') {
		return show('review', displayName, {
			subflows: subflowsOf(profile),
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

/** What the jobs of the first run answered, on the steps. */
export function firstRunAnswer({ runs }: Answered, profile: StoredProfile): SetupAnswer {
	const answers = [runs?.refresh, runs?.identify].map(jobAnswer);
	const failed = answers.filter(({ isSuccess }) => !isSuccess);
	if (failed.length > 0) {
		const why = [...new Set(failed.map(({ error }) => error))].join(' ');
		return saved(profile, { firstRun: false }, `The first run failed: ${why}`);
	}
	const [refresh, identify] = answers.map(({ counts }) => counts);
	return saved(
		profile,
		{ firstRun: true },
		`First run complete: ${plural(countOf(refresh.subscriptions), 'subscription')} of ${plural(countOf(refresh.licenses), 'license')}, ${plural(countOf(identify.open), 'open candidate')}.`,
	);
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
	const isNamed = textOf(entered.name) === displayName;
	if (!isNamed) return show('steps', displayName, { message: 'Not deleted.' });
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
