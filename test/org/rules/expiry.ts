import type { Org } from '../org';
import { SalesforceRefusal } from '../refusal';

type Values = Record<string, unknown>;

/** An assignment that has expired (Object Reference, PermissionSetAssignment.ExpirationDate). */
export const hasEnded = ({ ExpirationDate }: Values, now: Date): boolean =>
	typeof ExpirationDate === 'string' && Date.parse(ExpirationDate) <= now.getTime();

/**
 * "Assignments that expire are treated as soft deletes": a query does not show them, `queryAll` does
 * (seen, salesforcetime.com 2023/05, which quotes Salesforce). Not in an org that shows them inactive.
 */
export function isHidden(org: Org, object: string, row: Values): boolean {
	return (
		object === 'PermissionSetAssignment' &&
		org.options.showExpiredAssignments !== true &&
		hasEnded(row, org.clock())
	);
}

/** The expiration date must be in the future; the code and the text are inferred. */
export function refusePastEnd(org: Org, object: string, values: Values): void {
	if (object !== 'PermissionSetAssignment' || !hasEnded(values, org.clock())) return;
	throw new SalesforceRefusal(
		'FIELD_INTEGRITY_EXCEPTION',
		'The expiration date must be in the future',
		['ExpirationDate'],
	);
}
