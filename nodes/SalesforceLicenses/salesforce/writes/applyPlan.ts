import type { Outcome } from '../../licensing/planning/outcome';
import { concludeSteps, OWN_CODES } from '../../licensing/planning/outcome';
import { isLater } from '../../licensing/planning/plan';
import type { Step, StepKind } from '../../licensing/planning/steps';
import {
	dependsOn,
	isDue,
	STEP_KINDS,
	STEP_LABELS,
	succeeded,
} from '../../licensing/planning/steps';
import { batchesOf, maxPerCall, toCalls, toWrites, USER_STEPS } from './calls';
import type { SalesforceClient } from '../client/client';
import { readLastLogins } from '../users/currentUsers';
import { packApart, readFollows } from './follows';
import { settle } from './readBack';
import type { SendOptions } from './sender';
import { Sender } from './sender';
import type { Stop } from './writeGroup';
import type { Write } from './writer';
import { WRITERS } from './writers';

export interface ApplyOptions extends SendOptions {
	/** The most records of one call; fewer if Salesforce or a limit of the org requires it. */
	maxRecordsPerCall?: number;
}

/**
 * Applies the planned steps of these outcomes and returns the result of each. Users are handled in batches
 * as large as one read; in a batch each kind of step is written for all its users, up to 200 per call.
 * Never throws once writing has started.
 */
export async function applyPlan(
	client: SalesforceClient,
	planned: readonly Outcome[],
	options: ApplyOptions,
): Promise<Outcome[]> {
	const outcomes = planned.map((outcome) => ({
		...outcome,
		steps: outcome.steps.map((step) => ({ ...step })),
	}));
	// Steps that an earlier run wrote are history: they do not affect the result of this run.
	const ofThisRun = outcomes.map(({ outcome, steps }) =>
		outcome === 'planned' ? steps.filter(isDue) : [],
	);
	const run = new Run(client, options, outcomes);
	await client.policy.finish(async () => {
		for (const batch of batchesOf(outcomes)) await run.applyBatch(batch).catch(run.breakOff);
	});
	run.settleRest();
	const now = options.now();
	return outcomes.map((outcome, index) => concludeSteps(outcome, ofThisRun[index], now));
}

/** One run over all batches. */
class Run {
	private readonly sender: Sender;

	constructor(
		private readonly client: SalesforceClient,
		private readonly options: ApplyOptions,
		private readonly outcomes: readonly Outcome[],
	) {
		const total = outcomes.reduce((sum, { steps }) => sum + steps.filter(isDue).length, 0);
		this.sender = new Sender(client, options, total);
	}

	/** An unforeseen error: what was written is kept, and the rest says why it was not written. */
	readonly breakOff = (error: unknown): void => {
		const message = error instanceof Error ? error.message : String(error);
		const reason = `The run stopped before this step: ${message}`;
		this.sender.stop ??= { code: OWN_CODES.stopped, reason };
	};

	/** Every step gets a result. */
	settleRest(): void {
		const { code, reason } = this.sender.stop ?? NOT_REACHED;
		for (const { steps } of this.outcomes) skip(steps, reason, code);
	}

	async applyBatch(batch: readonly Outcome[]): Promise<void> {
		const phases = [false, true].map((onUsers) =>
			STEP_KINDS.filter((kind) => USER_STEPS.includes(kind) === onUsers),
		);
		// Both phases keep the order of the kinds: in a reclaim, steps that change users come last, and a
		// restore has no such step.
		for (const kinds of phases) {
			const due = batch.filter(({ steps }) =>
				steps.some((step) => isDue(step) && kinds.includes(step.step)),
			);
			if (due.length === 0) continue;
			this.sender.lookForStop();
			if (this.sender.stop === null) await this.skipWhoIsBack(due);
			for (const kind of kinds) {
				const writes = collectWrites(batch, kind);
				if (kind === 'removePermissionSetLicense') await this.settleReleased(batch, writes);
				const open = writes.filter(({ steps }) => isDue(steps[0]));
				await this.sender.sendAll(kind, await this.callsOf(kind, open));
			}
		}
	}

