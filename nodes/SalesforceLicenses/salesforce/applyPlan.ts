import type { Outcome, Step, StepKind } from '../licensing/plan';
import { concludeSteps } from '../licensing/plan';
import type { SalesforceClient } from './client';
import type { WriteResult } from './collections';
import { MAX_RECORDS_PER_CALL, updateRecords } from './collections';
import { readCurrentUsers } from './currentUsers';
import { splitFollowers } from './follows';
import type { Sleep } from './http';
import type { ObjectName } from './schema';
import { WRITTEN_FIELDS } from './schema';

/** How each step is written, and how its effect is seen when the answer was lost. */
const WRITES: Readonly<
	Record<
		StepKind,
		{ object: ObjectName; field: string; value: boolean; seen: 'isActive' | 'isFrozen' }
	>
> = {
	freeze: {
		object: 'UserLogin',
		field: WRITTEN_FIELDS.userLoginIsFrozen,
		value: true,
		seen: 'isFrozen',
	},
	deactivate: {
		object: 'User',
		field: WRITTEN_FIELDS.userIsActive,
		value: false,
		seen: 'isActive',
	},
	reactivate: { object: 'User', field: WRITTEN_FIELDS.userIsActive, value: true, seen: 'isActive' },
	unfreeze: {
		object: 'UserLogin',
		field: WRITTEN_FIELDS.userLoginIsFrozen,
		value: false,
		seen: 'isFrozen',
	},
};

/** Taking back freezes before it deactivates; giving back runs the other way. */
const ORDER: readonly StepKind[] = ['freeze', 'deactivate', 'reactivate', 'unfreeze'];

/** A row that another transaction holds is tried again; so is one whose answer was lost. */
const ROW_ATTEMPTS = 3;
const ROW_RETRY_DELAY_MS = 1_000;

export interface ApplyOptions {
	sleep: Sleep;
	now: () => Date;
	/** Asked between calls; a canceled run keeps what was done so far. */
	isCanceled: () => boolean;
	onProgress?: (done: number, total: number) => void;
}

/** One record to write, and every step that waits for it: candidates of one user share the write. */
interface Write {
	recordId: string;
	userId: string;
	steps: Step[];
}

/**
 * Applies the planned steps of these outcomes and says what became of each. Works over the whole
 * run: all freezes, then all deactivations, up to 200 a call. Never throws once writing began.
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
	const total = outcomes.reduce((sum, { steps }) => sum + steps.length, 0);
	let done = 0;
	let stop: string | null = null;

	for (const kind of ORDER) {
		const writes = collectWrites(outcomes, kind);
		for (let start = 0; start < writes.length; start += MAX_RECORDS_PER_CALL) {
			const chunk = writes.slice(start, start + MAX_RECORDS_PER_CALL);
			const groups =
				kind === 'deactivate' && stop === null
					? await splitFollowers(client, chunk, ({ userId }) => userId).catch(() =>
							chunk.map((write) => [write]),
						)
					: [chunk];
			for (const group of groups) {
				if (stop === null && options.isCanceled())
					stop = 'The execution was canceled before this step.';
				if (stop !== null) settle(group, 'skipped', null, stop);
				else stop = await writeGroup(client, kind, group, options);
				done += group.length;
				options.onProgress?.(done, total);
			}
		}
	}
	const now = options.now();
	return outcomes.map((outcome) => concludeSteps(outcome, now));
}

function collectWrites(outcomes: readonly Outcome[], kind: StepKind): Write[] {
	const writes = new Map<string, Write>();
	for (const { userId, steps } of outcomes) {
		const step = steps.find(
			(candidate) => candidate.step === kind && candidate.outcome === 'planned',
		);
		if (step === undefined) continue;
		const broken = steps
			.slice(0, steps.indexOf(step))
			.find(({ outcome }) => outcome !== 'done' && outcome !== 'alreadyDone');
		if (broken !== undefined) {
			Object.assign(step, {
				outcome: 'skipped',
				reason: `The step "${broken.step}" before it did not succeed.`,
			});
			continue;
		}
		const write = writes.get(step.recordId) ?? { recordId: step.recordId, userId, steps: [] };
		write.steps.push(step);
		writes.set(step.recordId, write);
	}
	return [...writes.values()];
}

function settle(
	writes: readonly Write[],
	outcome: Step['outcome'],
	errorCode: string | null,
	reason: string | null,
): void {
	for (const { steps } of writes)
		for (const step of steps) Object.assign(step, { outcome, errorCode, reason });
}

/** Codes after which no further write can succeed in this run. */
const STOPPING = new Set([
	'REQUEST_LIMIT_EXCEEDED',
	'INVALID_SESSION_ID',
	'API_CURRENTLY_DISABLED',
	'API_DISABLED_FOR_ORG',
]);

/** Writes one call's worth; the reason why the run must stop, or null. */
async function writeGroup(
	client: SalesforceClient,
	kind: StepKind,
	group: Write[],
	options: ApplyOptions,
): Promise<string | null> {
	const { object, field, value } = WRITES[kind];
	let open = group;
	for (let attempt = 1; open.length > 0; attempt++) {
		const updates = open.map(({ recordId }) => ({ id: recordId, fields: { [field]: value } }));
		const results = await updateRecords(client, object, updates);
		const again: Write[] = [];
		const lost: Array<{ write: Write; result: WriteResult }> = [];
		results.forEach((result, index) => {
			const write = open[index];
			if (result.kind === 'done') settle([write], 'done', null, null);
			else if (result.kind === 'unknown') lost.push({ write, result });
			else if (result.errorCode === 'UNABLE_TO_LOCK_ROW' && attempt < ROW_ATTEMPTS)
				again.push(write);
			else settle([write], 'failed', result.errorCode, result.message);
		});
		again.push(...(await settleLost(client, kind, lost, attempt, options)));
		const stopped = results.find(
			(result) => result.kind === 'refused' && STOPPING.has(result.errorCode),
		);
		if (stopped !== undefined && stopped.kind === 'refused') {
			return `The run stopped before this step. Salesforce says: ${stopped.errorCode}: ${stopped.message}`;
		}
		open = again;
		if (open.length > 0) await options.sleep(ROW_RETRY_DELAY_MS * attempt);
	}
	return null;
}

/**
 * An answer that was lost is settled by reading the records back, never by guessing. What turns out
 * not to be written may be written again: the steps set a state, so twice is the same as once.
 */
async function settleLost(
	client: SalesforceClient,
	kind: StepKind,
	lost: ReadonlyArray<{ write: Write; result: WriteResult }>,
	attempt: number,
	{ now }: ApplyOptions,
): Promise<Write[]> {
	if (lost.length === 0) return [];
	const { seen, value } = WRITES[kind];
	const users = await readCurrentUsers(
		client,
		lost.map(({ write }) => write.userId),
		now(),
	).catch(() => null);
	const again: Write[] = [];
	for (const { write, result } of lost) {
		const state = users?.get(write.userId)?.[seen];
		const [code, message] =
			result.kind === 'done' ? [null, null] : [result.errorCode, result.message];
		if (state === value)
			settle(
				[write],
				'done',
				null,
				'The answer was lost; reading the record back shows that it was written.',
			);
		else if (state === undefined || state === null) {
			settle(
				[write],
				'unknown',
				code,
				`No answer came, and the record could not be read back. ${message}`,
			);
		} else if (attempt < ROW_ATTEMPTS) again.push(write);
		else settle([write], 'failed', code, message);
	}
	return again;
}
