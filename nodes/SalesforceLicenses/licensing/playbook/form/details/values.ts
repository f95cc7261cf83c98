import { CONDITION_FIELD_NAMES } from '../../../finding/conditions';
import type { RuleAction } from '../../../model/actions';
import { licensesNamed } from '../../../model/licenses';
import { CHANNEL_LABELS, PROFILE_NUMBERS, SILENCE_LABELS } from '../../profile';
import { optionText } from '../fields';
import {
	BY_FORM,
	BY_JSON,
	FORM_ACTIONS,
	FORM_KINDS,
	FORM_OPERATORS,
	FORM_SIGNALS,
	labelOf,
	LOOK_FOR,
	PER_YEAR,
	yesOrNo,
} from '../labels';
import type { OrgLicense, StoredProfile } from '../setup';
import { choicesOf, CONDITIONS_SHOWN, NO_CHOICES } from './ruleChoices';
import type { RuleCondition } from './ruleChoices';

/** What the pages of the profile show where nothing was entered yet: the stored profile in the words of the form. */

export type Values = Readonly<Record<string, unknown>>;

export const textsOf = (value: unknown): string[] =>
	(Array.isArray(value) ? value : [value]).filter(
		(one): one is string => typeof one === 'string' && one !== '',
	);

/** The most licenses that are shown one by one. A longer list is hard to read. */
const MOST_SHOWN = 60;

export const shownLicenses = (licenses: readonly OrgLicense[] | null): OrgLicense[] =>
	licenses === null || licenses.length > MOST_SHOWN ? [] : [...licenses];

/** A license by its name, with its seats: `Salesforce (SFDC): 100 owned, 80 used, 20 free`. */
export function licenseLabel({ licenseName, licenseIdentifier, total, used }: OrgLicense): string {
	const name =
		licenseName === '' || licenseName === licenseIdentifier
			? licenseIdentifier
			: `${licenseName} (${licenseIdentifier})`;
	return `${name}: ${seats(total, used)}`;
}

const inEnglish = (count: number) => count.toLocaleString('en-US');

function seats(total: number | null, used: number | null): string {
	if (used === null) return 'use unknown';
	if (total === null) return `${inEnglish(used)} used`;
	return `${inEnglish(total)} owned, ${inEnglish(used)} used, ${inEnglish(Math.max(0, total - used))} free`;
}

/** Names as choices: the licenses they stand for, and what stands for none as it is. */
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
	return textsOf(chosen).map(
		(text) =>
			licenses.find((license) => optionText(licenseLabel(license)) === text)?.licenseIdentifier ??
			text,
	);
}

export function storedValues(profile: StoredProfile): Record<string, unknown> {
	const rules = profile.rules ?? [];
	const fitting = choicesOf(rules);
	const choices = fitting ?? NO_CHOICES;
	const target: Readonly<Record<string, unknown>> = { ...choices.target };
	return {
		priceOf: profile.prices ?? {},
		morePrices: '',
		pricePeriod: PER_YEAR,
		currency: profile.currency || 'USD',
		excludedIdentifiers: profile.excludedIdentifiers ?? [],
		ruleSource: fitting === null ? BY_JSON : BY_FORM,
		rulesJson: JSON.stringify(rules, null, 2),
		lookFor: choices.lookFor.map((name) => LOOK_FOR[name]),
		licenseKinds: choices.licenseKinds.map((kind) => labelOf(FORM_KINDS, kind)),
		licenseIdentifiers: choices.licenseIdentifiers,
		inactiveDays: choices.inactiveDays,
		includeNeverLoggedIn: yesOrNo(choices.includeNeverLoggedIn),
		minimumAccountAgeDays: choices.minimumAccountAgeDays,
		action: FORM_ACTIONS[choices.action as RuleAction] ?? '',
		frozenDays: choices.frozenDays,
		targetProfileId: target.targetProfileId ?? target.targetProfile ?? '',
		...conditionValues('only', choices.conditions),
		...conditionValues('never', choices.exemptions),
		excludedUsernames: (profile.excludedUsernames ?? []).join(', '),
		signals: (profile.signals ?? ['lastLogin']).map((signal) => labelOf(FORM_SIGNALS, signal)),
		directory: (profile.directory ?? []).join('\n'),
		reclaim: yesOrNo(!profile.connection || profile.reclaimSubflow),
		dryRun: yesOrNo(profile.dryRun !== false),
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

/** The names of the fields of a condition: `only1Field`, `only1Operator`, `only1Value`. */
export const conditionNames = (which: 'only' | 'never') =>
	Array.from({ length: CONDITIONS_SHOWN }, (_, index) => ({
		field: `${which}${index + 1}Field`,
		operator: `${which}${index + 1}Operator`,
		value: `${which}${index + 1}Value`,
	}));

function conditionValues(which: 'only' | 'never', conditions: readonly RuleCondition[]) {
	return Object.fromEntries(
		conditionNames(which).flatMap(({ field, operator, value }, index) => {
			const condition = conditions[index];
			if (condition === undefined) return [];
			return [
				[field, CONDITION_FIELD_NAMES[condition.field] ?? condition.field],
				[operator, labelOf(FORM_OPERATORS, condition.operator ?? 'equals')],
				[value, [condition.value ?? ''].flat().map(String).join(', ')],
			];
		}),
	);
}
