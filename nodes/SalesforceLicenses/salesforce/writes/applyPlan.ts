import { ErrorRate } from '../../licensing/planning/errorRate';
import type { Outcome } from '../../licensing/planning/outcome';
import { concludeSteps, OWN_CODES } from '../../licensing/planning/outcome';
import { isLater } from '../../licensing/planning/plan';
import type { Step, StepKind } from '../../licensing/planning/steps';
import { dependsOn, isDue, STEP_KINDS, succeeded } from '../../licensing/planning/steps';
import { batchesOf, toCalls, toWrites, USER_STEPS } from './calls';
import type { SalesforceClient } from '../client/client';
import { readLastLogins } from '../users/currentUsers';
import { splitFollowers } from './follows';
import type { Sleep } from '../client/http';
import type { Stop } from './writeGroup';
import { settle, writeGroup } from './writeGroup';
import type { Write } from './writer';
import { WRITERS } from './writers';

export interface ApplyOptions {
	sleep: Sleep;
	now: () => Date;
	/** Asked between calls; a canceled run keeps what was done so far. */
	isCanceled: () => boolean;
	onProgress?: (done: number, total: number) => void;
	/** Above this share of failed rows the run stops. */
	maxErrorPercent?: number;
	/** How many calls of one kind of step may be under way at a time. */
	parallelCalls?: number;
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
	// Steps that an earlier run wrote are history: they do not decide what this run comes to.
	const ofThisRun = outcomes.map(({ outcome, steps }) =>
		outcome === 'planned' ? steps.filter((step) => step.outcome !== 'done') : [],
	);
	const run = new Run(client, options, outcomes);
	await client.finish(async () => {
		for (const batch of batchesOf(outcomes)) await run.applyBatch(batch);
	});
	run.settleRest(outcomes);
	const now = options.now();
	return outcomes.map((outcome, index) => concludeSteps(outcome, ofThisRun[index], now));
}

const CANCELED: Stop = {
	code: OWN_CODES.canceled,
	reason: 'The execution was canceled before this step.',
};

/** One run over all batches: what stops it, and how far it is. */
class Run {
	private stop: Stop | null = null;
	private done = 0;
	/** Steps that were handed to a call. */
	private readonly sent = new Set<Step>();
	private parallel: number;
	private readonly total: number;
	private readonly errorRate: ErrorRate;

	constructor(
		private readonly client: SalesforceClient,
		private readonly options: ApplyOptions,
		outcomes: readonly Outcome[],
	) {
		this.total = outcomes.reduce((sum, { steps }) => sum + steps.filter(isDue).length, 0);
		this.errorRate = new ErrorRate(options.maxErrorPercent ?? 100);
		// The first lane is always open, or nothing would be sent.
		this.parallel = Math.max(1, Math.floor(options.parallelCalls ?? 1) || 1);
	}

	async applyBatch(batch: readonly Outcome[]): Promise<void> {
		const phases = [false, true].map((onUsers) =>
			STEP_KINDS.filter((kind) => USER_STEPS.includes(kind) === onUsers),
		);
		// Both phases keep the order of the kinds: what acts on users comes last in taking, and giving
		// back has no such step.
		for (const kinds of phases) {
			const due = batch.filter(({ steps }) =>
				steps.some((step) => isDue(step) && kinds.includes(step.step)),
			);
			if (due.length === 0) continue;
			this.lookForStop();
			if (this.stop === null) await this.skipWhoIsBack(due);
			for (const kind of kinds) {
				const writes = collectWrites(batch, kind);
				if (kind === 'removePermissionSetLicense') await this.settleReleased(batch, writes);
				const open = writes.filter(({ steps }) => isDue(steps[0]));
				await this.sendAll(kind, await this.callsOf(kind, open));
			}
		}
	}

	/** Between calls: a canceled execution, and the share of the org's calls that this run may use. */
	private lookForStop(): void {
		if (this.stop === null && this.options.isCanceled()) this.stop = CANCELED;
		const spent = this.stop === null ? this.client.budgetSpent() : null;
		if (spent === null) return;
		const reason = `The run stopped before this step: ${spent} Run again later, or with a higher Max API Usage (Percent), to finish the rest.`;
		this.stop = { code: OWN_CODES.stopped, reason };
	}

