import type { JobFact } from '../facts';
import { Top } from './top';

const FAILED: ReadonlySet<string> = new Set(['Failed', 'Interrupted']);
const MOST_LISTED = 20;

/** Results of jobs: how many lately, those that failed, and those of them that no run has made good since. */
export class JobFold {
	runsLately = 0;
	/** Ended with less than everything read. */
	warningsLately = 0;
	readonly failures = new Top<JobFact>(MOST_LISTED, newestFirst);
	private readonly refreshed = new Map<string, string>();
	/** When the last run that ended well began, by job. */
	private readonly completed = new Map<string, string>();

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
		if (startedAt !== null && startedAt <= this.now && status.startsWith('Complete')) {
			const before = this.completed.get(keyOf(fact)) ?? '';
			if (startedAt > before) this.completed.set(keyOf(fact), startedAt);
		}
		if (startedAt === null || startedAt < this.since || status === 'Skipped') return;
		this.runsLately++;
		if (status.startsWith('Complete') && status !== 'Complete') this.warningsLately++;
		if (!FAILED.has(status)) return;
		this.failures.add(fact);
	}

	/** The last failure of each job that has not ended well since: somebody has to look at it. */
	unresolved(): JobFact[] {
		const open = this.failures
			.list()
			.filter((one) => (one.startedAt ?? '') >= (this.completed.get(keyOf(one)) ?? ''));
		return open.filter(
			(one, index) => open.findIndex((other) => keyOf(other) === keyOf(one)) === index,
		);
	}

	/** When the oldest of the profiles was last refreshed; null where none was. */
	get dataOf(): string | null {
		return [...this.refreshed.values()].sort()[0] ?? null;
	}
}

const keyOf = ({ profile, job }: JobFact): string => JSON.stringify([profile, job]);

export function newestFirst(a: JobFact, b: JobFact): number {
	return (b.startedAt ?? '').localeCompare(a.startedAt ?? '') || (b.id ?? 0) - (a.id ?? 0);
}
