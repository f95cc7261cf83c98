import { ErrorRate } from '../../licensing/planning/errorRate';
import { OWN_CODES } from '../../licensing/planning/outcome';
import type { StepKind } from '../../licensing/planning/steps';
import { isDue } from '../../licensing/planning/steps';
import type { SalesforceClient } from '../client/client';
import type { Sleep } from '../client/http';
import { CallSizes } from './callSizes';
import { settle } from './readBack';
import type { Stop } from './writeGroup';
import { writeGroup } from './writeGroup';
import type { Write } from './writer';
import { WRITERS } from './writers';

/** A locked row is retried, and so is one whose response was lost: after 1, 2 and 4 seconds. */
const ROW_ATTEMPTS = 4;
const ROW_RETRY_DELAY_MS = 1_000;

export interface SendOptions {
	/** Ends early if the execution is canceled. */
	sleep: Sleep;
	now: () => Date;
	/** Checked between calls; a canceled run keeps what was done so far. */
	isCanceled: () => boolean;
	onProgress?: (done: number, total: number) => void;
	/** Above this share of failed rows the run stops. */
	maxErrorPercent?: number;
	/** How many calls of one kind of step may run in parallel. */
	parallelCalls?: number;
}

const CANCELED: Stop = {
	code: OWN_CODES.canceled,
	reason: 'The execution was canceled before this step.',
};

const NOT_KNOWN =
	'The run ended after this step was sent, so it is unknown whether Salesforce wrote it. Run again to find out.';

interface Call {
	writes: Write[];
	/** At most this many of them may be in one call. */
	most: number;
	isRepeat: boolean;
}

/** Sends the calls of a run, and retries rows that may succeed the next time. Decides when the run must stop. */
export class Sender {
	stop: Stop | null = null;
	private done = 0;
	private toTryAgain = 0;
	private parallel: number;
	private readonly sizes = new CallSizes();
	private readonly errorRate: ErrorRate;

	constructor(
		private readonly client: SalesforceClient,
		private readonly options: SendOptions,
		private readonly total: number,
	) {
		this.errorRate = new ErrorRate(options.maxErrorPercent ?? 100);
		this.parallel = options.parallelCalls ?? 1;
	}

	/** Between calls: checks for a canceled execution, and for the share of the org's calls that this run may use. */
	lookForStop(): void {
		if (this.stop === null && this.options.isCanceled()) this.stop = CANCELED;
		const { policy, calls } = this.client;
		const spent = this.stop === null ? policy.budgetSpent(calls) : null;
		if (spent === null) return;
		const reason = `The run stopped before this step. ${spent} To finish, run again later or raise “Stop at API Usage (% of Daily Limit)”.`;
		this.stop = { code: OWN_CODES.stopped, reason };
	}

	/** Afterwards every step of these writes has a result. */
	async sendAll(kind: StepKind, groups: ReadonlyArray<readonly Write[]>): Promise<void> {
		let calls: Call[] = groups.map((writes) => ({
			writes: [...writes],
			most: writes.length,
			isRepeat: false,
		}));
		for (let attempt = 1; calls.length > 0; attempt++) {
			if (attempt > 1) await this.pause(attempt - 1);
			calls = await this.sendRound(kind, calls, attempt);
		}
	}

	/** Parallel calls if that is safe; one at a time after the first locked row, and for retries. */
	private async sendRound(
		kind: StepKind,
		calls: readonly Call[],
		attempt: number,
	): Promise<Call[]> {
		const queue = [...calls];
		const later: Call[] = [];
		const lane = async (number: number) => {
			while (queue.length > 0 && (number === 0 || number < this.parallel)) {
				const call = this.take(kind, queue);
				later.push(...(await this.sendOne(kind, call, attempt, queue)));
			}
		};
		const isParallel = attempt === 1 && WRITERS[kind].parallel;
		const lanes = isParallel ? Math.min(this.parallel, queue.length) : 1;
		await Promise.all(Array.from({ length: lanes }, async (_, number) => await lane(number)));
		// Rows that another lane put back after this one found the queue empty.
		await lane(0);
		return later;
	}

	/** The next call, no larger than the org can handle; the rest stays at the head of the queue. */
	private take(kind: StepKind, queue: Call[]): Call {
		const [call] = queue.splice(0, 1);
		const size = Math.min(call.most, this.sizes.of(kind));
		if (call.writes.length > size) queue.unshift({ ...call, writes: call.writes.slice(size) });
		return { ...call, writes: call.writes.slice(0, size) };
	}

	/** Returns the rows that must wait for a retry; rows to be sent at once go back into the queue. */
	private async sendOne(
		kind: StepKind,
		{ writes, most, isRepeat }: Call,
		attempt: number,
		queue: Call[],
	): Promise<Call[]> {
		this.lookForStop();
		if (isRepeat) this.toTryAgain -= writes.length;
		const later: Call[] = [];
		if (this.stop !== null) settle(writes, 'skipped', this.stop.code, this.stop.reason);
		else {
			const isLastTry = attempt >= ROW_ATTEMPTS;
			const options = { ...this.options, isLastTry };
			const sent = await writeGroup(this.client, kind, writes, options).catch((error: unknown) => {
				// The call may have arrived before the error.
				const open = writes.filter(({ steps: [step] }) => isDue(step));
				settle(open, 'unknown', OWN_CODES.stopped, NOT_KNOWN);
				throw error;
			});
			if (sent.locked) this.parallel = 1;
			if (sent.smaller.length > 0) {
				const half = this.sizes.failed(kind, writes.length);
				queue.unshift({ writes: sent.smaller, most: half, isRepeat: true });
			} else if (writes.some(({ steps: [{ outcome }] }) => outcome === 'done')) {
				this.sizes.passed(kind, writes.length);
			}
			if (sent.again.length > 0) {
				const size = sent.tooSlow ? Math.max(1, Math.floor(writes.length / 2)) : most;
				later.push({ writes: sent.again, most: size, isRepeat: true });
			}
			this.toTryAgain += sent.smaller.length + sent.again.length;
			const settled = writes.map(({ steps: [step] }) => step).filter((step) => !isDue(step));
			this.stop ??= sent.stop ?? this.errorRate.note(settled, this.toTryAgain);
		}
		const settled = writes.filter(({ steps: [step] }) => !isDue(step));
		this.done += settled.reduce((sum, { steps }) => sum + steps.length, 0);
		this.options.onProgress?.(this.done, this.total);
		return later;
	}

	/** The wait before the rows are retried; no wait if nothing will be sent. */
	private async pause(number: number): Promise<void> {
		this.lookForStop();
		if (this.stop !== null) return;
		const jitter = 0.75 + Math.random() / 2;
		await this.options.sleep(ROW_RETRY_DELAY_MS * 2 ** (number - 1) * jitter).catch(() => {});
	}
}
