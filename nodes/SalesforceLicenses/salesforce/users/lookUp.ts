import { closest, foldName, trimName } from '../../licensing/model/closest';
import type { SalesforceClient } from '../client/client';
import { SalesforceError } from '../client/errors';
import { orError } from '../client/orError';
import { isRefusal } from '../client/retries';
import { queryAll } from '../query/query';
import type { Query } from '../query/statement';
import { profileNameRecord, userNameRecord } from '../schema/records';
import { KEY_PREFIX } from '../schema/schema';
import { isId, toLongId } from '../schema/soql';
import type { ListPage } from './queries';
import {
	profilesContainingQuery,
	profilesQuery,
	similarUsersQuery,
	usersBeginningQuery,
	usersContainingQuery,
	usersNamedQuery,
} from './queries';

/** Looks up users and profiles of the org by name. */

/** Object Reference, User: Username. No username is longer. */
const MAX_USERNAME_LENGTH = 80;
/** How much of a URI of 16,384 bytes the names of one query may take, encoded. */
const NAME_BYTES_PER_QUERY = 12_000;
/** The quotes and comma around a name, encoded. */
const BYTES_AROUND = 9;

export async function readProfileNames(
	client: SalesforceClient,
): Promise<Array<{ Id: string; Name: string }>> {
	return await queryAll(client, profilesQuery, profileNameRecord);
}

/** Active users for a list, by a part of their name or username. */
export async function readUsersContaining(
	client: SalesforceClient,
	page: ListPage,
): Promise<Array<{ Id: string; Username: string; Name: string | null }>> {
	return await queryAll(client, usersContainingQuery(page), userNameRecord);
}

/** Profiles for a list, by a part of their name. */
export async function readProfilesContaining(
	client: SalesforceClient,
	page: ListPage,
): Promise<Array<{ Id: string; Name: string }>> {
	return await queryAll(client, profilesContainingQuery(page), profileNameRecord);
}

export interface NamedUser {
	userId: string;
	username: string;
}

export interface FoundUsers {
	ids: string[];
	/** The names that match no user of the org, as they were given. */
	missing: string[];
	/** The user that a name refers to. */
	of(name: string): NamedUser | undefined;
}

/** Half of a surrogate pair, which cannot be encoded in a URL and is in no username. */
const canBeUsername = (name: string) =>
	name !== '' && name.length <= MAX_USERNAME_LENGTH && !/\p{Cs}/u.test(name);

const isUserId = (name: string) => isId(name, KEY_PREFIX.User);
const keyOf = (name: string) => {
	const trimmed = trimName(name);
	return isUserId(trimmed) ? toLongId(trimmed) : foldName(trimmed);
};

/**
 * The users that these names refer to: usernames, in any case, or ids of 15 or 18 characters. Inactive
 * users are included. One call for a few hundred names.
 */
export async function findUsers(
	client: SalesforceClient,
	names: readonly string[],
): Promise<FoundUsers> {
	const found = new Map<string, NamedUser>();
	for (const part of inParts(names)) {
		const ids = part.filter(isUserId);
		const usernames = part.filter((name) => !isUserId(name));
		const rows = await queryAll(client, usersNamedQuery(ids, usernames), userNameRecord);
		for (const { Id, Username } of rows) {
			const user = { userId: Id, username: Username };
			found.set(Id, user).set(keyOf(Username), user);
		}
	}
	const users = names.flatMap((name) => found.get(keyOf(name)) ?? []);
	return {
		ids: [...new Set(users.map(({ userId }) => userId))],
		missing: [...new Set(names)].filter((name) => !found.has(keyOf(name))),
		of: (name) => found.get(keyOf(name)),
	};
}

/** Each name once, in as few queries as possible. */
function inParts(names: readonly string[]): string[][] {
	const parts: string[][] = [];
	let bytes = Infinity;
	for (const name of new Set(
		names.map((one) => (isUserId(keyOf(one)) ? keyOf(one) : trimName(one))),
	)) {
		if (!canBeUsername(name)) continue;
		const size = encodeURIComponent(name).length + BYTES_AROUND;
		if (bytes + size > NAME_BYTES_PER_QUERY) {
			parts.push([]);
			bytes = 0;
		}
		parts[parts.length - 1].push(name);
		bytes += size;
	}
	return parts;
}

/** Usernames to compare when looking for the most similar one. */
const USERNAMES_COMPARED = 200;

/** The usernames most similar to one that does not exist, best first. One or two calls. */
export async function closestUsernames(client: SalesforceClient, name: string): Promise<string[]> {
	const typed = trimName(name);
	const [local] = typed.split('@');
	if (local === '' || !canBeUsername(typed) || isUserId(typed)) return [];
	const read = async (query: Query) => {
		// It is only for a hint, so nothing depends on it.
		const rows = await orError(queryAll(client, query, userNameRecord), isRefusal);
		return rows instanceof SalesforceError ? [] : rows;
	};
	const similar = await read(similarUsersQuery(typed));
	const usernames = similar.map(({ Username }) => Username);
	if (usernames.length > 0) {
		const near = closest(typed, usernames, usernames.length);
		return [...new Set([...near, ...usernames])];
	}
	// Perhaps a letter before the @ is wrong, but not the first one.
	const query = usersBeginningQuery(local.slice(0, 1), USERNAMES_COMPARED);
	const rows = await read(query);
	return closest(
		typed,
		rows.map(({ Username }) => Username),
	);
}
