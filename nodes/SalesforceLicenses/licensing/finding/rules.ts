import type { RuleAction } from '../model/actions';
import { foldName } from '../model/closest';
import type { LicenseKind } from '../model/licenses';
import { licensesNamed } from '../model/licenses';
import type { Condition } from './conditions';
import { toTest } from './conditions';
import type { DetectorName } from './detectors/names';
import { DETECTOR_NAMES } from './detectors/names';
import type { SeatFacts } from './facts';

/** Which subscriptions count as waste, and what happens to them. */
export interface ReclamationRule {
	name: string;
	/** The kind of waste that it looks for. */
	detector: DetectorName;
	/** Empty: every kind. */
	licenseKinds: LicenseKind[];
	/**
	 * Identifiers or names; empty: every license of those kinds. Compared without regard to case, like all
	 * texts here.
	 */
	licenseIdentifiers: string[];
	/** Identifiers or names of licenses that the rule does not apply to. */
	excludeLicenseIdentifiers: string[];
	/** Empty: every software model. */
	softwareModels: string[];
	/** Days after which something counts as unused, or as lasting too long. */
	inactiveDays: number;
	includeNeverLoggedIn: boolean;
	/** Newer accounts are skipped: they have had no time to be used. */
	minimumAccountAgeDays: number;
	/** The rule applies to users who meet all of these conditions. */
	conditions: Condition[];
	action: RuleAction;
	/** Usernames, or ids of 18 characters. */
	exemptUsernames: string[];
	/** Users who meet one of these conditions are never candidates. */
	exemptions: Condition[];
	/** The profile to which `changeProfile` moves the user, by name or id; null leaves the choice to Reclaim. */
	targetProfile: string | null;
	/** What one seat costs; null: use the price book. */
	price: number | null;
	currency: string | null;
}

/** The defaults of the form and of rules given as JSON. */
export const RULE_DEFAULTS = {
	name: 'Unused seats',
	detector: DETECTOR_NAMES[0] as DetectorName,
	licenseKinds: [] as LicenseKind[],
	licenseIdentifiers: [] as string[],
	excludeLicenseIdentifiers: [] as string[],
	softwareModels: [] as string[],
	inactiveDays: 60,
	includeNeverLoggedIn: true,
	minimumAccountAgeDays: 30,
	conditions: [] as Condition[],
	action: 'deactivate' as RuleAction,
	exemptUsernames: [] as string[],
	exemptions: [] as Condition[],
	targetProfile: null,
	price: null,
	currency: null,
} satisfies ReclamationRule;

/** A rule prepared for matching many rows. */
export interface Scope {
	rule: ReclamationRule;
	appliesTo(facts: SeatFacts): boolean;
	exempts(facts: SeatFacts): boolean;
}

const fold = (texts: readonly string[]) => new Set(texts.map(foldName));

export function scopeOf(rule: ReclamationRule): Scope {
	const kinds = new Set(rule.licenseKinds);
	const isIncluded = licensesNamed(rule.licenseIdentifiers);
	const isExcluded = licensesNamed(rule.excludeLicenseIdentifiers);
	const models = fold(rule.softwareModels);
	const usernames = fold(rule.exemptUsernames);
	const conditions = rule.conditions.map(toTest);
	const exemptions = rule.exemptions.map(toTest);
	return {
		rule,
		appliesTo: (facts) =>
			(kinds.size === 0 || kinds.has(facts.row.licenseKind)) &&
			(rule.licenseIdentifiers.length === 0 || isIncluded(facts.row)) &&
			!isExcluded(facts.row) &&
			(models.size === 0 || models.has(foldName(facts.row.softwareModel ?? ''))) &&
			conditions.every((holds) => holds(facts)),
		exempts: (facts) =>
			usernames.has(facts.row.username.toLowerCase()) ||
			// 18-character ids can be compared without regard to case.
			usernames.has(facts.row.userId.toLowerCase()) ||
			exemptions.some((holds) => holds(facts)),
	};
}
