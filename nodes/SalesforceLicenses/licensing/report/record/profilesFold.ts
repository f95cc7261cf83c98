import type { CandidateState } from '../../playbook/states';
import { isOpen } from '../../playbook/states';
import type { LedgerRow } from '../../playbook/ledger/ledgerRow';
import type { Fact, ProfileFact } from '../facts';
import type { Realized } from '../fold/realized';
import { realizedOf } from '../fold/realized';
import type { Amount } from '../money';
import { Amounts } from '../money';

/** The few figures of each profile that the list of profiles shows. */

export interface ProfileSummary {
	profile: ProfileFact;
	/** ISO-8601; null where no refresh has completed. */
	refreshedAt: string | null;
	open: number;
	attention: number;
	potential: Amount[];
	realized: Realized;
}

class Figures {
	refreshedAt: string | null = null;
	attention = 0;
	readonly open = new Set<string>();
	readonly potential = new Amounts();
	readonly ledger: LedgerRow[] = [];
}

export class ProfilesFold {
	private readonly profiles = new Map<string, ProfileFact>();
	private readonly figures = new Map<string, Figures>();

	constructor(private readonly now: Date) {}

	add(fact: Fact): void {
		switch (fact.kind) {
			case 'profile':
				this.profiles.set(fact.name, fact);
				return;
			case 'ledger':
				this.of(fact.row.profile).ledger.push(fact.row);
				return;
			case 'job': {
				const { job, status, endedAt } = fact;
				if (job !== 'refresh' || !status.startsWith('Complete') || endedAt === null) return;
				const figures = this.of(fact.profile);
				if (endedAt > (figures.refreshedAt ?? '')) figures.refreshedAt = endedAt;
				return;
			}
			case 'candidate': {
				if (!isOpen(fact.state as CandidateState)) return;
				const figures = this.of(fact.profile);
				if (figures.open.has(fact.key)) return;
				figures.open.add(fact.key);
				figures.potential.add(fact.saving, fact.currency);
				if (fact.state === 'Attention Required') figures.attention++;
			}
		}
	}

	list(): ProfileSummary[] {
		return [...this.profiles.values()]
			.sort((a, b) => a.name.localeCompare(b.name))
			.map((profile) => {
				const { refreshedAt, attention, open, potential, ledger } = this.of(profile.name);
				return {
					...{ profile, refreshedAt, attention },
					open: open.size,
					potential: potential.list(),
					realized: realizedOf(ledger, this.now),
				};
			});
	}

	private of(profile: string | null): Figures {
		const name = profile ?? '';
		const figures = this.figures.get(name) ?? new Figures();
		this.figures.set(name, figures);
		return figures;
	}
}
