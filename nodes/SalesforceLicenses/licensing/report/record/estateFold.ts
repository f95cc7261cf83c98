import type { CandidateState } from '../../playbook/states';
import { isOpen } from '../../playbook/states';
import { Ledger } from '../../playbook/ledger/holds';
import type { Fact, FiguresFact, JobFact, ProfileFact } from '../facts';
import { CandidateFold } from '../fold/candidates';
import { JobFold } from '../fold/jobs';
import type { Realized } from '../fold/realized';
import { realizedOf, sumOfRealized } from '../fold/realized';
import type { Amount } from '../money';
import { Amounts } from '../money';
import { LatestSnapshots } from './latestSnapshots';
import { Persons } from './persons';
import { RecordFold, identity } from './recordFold';
import { costOf, spendOf } from './recordLicenses';

/** The figures of each profile, side by side. */

export interface ProfileSummary {
	profile: ProfileFact;
	/** ISO-8601; null where no refresh has completed. */
	refreshedAt: string | null;
	open: number;
	attention: number;
	/** The last refresh, if it failed. */
	failedRefresh: JobFact | undefined;
	potential: Amount[];
	realized: Realized;
	/** Null without a snapshot. */
	assigned: number | null;
	stale: number | null;
	/** Owned seats at their price, by license of an org: two profiles may read the same one. */
	spend: ReadonlyMap<string, Amount[]>;
	staleCost: Amount[];
}

class Figures {
	readonly candidates = new CandidateFold('', 0);
	readonly seen = new Set<string>();
	readonly ledger = new Ledger();
	readonly sums: FiguresFact[] = [];
	readonly record = new RecordFold();
	readonly snapshots: LatestSnapshots = this.record.snapshots;
	readonly jobs: JobFold;

	constructor(now: string) {
		this.jobs = new JobFold('', now);
	}
}

export class EstateFold {
	readonly persons = new Persons();
	private readonly profiles = new Map<string, ProfileFact>();
	private readonly figures = new Map<string, Figures>();

	constructor(private readonly now: Date) {}

	add(fact: Fact): void {
		switch (fact.kind) {
			case 'profile':
				this.profiles.set(fact.name, fact);
				return;
			case 'person':
			case 'subscription':
				return this.persons.add(fact);
			case 'ledger':
				return this.of(fact.row.profile).ledger.add(fact.row);
			case 'figures':
				this.of(fact.profile).sums.push(fact);
				return;
			case 'snapshot':
				return this.of(fact.profile).record.add(fact);
			case 'count':
				return this.of(fact.profile).candidates.addCount(fact);
			case 'candidate': {
				const { candidates, seen } = this.of(fact.profile);
				if (!isOpen(fact.state as CandidateState) || seen.has(identity(fact))) return;
				seen.add(identity(fact));
				return candidates.add(fact);
			}
			case 'job':
				return this.of(fact.profile).jobs.add(fact);
		}
	}

	list(): ProfileSummary[] {
		return [...this.profiles.values()]
			.sort((a, b) => a.name.localeCompare(b.name))
			.map((profile) => {
				const { jobs, candidates, ledger, sums, snapshots, record } = this.of(profile.name);
				const licenses = record.list();
				const staleCost = new Amounts();
				for (const license of licenses) staleCost.addAll(costOf(license, profile));
				const latest = sums.sort((a, b) => a.at.localeCompare(b.at)).slice(-1);
				const org = profile.orgId ?? profile.name;
				return {
					...{ profile, refreshedAt: jobs.dataOf, open: candidates.open },
					failedRefresh: jobs.unresolved().find(({ job }) => job === 'refresh'),
					attention: candidates.count('Attention Required'),
					potential: candidates.potential.list(),
					realized:
						ledger.rows > 0 ? realizedOf(ledger, this.now) : sumOfRealized(latest, this.now),
					assigned: snapshots.sum('assigned'),
					stale: snapshots.sum('stale'),
					spend: new Map(
						licenses.map((one) => [
							`${org}:${one.licenseKind}:${one.licenseIdentifier}`,
							spendOf(one, profile),
						]),
					),
					staleCost: staleCost.list(),
				};
			});
	}

	private of(profile: string | null): Figures {
		const name = profile ?? '';
		const figures = this.figures.get(name) ?? new Figures(this.now.toISOString());
		this.figures.set(name, figures);
		return figures;
	}
}
