import { daysSince } from '../model/activity';
import type { SubscriptionFact } from './facts';

/** For how long a subscription was not used. */

export const BUCKETS = [
	{ label: '0–29 days', from: 0 },
	{ label: '30–59 days', from: 30 },
	{ label: '60–89 days', from: 60 },
	{ label: '90–119 days', from: 90 },
	{ label: '120+ days', from: 120 },
] as const;

/** Below this, a signal that could not be read changes nothing: the user was active. */
const SURELY_ACTIVE_DAYS = BUCKETS[1].from;

export const bucketOf = (days: number): number => BUCKETS.findLastIndex(({ from }) => days >= from);

/**
 * Whole days without activity. Somebody who was never active counts from the day the user was created. Null
 * is unknown: nothing says when, or a signal that could not be read may be later than those that were.
 */
export function idleDays(
	row: Pick<SubscriptionFact, 'lastActivityAt' | 'lastLoginAt' | 'activityUnknown' | 'createdAt'>,
	now: Date,
): number | null {
	const days = daysSince(row.lastActivityAt ?? row.lastLoginAt ?? row.createdAt, now);
	if (days === null) return null;
	return row.activityUnknown !== null && days >= SURELY_ACTIVE_DAYS ? null : days;
}
