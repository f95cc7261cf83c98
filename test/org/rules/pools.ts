import type { Org, Row } from '../org';

/**
 * A pool from which no seat can be assigned any more: disabled or expired (Object Reference, UserLicense
 * and PermissionSetLicense: Status, ExpirationDate). The text of the refusal is inferred.
 */
export function isClosed(org: Org, pool: Row | undefined): boolean {
	if (pool === undefined) return false;
	if (pool.Status === 'Disabled') return true;
	const { ExpirationDate: end } = pool;
	// A date expires at the end of the day, a time when it is reached.
	if (typeof end !== 'string') return false;
	const now = org.clock().toISOString();
	return end.length === 10 ? end < now.slice(0, 10) : Date.parse(end) <= Date.parse(now);
}
