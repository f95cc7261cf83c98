import type { Org } from '../org';
import { SalesforceRefusal } from '../refusal';

/**
 * Automation that a limit of the transaction stops: more rows of the object in one transaction than
 * it copes with (Apex Developer Guide, "Execution Governors and Limits": 50 future calls, 100 queries).
 * A limit of 0 rows is broken by one row alone.
 */
export interface TransactionLimit {
	object: string;
	/** Any of them when left out. */
	operation?: 'create' | 'update' | 'delete';
	/** So many rows pass. */
	rows: number;
	/** What the exception says; too many future calls when left out. */
	message?: string;
}

/** Runs the writes of one transaction, which all count together. */
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
