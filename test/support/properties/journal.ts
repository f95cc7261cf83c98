import type { RunningOrg } from '../../org/server';
import type { Change, Facts } from './facts';
import { changesBetween, factsOf, restOf, subjectOf } from './facts';

/** Who changed what while a run was under way: the node, or somebody else in the org. */
export class Journal {
	/** What the node changed, in order. */
	readonly changes: Change[] = [];
	/** What changed that is none of the node's business, or twice. */
	readonly damage: string[] = [];
	readonly start: Facts;
	private readonly writesBefore: number;
	private writesOfOthers = 0;
	private facts: Facts;
	private rest: ReadonlySet<string>;

	constructor(
		private readonly running: RunningOrg,
		/** Whom somebody else changed, in this run or before it. */
		readonly touched: Set<string>,
	) {
		this.start = this.facts = factsOf(running.org);
		this.rest = restOf(running.org);
		this.writesBefore = running.org.inspector.writes;
	}

	/** Somebody else works in the org; what the node changed before is noted first. */
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

	/** The state at the end. */
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

	/** Records that the node wrote, whether anything changed by it or not. */
	get writes(): number {
		return this.running.org.inspector.writes - this.writesBefore - this.writesOfOthers;
	}
}
