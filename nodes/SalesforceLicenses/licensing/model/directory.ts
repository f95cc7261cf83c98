import type { Subscription } from './subscription';

/** Who holds a seat: users of an org, matched to the company's own directory. */

/** The ways to find a user in the directory. The first that finds exactly one person decides. */
export const MATCH_WAYS = [
	'federationId',
	'email',
	'username',
	'usernameWithoutDomain',
	'usernameWithDomain',
] as const;
export type MatchWay = (typeof MATCH_WAYS)[number];

export interface DirectoryEntry {
	personKey: string;
	federationIds: readonly string[];
	emails: readonly string[];
	usernames: readonly string[];
}

export interface MatchRules {
	ways: readonly MatchWay[];
	/** Replaces the domain of the username, for `usernameWithDomain`. */
	domain: string;
}

type UserNames = Pick<Subscription, 'userId' | 'username' | 'email' | 'federationId'>;
type PersonOfUser = Pick<Subscription, 'personKey' | 'personMatch'>;

const NOBODY: PersonOfUser = { personKey: null, personMatch: 'none' };
const AMBIGUOUS: PersonOfUser = { personKey: null, personMatch: 'ambiguous' };

const localPart = (name: string) => name.split('@')[0];
/** Sandboxes add this to every email address, so that test mails do not reach real people. */
export const withoutSandboxMark = (address: string) => address.replace(/\.invalid$/i, '');

/** Which matches to try in the directory, and the persons in it. */
const USER_KEYS: Record<MatchWay, (user: UserNames, rules: MatchRules) => string | null> = {
	federationId: ({ federationId }) => federationId,
	email: ({ email }) => (email === null ? null : withoutSandboxMark(email)),
	username: ({ username }) => username,
	usernameWithoutDomain: ({ username }) => localPart(username),
	usernameWithDomain: ({ username }, { domain }) => `${localPart(username)}@${domain}`,
};
const DIRECTORY_KEYS: Record<MatchWay, (entry: DirectoryEntry) => readonly string[]> = {
	federationId: ({ federationIds }) => federationIds,
	email: ({ emails }) => emails,
	username: ({ usernames, emails }) => [...usernames, ...emails],
	usernameWithoutDomain: ({ usernames, emails }) => [...usernames, ...emails].map(localPart),
	usernameWithDomain: ({ usernames, emails }) => [...usernames, ...emails],
};

/** The result of the matching over the whole read. */
export interface PeopleFindings {
	matchedUsers: number;
	usersWithoutPerson: number;
	ambiguousUsers: number;
	/** One person with several users in this org. */
	personsWithSeveralUsers: Array<{ personKey: string; usernames: string[] }>;
}

export class Directory {
	private readonly indexes: Array<[MatchWay, Map<string, string | null>]>;
	private readonly usernamesOf = new Map<string, string[]>();
	private readonly counts = { matched: 0, none: 0, ambiguous: 0 };
	/** Rows of one user are consecutive. */
	private last: { userId: string; person: PersonOfUser } | null = null;

	constructor(
		entries: readonly DirectoryEntry[],
		private readonly rules: MatchRules,
	) {
		this.indexes = rules.ways.map((way) => [way, indexOf(entries, DIRECTORY_KEYS[way])]);
	}

	/** The row with the matched person. */
	identify<Row extends UserNames>(row: Row): Row & PersonOfUser {
		if (this.last?.userId !== row.userId) {
			this.last = { userId: row.userId, person: this.find(row) };
			this.note(row.username, this.last.person);
		}
		return { ...row, ...this.last.person };
	}

	findings(): PeopleFindings {
		const several = [...this.usernamesOf].filter(([, usernames]) => usernames.length > 1);
		return {
			matchedUsers: this.counts.matched,
			usersWithoutPerson: this.counts.none,
			ambiguousUsers: this.counts.ambiguous,
			personsWithSeveralUsers: several.map(([personKey, usernames]) => ({ personKey, usernames })),
		};
	}

	/** The match of this user, without recording it. */
	find(user: UserNames): PersonOfUser {
		let isAmbiguous = false;
		for (const [way, index] of this.indexes) {
			const asked = USER_KEYS[way](user, this.rules);
			const personKey = asked === null || asked === '' ? undefined : index.get(fold(asked));
			if (personKey === null) isAmbiguous = true;
			else if (personKey !== undefined) return { personKey, personMatch: way };
		}
		return isAmbiguous ? AMBIGUOUS : NOBODY;
	}

	private note(username: string, { personKey, personMatch }: PersonOfUser): void {
		if (personKey === null) {
			this.counts[personMatch === 'ambiguous' ? 'ambiguous' : 'none']++;
			return;
		}
		this.counts.matched++;
		const usernames = this.usernamesOf.get(personKey);
		if (usernames === undefined) this.usernamesOf.set(personKey, [username]);
		else usernames.push(username);
	}
}

const fold = (name: string) => name.trim().toLowerCase();

/** Null if several people share the name: no match is better than a wrong one. */
function indexOf(
	entries: readonly DirectoryEntry[],
	namesOf: (entry: DirectoryEntry) => readonly string[],
): Map<string, string | null> {
	const index = new Map<string, string | null>();
	for (const entry of entries) {
		for (const name of namesOf(entry)) {
			const key = fold(name);
			const known = index.get(key);
			index.set(key, known === undefined || known === entry.personKey ? entry.personKey : null);
		}
	}
	return index;
}
