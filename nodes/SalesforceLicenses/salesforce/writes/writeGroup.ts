import { OWN_CODES } from '../../licensing/planning/outcome';
import type { Step, StepKind } from '../../licensing/planning/steps';
import type { SalesforceClient } from '../client/client';
import type { WriteResult } from '../client/collections';
import type { Sleep } from '../client/http';
import type { Write } from './writer';
import { WRITERS } from './writers';

/** A row that another transaction holds is tried again; so is one whose answer was lost: after 1, 2 and 4 seconds. */
const LOCKED = 'UNABLE_TO_LOCK_ROW';
const ROW_ATTEMPTS = 4;
const ROW_RETRY_DELAY_MS = 1_000;

/** Codes after which no further write can succeed in this run. */
const STOPPING = new Set([
	'REQUEST_LIMIT_EXCEEDED',
	'INVALID_SESSION_ID',
	'API_CURRENTLY_DISABLED',
	'API_DISABLED_FOR_ORG',
]);

/** Nothing is wrong with the row: no seat is left, or another user has taken the name. */
const BLOCKING = new Set(['LICENSE_LIMIT_EXCEEDED', 'DUPLICATE_USERNAME']);

/** Why the run must not go on. */
export interface Stop {
	code: string;
	reason: string;
}

export function settle(
	writes: readonly Write[],
	outcome: Step['outcome'],
	errorCode: string | null,
	reason: string | null,
): void {
	for (const { steps } of writes)
		for (const step of steps) Object.assign(step, { outcome, errorCode, reason });
}

/** Writes one call's worth; whether the run must stop, and whether another transaction was in the way. */
export async function writeGroup(
	client: SalesforceClient,
	kind: StepKind,
	group: readonly Write[],
	{ sleep, now, isCanceled }: { sleep: Sleep; now: () => Date; isCanceled: () => boolean },
): Promise<{ stop: Stop | null; locked: boolean }> {
	const writer = WRITERS[kind];
	let open = [...group];
	let locked = false;
	for (let attempt = 1; open.length > 0; attempt++) {
		const results = await writer.send(client, open);
		const again: Write[] = [];
		const lost: Array<{ write: Write; result: WriteResult }> = [];
		results.forEach((result, index) => {
			const write = open[index];
			locked ||= result.kind === 'refused' && result.errorCode === LOCKED;
			if (result.kind === 'done') settle([write], 'done', null, null);
			else if (result.kind === 'unknown') lost.push({ write, result });
			else if (writer.alreadyDone.has(result.errorCode)) {
				settle([write], 'alreadyDone', null, `Salesforce says: ${result.message}`);
			} else if (result.errorCode === LOCKED && attempt < ROW_ATTEMPTS) {
				again.push(write);
			} else {
				const outcome = BLOCKING.has(result.errorCode) ? 'blocked' : 'failed';
				settle([write], outcome, result.errorCode, result.message);
			}
		});
		// A canceled execution has no connection any more: reading back would only wait in vain.
		again.push(
			...(await settleLost(client, kind, lost, isCanceled() ? null : { attempt, now: now() })),
		);
		const stopped = results.find(
			(result) => result.kind === 'refused' && STOPPING.has(result.errorCode),
		);
		if (stopped !== undefined && stopped.kind === 'refused') {
			const reason = `The run stopped before this step. Salesforce says: ${stopped.errorCode}: ${stopped.message}`;
			settle(again, 'skipped', OWN_CODES.stopped, reason);
			return { stop: { code: OWN_CODES.stopped, reason }, locked };
		}
		open = again;
		if (open.length > 0)
			await sleep(ROW_RETRY_DELAY_MS * 2 ** (attempt - 1) * (0.75 + Math.random() / 2));
	}
	return { stop: null, locked };
}

/**
 * An answer that was lost is settled by reading the records back, never by guessing. What turns out
 * not to be written may be written again: the steps set a state, so twice is the same as once.
 */
async function settleLost(
	client: SalesforceClient,
	kind: StepKind,
	lost: ReadonlyArray<{ write: Write; result: WriteResult }>,
	look: { attempt: number; now: Date } | null,
): Promise<Write[]> {
	if (lost.length === 0) return [];
	const writes = lost.map(({ write }) => write);
	const seen =
		look === null ? null : await WRITERS[kind].readBack(client, writes, look.now).catch(() => null);
	const again: Write[] = [];
	lost.forEach(({ write, result }, index) => {
		const state = seen?.[index] ?? null;
		const [code, message] =
			result.kind === 'done' ? [null, null] : [result.errorCode, result.message];
		if (state === true) {
			settle(
				[write],
				'done',
				null,
				'The answer was lost; reading the record back shows that it was written.',
			);
		} else if (state === null) {
			settle(
				[write],
				'unknown',
				code,
				`No answer came, and the record could not be read back. ${message}`,
			);
		} else if (look !== null && look.attempt < ROW_ATTEMPTS) again.push(write);
		else settle([write], 'failed', code, message);
	});
	return again;
}
