import type { StepKind } from '../../licensing/planning/steps';

/**
 * How many records a call of each kind of step may hold in this run. Automation of the org may cope
 * with fewer records in one transaction than a call takes; what a run learned about that, it keeps.
 */
export class CallSizes {
	private readonly most = new Map<StepKind, number>();
	/** The largest call of each kind that broke no limit. */
	private readonly good = new Map<StepKind, number>();

	of(kind: StepKind): number {
		return this.most.get(kind) ?? Infinity;
	}

	passed(kind: StepKind, size: number): void {
		this.good.set(kind, Math.max(size, this.good.get(kind) ?? 0));
	}

	/**
	 * A call of this size broke a limit: the size to try next with its records. Where a call as large
	 * passed before, it is due to these records and not to their number, so the others keep their size.
	 */
	failed(kind: StepKind, size: number): number {
		const half = Math.max(1, Math.floor(size / 2));
		if (size > (this.good.get(kind) ?? 0)) this.most.set(kind, Math.min(half, this.of(kind)));
		return half;
	}
}
