import { DETECTORS } from '../../../finding/detectors/allDetectors';
import type { DetectorName } from '../../../finding/detectors/names';
import { DETECTOR_NAMES } from '../../../finding/detectors/names';
import { RULE_DEFAULTS } from '../../../finding/rules';
import type { RuleAction } from '../../../model/actions';
import type { LicenseKind } from '../../../model/licenses';
import { LICENSE_KINDS } from '../../../model/licenses';
import { isSame } from '../changes';
import { LOOK_FOR } from '../labels';

/** The rules of a profile as plain choices, and back. Rules that say more than the choices do stay JSON. */

type Rule = Readonly<Record<string, unknown>>;

export interface RuleCondition {
	field: string;
	operator: string;
	value: unknown;
}

export interface RuleChoices {
	lookFor: DetectorName[];
	/** These four are of unused seats. */
	licenseKinds: LicenseKind[];
	licenseIdentifiers: string[];
	action: RuleAction;
	includeNeverLoggedIn: boolean;
	/** Of everything but freezes. */
	inactiveDays: number;
	frozenDays: number;
	minimumAccountAgeDays: number;
	/** The profile that users are moved to: by name, or by ID. */
	target: { targetProfile: unknown } | { targetProfileId: unknown } | null;
	conditions: RuleCondition[];
	exemptions: RuleCondition[];
	/** What the stored rules are called. */
	names: Partial<Record<DetectorName, string>>;
}

/** The order of the rules: if several find something in a seat, the first decides. Free money comes first. */
export const IN_ORDER = Object.keys(LOOK_FOR) as DetectorName[];
/** What a new profile looks for. */
export const FREE_MONEY = [
	'inactiveHolder',
	'frozenTooLong',
	'unneededPermissionSetLicense',
] as const satisfies readonly DetectorName[];
/** A freeze is a decision already: it is too long sooner than a seat is unused. */
export const FROZEN_DAYS = 30;
/** More would make the page long; rules with more of them are JSON. */
export const CONDITIONS_SHOWN = 2;

const NAMES: Readonly<Record<DetectorName, string>> = {
	inactiveHolder: 'Deactivated users',
	frozenTooLong: 'Frozen too long',
	unneededPermissionSetLicense: 'Unneeded permission set licenses',
	leaver: 'Leavers',
	duplicatePerson: 'Second users',
	neverUsed: 'Never logged in',
	unusedSeat: RULE_DEFAULTS.name,
	integrationOnFullLicense: 'Integrations',
	cheaperLicense: 'Cheaper license',
	loginBased: 'Login-based',
};

export const NO_CHOICES: RuleChoices = {
	lookFor: [],
	licenseKinds: ['userLicense'],
	licenseIdentifiers: [],
	action: RULE_DEFAULTS.action,
	includeNeverLoggedIn: RULE_DEFAULTS.includeNeverLoggedIn,
	inactiveDays: RULE_DEFAULTS.inactiveDays,
	frozenDays: FROZEN_DAYS,
	minimumAccountAgeDays: RULE_DEFAULTS.minimumAccountAgeDays,
	target: null,
	conditions: [],
	exemptions: [],
	names: {},
};

/** As they are stored: with what differs from the defaults only. */
export function rulesOf(choices: RuleChoices): Array<Record<string, unknown>> {
	return IN_ORDER.filter((name) => choices.lookFor.includes(name)).map((name) => ({
		name: choices.names[name] ?? NAMES[name],
		...(name === 'unusedSeat' ? ofUnusedSeats(choices) : ofOthers(name, choices)),
		...(choices.conditions.length > 0 ? { conditions: choices.conditions } : {}),
		...(choices.exemptions.length > 0 ? { exemptions: choices.exemptions } : {}),
	}));
}

function ofUnusedSeats(choices: RuleChoices): Record<string, unknown> {
	const { licenseKinds, licenseIdentifiers, inactiveDays, action } = choices;
	return {
		licenseKinds,
		...(licenseIdentifiers.length > 0 ? { licenseIdentifiers } : {}),
		inactiveDays,
		...(choices.includeNeverLoggedIn ? {} : { includeNeverLoggedIn: false }),
		...accountAge(choices),
		action,
		...(action === 'changeProfile' ? choices.target : {}),
	};
}

