import { z } from 'zod';
import {
	changedMeanwhile,
	changesOf,
	isSame,
	shownValue,
} from '../../../licensing/playbook/form/changes';
import type { SHOWN } from '../../../licensing/playbook/form/changes';
import type { DetailsPage } from '../../../licensing/playbook/form/details/detailsPage';
import {
	AS_JSON,
	COMPLETE_DETAILS,
	DETAILS_ORDER,
	DETAILS_PAGES,
	goTo,
	pageAfter,
	SAVE_DETAILS,
	valuesOf,
	WITH_CHOICES,
} from '../../../licensing/playbook/form/details/detailsPage';
import { APPLY } from '../../../licensing/playbook/form/reviewPages';
import type { FieldMistake } from '../../../licensing/playbook/form/fields';
import { BY_FORM, BY_JSON } from '../../../licensing/playbook/form/labels';
import type { StoredProfile } from '../../../licensing/playbook/form/setup';
import { isDone } from '../../../licensing/playbook/form/setup';
import type { FieldNote, ProfileField } from '../../../licensing/playbook/profile';
import { PROFILE_LABELS } from '../../../licensing/playbook/profile';
import type { ProfileJudgement } from '../judgeProfile';
import { judgeProfile } from '../judgeProfile';
import type { Answered, SetupAnswer } from './answer';
import { historyOf, isBack, NEEDS, reviewOf, saved, show, subflowsOf } from './answer';
import { enteredOn, profileOf } from './detailsEntered';
import { pageOfField, placedMistakes } from './detailsPlaces';
import { storedProfile } from './storedRows';

/** The answers to the pages of the profile, and to the page that asks before its changes take effect. */

type Draft = Readonly<Record<string, unknown>>;

const sentence = ({ label, message }: FieldNote) => `${label}: ${message}`;

export function detailsAnswer(
	answered: Answered,
	profile: StoredProfile,
	page: DetailsPage,
): SetupAnswer {
	const columns = connectionOf(answered);
	const lanes = { ...profile.lanes, register: true, connection: true };
	if (columns === null || profile.connection) return answerOf(answered, profile, page);
	const answer = answerOf(answered, { ...profile, ...columns, lanes }, page);
	return answer.row === null ? answer : { ...answer, row: { ...columns, ...answer.row } };
}

/** The page of a new profile was shown with a connection that had been tested. */
function connectionOf({ shown }: Answered) {
	const tested = TESTED.safeParse(shown.carry?.tested);
	if (!tested.success) return null;
	const { name, download, reclaim, ...org } = tested.data;
	return { connection: name, downloadSubflow: download, reclaimSubflow: reclaim, ...org };
}

const filled = z.string().min(1);
const TESTED = z.object({
	...{ name: filled, download: filled, reclaim: z.string() },
	...{ orgId: filled, orgName: z.string(), access: z.array(z.unknown()) },
});

function answerOf(answered: Answered, profile: StoredProfile, page: DetailsPage): SetupAnswer {
	const { connections, entered } = answered;
	const { otherwise } = entered;
	const here = enteredOn(page, answered);
	const others = meanwhile(answered, profile);
	if (others.length > 0) {
		return show(page, profile.displayName, {
			message: SAVED_MEANWHILE,
			entered: here,
			subflows: subflowsOf(profile, connections),
			mistakes: others,
		});
	}
	const draft = { ...draftOf(profile), ...here };
	const next = (to: DetailsPage, more: Partial<SetupAnswer> = {}) =>
		savedDraft(answered, profile, draft, to, more);
	if (otherwise === SAVE_DETAILS) return saved(profile, { detailsDraft: draft }, SAVED);
	if (otherwise === AS_JSON) return json(answered, profile, draft, BY_JSON);
	if (otherwise === WITH_CHOICES) return json(answered, profile, draft, BY_FORM);
	const chosen = DETAILS_ORDER.find((one) => goTo(one) === otherwise);
	if (chosen !== undefined) return next(chosen);
	const { judged, mistakes, values } = judge(answered, profile, draft);
	const after = pageAfter(page);
	if (otherwise !== COMPLETE_DETAILS && after !== null) {
		const ofPage = mistakes.filter(({ field }) => pageOfField(field, values) === page);
		if (ofPage.length === 0) return next(after);
		return next(page, { message: corrections(ofPage.length), mistakes: ofPage });
	}
	if (mistakes.length > 0) {
		return completeLater(answered, profile, draft, values, mistakes);
	}
	return completed(answered, profile, draft, judged);
}

const SAVED = 'Your entries are saved. They have no effect until you mark the step complete.';
const corrections = (count: number) =>
	`${count === 1 ? 'One entry needs' : 'Some entries need'} a correction. Your entries are kept.`;

function draftOf(profile: StoredProfile): Draft {
	const draft = profile.lanes?.detailsDraft;
	return typeof draft === 'object' && draft !== null && !Array.isArray(draft)
		? (draft as Draft)
		: {};
}

/** The entries so far are kept, without any effect, and the next page is shown. */
function savedDraft(
	{ connections }: Answered,
	profile: StoredProfile,
	draft: Draft,
	page: SetupAnswer['page'],
	more: Partial<SetupAnswer> = {},
): SetupAnswer {
	return saved(profile, { detailsDraft: draft }, '', {
		answer: {
			page,
			needs: NEEDS[page] ?? 'nothing',
			subflows: subflowsOf(profile, connections),
			...more,
		},
	});
}

