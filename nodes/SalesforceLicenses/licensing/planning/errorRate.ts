import { OWN_CODES } from './outcome';
import type { Step } from './steps';
import { plural } from '../model/plural';

/** Below this many rows a rate means nothing. */
const MINIMUM_ROWS = 10;

/** Counts the results of the rows written so far, and reports when too many fail. */
export class ErrorRate {
	private written = 0;
	private wrong = 0;

	constructor(private readonly maxPercent: number) {}

	/**
	 * Why the run should stop after these rows, or null. Rows that will be retried are not failures yet;
	 * they count as written rows, so that a few early failures do not look like a high rate.
	 */
	note(steps: readonly Step[], toTryAgain = 0): { code: string; reason: string } | null {
		for (const { outcome } of steps) {
			this.written++;
			if (outcome === 'failed' || outcome === 'unknown') this.wrong++;
		}
		const rows = this.written + toTryAgain;
		const percent = (this.wrong / Math.max(rows, 1)) * 100;
		if (rows < MINIMUM_ROWS || percent <= this.maxPercent) return null;
		const reason = `The run stopped before this step: ${this.wrong} of ${plural(rows, 'row')} failed (${Math.round(percent)}%), but Max Error Percent allows ${this.maxPercent}%. Check the failed rows, then run again.`;
		return { code: OWN_CODES.stopped, reason };
	}
}