function ofOthers(detector: DetectorName, choices: RuleChoices): Record<string, unknown> {
	const { settings, actions } = DETECTORS[detector];
	const has = (name: (typeof settings)[number]) =>
		(settings as readonly string[]).includes(name as string);
	const days = detector === 'frozenTooLong' ? choices.frozenDays : choices.inactiveDays;
	return {
		detector,
		...(has('inactiveDays') ? { inactiveDays: days } : {}),
		...(has('minimumAccountAgeDays') ? accountAge(choices) : {}),
		...(actions[0] === 'changeProfile' ? choices.target : {}),
	};
}

const accountAge = ({ minimumAccountAgeDays }: RuleChoices) =>
	minimumAccountAgeDays === RULE_DEFAULTS.minimumAccountAgeDays ? {} : { minimumAccountAgeDays };

/** The choices that say just what these rules say; null if there are none. */
export function choicesOf(rules: readonly Rule[]): RuleChoices | null {
	const byDetector = new Map<DetectorName, Rule>();
	for (const rule of rules) {
		const detector = detectorOf(rule);
		if (detector === undefined || byDetector.has(detector)) return null;
		byDetector.set(detector, rule);
	}
	const unused = byDetector.get('unusedSeat') ?? {};
	const others = [...byDetector].filter(([name]) => name !== 'frozenTooLong');
	const first = (key: string) =>
		rules.map((rule) => rule[key]).find((value) => value !== undefined);
	const kinds = listOf(unused.licenseKinds);
	const target = { ...targetOf(rules) };
	const choices = {
		...NO_CHOICES,
		lookFor: IN_ORDER.filter((name) => byDetector.has(name)),
		licenseKinds: byDetector.has('unusedSeat')
			? kinds.length > 0
				? kinds
				: LICENSE_KINDS
			: ['userLicense'],
		licenseIdentifiers: listOf(unused.licenseIdentifiers),
		action: unused.action ?? RULE_DEFAULTS.action,
		includeNeverLoggedIn: unused.includeNeverLoggedIn ?? RULE_DEFAULTS.includeNeverLoggedIn,
		inactiveDays:
			others.map(([, rule]) => rule.inactiveDays).find((days) => days !== undefined) ??
			RULE_DEFAULTS.inactiveDays,
		frozenDays: byDetector.has('frozenTooLong')
			? (byDetector.get('frozenTooLong')?.inactiveDays ?? RULE_DEFAULTS.inactiveDays)
			: FROZEN_DAYS,
		minimumAccountAgeDays: first('minimumAccountAgeDays') ?? RULE_DEFAULTS.minimumAccountAgeDays,
		target: Object.keys(target).length > 0 ? target : null,
		conditions: conditionsOf(first('conditions')),
		exemptions: conditionsOf(first('exemptions')),
		names: Object.fromEntries(
			[...byDetector].flatMap(([name, rule]) =>
				typeof rule.name === 'string' ? [[name, rule.name]] : [],
			),
		),
	} as RuleChoices;
	const isShown = [choices.conditions, choices.exemptions].every(
		(some) => some.length <= CONDITIONS_SHOWN,
	);
	const isSaid = isSame(rulesOf(choices).map(inFull), rules.map(inFull));
	return isShown && isSaid ? choices : null;
}

/** A rule with every default filled in, without its name. */
function inFull(rule: Rule): Record<string, unknown> {
	const detector = detectorOf(rule) ?? RULE_DEFAULTS.detector;
	const kinds = listOf(rule.licenseKinds);
	return {
		...RULE_DEFAULTS,
		action: DETECTORS[detector].actions[0],
		...rule,
		detector,
		name: '',
		licenseKinds: LICENSE_KINDS.filter((kind) => kinds.includes(kind) && kinds.length < 4),
		targetProfile: rule.targetProfile ?? null,
	};
}

function detectorOf({ detector }: Rule): DetectorName | undefined {
	return DETECTOR_NAMES.find((name) => name === (detector ?? RULE_DEFAULTS.detector));
}

function targetOf(rules: readonly Rule[]): Record<string, unknown> | null {
	for (const { targetProfile, targetProfileId } of rules) {
		if (targetProfileId !== undefined && targetProfileId !== null) return { targetProfileId };
		if (targetProfile !== undefined && targetProfile !== null) return { targetProfile };
	}
	return null;
}

const listOf = (value: unknown): string[] =>
	(Array.isArray(value) ? value : [value]).filter(
		(one): one is string => typeof one === 'string' && one !== '',
	);

/** What is no condition is left out, which the comparison with the rules sees. */
function conditionsOf(value: unknown): RuleCondition[] {
	return (Array.isArray(value) ? value : []).filter(
		(one): one is RuleCondition =>
			typeof one === 'object' && one !== null && 'field' in one && typeof one.field === 'string',
	);
}
