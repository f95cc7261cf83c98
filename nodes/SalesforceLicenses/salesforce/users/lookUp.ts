import type { SalesforceClient } from '../client/client';
import { queryAll, queryByIds } from '../query/query';
import { profileNameRecord, userNameRecord } from '../schema/records';
import { KEY_PREFIX } from '../schema/schema';
import { isId, toLongId } from '../schema/soql';
import {
	profilesQuery,
	userNamesByIdQuery,
	usersByNameQuery,
	usersContainingQuery,
} from './queries';

/** Users and profiles that somebody names, looked up in the org. */

/** A username may have 80 characters, and 100 of them must fit a URI of 16,384 bytes. */
const USERNAMES_PER_QUERY = 100;

export async function readProfileNames(
	client: SalesforceClient,
): Promise<Array<{ Id: string; Name: string }>> {
	return await queryAll(client, profilesQuery, profileNameRecord);
}

/** Active users to choose from, by a part of their name or username. */
export async function readUsersContaining(
	client: SalesforceClient,
	text: string,
	limit: number,
): Promise<Array<{ Id: string; Username: string; Name: string | null }>> {
	return await queryAll(client, usersContainingQuery(text, limit), userNameRecord);
}

/** Usernames and ids of users, looked up; Salesforce does not mind the case of a username. */
export async function findUsers(
	client: SalesforceClient,
	names: readonly string[],
): Promise<{ ids: string[]; missing: string[] }> {
	const isUserId = (name: string) => isId(name, KEY_PREFIX.User);
	const ids = names.filter(isUserId).map(toLongId);
	const usernames = names.filter((name) => !isUserId(name));
	const found = new Map<string, string>();
	const byId = await queryByIds(client, ids, userNamesByIdQuery, userNameRecord);
	for (const { Id } of byId) found.set(Id, Id);
	for (let start = 0; start < usernames.length; start += USERNAMES_PER_QUERY) {
		const part = usernames.slice(start, start + USERNAMES_PER_QUERY);
		const rows = await queryAll(client, usersByNameQuery(part), userNameRecord);
		for (const { Id, Username } of rows) found.set(Username.toLowerCase(), Id);
	}
	const keyOf = (name: string) => (isUserId(name) ? toLongId(name) : name.toLowerCase());
	return {
		ids: [...found.values()],
		missing: names.filter((name) => !found.has(keyOf(name))),
	};
}
