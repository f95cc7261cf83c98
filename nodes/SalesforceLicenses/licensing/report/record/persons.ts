import type { PersonFact, SubscriptionFact } from '../facts';

/** People who have seats in several orgs: the same e-mail address is the same person. */

export interface Person {
	person: string;
	name: string | null;
	orgs: number;
	seats: number;
	profiles: string[];
}

/** As many rows are read at most; of more it is not known who is missing. */
const MOST_ROWS = 50_000;

export class Persons {
	private readonly found: Person[] = [];
	private total: number | null = null;
	private rows = 0;
	private readonly people = new Map<
		string,
		{ name: string | null; orgs: Set<string>; seats: Set<string>; profiles: Set<string> }
	>();

	add(fact: PersonFact | SubscriptionFact): void {
		if (fact.kind === 'person') {
			const { person, name, orgs, seats, profiles } = fact;
			this.found.push({ person, name, orgs, seats, profiles });
			this.total = fact.persons;
			return;
		}
		this.rows++;
		const { email, orgId, name, key, profile } = fact;
		const isSeat = fact.licenseKind === 'userLicense' && fact.isActive !== false;
		if (email === null || orgId === null || !isSeat) return;
		const known = this.people.get(email.toLowerCase()) ?? {
			...{ name, orgs: new Set<string>(), seats: new Set<string>(), profiles: new Set<string>() },
		};
		this.people.set(email.toLowerCase(), known);
		known.orgs.add(orgId);
		known.seats.add(key);
		if (profile !== null) known.profiles.add(profile);
	}

	/** Null where not all rows could be read. */
	count(): number | null {
		return this.total ?? (this.rows >= MOST_ROWS ? null : this.list().length);
	}

	/** Who has seats in most orgs first. */
	list(): Person[] {
		if (this.total !== null) return this.found;
		return [...this.people]
			.filter(([, { orgs }]) => orgs.size > 1)
			.map(([person, { name, orgs, seats, profiles }]) => ({
				...{ person, name, orgs: orgs.size, seats: seats.size },
				profiles: [...profiles].sort(),
			}))
			.sort((a, b) => b.orgs - a.orgs || b.seats - a.seats || a.person.localeCompare(b.person));
	}
}
