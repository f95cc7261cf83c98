import type { LicenseKind } from '../../model/licenses';
import type { CandidateState } from '../../playbook/states';
import { isOpen } from '../../playbook/states';
import type {
	CandidateFact,
	Fact,
	JobFact,
	ModelFact,
	ProfileFact,
	SnapshotFact,
	SubscriptionFact,
} from '../facts';
import { LatestSnapshots } from './latestSnapshots';

/** What the record page lists of one profile, besides the figures of the report. */

export interface RecordLicense {
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	licenseName: string | null;
	softwareModel: string | null;
	/** The latest one of its kind. */
	snapshot: SnapshotFact;
	/** The software model that was assigned since the last refresh, and is not in the rows yet. */
	assignedSince: string | null;
}

const keyOf = ({ licenseKind, licenseIdentifier }: ModelFact | SnapshotFact) =>
	`${licenseKind}:${licenseIdentifier}`;

export class RecordFold {
	profile: ProfileFact | null = null;
	/** Of the pages that were read, and of all that are open where the store cannot count. */
	readonly candidates: CandidateFact[] = [];
	readonly jobs: JobFact[] = [];
	readonly snapshots = new LatestSnapshots();
	private readonly models: ModelFact[] = [];
	private readonly subscriptions = new Map<string, SubscriptionFact>();
	private readonly seen = new Set<string>();

	add(fact: Fact): void {
		switch (fact.kind) {
			case 'profile':
				this.profile = fact;
				return;
			case 'subscription':
				// While Refresh stores a portion, the earlier row of a seat may still be there.
				this.subscriptions.set(fact.key, fact);
				return;
			case 'candidate':
				if (fact.state !== 'Protected' && this.isNew(identity(fact))) this.candidates.push(fact);
				return;
			case 'job':
				this.jobs.push(fact);
				return;
			case 'snapshot':
				return this.snapshots.add(fact);
			case 'model':
				this.models.push(fact);
		}
	}

	/** The rows of the pages that were read, in the order of the store. */
	get found(): SubscriptionFact[] {
		return [...this.subscriptions.values()];
	}

	/** What has most subscriptions first. */
	list(): RecordLicense[] {
		const models = new Map(this.models.map((model) => [keyOf(model), model.softwareModel]));
		return this.snapshots
			.list()
			.filter(({ assigned, total }) => assigned > 0 || (total ?? 0) > 0)
			.map((snapshot) => {
				const { licenseKind, licenseIdentifier, licenseName, softwareModel } = snapshot;
				const assigned = models.get(keyOf(snapshot)) ?? null;
				return {
					...{ licenseKind, licenseIdentifier, licenseName, softwareModel, snapshot },
					assignedSince: assigned === softwareModel ? null : assigned,
				};
			})
			.sort(
				(a, b) =>
					b.snapshot.assigned - a.snapshot.assigned ||
					keyOf(a.snapshot).localeCompare(keyOf(b.snapshot)),
			);
	}

	private isNew(key: string): boolean {
		if (this.seen.has(key)) return false;
		this.seen.add(key);
		return true;
	}
}

/** An open candidate is the only one of its seat. */
export const identity = ({ key, state, openedAt, closedAt }: CandidateFact): string =>
	isOpen(state as CandidateState) ? `open ${key}` : `${key} ${openedAt ?? ''} ${closedAt ?? ''}`;
