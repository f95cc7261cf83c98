import type { RuleAction } from '../../model/actions';
import { LICENSE_KINDS, licensesNamed } from '../../model/licenses';
import type { ProfileConnection } from '../profile';
import { CHANNEL_LABELS, PROFILE_NUMBERS, SILENCE_LABELS } from '../profile';
import { optionText } from './fields';
import { BY_FORM, BY_JSON, FORM_ACTIONS, FORM_KINDS, labelOf, yesOrNo } from './labels';
import type { OrgLicense, StoredProfile } from './setup';

/** What the page of the profile shows where nothing was entered yet: the stored profile in the words of the form. */

type Rule = Readonly<Record<string, unknown>>;

const IN_THE_FORM: ReadonlySet<string> = new Set([
	'name',
	'licenseKinds',
	'licenseIdentifiers',
	'inactiveDays',
	'action',
	'targetProfileId',
	'targetProfile',
]);

/** Whether the fields of the form say all that the rules say. */
export const fitsTheForm = (rules: readonly Rule[]): boolean =>
	rules.length <= 1 &&
	rules.every((rule) => Object.keys(rule).every((key) => IN_THE_FORM.has(key)));

const texts = (value: unknown): string[] =>
	(Array.isArray(value) ? value : [value]).filter(
		(one): one is string => typeof one === 'string' && one !== '',
	);

/** The most licenses that are shown as a list of check boxes. A longer list is hard to read. */
const MOST_TO_TICK = 60;

export const tickedLicenses = (licenses: readonly OrgLicense[] | null): OrgLicense[] =>
	licenses === null || licenses.length > MOST_TO_TICK ? [] : [...licenses];

/** A license by its name, with its seats: `Salesforce (SFDC): 100 owned, 80 used, 20 unused`. */
export function licenseLabel({ licenseName, licenseIdentifier, total, used }: OrgLicense): string {
	const name =
		licenseName === '' || licenseName === licenseIdentifier
			? licenseIdentifier
			: `${licenseName} (${licenseIdentifier})`;
	return `${name}: ${seats(total, used)}`;
}

function seats(total: number | null, used: number | null): string {
	if (used === null) return 'use unknown';
	if (total === null) return `${used} used`;
	return `${total} owned, ${used} used, ${Math.max(0, total - used)} unused`;
}

/** Names in a rule as choices: the licenses they stand for, and what stands for none as it is. */
export function licenseChoices(names: readonly string[], licenses: readonly OrgLicense[]) {
	const ticked = licenses.filter(licensesNamed(names)).map(licenseLabel);
	const lost = names.filter((name) => !licenses.some(licensesNamed([name])));
	return {
		all: [...licenses.map(licenseLabel), ...lost],
		ticked: [...ticked, ...lost],
	};
}

/** The identifiers behind what was ticked. */
export function identifiersOf(chosen: unknown, licenses: readonly OrgLicense[]): string[] {
	return texts(chosen).map(
		(text) =>
			licenses.find((license) => optionText(licenseLabel(license)) === text)?.licenseIdentifier ??
			text,
	);
}

export function storedValues(
	profile: StoredProfile,
	connections: readonly ProfileConnection[],
): Record<string, unknown> {
	const rules = profile.rules ?? [];
	const rule: Rule = rules[0] ?? {};
	const kinds = texts(rule.licenseKinds);
	return {
		connection: profile.connection || connections[0]?.name || '',
		reclaim: yesOrNo(!profile.connection || profile.reclaimSubflow),
		dryRun: yesOrNo(profile.dryRun !== false),
		ruleSource: fitsTheForm(rules) ? BY_FORM : BY_JSON,
		licenseKinds: (kinds.length === 0 ? LICENSE_KINDS : kinds).map((kind) =>
			labelOf(FORM_KINDS, kind),
		),
		licenseIdentifiers: texts(rule.licenseIdentifiers),
		inactiveDays: rule.inactiveDays ?? 60,
		action: FORM_ACTIONS[(rule.action ?? 'deactivate') as RuleAction] ?? '',
		targetProfileId: rule.targetProfileId ?? rule.targetProfile ?? '',
		rulesJson: JSON.stringify(rules, null, 2),
		excludedUsernames: (profile.excludedUsernames ?? []).join(', '),
		excludedIdentifiers: (profile.excludedIdentifiers ?? []).join(', '),
		prices: Object.entries(profile.prices ?? {})
			.map(([name, price]) => `${name}=${price}`)
			.join('\n'),
		currency: profile.currency || 'USD',
		maxUsers: profile.maxUsers ?? PROFILE_NUMBERS.maxUsers.preset,
		maxPercent: profile.maxPercent ?? PROFILE_NUMBERS.maxPercent.preset,
		notifyUser: yesOrNo(profile.notifyUser === true),
		daysToAnswer: profile.daysToAnswer ?? PROFILE_NUMBERS.daysToAnswer.preset,
		askBy: CHANNEL_LABELS[profile.askBy ?? 'email'] ?? CHANNEL_LABELS.email,
		onSilence: SILENCE_LABELS[profile.onSilence === 'reclaim' ? 'reclaim' : 'keep'],
		managerEmail: profile.managerEmail ?? '',
		graceDays: profile.graceDays ?? PROFILE_NUMBERS.graceDays.preset,
		autoReclaim: yesOrNo(profile.autoReclaim === true),
		alertEmail: profile.alertEmail ?? '',
	};
}
