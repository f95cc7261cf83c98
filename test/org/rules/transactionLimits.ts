import type { Org } from '../org';
import { SalesforceRefusal } from '../refusal';

/**
 * Automation that exceeds a limit of the transaction: more rows of the object in one transaction than it
 * can handle (Apex Developer Guide, "Execution Governors and Limits": 50 future calls, 100 queries). With
 * a limit of 0 rows, a single row exceeds it.
 */
export interface TransactionLimit {
	object: string;
	/** Any of them if omitted. */
	operation?: 'create' | 'update' | 'delete';
	/** This many rows pass. */
	rows: number;
	/** The text of the exception; too many future calls if omitted. */
	message?: string;
}

/** Runs the writes of one transaction, which count together. */
export function inTransactionOf<T>(org: Org, rows: number, work: () => T): T {
	const outer = org.rowsInTransaction;
	org.rowsInTransaction = rows;
	try {
		return work();
	} finally {
		org.rowsInTransaction = outer;
	}
}

/** Each row of such a transaction fails: the trigger ran once for all of them. */
export function refuseOverLimit(org: Org, object: string, operation: string): void {
	const broken = org.transactionLimits.find(
		(limit) =>
			limit.object === object &&
			(limit.operation ?? operation) === operation &&
			org.rowsInTransaction > limit.rows,
	);
	if (broken === undefined) return;
	const {
		rows,
		message = `userTrigger: System.LimitException: Too many future calls: ${rows + 1}`,
	} = broken;
	throw new SalesforceRefusal('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message);
}
