import { z } from 'zod';
import { safeText } from './safeText';
import { isLock, isTransactionLimit } from '../../licensing/blockers/passing';
import { NO_ANSWER, parseJson, SalesforceError } from './errors';
import type { HttpAnswer } from './http';

/**
 * What a response to a write proves. Only Salesforce's own error code is a refusal and only its own result
 * row a success; anything else (a page of a proxy, an empty 406, a redirect, half a body) proves nothing,
 * because the org may have written before its response was replaced.
 */

/** The result for one record. `unknown`: the response does not tell, so the record is read back. */
export type WriteResult =
	| { kind: 'done' }
	| { kind: 'refused'; errorCode: string; message: string }
	| { kind: 'unknown'; errorCode: string; message: string };

/**
 * What the results of a call must contain, by position: ids, or, for created records, the first characters
 * of their ids.
 */
export type ExpectedIds = readonly string[] | { count: number; createdPrefix: string };

const errorCode = z.string().regex(/^[A-Z][A-Z0-9_]*$/);

/** A refused call (REST API Developer Guide, "Status Codes and Error Responses"). */
const refusedCall = z
	.array(z.object({ errorCode, message: z.string().nullish() }))
	.nonempty()
	.transform(([first]) => first);

/** A saved record (REST API Developer Guide, "sObject Collections"). */
const savedRow = z.object({
	success: z.literal(true),
	id: z.string().nullish(),
	errors: z.array(z.unknown()).max(0).nullish(),
});

/** A refused record: `statusCode` as documented; `errorCode`, from calls for one record, means the same. */
const refusedRow = z.object({
	success: z.literal(false),
	errors: z
		.array(
			z
				.object({
					statusCode: errorCode.nullish(),
					errorCode: errorCode.nullish(),
					message: z.string().nullish(),
				})
				.refine((error) => (error.statusCode ?? error.errorCode ?? null) !== null),
		)
		.nonempty()
		.transform(([first]) => first),
});

/** Salesforce's own codes for work that it gave up, possibly after saving it. */
const UNSETTLED: ReadonlySet<string> = new Set([
	'UNKNOWN_EXCEPTION',
	'SERVER_UNAVAILABLE',
	'REQUEST_RUNNING_TOO_LONG',
	'QUERY_TIMEOUT',
	'TXN_SECURITY_METERING_ERROR',
]);

/** Client error statuses that mean "not now" or "too slow", whatever the body says. */
const GIVEN_UP: ReadonlySet<number> = new Set([408, 420, 429]);

/** One result for each record, whatever the response. */
export function resultsOf(
	answer: HttpAnswer | SalesforceError,
	expected: ExpectedIds,
): WriteResult[] {
	const size = 'count' in expected ? expected.count : expected.length;
	const forAll = (result: WriteResult) => Array.from({ length: size }, () => result);
	if (answer instanceof SalesforceError) {
		return forAll({ kind: 'unknown', errorCode: answer.errorCode, message: answer.message });
	}
	const json = parseJson(answer.body);
	if (answer.status !== 200) return forAll(wholeCall(answer.status, json));
	if (Array.isArray(json) && json.length === size) {
		const isExpected = idCheck(expected, json);
		return json.map((row, index) => rowResult(row, (id) => isExpected(id, index)));
	}
	return forAll(
		unknown(NO_ANSWER, 'The response to the write was cut off or did not come from Salesforce'),
	);
}

function wholeCall(status: number, json: unknown): WriteResult {
	const parsed = refusedCall.safeParse(json);
	if (!parsed.success) {
		return unknown(
			`ERROR_HTTP_${status}`,
			`The response to the write did not come from Salesforce (HTTP status ${status})`,
		);
	}
	const { errorCode: code, message } = parsed.data;
	const text = shortened(message);
	const refuses = status >= 400 && status < 500 && !GIVEN_UP.has(status) && !passes(code, text);
	return refuses ? { kind: 'refused', errorCode: code, message: text } : unknown(code, text);
}

function passes(code: string, message: string): boolean {
	// "ConcurrentRequests Limit exceeded" is temporary; the daily limit is not.
	return UNSETTLED.has(code) || (code === 'REQUEST_LIMIT_EXCEEDED' && /concurrent/i.test(message));
}

function rowResult(row: unknown, isExpected: (id: string | null) => boolean): WriteResult {
	const saved = savedRow.safeParse(row);
	if (saved.success) {
		return isExpected(saved.data.id ?? null)
			? { kind: 'done' }
			: unknown(NO_ANSWER, 'The result in the response does not belong to this record');
	}
	const refused = refusedRow.safeParse(row);
	if (!refused.success) {
		return unknown(
			NO_ANSWER,
			'The result for this record does not match the Salesforce documentation',
		);
	}
	const { statusCode, errorCode: other, message } = refused.data.errors;
	const code = statusCode ?? other ?? '';
	const text = shortened(message);
	// "group membership operation already in progress" has the code UNKNOWN_EXCEPTION.
	const isTold = !UNSETTLED.has(code) || isLock(code, text) || isTransactionLimit(code, text);
	return { kind: isTold ? 'refused' : 'unknown', errorCode: code, message: text };
}

/**
 * Results are positional; the id is checked in addition. A created record must have an id of its object
 * that no other record of the call has.
 */
function idCheck(
	expected: ExpectedIds,
	rows: readonly unknown[],
): (id: string | null, index: number) => boolean {
	// The last three of 18 characters only encode the case of the first 15.
	const short = (id: string) => id.slice(0, 15);
	if (!('count' in expected)) {
		return (id, index) => id === null || short(id) === short(expected[index]);
	}
	const times = new Map<string, number>();
	for (const row of rows) {
		const { success, data } = savedRow.safeParse(row);
		const key = success ? short(data.id ?? '') : '';
		times.set(key, (times.get(key) ?? 0) + 1);
	}
	return (id) =>
		id !== null &&
		/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(id) &&
		id.startsWith(expected.createdPrefix) &&
		times.get(short(id)) === 1;
}

function shortened(message: string | null | undefined): string {
	const text = message?.trim() ?? '';
	return text === '' ? 'Salesforce gave no reason' : safeText(text);
}

const unknown = (code: string, message: string): WriteResult => ({
	kind: 'unknown',
	errorCode: code,
	message,
});
