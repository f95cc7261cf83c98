import type { RuleAction } from '../model/actions';
import { foldName } from '../model/closest';
import type { LicenseKind } from '../model/licenses';
import { licensesNamed } from '../model/licenses';
import type { Condition } from './conditions';
import { toTest } from './conditions';
import type { DetectorName } from './detectors/names';
import { DETECTOR_NAMES } from './detectors/names';
import type { SeatFacts } from './facts';

/** Which subscriptions count as waste, and what becomes of them. */
export interface ReclamationRule {
	name: string;
	/** What kind of waste it looks for. */
	detector: DetectorName;
	/** Empty: every kind. */
	licenseKinds: LicenseKind[];
	/** Identifiers or names; empty: every license of those kinds. Compared without regard to case, as all texts here. */
	licenseIdentifiers: string[];
	/** Identifiers or names of licenses that the rule is not about. */
	excludeLicenseIdentifiers: string[];
	/** Empty: every software model. */
	softwareModels: string[];
	/** Days after which something counts as unused, or as having lasted too long. */
	inactiveDays: number;
	includeNeverLoggedIn: boolean;
	/** Newer accounts are skipped: they have had no time to be used. */
	minimumAccountAgeDays: number;
	/** The rule is about people of whom all of these are true. */
	conditions: Condition[];
	action: RuleAction;
	/** Usernames, or ids of 18 characters. */
	exemptUsernames: string[];
	/** Users who meet one of these conditions are never candidates. */
	exemptions: Condition[];
	/** Where `changeProfile` moves the user: name or id of a profile; null leaves it to Reclaim. */
	targetProfile: string | null;
	/** What one seat costs; null: what the price book says. */
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

/** A rule made ready for many rows. */
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
			// In 18 characters an id is the same whatever its case.
			usernames.has(facts.row.userId.toLowerCase()) ||
			exemptions.some((holds) => holds(facts)),
	};
}
