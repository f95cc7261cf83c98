import type { SnapshotFact } from '../facts';

/** The latest snapshot of each license: of a kind that could not be read today, an earlier day is the latest. */
export class LatestSnapshots {
	private readonly kinds = new Map<string, { day: string; rows: Map<string, SnapshotFact> }>();

	add(fact: SnapshotFact): void {
		const known = this.kinds.get(fact.licenseKind);
		if (known !== undefined && fact.day < known.day) return;
		const latest = known?.day === fact.day ? known : { day: fact.day, rows: new Map() };
		this.kinds.set(fact.licenseKind, latest);
		latest.rows.set(fact.licenseIdentifier, fact);
	}

	/** The latest of all days; empty without a snapshot. */
	get day(): string {
		return (
			[...this.kinds.values()]
				.map(({ day }) => day)
				.sort()
				.at(-1) ?? ''
		);
	}

	list(): SnapshotFact[] {
		return [...this.kinds.values()].flatMap(({ rows }) => [...rows.values()]);
	}

	sum(of: 'assigned' | 'stale'): number | null {
		if (this.kinds.size === 0) return null;
		return this.list().reduce((sum, snapshot) => sum + snapshot[of], 0);
	}
}
