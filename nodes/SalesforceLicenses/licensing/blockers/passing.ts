/**
 * Refusals that say nothing about the record: another transaction was in the way, or one transaction had
 * too many records. Both are recognized by text as well as by code, because automation in the org wraps
 * them in codes of its own.
 */

/**
 * Salesforce's own codes stay in English inside the text of a trigger or flow. Group membership:
 * "Designing Record Access for Enterprise Scale", Group Membership Locking, which recommends retrying;
 * public reports show it under UNKNOWN_EXCEPTION.
 */
const LOCK_CODES: ReadonlySet<string> = new Set(['UNABLE_TO_LOCK_ROW', 'ALREADY_IN_PROCESS']);
const LOCK_TEXT =
	/UNABLE_TO_LOCK_ROW|unable to obtain exclusive access|(?:could not|unable to|failed to) (?:acquire|obtain) (?:a |the )?(?:row )?lock|operation (?:is )?already in progress|already been locked by another|currently being modified by another user/i;

/** Apex Developer Guide, "Execution Governors and Limits": a limit counts the whole transaction, so fewer records may pass. */
const LIMIT_CODES: ReadonlySet<string> = new Set(['LIMIT_EXCEEDED', 'EXCEEDED_ID_LIMIT']);
const LIMIT_TEXT =
	/\bLimitException\b|\bToo many [\w .-]{2,60}: \d+|\bToo many (?:SOQL|SOSL|DML|query|future|queueable|callouts|email)\b|CPU time limit|CPU limit|heap size too large|\bgovernor limit|number of (?:iterations|executed elements) exceeded|(?<!\w)LIMIT_EXCEEDED\b/i;

/** Another transaction holds the record, or something that the write needs; a later try succeeds. */
export function isLock(code: string, message: string): boolean {
	return LOCK_CODES.has(code) || LOCK_TEXT.test(message);
}

/** A limit of the transaction: the same record may succeed together with fewer others. */
export function isTransactionLimit(code: string, message: string): boolean {
	return LIMIT_CODES.has(code) || LIMIT_TEXT.test(message);
}
