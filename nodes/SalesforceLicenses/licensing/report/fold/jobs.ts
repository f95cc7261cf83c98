import type { JobFact } from '../facts';
import { Top } from './top';

/** Results of jobs: how many lately, and those that failed. */
const FAILED: ReadonlySet<string> = new Set(['Failed', 'Interrupted']);
const MOST_LISTED = 20;

export class JobFold {
	runsLately = 0;
	failuresLately = 0;
	/** Ended with less than everything read. */
	warningsLately = 0;
	readonly failures = new Top<JobFact>(MOST_LISTED, newestFirst);
	private readonly refreshed = new Map<string, string>();

	constructor(
		private readonly since: string,
		private readonly now: string,
	) {}

	add(fact: JobFact): void {
		const { startedAt, endedAt, status, job, profile } = fact;
		if (job === 'refresh' && status.startsWith('Complete') && endedAt !== null) {
			// A clock that was ahead would make old data look new until then.
			const isPast = endedAt <= this.now;
			const before = this.refreshed.get(profile ?? '') ?? '';
			if (isPast && endedAt > before) this.refreshed.set(profile ?? '', endedAt);
		}
		if (startedAt === null || startedAt < this.since || status === 'Skipped') return;
		this.runsLately++;
		if (status.startsWith('Complete') && status !== 'Complete') this.warningsLately++;
		if (!FAILED.has(status)) return;
		this.failuresLately++;
		this.failures.add(fact);
	}

	/** When the oldest of the profiles was last refreshed; null where none was. */
	get dataOf(): string | null {
		return [...this.refreshed.values()].sort()[0] ?? null;
	}
}

export function newestFirst(a: JobFact, b: JobFact): number {
	return (b.startedAt ?? '').localeCompare(a.startedAt ?? '') || (b.id ?? 0) - (a.id ?? 0);
}
