import type { SalesforceClient } from '../client/client';
import { queryAll, readIfPossible } from '../query/query';
import { freezeTimeRecord, userLoginRecord } from '../schema/records';
import { freezeTimesQuery, frozenLoginsQuery } from './queries';

/**
 * When users were frozen at the latest, by user: the last change of the login record. Few users are
 * frozen. Null if the records cannot be read.
 */
export async function readFreezeTimes(
	client: SalesforceClient,
): Promise<ReadonlyMap<string, string | null> | null> {
	const rows = await readIfPossible(
		client,
		'How long users have been frozen (UserLogin; needs the permission "Manage Users")',
		async () => await queryAll(client, freezeTimesQuery, freezeTimeRecord),
	);
	if (rows === null) return null;
	return new Map(
		rows.flatMap(({ UserId, LastModifiedDate }) =>
			UserId === null ? [] : [[UserId, LastModifiedDate] as const],
		),
	);
}

/** The ids of the users whose login is frozen; never many. */
export async function readFrozenUserIds(client: SalesforceClient): Promise<ReadonlySet<string>> {
	const rows = await queryAll(client, frozenLoginsQuery, userLoginRecord);
	return new Set(rows.flatMap(({ UserId }) => (UserId === null ? [] : [UserId])));
}
