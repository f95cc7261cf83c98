import type { SalesforceUser } from '../../model/subscription';
import { withoutSandboxMark } from '../../model/directory';
import { protectedReason } from '../../model/protectedUsers';

/** The user that a person keeps: the other one of the two. */
export interface Duplicate {
	username: string;
	lastLoginAt: string | null;
	/** By what they are one person. */
	by: 'directory' | 'email';
}

/** An address that more users share is a mailbox of a team, not one person. */
const MAX_USERS_OF_A_PERSON = 3;

type Seen = Pick<SalesforceUser, 'userId' | 'username' | 'lastLoginAt'>;

/**
 * Persons with several active users in one org, by the directory or, without one, by the address.
 * Holds a few words of each user, because whoever comes later may be the same person.
 */
export class DuplicateUsers {
	private readonly users = new Map<string, Seen[]>();

	constructor(private readonly by: Duplicate['by']) {}

	/** Only the company's own people: a partner or customer may well have the address of an employee. */
	add(person: SalesforceUser, personKey: string | null): void {
		const { userId, username, lastLoginAt, email, userType, isActive } = person;
		const address = email === null ? null : withoutSandboxMark(email).trim().toLowerCase();
		const key = this.by === 'directory' ? personKey : address;
		if (key === null || key === '' || !isActive || userType !== 'Standard') return;
		const user = {
			...person,
			userLicenseIdentifier: person.userLicense?.identifier ?? null,
			userLicenseName: person.userLicense?.name ?? null,
		};
		if (protectedReason(user, null) !== null) return;
		const seen = { userId, username, lastLoginAt };
		const others = this.users.get(key);
		if (others === undefined) this.users.set(key, [seen]);
		else others.push(seen);
	}

	/** Of each second user the one that the person keeps; null where they are too many to be one person. */
	duplicates(): ReadonlyMap<string, Duplicate | null> {
		const duplicates = new Map<string, Duplicate | null>();
		for (const users of this.users.values()) {
			if (users.length < 2) continue;
			const [kept, ...others] = [...users].sort(moreUsedFirst);
			const duplicate = { username: kept.username, lastLoginAt: kept.lastLoginAt, by: this.by };
			const isPerson = users.length <= MAX_USERS_OF_A_PERSON;
			for (const { userId } of isPerson ? others : users)
				duplicates.set(userId, isPerson ? duplicate : null);
		}
		return duplicates;
	}
}

/** The last login decides; between two that never logged in, the older record. */
function moreUsedFirst(a: Seen, b: Seen): number {
	const [first, second] = [a, b].map(({ lastLoginAt }) =>
		lastLoginAt === null ? 0 : Date.parse(lastLoginAt),
	);
	return second - first || (a.userId < b.userId ? -1 : 1);
}
