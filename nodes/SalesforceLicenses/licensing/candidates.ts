import type { Subscription } from './model';
import { protectedReason } from './protection';
import type { ReclamationRule, RuleAction } from './rules';
import { judge } from './rules';

export interface Evidence {
	signal: string;
	value: string | number | boolean | null;
	source: string;
}

/** A subscription that a rule picked, with all that somebody needs to decide on it. */
export interface Candidate extends Subscription {
	candidateKey: string;
	state: 'Ready';
	action: RuleAction;
	rule: string;
	justification: string;
	evidence: Evidence[];
	/** What taking the seat back saves; null without a price. */
	saving: number | null;
}

/**
 * The candidates among these subscriptions. Deactivating or freezing acts on the user, so rows of
 * users who are inactive already (or frozen, for a freeze) are not candidates for it.
 */
export function findCandidates(
	rows: readonly Subscription[],
	rules: readonly ReclamationRule[],
	connectedUserId: string | null,
	now: Date,
): Candidate[] {
	return rows.flatMap((row) => {
		const verdict = judge(rules, row, now);
		if (verdict.kind === 'kept') return [];
		if (protectedReason(row, connectedUserId) !== null) return [];
		const { rule } = verdict;
		if (!row.isActive) return [];
		if (rule.action === 'freeze' && row.isFrozen === true) return [];
		return [
			{
				...row,
				candidateKey: row.subscriptionKey,
				state: 'Ready' as const,
				action: rule.action,
				rule: rule.name,
				justification: verdict.justification,
				evidence: evidenceOf(row),
				saving: null,
			},
		];
	});
}

function evidenceOf(row: Subscription): Evidence[] {
	return [
		{ signal: 'lastLogin', value: row.lastLoginAt, source: 'User.LastLoginDate' },
		{ signal: 'accountCreated', value: row.externalCreatedAt, source: 'User.CreatedDate' },
		{
			signal: 'frozen',
			value: row.isFrozen,
			source: row.isFrozen === null ? 'UserLogin (not readable: unknown)' : 'UserLogin.IsFrozen',
		},
	];
}