	/** The last check before the writes: users who logged in since the plan was made keep the seat. */
	private async skipWhoIsBack(batch: readonly Outcome[]): Promise<void> {
		const judged = batch.filter(({ recheckActivity }) => recheckActivity);
		if (judged.length === 0) return;
		const userIds = judged.map(({ userId }) => userId);
		const logins = await readLastLogins(this.client, userIds).catch((error: unknown) =>
			error instanceof Error ? error : new Error(String(error)),
		);
		if (logins instanceof Error) {
			const reason = `Nothing was written, because the last logins could not be checked again right before the write. ${logins.message}`;
			for (const { steps } of judged) skip(steps, reason, OWN_CODES.activityUnknown);
			return;
		}
		for (const { userId, steps, before } of judged) {
			const seen = logins.get(userId) ?? null;
			if (isLater(seen, before?.lastLoginAt ?? null)) skip(steps, `The user logged in at ${seen}.`);
		}
	}

	/** The writes of one kind, split into calls; users who follow each other never share one. */
	private async callsOf(kind: StepKind, writes: readonly Write[]): Promise<Write[][]> {
		const most = maxPerCall(kind, this.options.maxRecordsPerCall);
		if (this.sender.stop !== null || kind !== 'deactivate') return toCalls(kind, writes, most);
		const userIds = writes.map(({ userId }) => userId);
		const follows = await readFollows(this.client, userIds).catch(() => null);
		return packApart(writes, ({ userId }) => userId, follows, most);
	}

	/** Salesforce releases a license with the last permission set that requires it: read before deleting. */
	private async settleReleased(batch: readonly Outcome[], writes: readonly Write[]): Promise<void> {
		if (this.sender.stop !== null || writes.length === 0) return;
		const gone = await WRITERS.removePermissionSetLicense
			.readBack(this.client, writes, this.options.now())
			.catch(() => null);
		const lostSets = new Set(
			batch.flatMap(({ userId, steps }) =>
				steps.some(({ step, outcome }) => SETS.has(step) && outcome === 'done') ? [userId] : [],
			),
		);
		for (const [index, write] of writes.entries()) {
			if (gone?.[index] !== true) continue;
			const [outcome, reason] = lostSets.has(write.userId)
				? (['done', 'Salesforce removed the license together with its permission sets.'] as const)
				: (['alreadyDone', 'The license was already removed.'] as const);
			settle([write], outcome, null, reason);
		}
	}
}

const NOT_REACHED: Stop = {
	code: OWN_CODES.stopped,
	reason: 'The run ended before this step. Run again to finish.',
};

const SETS: ReadonlySet<StepKind> = new Set(['removePermissionSet', 'removePermissionSetGroup']);

function skip(steps: readonly Step[], reason: string, errorCode: string | null = null): void {
	for (const step of steps) {
		if (isDue(step)) Object.assign(step, { outcome: 'skipped', errorCode, reason });
	}
}

/**
 * Whether the org is in the state to which the step leads. That is so after a step of a run that was cut
 * off: the plan keeps such a step only if it is no longer due, although it is unknown which run wrote it.
 */
const isInPlace = (step: Step) => succeeded(step) || step.errorCode === OWN_CODES.cutOff;

/** The due steps of one kind, as writes. Steps that depend on a failed step are skipped. */
function collectWrites(outcomes: readonly Outcome[], kind: StepKind): Write[] {
	const due: Array<{ userId: string; step: Step }> = [];
	for (const { userId, steps } of outcomes) {
		steps.forEach((step, index) => {
			if (step.step !== kind || !isDue(step)) return;
			const broken = steps
				.slice(0, index)
				.find((earlier) => !isInPlace(earlier) && dependsOn(kind, earlier.step));
			if (broken === undefined) due.push({ userId, step });
			else skip([step], `An earlier step did not succeed: ${STEP_LABELS[broken.step]}.`);
		});
	}
	return toWrites(due, kind);
}