	/** Several calls at a time where that is safe; one at a time from the first locked row on. */
	private async sendAll(kind: StepKind, calls: Write[][]): Promise<void> {
		const queue = [...calls];
		const lane = async (number: number) => {
			while (queue.length > 0 && (number === 0 || number < this.parallel)) {
				await this.sendOne(kind, queue.shift() ?? []);
			}
		};
		const lanes = WRITERS[kind].parallel ? Math.min(this.parallel, queue.length) : 1;
		await Promise.all(Array.from({ length: lanes }, async (_, number) => await lane(number)));
	}

	private async sendOne(kind: StepKind, writes: readonly Write[]): Promise<void> {
		this.lookForStop();
		if (this.stop !== null) settle(writes, 'skipped', this.stop.code, this.stop.reason);
		else {
			for (const { steps } of writes) for (const step of steps) this.sent.add(step);
			const { stop, locked } = await writeGroup(this.client, kind, writes, this.options);
			if (locked) this.parallel = 1;
			this.stop ??= stop ?? this.errorRate.note(writes.map(({ steps }) => steps[0]));
		}
		this.done += writes.reduce((sum, { steps }) => sum + steps.length, 0);
		this.options.onProgress?.(this.done, this.total);
	}

	/** "Planned" says that nothing was tried, so no step of a run that wrote ends with it. */
	settleRest(outcomes: readonly Outcome[]): void {
		for (const step of outcomes.flatMap(({ steps }) => steps.filter(isDue))) {
			const [outcome, reason] = this.sent.has(step)
				? (['unknown', 'The step was sent, and nothing says what became of it.'] as const)
				: (['skipped', 'The run ended before this step was sent.'] as const);
			Object.assign(step, { outcome, errorCode: OWN_CODES.stopped, reason });
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
			for (const { steps } of judged) skip(steps, reason, OWN_CODES.activityUnknown);
			return;
		}
		for (const { userId, steps, before } of judged) {
			const seen = logins.get(userId) ?? null;
			if (isLater(seen, before?.lastLoginAt ?? null)) skip(steps, `The user logged in at ${seen}.`);
		}
	}

	/** The writes of one kind, cut into calls; users who follow each other never share one. */
	private async callsOf(kind: StepKind, writes: readonly Write[]): Promise<Write[][]> {
		const calls = toCalls(kind, writes);
		if (this.stop !== null || kind !== 'deactivate') return calls;
		const groups: Write[][] = [];
		for (const call of calls) {
			const split = splitFollowers(this.client, call, ({ userId }) => userId);
			groups.push(...(await split.catch(() => call.map((write) => [write]))));
		}
		return groups;
	}

	/** Salesforce releases a license with the last permission set that needs it: read before deleting. */
	private async settleReleased(batch: readonly Outcome[], writes: readonly Write[]): Promise<void> {
		if (this.stop !== null || writes.length === 0) return;
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
				? (['done', 'Salesforce released the license with its permission sets.'] as const)
				: (['alreadyDone', 'The license was gone before it was removed.'] as const);
			settle([write], outcome, null, reason);
		}
	}
}

const SETS: ReadonlySet<StepKind> = new Set(['removePermissionSet', 'removePermissionSetGroup']);

function skip(steps: readonly Step[], reason: string, errorCode: string | null = null): void {
	for (const step of steps) {
		if (isDue(step)) Object.assign(step, { outcome: 'skipped', errorCode, reason });
	}
}

/** What is due of one kind of step, as writes. What rests on a step that failed is skipped. */
function collectWrites(outcomes: readonly Outcome[], kind: StepKind): Write[] {
	const due: Array<{ userId: string; step: Step }> = [];
	for (const { userId, steps } of outcomes) {
		steps.forEach((step, index) => {
			if (step.step !== kind || !isDue(step)) return;
			const broken = steps
				.slice(0, index)
				.find((earlier) => !succeeded(earlier) && dependsOn(kind, earlier.step));
			if (broken === undefined) due.push({ userId, step });
			else skip([step], `The step "${broken.step}" before it did not succeed.`);
		});
	}
	return toWrites(due, kind);
}
