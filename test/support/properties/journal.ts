import type { RunningOrg } from '../../org/server';
import type { Change, Facts } from './facts';
import { changesBetween, factsOf, restOf, subjectOf } from './facts';

/** Records who changed what during a run: the node, or another user in the org. */
export class Journal {
	/** What the node changed, in order. */
	readonly changes: Change[] = [];
	/** Changes that the node must not make, or that it made twice. */
	readonly damage: string[] = [];
	readonly start: Facts;
	private readonly writesBefore: number;
	private writesOfOthers = 0;
	private facts: Facts;
	private rest: ReadonlySet<string>;

	constructor(
		private readonly running: RunningOrg,
		/** Users that others changed, in this run or before it. */
		readonly touched: Set<string>,
	) {
		this.start = this.facts = factsOf(running.org);
		this.rest = restOf(running.org);
		this.writesBefore = running.org.inspector.writes;
	}

	/** Another user changes the org; what the node changed before that is recorded first. */
	byOthers(userId: string, work: () => void): void {
		this.close();
		const { inspector } = this.running.org;
		const before = inspector.writes;
		work();
		this.writesOfOthers += inspector.writes - before;
		this.touched.add(userId);
		const now = factsOf(this.running.org);
		for (const { fact } of changesBetween(this.facts, now)) this.touched.add(subjectOf(fact));
		this.facts = now;
		this.rest = restOf(this.running.org);
	}

	/** The final state. */
	close(): Facts {
		const now = factsOf(this.running.org);
		const rest = restOf(this.running.org);
		this.changes.push(...changesBetween(this.facts, now));
		const lines = [
			...[...this.rest].filter((line) => !rest.has(line)).map((line) => `- ${line}`),
			...[...rest].filter((line) => !this.rest.has(line)).map((line) => `+ ${line}`),
		];
		this.damage.push(...lines);
		this.facts = now;
		this.rest = rest;
		return now;
	}

	/** Records that the node wrote, whether or not the write changed anything. */
	get writes(): number {
		return this.running.org.inspector.writes - this.writesBefore - this.writesOfOthers;
	}
}
