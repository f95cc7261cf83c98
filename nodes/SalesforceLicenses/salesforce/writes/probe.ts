import { chunks } from '../query/chunks';
import { isLock, isTransactionLimit } from '../../licensing/blockers/passing';
import type { Step, StepKind } from '../../licensing/planning/steps';
import { isDue, stepKey, RECLAIM_STEPS } from '../../licensing/planning/steps';
import { toWrites } from './calls';
import type { SalesforceClient } from '../client/client';
import { MAX_RECORDS_PER_CALL } from '../schema/writes';
import type { WriteResult } from '../client/writeAnswers';
import { toLongId } from '../schema/soql';
import type { Write } from './writer';
import { WRITERS } from './writers';

/**
 * The probe: the real write, sent all-or-none together with a record that does not exist. Salesforce
 * checks every row, reports what it refuses, and rolls everything back (REST API Developer Guide,
 * "allOrNone"). Automation in the org runs before the rollback, and its effects outside the org are not
 * rolled back.
 */

/** Salesforce's code for rows that failed only because of others. */
const ROLLED_BACK = 'ALL_OR_NONE_OPERATION_ROLLED_BACK';

export interface Probed {
	/** By step: Salesforce's refusal. */
	refused: Map<string, { errorCode: string; message: string }>;
	/** By step: why the probe says nothing about it. */
	notRead: Map<string, string>;
	/** What was saved in spite of the probe: the rollback did not happen. */
	saved: Array<{ userId: string; step: Step }>;
}

export interface ProbedUser {
	userId: string;
	steps: readonly Step[];
}

/** One call for every 199 records of a kind of step. Stops at the first write that was saved. */
export async function probeSteps(
	client: SalesforceClient,
	users: readonly ProbedUser[],
	isCanceled: () => boolean,
): Promise<Probed> {
	const probed: Probed = { refused: new Map(), notRead: new Map(), saved: [] };
	for (const kind of RECLAIM_STEPS) {
		const due = users.flatMap(({ userId, steps }) =>
			steps
				.filter((step) => step.step === kind && isDue(step) && standsAlone(step, steps))
				.map((step) => ({ userId, step })),
		);
		for (const writes of callsOf(kind, toWrites(due, kind))) {
			const stop = isCanceled() ? 'the test was canceled' : client.policy.budgetSpent(client.calls);
			if (stop !== null) note(writes, probed.notRead, stop);
			else await probeCall(client, kind, writes, probed);
			if (probed.saved.length > 0) return probed;
		}
	}
	return probed;
}

const SETS: readonly StepKind[] = ['removePermissionSet', 'removePermissionSetGroup'];

/** Steps that work only after permission sets were removed would be refused for the wrong reason. */
function standsAlone({ step }: Step, steps: readonly Step[]): boolean {
	const rests = step === 'removePermissionSetLicense' || step === 'changeProfile';
	return !rests || !steps.some((other) => SETS.includes(other.step) && isDue(other));
}

/** One row of each call is the one that must fail. */
const ROWS_PER_CALL = MAX_RECORDS_PER_CALL - 1;

function callsOf(kind: StepKind, writes: readonly Write[]): Write[][] {
	if (WRITERS[kind].probe === null) return [];
	return chunks(writes, ROWS_PER_CALL);
}

/** A well-formed id of the same object that belongs to no record. */
function noRecord(like: string): string {
	return toLongId(`${like.slice(0, 3)}000000000000`);
}

async function probeCall(
	client: SalesforceClient,
	kind: StepKind,
	writes: readonly Write[],
	{ refused, notRead, saved }: Probed,
): Promise<void> {
	const { probe, saysAlreadySo } = WRITERS[kind];
	if (probe === null) return;
	const results = await probe(client, writes, noRecord(writes[0].recordId));
	const [last] = results.slice(-1);
	if (last.kind === 'refused' && results.every((result) => isSame(result, last))) {
		note(writes, notRead, `Salesforce rejected the test (${last.errorCode}: ${last.message})`);
		return;
	}
	const claimed: Claim[] = [];
	for (const [index, write] of writes.entries()) {
		const result: WriteResult = results[index];
		if (result.kind === 'done') {
			saved.push(...write.steps.map((step) => ({ userId: write.userId, step })));
		} else if (saysNothing(result)) {
			note([write], notRead, `the test got no response (${result.errorCode}: ${result.message})`);
		} else if (saysAlreadySo(result.errorCode, result.message)) {
			claimed.push({ write, refusal: result });
		} else if (result.errorCode !== ROLLED_BACK) {
			for (const step of write.steps) refused.set(stepKey(step), result);
		}
	}
	if (claimed.length > 0) await lookAt(client, kind, claimed, { refused, notRead });
}

interface Claim {
	write: Write;
	refusal: { errorCode: string; message: string };
}

/** "Already so" is checked in the org: if true, it blocks nothing; if not, it is a refusal. */
async function lookAt(
	client: SalesforceClient,
	kind: StepKind,
	claimed: readonly Claim[],
	{ refused, notRead }: Pick<Probed, 'refused' | 'notRead'>,
): Promise<void> {
	const writes = claimed.map(({ write }) => write);
	const seen = await WRITERS[kind].readBack(client, writes, new Date()).catch(() => null);
	for (const [index, { write, refusal }] of claimed.entries()) {
		const state = seen?.[index] ?? null;
		if (state === null) {
			note([write], notRead, `the record could not be read (${refusal.errorCode})`);
		} else if (state !== true) {
			for (const step of write.steps) refused.set(stepKey(step), refusal);
		}
	}
}

/** A lock is temporary, and if a limit of the transaction is exceeded, a real run uses smaller calls. */
function saysNothing({
	kind,
	errorCode,
	message,
}: Exclude<WriteResult, { kind: 'done' }>): boolean {
	return kind === 'unknown' || isLock(errorCode, message) || isTransactionLimit(errorCode, message);
}

/** One error for all rows, including the row without a record: it is about the call, not about a row. */
function isSame(a: WriteResult, b: WriteResult): boolean {
	return a.kind === 'refused' && b.kind === 'refused' && a.message === b.message;
}

function note(writes: readonly Write[], notRead: Map<string, string>, why: string): void {
	for (const { steps } of writes) for (const step of steps) notRead.set(stepKey(step), why);
}
