import { chunks } from '../query/chunks';
import type { Outcome } from '../../licensing/planning/outcome';
import type { Step, StepKind } from '../../licensing/planning/steps';
import { isDue, STEP_KINDS } from '../../licensing/planning/steps';
import { MAX_RECORDS_PER_CALL } from '../schema/writes';
import { IDS_PER_QUERY } from '../query/query';
import { callsForFollows } from './follows';
import type { Write } from './writer';
import { WRITERS } from './writers';

/** How a plan is split into calls: users into batches, each kind of step for a whole batch, records into calls. */

/** As many users as one read can handle. All outcomes of one user stay together. */
export function batchesOf(outcomes: readonly Outcome[]): Outcome[][] {
	const due = outcomes.filter(({ steps }) => steps.some(isDue));
	const byUser = Map.groupBy(due, ({ userId }) => userId);
	return chunks([...byUser.values()], IDS_PER_QUERY).map((users) => users.flat());
}

/** The records that steps of one kind write; candidates of one user share a record. */
export function toWrites(
	steps: ReadonlyArray<{ userId: string; step: Step }>,
	kind: StepKind,
): Write[] {
	const writes = new Map<string, Write>();
	for (const { userId, step } of steps) {
		const key = WRITERS[kind].keyOf(step);
		const write = writes.get(key) ?? {
			recordId: step.recordId,
			userId,
			targets: [],
			steps: [],
			answerLost: false,
		};
		if (step.target !== null && !write.targets.includes(step.target)) {
			write.targets.push(step.target);
		}
		write.steps.push(step);
		writes.set(key, write);
	}
	return [...writes.values()];
}

/** No more records than a call of this kind can hold, and than the user allows. */
export function maxPerCall(kind: StepKind, maxRecordsPerCall = MAX_RECORDS_PER_CALL): number {
	return Math.min(WRITERS[kind].maxPerCall, maxRecordsPerCall);
}

/** Split into calls with one object each. */
export function toCalls(kind: StepKind, writes: readonly Write[], most: number): Write[][] {
	const { objectOf } = WRITERS[kind];
	const byObject = Map.groupBy(writes, ({ steps: [step] }) => objectOf(step));
	return [...byObject.values()].flatMap((ofObject) => chunks(ofObject, most));
}

/** Steps that change the user: just before them, the activity is checked once more. */
export const USER_STEPS: readonly StepKind[] = ['freeze', 'deactivate', 'changeProfile'];

/**
 * The calls that applying this plan will take, if nothing goes wrong. Users who follow each other in
 * Chatter may take a few more.
 */
export function forecastCalls(
	planned: readonly Outcome[],
	maxRecordsPerCall = MAX_RECORDS_PER_CALL,
): number {
	return batchesOf(planned).reduce((sum, batch) => sum + callsOfBatch(batch, maxRecordsPerCall), 0);
}

function callsOfBatch(batch: readonly Outcome[], maxRecordsPerCall: number): number {
	let [calls, seatPhase, userPhase] = [0, 0, 0];
	for (const kind of STEP_KINDS) {
		const due = batch.flatMap(({ userId, steps }) =>
			steps.filter((step) => step.step === kind && isDue(step)).map((step) => ({ userId, step })),
		);
		if (due.length === 0) continue;
		const writes = toWrites(due, kind);
		calls += toCalls(kind, writes, maxPerCall(kind, maxRecordsPerCall)).length;
		if (kind === 'deactivate') calls += callsForFollows(writes.length);
		if (kind === 'removePermissionSetLicense') calls++;
		if (USER_STEPS.includes(kind)) userPhase = 1;
		else seatPhase = 1;
	}
	const rechecks = batch.some(({ recheckActivity }) => recheckActivity) ? seatPhase + userPhase : 0;
	return calls + rechecks;
}
