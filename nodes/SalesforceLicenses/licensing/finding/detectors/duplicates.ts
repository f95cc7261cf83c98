import type { SalesforceUser } from '../../model/subscription';
import { withoutSandboxMark } from '../../model/directory';
import { protectedReason } from '../../model/protectedUsers';

/** The user that the person keeps. */
export interface Duplicate {
	username: string;
	lastLoginAt: string | null;
	/** What identifies two users as the same person. */
	by: 'directory' | 'email';
}

/** An address that more users share is a team mailbox, not one person. */
const MAX_USERS_OF_A_PERSON = 3;

type Seen = Pick<SalesforceUser, 'userId' | 'username' | 'lastLoginAt'>;

/**
 * Persons with several active users in one org, matched by the directory or, without one, by the address.
 * Keeps a few strings per user, because any later user may be the same person.
 */
export class DuplicateUsers {
	private readonly users = new Map<string, Seen[]>();

	constructor(private readonly by: Duplicate['by']) {}

	/** Only the company's own users: a partner or customer may share the address of an employee. */
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

	/** For each second user, the user that the person keeps; null if there are too many users to be one person. */
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

/** The latest login decides; if neither user ever logged in, the older record. */
function moreUsedFirst(a: Seen, b: Seen): number {
	const [first, second] = [a, b].map(({ lastLoginAt }) =>
		lastLoginAt === null ? 0 : Date.parse(lastLoginAt),
	);
	return second - first || (a.userId < b.userId ? -1 : 1);
}
