import type { LicenseKind } from '../../licensing/model/licenses';
import type { SalesforceClient } from '../client/client';
import { API_BUDGET, CANCELED, NO_ANSWER, SalesforceError } from '../client/errors';
import { readIfPossible } from '../query/query';

/** Errors of the whole org: the poll ends, and the next one starts from the same memory. */
const CONCERNS_ALL = new Set([API_BUDGET, CANCELED, NO_ANSWER, 'REQUEST_LIMIT_EXCEEDED']);
const UNAUTHORIZED = 401;

const concernsAll = ({ errorCode, status }: SalesforceError) =>
	CONCERNS_ALL.has(errorCode) || status === UNAUTHORIZED || (status ?? 0) >= 500;

/** The part, or null and a warning if Salesforce refuses only this part: the other parts are still reported. */
export async function readPart<T>(
	client: SalesforceClient,
	what: string,
	kind: LicenseKind | undefined,
	read: () => Promise<T>,
): Promise<T | null> {
	const result = await readIfPossible(client, what, read, kind).catch((error: unknown) => error);
	if (!(result instanceof Error)) return result as T | null;
	if (!(result instanceof SalesforceError) || concernsAll(result)) throw result;
	leaveOut(client, what, kind, `${result.errorCode}: ${result.message.trim()}`);
	return null;
}

/** Warns that a part keeps its memory, and why. */
export function leaveOut(
	client: SalesforceClient,
	what: string,
	kind: LicenseKind | undefined,
	reason: string,
): void {
	const message = `${what}: not reported in this poll. Changes are reported as soon as it can be read again. ${reason}`;
	client.report.leaveOut(what, reason, message);
	if (kind !== undefined) client.report.leaveOutKind(kind, reason);
}
