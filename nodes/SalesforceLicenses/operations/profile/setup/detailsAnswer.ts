import {
	changedMeanwhile,
	changesOf,
	isSame,
	shownValue,
} from '../../../licensing/playbook/form/changes';
import type { SHOWN } from '../../../licensing/playbook/form/changes';
import { APPLY } from '../../../licensing/playbook/form/reviewPages';
import { SAVE_DETAILS } from '../../../licensing/playbook/form/detailsPage';
import { identifiersOf } from '../../../licensing/playbook/form/detailsValues';
import type { StoredProfile } from '../../../licensing/playbook/form/setup';
import type { FieldNote, ProfileField } from '../../../licensing/playbook/profile';
import { PROFILE_LABELS } from '../../../licensing/playbook/profile';
import { judgeProfile } from '../judgeProfile';
import type { Answered, SetupAnswer } from './answer';
import { historyOf, saved, show, subflowsOf } from './answer';
import { storedProfile } from './storedRows';

/** The answers to the page of the profile, and to the page that asks before its changes take effect. */

/** What was entered, with identifiers where licenses were ticked. */
function inIdentifiers({ entered, licenses }: Answered): Record<string, unknown> {
	const given: Record<string, unknown> = { ...entered };
	delete given.saveAs;
	return Array.isArray(given.licenseIdentifiers)
		? { ...given, licenseIdentifiers: identifiersOf(given.licenseIdentifiers, licenses.all) }
		: given;
}

const sentence = ({ label, message }: FieldNote) => `${label}: ${message}`;

export function detailsAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const given = inIdentifiers(answered);
	const { connections, licenses } = answered;
	const again = (message: string, mistakes: readonly FieldNote[]) =>
		show('details', profile.displayName, {
			message,
			entered: given,
			subflows: subflowsOf(profile, connections),
			mistakes: mistakes.map(({ field, label, message: text }) => ({
				field,
				message: `${label}: ${text}`,
			})),
		});
	const others = meanwhile(answered, profile);
	if (others.length > 0) return again(SAVED_MEANWHILE, others);
	if (answered.entered.saveAs === SAVE_DETAILS) {
		return saved(
			profile,
			{ detailsDraft: given },
			'Your entries are saved. They have no effect until you mark the step complete.',
		);
	}
	const judged = judgeProfile(given, { licenses: licenses.named, connections, stored: profile });
	if (judged.profile === null) {
		const many = judged.mistakes.length === 1 ? 'One entry needs' : 'Some entries need';
		return again(`Nothing was saved. ${many} a correction.`, judged.mistakes);
	}
	const next: StoredProfile = { ...profile, ...judged.profile };
	const changes = changesOf(profile, next);
	if (profile.status === 'Published' && next.status === 'Published' && changes.length > 0) {
		return show('changes', profile.displayName, {
			next,
			changes,
			entered: given,
			warnings: judged.warnings,
		});
	}
	return stored(answered, profile, next, judged.warnings);
}

export function changesAnswer(answered: Answered, profile: StoredProfile): SetupAnswer {
	const { shown, entered, connections } = answered;
	const next = storedProfile.safeParse(shown.carry?.next).data;
	const given = (shown.carry?.entered ?? null) as SetupAnswer['entered'];
	const back = (message: string, mistakes: readonly FieldNote[] = []) =>
		show('details', profile.displayName, {
			message,
			entered: given,
			subflows: subflowsOf(profile, connections),
			mistakes: mistakes.map((note) => ({ field: note.field, message: sentence(note) })),
		});
	const others = meanwhile(answered, profile);
	if (others.length > 0) return back(SAVED_MEANWHILE, others);
	const isConfirmed = Array.isArray(entered.confirm) && entered.confirm.includes(APPLY);
	if (!isConfirmed || next === undefined) {
		return back('Nothing was changed: you did not confirm it. Your entries are still here.');
	}
	return stored(answered, profile, next, []);
}

const SAVED_MEANWHILE =
	'Nothing was saved: somebody changed this profile while the page was open. Your entries are still here. Save again to replace the marked values.';

/** A tab that shows an older profile never replaces a newer one silently. */
function meanwhile({ before }: Answered, profile: StoredProfile): FieldNote[] {
	if (before === null) {
		const message = 'it is not known what it showed. Check the entries, and save again.';
		return [{ field: 'saveAs', label: 'This page', message }];
	}
	const drafts = isSame(before.lanes?.detailsDraft, profile.lanes?.detailsDraft)
		? []
		: [
				{
					field: 'saveAs',
					label: 'Half-done entries',
					message: 'somebody else saved some. Save again to replace them.',
				},
			];
	const fields = changedMeanwhile(before, profile).map((name) => {
		const field = name as ProfileField;
		const isShown = name !== 'downloadSubflow' && name !== 'orgId';
		const value = isShown ? shownValue(profile, name as (typeof SHOWN)[number]) : 'another one';
		const at = field === 'reclaimSubflow' ? 'reclaim' : field;
		return { field: at, label: PROFILE_LABELS[field], message: `it is now ${value}.` };
	});
	return [...fields, ...drafts];
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
	return saved(profile, { ...lanes, details: true, detailsDraft: undefined }, message, {
		columns,
		answer: {
			warnings,
			history:
				changes.length === 0
					? null
					: historyOf(answered, profile.displayName, 'Profile details changed', changes),
		},
	});
}
