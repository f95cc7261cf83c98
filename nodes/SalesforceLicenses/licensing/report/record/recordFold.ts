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
import type { Asked } from './asked';
import { ListWindow } from './listPage';

/** What the record page lists of one profile, besides the figures of the report. */

export const SUBSCRIPTIONS_A_PAGE = 50;

export interface RecordLicense {
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	licenseName: string | null;
	softwareModel: string | null;
	/** Stored rows; the other counts are of the latest snapshot, and null without one. */
	subscriptions: number;
	snapshot: SnapshotFact | null;
	/** The software model that was assigned since the last refresh, and is not in the rows yet. */
	assignedSince: string | null;
}

type Licensed = Pick<SubscriptionFact, 'licenseKind' | 'licenseIdentifier'>;
const keyOf = ({ licenseKind, licenseIdentifier }: Licensed) =>
	`${licenseKind}:${licenseIdentifier}`;

export class RecordFold {
	profile: ProfileFact | null = null;
	subscriptions = 0;
	readonly found: ListWindow<SubscriptionFact>;
	readonly candidates: CandidateFact[] = [];
	readonly jobs: JobFact[] = [];
	/** The day of the latest snapshot; empty without one. */
	latestDay = '';
	private latest: SnapshotFact[] = [];
	private readonly models: ModelFact[] = [];
	private readonly licenses = new Map<string, RecordLicense>();
	private readonly seen = new Set<string>();
	private readonly wanted: string;

	constructor(asked: Asked) {
		this.found = new ListWindow(asked.subscriptionsPage, SUBSCRIPTIONS_A_PAGE);
		this.wanted = asked.find.toLowerCase();
	}

	add(fact: Fact): void {
		switch (fact.kind) {
			case 'profile':
				this.profile = fact;
				return;
			case 'subscription':
				return this.addSubscription(fact);
			case 'candidate':
				if (fact.state === 'Protected') return;
				if (isOpen(fact.state as CandidateState) && !this.isNew(`open ${fact.key}`)) return;
				this.candidates.push(fact);
				return;
			case 'job':
				this.jobs.push(fact);
				return;
			case 'snapshot':
				return this.addSnapshot(fact);
			case 'model':
				this.models.push(fact);
		}
	}

	/** What has most subscriptions first. */
	list(): RecordLicense[] {
		for (const snapshot of this.latest) this.licenseOf(snapshot).snapshot = snapshot;
		for (const model of this.models) {
			const license = this.licenses.get(keyOf(model));
			if (license !== undefined && license.softwareModel !== model.softwareModel) {
				license.assignedSince = model.softwareModel;
			}
		}
		return [...this.licenses.values()].sort(
			(a, b) => b.subscriptions - a.subscriptions || keyOf(a).localeCompare(keyOf(b)),
		);
	}

	private addSubscription(fact: SubscriptionFact): void {
		if (!this.isNew(fact.key)) return;
		this.subscriptions++;
		this.licenseOf(fact).subscriptions++;
		if (this.matches(fact)) this.found.add(fact);
	}

	private addSnapshot(fact: SnapshotFact): void {
		if (fact.day < this.latestDay) return;
		if (fact.day > this.latestDay) this.latest = [];
		this.latestDay = fact.day;
		this.latest.push(fact);
	}

	/** The user, license or software model has the text, in upper or lower case. */
	private matches(fact: SubscriptionFact): boolean {
		if (this.wanted === '') return true;
		const { name, username, email, licenseName, licenseIdentifier, softwareModel } = fact;
		return [name, username, email, licenseName, licenseIdentifier, softwareModel]
			.join('\n')
			.toLowerCase()
			.includes(this.wanted);
	}

	private licenseOf(fact: SubscriptionFact | SnapshotFact): RecordLicense {
		const { licenseKind, licenseIdentifier, licenseName, softwareModel } = fact;
		const known = this.licenses.get(keyOf(fact));
		if (known !== undefined) {
			known.licenseName ??= licenseName;
			known.softwareModel ??= softwareModel;
			return known;
		}
		const license = {
			...{ licenseKind, licenseIdentifier, licenseName, softwareModel },
			...{ subscriptions: 0, snapshot: null, assignedSince: null },
		};
		this.licenses.set(keyOf(fact), license);
		return license;
	}

	private isNew(key: string): boolean {
		if (this.seen.has(key)) return false;
		this.seen.add(key);
		return true;
	}
}
