import { OWN_CODES } from '../../licensing/planning/outcome';
import type { Step, StepKind } from '../../licensing/planning/steps';
import type { SalesforceClient } from '../client/client';
import { SalesforceError } from '../client/errors';
import type { WriteResult } from '../client/writeAnswers';
import type { Seen, Write } from './writer';
import { WRITERS } from './writers';

/**
 * Writes whose response proves nothing, or says that it is already so, are settled by reading the records
 * back, never by guessing.
 */

export interface Doubt {
	write: Write;
	result: Exclude<WriteResult, { kind: 'done' }>;
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

/**
 * One read for all of them. Returns the lost writes that turn out not to be written, which may be sent
 * again, and the error of a failed read.
 */
export async function settleByReading(
	client: SalesforceClient,
	kind: StepKind,
	doubts: readonly Doubt[],
	look: { now: Date; isLastTry: boolean } | null,
): Promise<{ again: Write[]; error: SalesforceError | null }> {
	if (doubts.length === 0) return { again: [], error: null };
	const writes = doubts.map(({ write }) => write);
	const seen = await readBack(client, kind, writes, look?.now ?? null);
	const states = seen instanceof SalesforceError ? [] : seen;
	const again = doubts.flatMap((doubt, index) =>
		settleOne(doubt, states[index] ?? null, look?.isLastTry ?? true) ? [doubt.write] : [],
	);
	return { again, error: seen instanceof SalesforceError ? seen : null };
}

async function readBack(
	client: SalesforceClient,
	kind: StepKind,
	writes: readonly Write[],
	now: Date | null,
): Promise<Seen[] | SalesforceError> {
	// A canceled execution has no connection any more, so reading back would only hang.
	if (now === null) return [];
	return await WRITERS[kind]
		.readBack(client, writes, now)
		.catch((error: unknown) => (error instanceof SalesforceError ? error : []));
}

/** True where the write may be sent again. */
function settleOne({ write, result }: Doubt, seen: Seen, isLastTry: boolean): boolean {
	const { kind, errorCode, message } = result;
	if (seen === null) {
		const cause =
			kind === 'refused'
				? `Salesforce reports that the change was already made (${message})`
				: `No response from Salesforce shows whether the step was written (${message})`;
		const reason = `${cause}, and the record could not be read back. Run again to find out.`;
		settle([write], 'unknown', errorCode, reason);
	} else if (seen === true) {
		if (kind === 'unknown' || write.answerLost) settle([write], 'done', null, WRITTEN);
		else settle([write], 'alreadyDone', null, `${CONFIRMED} Salesforce says: ${message}`);
	} else if (seen !== false) {
		const reason = `The assignment was removed, but the user now has the same license or permission set through another assignment (${seen.heldBy}). Run again to remove that one too.`;
		settle([write], 'failed', OWN_CODES.heldAnew, reason);
	} else if (kind === 'refused') {
		// After a lost response, the claim may be about something that the connected user cannot see.
		const outcome = write.answerLost ? 'unknown' : 'failed';
		settle([write], outcome, errorCode, `Salesforce says: ${message} ${DENIED}`);
	} else if (isLastTry) {
		settle([write], 'failed', errorCode, `${message.replace(/\.$/, '')}. ${NOT_WRITTEN}`);
	} else {
		write.answerLost = true;
		return true;
	}
	return false;
}

const WRITTEN = 'The response was lost, but the record shows that the step was written.';
const CONFIRMED = 'The change was already made, and the record confirms it.';
const DENIED = 'The record shows that this is not the case.';
const NOT_WRITTEN = 'The record shows that nothing was written. Run again later.';
