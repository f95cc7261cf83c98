import { DETECTORS } from '../../finding/detectors/allDetectors';
import { DETECTOR_NAMES } from '../../finding/detectors/names';
import { RULE_DEFAULTS } from '../../finding/rules';
import { plural } from '../../model/plural';
import { CHANNEL_LABELS, PROFILE_LABELS, PROFILE_NUMBERS, SILENCE_LABELS } from '../profile';
import { FORM_ACTIONS, FORM_SIGNALS, labelOf } from './labels';
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
	'signals',
	'directory',
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
		case 'signals':
			return (profile.signals ?? ['lastLogin'])
				.map((signal) => labelOf(FORM_SIGNALS, signal))
				.join(', ');
		case 'directory':
			return profile.directory?.length ? plural(profile.directory.length, 'e-mail address') : NONE;
		case 'prices':
			return (
				Object.entries(profile.prices ?? {})
					.map(([name, price]) => `${name} = ${price.toLocaleString('en-US')} a year`)
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
	const detector = DETECTOR_NAMES.find((one) => one === (rule.detector ?? RULE_DEFAULTS.detector));
	if (detector === undefined) return `${name}: looks for something unknown`;
	const { actions, settings } = DETECTORS[detector];
	const action = typeof rule.action === 'string' ? rule.action : actions[0];
	const days = typeof rule.inactiveDays === 'number' ? rule.inactiveDays : 60;
	const hasDays = (settings as readonly string[]).includes('inactiveDays');
	const when = hasDays ? `after ${plural(days, 'day')}` : '';
	const without = detector === 'unusedSeat' ? ' without activity' : '';
	const licenses = Array.isArray(rule.licenseIdentifiers)
		? `only ${rule.licenseIdentifiers.map(String).join(', ')}`
		: '';
	const some =
		Array.isArray(rule.conditions) && rule.conditions.length > 0 ? 'some users only' : '';
	const limits = [`${when}${when === '' ? '' : without}`, licenses, some]
		.filter(Boolean)
		.join(', ');
	return `${name}: ${labelOf(FORM_ACTIONS, action)}${limits === '' ? '' : ` (${limits})`}`;
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
		case 'signals':
		case 'directory':
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
