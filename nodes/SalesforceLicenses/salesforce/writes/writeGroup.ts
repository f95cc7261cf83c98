import { isLock, isTransactionLimit } from '../../licensing/blockers/passing';
import { OWN_CODES } from '../../licensing/planning/outcome';
import type { StepKind } from '../../licensing/planning/steps';
import type { SalesforceClient } from '../client/client';
import { NO_ANSWER, SalesforceError } from '../client/errors';
import type { WriteResult } from '../client/writeAnswers';
import type { Doubt } from './readBack';
import { settle, settleByReading } from './readBack';
import type { Write } from './writer';
import { WRITERS } from './writers';

/** Codes after which no further write can succeed in this run. */
const STOPPING = new Set([
	'REQUEST_LIMIT_EXCEEDED',
	'INVALID_SESSION_ID',
	'API_CURRENTLY_DISABLED',
	'API_DISABLED_FOR_ORG',
]);

/** The row itself is valid: no seat is free, or another user has the username. */
const BLOCKING = new Set(['LICENSE_LIMIT_EXCEEDED', 'DUPLICATE_USERNAME']);

/** The call took too long or was too large for a server in between: fewer records may succeed. */
const TOO_SLOW = new Set([
	'REQUEST_RUNNING_TOO_LONG',
	'QUERY_TIMEOUT',
	'ERROR_HTTP_408',
	'ERROR_HTTP_413',
	'ERROR_HTTP_504',
]);

/** Why the run must not continue. */
export interface Stop {
	code: string;
	reason: string;
}

/** The rows of a call that are not settled after it was sent once; all others have their result. */
export interface Sent {
	/** Locked, or lost and not written: to be sent again after a pause. */
	again: Write[];
	/** Exceeded a limit of the transaction together: to be sent again at once, fewer in a call. */
	smaller: Write[];
	stop: Stop | null;
	/** Another transaction held a lock. */
	locked: boolean;
	/** As far as one can tell, the rows to be sent again were too many for one call. */
	tooSlow: boolean;
}

/** Sends one call once. Returns the rows to be sent again; the others are settled. */
export async function writeGroup(
	client: SalesforceClient,
	kind: StepKind,
	group: readonly Write[],
	{
		now,
		isCanceled,
		isLastTry,
	}: { now: () => Date; isCanceled: () => boolean; isLastTry: boolean },
): Promise<Sent> {
	const writer = WRITERS[kind];
	const sent: Sent = { again: [], smaller: [], stop: null, locked: false, tooSlow: false };
	const results = await writer.send(client, group).catch((error: unknown) => allLost(group, error));
	const doubts: Doubt[] = [];
	for (const [index, write] of group.entries()) {
		const result = results[index];
		if (result.kind === 'done') {
			settle([write], 'done', null, null);
			continue;
		}
		const { errorCode, message } = result;
		const isLocked = isLock(errorCode, message);
		sent.locked ||= isLocked;
		sent.tooSlow ||= result.kind === 'unknown' && TOO_SLOW.has(errorCode);
		if (result.kind === 'unknown' || writer.saysAlreadySo(errorCode, message)) {
			doubts.push({ write, result });
		} else if (isLocked) {
			if (!isLastTry) sent.again.push(write);
			else settle([write], 'failed', errorCode, `Salesforce says: ${message} ${STILL_LOCKED}`);
		} else if (isTransactionLimit(errorCode, message) && group.length > 1) {
			sent.smaller.push(write);
		} else {
			const outcome = BLOCKING.has(errorCode) ? 'blocked' : 'failed';
			settle([write], outcome, errorCode, message);
		}
	}
	const look = isCanceled() ? null : { now: now(), isLastTry };
	const read = await settleByReading(client, kind, doubts, look);
	sent.again.push(...read.again);
	const isBlind = read.error !== null && doubts.some(({ result }) => result.kind === 'unknown');
	sent.stop = stopAfter(results, read.error) ?? (isBlind ? outOfReach(read.error) : null);
	return sent;
}

const STILL_LOCKED =
	'Another process was changing the record on every attempt. Nothing is wrong with this row; run again later.';

/** An error on the way says nothing about the rows. */
function allLost(group: readonly Write[], error: unknown): WriteResult[] {
	const message = error instanceof Error ? error.message : String(error);
	const errorCode = error instanceof SalesforceError ? error.errorCode : NO_ANSWER;
	return group.map(() => ({ kind: 'unknown', errorCode, message }));
}

/** After these errors no further write can succeed: an expired session, the last API call of the day. */
function stopAfter(results: readonly WriteResult[], unread: SalesforceError | null): Stop | null {
	const stopping = results.find(
		(result) => result.kind === 'refused' && STOPPING.has(result.errorCode),
	);
	const ended = unread?.status === 401 || STOPPING.has(unread?.errorCode ?? '') ? unread : null;
	const cause = stopping?.kind === 'refused' ? stopping : ended;
	if (cause === null) return null;
	const reason = `The run stopped before this step. Salesforce says: ${cause.errorCode}: ${cause.message}`;
	return { code: OWN_CODES.stopped, reason };
}

/** Neither the write nor the read-back got a response from Salesforce: writing on would be writing blindly. */
function outOfReach(unread: SalesforceError | null): Stop | null {
	const isSilent =
		unread !== null &&
		((unread.status ?? 0) >= 500 ||
			/^(?:NO_ANSWER|NOT_SALESFORCE|ERROR_HTTP_\d+)$/.test(unread.errorCode));
	if (!isSilent) return null;
	const reason = `The run stopped before this step, because Salesforce responded neither to a write nor to the attempt to read it back (${unread.message}). To finish, run again later.`;
	return { code: OWN_CODES.stopped, reason };
}
