import type { StepKind } from '../../licensing/planning/steps';

/**
 * How many records a call of each kind of step may hold in this run. Automation in the org may handle
 * fewer records per transaction than a call can hold; the run remembers what it learned about that.
 */
export class CallSizes {
	private readonly most = new Map<StepKind, number>();
	/** The largest call of each kind that exceeded no limit. */
	private readonly good = new Map<StepKind, number>();

	of(kind: StepKind): number {
		return this.most.get(kind) ?? Infinity;
	}

	passed(kind: StepKind, size: number): void {
		this.good.set(kind, Math.max(size, this.good.get(kind) ?? 0));
	}

	/**
	 * A call of this size exceeded a limit: returns the size to try next with its records. If a call of
	 * this size succeeded before, the cause is these records and not their number, so the others keep
	 * their size.
	 */
	failed(kind: StepKind, size: number): number {
		const half = Math.max(1, Math.floor(size / 2));
		if (size > (this.good.get(kind) ?? 0)) this.most.set(kind, Math.min(half, this.of(kind)));
		return half;
	}
}
