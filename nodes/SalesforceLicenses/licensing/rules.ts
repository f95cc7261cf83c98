import { daysSince } from './activity';
import type { LicenseKind, Subscription } from './model';

/** What a rule may do with a seat that it picks. */
export const RULE_ACTIONS = [
	'deactivate',
	'freeze',
	'removeLicense',
	'wholeSeat',
	'changeProfile',
] as const;
export type RuleAction = (typeof RULE_ACTIONS)[number];

/** Which subscriptions count as unused, and what becomes of them. The first rule that applies decides. */
export interface ReclamationRule {
	name: string;
	/** Empty: every kind. */
	licenseKinds: LicenseKind[];
	/** Empty: every license of those kinds. Compared without regard to case. */
	licenseIdentifiers: string[];
	inactiveDays: number;
	includeNeverLoggedIn: boolean;
	/** Accounts younger than this are left alone: nobody is late on the first day. */
	minimumAccountAgeDays: number;
	action: RuleAction;
	/** User names, compared without regard to case. */
	exemptUsernames: string[];
}

/** The defaults of the form and of rules given as JSON. */
export const RULE_DEFAULTS = {
	name: 'Unused seats',
	licenseKinds: [] as LicenseKind[],
	licenseIdentifiers: [] as string[],
	inactiveDays: 60,
	includeNeverLoggedIn: true,
	minimumAccountAgeDays: 30,
	action: 'deactivate' as RuleAction,
	exemptUsernames: [] as string[],
} satisfies ReclamationRule;

export type Verdict =
	| { kind: 'unused'; rule: ReclamationRule; justification: string }
	| { kind: 'kept'; reason: string };

function appliesTo(rule: ReclamationRule, row: Subscription): boolean {
	const identifiers = rule.licenseIdentifiers.map((identifier) => identifier.toLowerCase());
	return (
		(rule.licenseKinds.length === 0 || rule.licenseKinds.includes(row.licenseKind)) &&
		(identifiers.length === 0 || identifiers.includes(row.licenseIdentifier.toLowerCase()))
	);
}

function judgeByRule(rule: ReclamationRule, row: Subscription, now: Date): Verdict {
	const username = row.username.toLowerCase();
	if (rule.exemptUsernames.some((exempt) => exempt.toLowerCase() === username)) {
		return { kind: 'kept', reason: 'exempt' };
	}
	const age = daysSince(row.externalCreatedAt, now);
	if (age === null || age < rule.minimumAccountAgeDays)
		return { kind: 'kept', reason: 'new account' };
	if (row.lastActivityAt === null) {
		return rule.includeNeverLoggedIn
			? {
					kind: 'unused',
					rule,
					justification: `Never used since the account was made ${age} days ago`,
				}
			: { kind: 'kept', reason: 'never used, and the rule leaves those alone' };
	}
	const inactive = daysSince(row.lastActivityAt, now) ?? 0;
	return inactive >= rule.inactiveDays
		? {
				kind: 'unused',
				rule,
				justification: `Not used for ${inactive} days (threshold ${rule.inactiveDays})`,
			}
		: { kind: 'kept', reason: 'in use' };
}

/** The verdict of the first rule that applies to this subscription. */
export function judge(rules: readonly ReclamationRule[], row: Subscription, now: Date): Verdict {
	const rule = rules.find((candidate) => appliesTo(candidate, row));
	return rule === undefined
		? { kind: 'kept', reason: 'no rule applies' }
		: judgeByRule(rule, row, now);
}
