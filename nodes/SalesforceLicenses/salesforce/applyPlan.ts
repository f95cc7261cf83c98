import { ErrorRate } from '../licensing/errorRate';
import type { Outcome } from '../licensing/plan';
import { concludeSteps, isLater } from '../licensing/plan';
import type { Step, StepKind } from '../licensing/steps';
import { dependsOn, STEP_KINDS, succeeded } from '../licensing/steps';
import type { SalesforceClient } from './client';
import { readLastLogins } from './currentUsers';
import { splitFollowers } from './follows';
import type { Sleep } from './http';
import { IDS_PER_QUERY } from './query';
import { settle, writeGroup } from './writeGroup';
import type { Write } from './writes';
import { WRITERS } from './writes';

export interface ApplyOptions {
	sleep: Sleep;
	now: () => Date;
	/** Asked between calls; a canceled run keeps what was done so far. */
	isCanceled: () => boolean;
	onProgress?: (done: number, total: number) => void;
	/** Above this share of failed rows the run stops. */
	maxErrorPercent?: number;
}

/**
 * Applies the planned steps of these outcomes and says what became of each. Users go in batches as
 * large as one read; in a batch each kind of step is written for all its users, up to 200 a call.
 * Never throws once writing began.
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
	const run = new Run(client, options, outcomes);
	for (const batch of batchesOf(outcomes)) await run.applyBatch(batch);
	const now = options.now();
	return outcomes.map((outcome) => concludeSteps(outcome, now));
}

/** All outcomes of one user stay together. */
function batchesOf(outcomes: readonly Outcome[]): Outcome[][] {
	const byUser = new Map<string, Outcome[]>();
	for (const outcome of outcomes) {
		if (!outcome.steps.some(isDue)) continue;
		byUser.set(outcome.userId, [...(byUser.get(outcome.userId) ?? []), outcome]);
	}
	const users = [...byUser.values()];
	return Array.from({ length: Math.ceil(users.length / IDS_PER_QUERY) }, (_, index) =>
		users.slice(index * IDS_PER_QUERY, (index + 1) * IDS_PER_QUERY).flat(),
	);
}

const isDue = ({ outcome }: Step) => outcome === 'planned';

/** One run over all batches: what stops it, and how far it is. */
class Run {
	private stop: string | null = null;
	private done = 0;
	private readonly total: number;
	private readonly errorRate: ErrorRate;

	constructor(
		private readonly client: SalesforceClient,
		private readonly options: ApplyOptions,
		outcomes: readonly Outcome[],
	) {
		this.total = outcomes.reduce((sum, { steps }) => sum + steps.filter(isDue).length, 0);
		this.errorRate = new ErrorRate(options.maxErrorPercent ?? 100);
	}

	async applyBatch(batch: readonly Outcome[]): Promise<void> {
		if (this.stop === null) await this.skipWhoIsBack(batch);
		for (const kind of STEP_KINDS) {
			for (const writes of await this.callsOf(kind, collectWrites(batch, kind))) {
				if (this.stop === null && this.options.isCanceled())
					this.stop = 'The execution was canceled before this step.';
				if (this.stop !== null) settle(writes, 'skipped', null, this.stop);
				else {
					this.stop = await writeGroup(this.client, kind, writes, this.options);
					this.stop ??= this.errorRate.note(writes.map(({ steps }) => steps[0]));
				}
				this.done += writes.reduce((sum, { steps }) => sum + steps.length, 0);
				this.options.onProgress?.(this.done, this.total);
			}
		}
	}

	/** The last look before the writes: whoever logged in since the plan was made keeps the seat. */
	private async skipWhoIsBack(batch: readonly Outcome[]): Promise<void> {
		const judged = batch.filter(({ recheckActivity }) => recheckActivity);
		if (judged.length === 0) return;
		const userIds = judged.map(({ userId }) => userId);
		const logins = await readLastLogins(this.client, userIds).catch((error: unknown) =>
			error instanceof Error ? error : new Error(String(error)),
		);
		if (logins instanceof Error) {
			const reason = `The last logins could not be read again just before the write, so nothing was written. ${logins.message}`;
			for (const { steps } of judged) skip(steps, reason);
			return;
		}
		const back = new Set(
			judged
				.filter(({ userId, before }) =>
					isLater(logins.get(userId) ?? null, before?.lastLoginAt ?? null),
				)
				.map(({ userId }) => userId),
		);
		for (const { userId, steps } of judged) {
			if (back.has(userId)) skip(steps, `The user logged in at ${logins.get(userId)}.`);
		}
	}

	/** The writes of one kind, cut into calls. */
	private async callsOf(kind: StepKind, writes: Write[]): Promise<Write[][]> {
		const { maxPerCall } = WRITERS[kind];
		const due =
			kind === 'removePermissionSetLicense' && this.stop === null
				? await this.withoutReleased(writes)
				: writes;
		const calls: Write[][] = [];
		for (let start = 0; start < due.length; start += maxPerCall) {
			const chunk = due.slice(start, start + maxPerCall);
			if (kind !== 'deactivate' || this.stop !== null) calls.push(chunk);
			else {
				const groups = await splitFollowers(this.client, chunk, ({ userId }) => userId).catch(() =>
					chunk.map((write) => [write]),
				);
				calls.push(...groups);
			}
		}
		return calls;
	}

	/** Salesforce releases a license with the last permission set that needs it; those are done. */
	private async withoutReleased(writes: Write[]): Promise<Write[]> {
		if (writes.length === 0) return writes;
		const gone = await WRITERS.removePermissionSetLicense
			.readBack(this.client, writes, this.options.now())
			.catch(() => null);
		const released = writes.filter((_, index) => gone?.[index] === true);
		settle(released, 'done', null, 'Salesforce released the license with its permission sets.');
		return writes.filter((write) => !released.includes(write));
	}
}

function skip(steps: readonly Step[], reason: string): void {
	for (const step of steps) if (isDue(step)) Object.assign(step, { outcome: 'skipped', reason });
}

/** The records that one kind of step writes; candidates of one user share them. */
function collectWrites(outcomes: readonly Outcome[], kind: StepKind): Write[] {
	const { keyOf } = WRITERS[kind];
	const writes = new Map<string, Write>();
	for (const { userId, steps } of outcomes) {
		steps.forEach((step, index) => {
			if (step.step !== kind || !isDue(step)) return;
			const broken = steps
				.slice(0, index)
				.find((earlier) => !succeeded(earlier) && dependsOn(kind, earlier.step));
			if (broken !== undefined) {
				skip([step], `The step "${broken.step}" before it did not succeed.`);
				return;
			}
			const key = keyOf(step);
			const write = writes.get(key) ?? { recordId: step.recordId, userId, targets: [], steps: [] };
			if (step.target !== null && !write.targets.includes(step.target))
				write.targets.push(step.target);
			write.steps.push(step);
			writes.set(key, write);
		});
	}
	return [...writes.values()];
}
