import { plural } from '../../model/plural';
import type { Fact, ProfileFact } from '../facts';

/** Whose rows came: an org of several that is missing is said, because no sum shows it. */
export class Sources {
	private readonly names = new Set<string>();

	add(fact: Fact): void {
		switch (fact.kind) {
			case 'license':
			case 'subscription':
			case 'candidate':
			case 'snapshot':
				if (fact.orgId !== null) this.names.add(fact.orgId);
				if (fact.profile !== null) this.names.add(fact.profile);
				return;
			case 'count':
				if (fact.profile !== null) this.names.add(fact.profile);
		}
	}

	/** Nothing is missing where nothing came, and where no row says whose it is. */
	missing(profiles: readonly ProfileFact[]): string[] {
		if (this.names.size === 0) return [];
		return profiles
			.filter(
				({ name, orgId }) => !this.names.has(name) && !(orgId !== null && this.names.has(orgId)),
			)
			.map(
				({ name }) =>
					`Of the profile "${name}" there are no licenses, subscriptions, snapshots or candidates, so its seats are in no figure.`,
			);
	}
}

export const futureSnapshots = (many: number): string =>
	`${plural(many, 'snapshot is of a day that has', 'snapshots are of days that have')} not come yet, because a clock was wrong. No figure counts ${many === 1 ? 'it' : 'them'}.`;
