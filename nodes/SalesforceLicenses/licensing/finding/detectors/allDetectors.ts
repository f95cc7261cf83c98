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

/** The detectors, by the name of the waste that they find. */
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

/** Why this rule cannot work, or null. */
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
 * How many days of logins and work the rule needs for a decision; 0 if it needs none. The last login has
 * no time limit, so it makes up for a short login history.
 */
export function daysToLookBack(rule: ReclamationRule, signals: readonly SignalName[]): number {
	const { looksBack } = detectorOf(rule);
	const limited = signals.includes('lastLogin')
		? signals.includes('work')
		: signals.some((signal) => signal !== 'oauthUse');
	const needed = looksBack === 'always' || (looksBack === 'signals' && limited);
	return needed ? rule.inactiveDays : 0;
}

/** Whether the detector of the rule depends on this read. */
export function asksFor(input: DetectorInput, rule: Pick<ReclamationRule, 'detector'>): boolean {
	return detectorOf(rule).inputs.includes(input);
}

/** What the detectors of these rules need in addition to a download. */
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
 * The result of the rules for this seat. Among rules with the same detector, the first that applies
 * decides; among detectors, the first that finds something. Null if no rule applies.
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

/** The kinds that these rules can pick from; no other kind needs to be read. */
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

/** Whether the detector and the action of the rule can apply to this seat at all. */
function concerns(rule: ReclamationRule, { row }: SeatFacts): boolean {
	const { licenseKinds, users } = detectorOf(rule);
	if (!licenseKinds.includes(row.licenseKind)) return false;
	if (users !== 'any' && row.isActive !== (users === 'active')) return false;
	if (rule.action === 'removeLicense') return row.licenseKind !== 'userLicense';
	// The other actions only make sense for active users.
	return row.isActive || rule.action === 'wholeSeat';
}