/** The same rules in the other form, as far as that can say them. */
function json(
	answered: Answered,
	profile: StoredProfile,
	draft: Draft,
	ruleSource: typeof BY_FORM | typeof BY_JSON,
): SetupAnswer {
	if (ruleSource === BY_FORM)
		return savedDraft(answered, profile, { ...draft, ruleSource }, 'rules');
	const { judged } = judge(answered, profile, draft);
	const rules = judged.profile?.rules;
	const rulesJson = rules === undefined ? draft.rulesJson : JSON.stringify(rules, null, 2);
	const kept = { ...draft, ruleSource, ...(rulesJson === undefined ? {} : { rulesJson }) };
	return savedDraft(answered, profile, kept, 'json');
}

function judge(
	{ connections, licenses }: Answered,
	profile: StoredProfile,
	draft: Draft,
): { judged: ProfileJudgement; mistakes: FieldMistake[]; values: Draft } {
	const values = valuesOf(profile, draft);
	const { given, mistakes } = profileOf(values);
	// A profile without a connection gets the first one, which a later step tests.
	given.connection = profile.connection || (connections[0]?.name ?? '');
	const judged = judgeProfile(given, { licenses: licenses.named, connections, stored: profile });
	const notes = judged.mistakes.map((note) => ({ field: note.field, message: sentence(note) }));
	return { judged, mistakes: placedMistakes([...mistakes, ...notes]), values };
}

/** The first page with a mistake, which names those of other pages too. */
function completeLater(
	answered: Answered,
	profile: StoredProfile,
	draft: Draft,
	values: Draft,
	mistakes: readonly FieldMistake[],
): SetupAnswer {
	const pages = mistakes.map(({ field }) => pageOfField(field, values));
	const order = DETAILS_ORDER.flatMap((one) =>
		one === 'rules' ? (['rules', 'json'] as const) : [one],
	);
	const first = order.find((page) => pages.includes(page)) ?? 'details';
	const placed = mistakes.map(({ field, message }) => {
		const page = pageOfField(field, values);
		const place = DETAILS_PAGES[page === 'json' ? 'rules' : page];
		return page === first ? { field, message } : { field, message: `${place}: ${message}` };
	});
	return savedDraft(answered, profile, draft, first, {
		message: `Not complete. ${corrections(mistakes.length)}`,
		mistakes: placed,
	});
}

function completed(
	answered: Answered,
	profile: StoredProfile,
	draft: Draft,
	judged: ProfileJudgement,
): SetupAnswer {
	const next: StoredProfile = { ...profile, ...judged.profile };
	const changes = changesOf(profile, next);
	if (profile.status === 'Published' && next.status === 'Published' && changes.length > 0) {
		return savedDraft(answered, profile, draft, 'changes', {
			next,
			changes,
			warnings: judged.warnings,
		});
	}
	return stored(answered, profile, next, judged.warnings);
}

export function changesAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { shown, entered } = answered;
	const next = storedProfile.safeParse(shown.carry?.next).data;
	const others = meanwhile(answered, profile);
	if (others.length > 0) {
		return show('limits', profile.displayName, { message: SAVED_MEANWHILE, mistakes: others });
	}
	if (isBack(answered)) return show('steps', profile.displayName, { message: SAVED });
	const isConfirmed = Array.isArray(entered.confirm) && entered.confirm.includes(APPLY);
	if (!isConfirmed || next === undefined) {
		return show('limits', profile.displayName, {
			message: 'Nothing was changed: you did not confirm it. Your entries are still here.',
		});
	}
	return stored(answered, profile, next, []);
}

const SAVED_MEANWHILE =
	'Nothing was saved: somebody changed this profile while the page was open. Your entries are still here. Save again to replace the marked values.';

/** A tab that shows an older profile never replaces a newer one silently. */
function meanwhile({ before, profile: now }: Answered, shown: StoredProfile): FieldMistake[] {
	const profile = now ?? shown;
	if (before === null) {
		const message = 'This page: it is not known what it showed. Check the entries, and save again.';
		return [{ field: 'otherwise', message }];
	}
	const drafts = isSame(before.lanes?.detailsDraft, profile.lanes?.detailsDraft)
		? []
		: [
				{
					field: 'otherwise',
					message: 'Half-done entries: somebody else saved some. Save again to replace them.',
				},
			];
	const fields = changedMeanwhile(before, profile).map((name) => {
		const field = name as ProfileField;
		const isShown = name !== 'downloadSubflow' && name !== 'orgId';
		const value = isShown ? shownValue(profile, name as (typeof SHOWN)[number]) : 'another one';
		const at = field === 'reclaimSubflow' ? 'reclaim' : field;
		return { field: at, message: `${PROFILE_LABELS[field]}: it is now ${value}.` };
	});
	return [...placedMistakes(fields), ...drafts];
}

function stored(
	answered: Answered,
	profile: StoredProfile,
	next: StoredProfile,
	warnings: readonly FieldNote[],
): SetupAnswer {
	const { lanes, ...columns } = next;
	delete columns.id;
	const changes = changesOf(profile, next);
	const message = ['The profile details are saved.', ...warnings.map(sentence)].join(' ');
	const isNext = next.status !== 'Published' && isDone(profile, 'connection');
	return saved(profile, { ...lanes, details: true, detailsDraft: undefined }, message, {
		columns,
		answer: {
			...(isNext ? reviewOf(next, answered.connections) : {}),
			warnings,
			history:
				changes.length === 0
					? null
					: historyOf(answered, profile.displayName, 'Profile details changed', changes),
		},
	});
}
