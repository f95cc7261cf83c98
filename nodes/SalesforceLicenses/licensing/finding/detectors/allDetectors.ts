import type { SignalName } from '../../model/activity';
import type { LicenseKind } from '../../model/licenses';
import { kindNamed } from '../../model/licenses';
import type { DetectorFacts, SeatFacts } from '../facts';
import type { ReclamationRule, Scope } from '../rules';
import type { Detector, DetectorInput, DetectorResult, Judging } from './detector';
import { notPicked } from './detector';
import { frozenTooLong, inactiveHolder, leaver } from './holders';
import { cheaperLicense, integrationOnFullLicense, loginBased } from './moves';
import type { DetectorName } from './names';
import { duplicatePerson, unneededPermissionSetLicense } from './need';
import { neverUsed, unusedSeat } from './unused';
import { actionNamed } from '../../model/actions';

/** How each kind of waste is recognized, by its name. */
export const DETECTORS = {
	unusedSeat,
	neverUsed,
	inactiveHolder,
	frozenTooLong,
	unneededPermissionSetLicense,
	integrationOnFullLicense,
	cheaperLicense,
	leaver,
	duplicatePerson,
	loginBased,
} satisfies Record<DetectorName, Detector>;

export function detectorOf({ detector }: Pick<ReclamationRule, 'detector'>): Detector {
	return DETECTORS[detector];
}

/** Why this rule cannot work as it stands, or null. */
export function ruleConflict(rule: ReclamationRule): string | null {
	const { label, actions, licenseKinds } = detectorOf(rule);
	if (!actions.includes(rule.action)) {
		return `the detector ${label} cannot be used with the action ${actionNamed(rule.action)}. Use ${actions.map(actionNamed).join(', ')}`;
	}
	if (rule.targetProfile !== null && rule.action !== 'changeProfile') {
		return `targetProfile is only used by the action ${actionNamed('changeProfile')}, but the action is ${actionNamed(rule.action)}. Remove targetProfile or change the action`;
	}
	if (rule.licenseKinds.length === 0) return null;
	if (!rule.licenseKinds.some((kind) => licenseKinds.includes(kind))) {
		return `the detector ${label} only looks at ${licenseKinds.map(kindNamed).join(', ')}, and licenseKinds has none of them`;
	}
	if (rule.action === 'removeLicense' && rule.licenseKinds.every((kind) => kind === 'userLicense'))
		return `the action ${actionNamed('removeLicense')} cannot remove a user license, because it belongs to the profile. Use ${(['deactivate', 'wholeSeat', 'changeProfile'] as const).map(actionNamed).join(', ')}`;
	return null;
}

/**
 * How many days the rule must see of logins and work to decide; 0 where it needs none of them.
 * The last login has no time limit, so it covers the login history.
 */
export function daysToLookBack(rule: ReclamationRule, signals: readonly SignalName[]): number {
	const { looksBack } = detectorOf(rule);
	const limited = signals.includes('lastLogin')
		? signals.includes('work')
		: signals.some((signal) => signal !== 'oauthUse');
	const needed = looksBack === 'always' || (looksBack === 'signals' && limited);
	return needed ? rule.inactiveDays : 0;
}

/** Whether the detector of the rule cannot do without this. */
export function asksFor(input: DetectorInput, rule: Pick<ReclamationRule, 'detector'>): boolean {
	return detectorOf(rule).inputs.includes(input);
}

/** What is to be read for the detectors of these rules besides what a download reads. */
export interface DetectorNeeds {
	facts: ReadonlySet<keyof DetectorFacts>;
	signals: readonly SignalName[];
}

export function needsOf(rules: readonly ReclamationRule[]): DetectorNeeds {
	const detectors = rules.map(detectorOf);
	return {
		facts: new Set(detectors.flatMap(({ reads }) => reads)),
		signals: [...new Set(detectors.flatMap(({ signals }) => signals))],
	};
}

export type Verdict = { rule: ReclamationRule; finding: DetectorResult } | null;

/**
 * What the rules say of this seat. Of the rules with one detector, the first that applies decides;
 * of the detectors, the first that finds something. Null where no rule applies.
 */
export function judge(scopes: readonly Scope[], facts: SeatFacts, judging: Judging): Verdict {
	const asked = new Set<DetectorName>();
	let first: Verdict = null;
	for (const scope of scopes) {
		const { rule } = scope;
		if (asked.has(rule.detector)) continue;
		if (!concerns(rule, facts) || !scope.appliesTo(facts)) continue;
		asked.add(rule.detector);
		const finding = scope.exempts(facts)
			? notPicked('exempt')
			: detectorOf(rule).detect(facts, rule, judging);
		if (finding.kind === 'found') return { rule, finding };
		// A seat that could not be judged is more important to report than one that was judged and kept.
		if (first === null || finding.reason === 'unknown') first = { rule, finding };
	}
	return first;
}

/** The kinds that these rules can pick from: no other needs to be read. */
export function kindsAsked(
	rules: readonly ReclamationRule[],
	kinds: readonly LicenseKind[],
): LicenseKind[] {
	return kinds.filter((kind) =>
		rules.some(
			(rule) =>
				detectorOf(rule).licenseKinds.includes(kind) &&
				(rule.licenseKinds.length === 0 || rule.licenseKinds.includes(kind)) &&
				(rule.action !== 'removeLicense' || kind !== 'userLicense'),
		),
	);
}

/** Whether the detector and the action of the rule have anything to do with this seat at all. */
function concerns(rule: ReclamationRule, { row }: SeatFacts): boolean {
	const { licenseKinds, users } = detectorOf(rule);
	if (!licenseKinds.includes(row.licenseKind)) return false;
	if (users !== 'any' && row.isActive !== (users === 'active')) return false;
	if (rule.action === 'removeLicense') return row.licenseKind !== 'userLicense';
	// The other actions end something that only active users have.
	return row.isActive || rule.action === 'wholeSeat';
}
