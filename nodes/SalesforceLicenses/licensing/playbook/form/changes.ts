import { RULE_DEFAULTS } from '../../finding/rules';
import type { RuleAction } from '../../model/actions';
import { plural } from '../../model/plural';
import { CHANNEL_LABELS, PROFILE_LABELS, PROFILE_NUMBERS, SILENCE_LABELS } from '../profile';
import { FORM_ACTIONS } from './labels';
import type { ProfileChange, StoredProfile } from './setup';

/** What a profile says, in the words of the form; and how two versions of it differ. */

export const SHOWN = [
	'displayName',
	'status',
	'connection',
	'orgName',
	'reclaimSubflow',
	'rules',
	'excludedUsernames',
	'excludedIdentifiers',
	'prices',
	'currency',
	'dryRun',
	'maxUsers',
	'maxPercent',
	'notifyUser',
	'askBy',
	'daysToAnswer',
	'onSilence',
	'managerEmail',
	'graceDays',
	'autoReclaim',
	'alertEmail',
] as const satisfies ReadonlyArray<keyof StoredProfile>;
type Shown = (typeof SHOWN)[number];

export const shownLabel = (field: Shown): string =>
	field === 'reclaimSubflow' ? PROFILE_LABELS.reclaim : PROFILE_LABELS[field];

/** Columns that others may have changed while a page was open. The steps are merged, not replaced. */
const COMPARED = [...SHOWN, 'downloadSubflow', 'orgId'] as const;

const NONE = '–';
const yes = (value: unknown) => (value ? 'Yes' : 'No');

/** A value of the profile as a person reads it; never a workflow's ID. */
export function shownValue(profile: StoredProfile, field: Shown): string {
	switch (field) {
		case 'reclaimSubflow':
			return yes(profile.reclaimSubflow);
		case 'dryRun':
			return yes(profile.dryRun !== false);
		case 'notifyUser':
		case 'autoReclaim':
			return yes(profile[field] === true);
		case 'onSilence':
			return SILENCE_LABELS[profile.onSilence === 'reclaim' ? 'reclaim' : 'keep'];
		case 'askBy':
			return CHANNEL_LABELS[profile.askBy ?? 'email'] ?? NONE;
		case 'rules':
			return (profile.rules ?? []).map(ruleText).join('; ') || NONE;
		case 'excludedUsernames':
		case 'excludedIdentifiers':
			return (profile[field] ?? []).join(', ') || NONE;
		case 'prices':
			return (
				Object.entries(profile.prices ?? {})
					.map(([name, price]) => `${name} = ${price}`)
					.join(', ') || NONE
			);
		case 'maxUsers':
		case 'maxPercent':
		case 'daysToAnswer':
		case 'graceDays':
			return String(profile[field] ?? PROFILE_NUMBERS[field].preset);
		case 'displayName':
		case 'status':
		case 'connection':
		case 'orgName':
		case 'currency':
		case 'managerEmail':
		case 'alertEmail':
			return profile[field] || NONE;
	}
}

function ruleText(rule: Readonly<Record<string, unknown>>): string {
	const name = typeof rule.name === 'string' ? rule.name : 'Unused seats';
	const what =
		typeof rule.action === 'string'
			? (FORM_ACTIONS[rule.action as RuleAction] ?? rule.action)
			: 'the default action of its detector';
	const when =
		typeof rule.detector === 'string' && rule.detector !== RULE_DEFAULTS.detector
			? `detector ${rule.detector}`
			: `after ${plural(typeof rule.inactiveDays === 'number' ? rule.inactiveDays : 60, 'day')} without activity`;
	const licenses = Array.isArray(rule.licenseIdentifiers)
		? `, only ${rule.licenseIdentifiers.map(String).join(', ')}`
		: '';
	return `${name}: ${what} (${when}${licenses})`;
}

/** The settings that differ, those first that let more be written than before. */
export function changesOf(before: StoredProfile, after: StoredProfile): ProfileChange[] {
	const changes = SHOWN.filter((field) => !isSame(before[field], after[field])).map((field) => ({
		field,
		label: shownLabel(field),
		before: shownValue(before, field),
		after: shownValue(after, field),
		isRisky: isRisky(field, before, after),
	}));
	const differ = changes.filter(
		(change) => change.before !== change.after || ['rules', 'connection'].includes(change.field),
	);
	return [...differ.filter((one) => one.isRisky), ...differ.filter((one) => !one.isRisky)];
}

function isRisky(field: Shown, before: StoredProfile, after: StoredProfile): boolean {
	switch (field) {
		case 'dryRun':
			return after.dryRun === false;
		case 'notifyUser':
			return after.notifyUser !== true;
		case 'onSilence':
			return after.onSilence === 'reclaim';
		case 'autoReclaim':
			return after.autoReclaim === true;
		case 'reclaimSubflow':
			return Boolean(after.reclaimSubflow);
		case 'maxUsers':
		case 'maxPercent':
			return Number(after[field]) > Number(before[field] ?? PROFILE_NUMBERS[field].preset);
		case 'graceDays':
			return Number(after[field]) < Number(before[field] ?? PROFILE_NUMBERS[field].preset);
		case 'excludedUsernames':
		case 'excludedIdentifiers': {
			const left = new Set(after[field]);
			return (before[field] ?? []).some((name) => !left.has(name));
		}
		case 'rules':
		case 'connection':
			return true;
		default:
			return false;
	}
}

/** What somebody else stored between the page and its answer. */
export function changedMeanwhile(shown: StoredProfile, now: StoredProfile): string[] {
	return COMPARED.filter((field) => !isSame(shown[field], now[field]));
}

/** Null, what was never written, and nothing are the same; the order of keys says nothing. */
export const isSame = (one: unknown, other: unknown): boolean => inOrder(one) === inOrder(other);

function inOrder(value: unknown): string {
	if (value === undefined || value === null || value === '') return 'null';
	return JSON.stringify(value, (_key, part: unknown) =>
		typeof part === 'object' && part !== null && !Array.isArray(part)
			? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
			: part,
	);
}
