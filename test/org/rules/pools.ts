import type { Org, Row } from '../org';

/**
 * A pool that nobody can be assigned from any more: disabled, or its term is over (Object Reference,
 * UserLicense and PermissionSetLicense: Status, ExpirationDate). What the refusal says is inferred.
 */
export function isClosed(org: Org, pool: Row | undefined): boolean {
	if (pool === undefined) return false;
	if (pool.Status === 'Disabled') return true;
	const { ExpirationDate: end } = pool;
	// A day ends when it is over, a time when it has come.
	if (typeof end !== 'string') return false;
	const now = org.clock().toISOString();
	return end.length === 10 ? end < now.slice(0, 10) : Date.parse(end) <= Date.parse(now);
}
