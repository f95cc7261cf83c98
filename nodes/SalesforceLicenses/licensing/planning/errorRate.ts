import { OWN_CODES } from './outcome';
import type { Step } from './steps';
import { plural } from '../model/plural';

/** Below this many rows a rate says nothing: one of three is no trend. */
const MINIMUM_ROWS = 10;

/** Counts what became of the rows written so far, and says when too many go wrong. */
export class ErrorRate {
	private written = 0;
	private wrong = 0;

	constructor(private readonly maxPercent: number) {}

	/**
	 * Why the run should stop after these rows, or null. Rows that will be tried again are no failures
	 * yet; they count as rows that were written, so that the few which failed at once do not look like all.
	 */
	note(steps: readonly Step[], toTryAgain = 0): { code: string; reason: string } | null {
		for (const { outcome } of steps) {
			this.written++;
			if (outcome === 'failed' || outcome === 'unknown') this.wrong++;
		}
		const rows = this.written + toTryAgain;
		const percent = (this.wrong / Math.max(rows, 1)) * 100;
		if (rows < MINIMUM_ROWS || percent <= this.maxPercent) return null;
		const reason = `The run stopped before this step: ${this.wrong} of ${plural(rows, 'row')} failed (${Math.round(percent)} %), but Max Error Percent allows ${this.maxPercent} %. Check the failed rows, then run again.`;
		return { code: OWN_CODES.stopped, reason };
	}
}
