import type { SalesforceClient } from '../client/client';
import { queryAll, readIfPossible } from '../query/query';
import { freezeTimeRecord, userLoginRecord } from '../schema/records';
import { freezeTimesQuery, frozenLoginsQuery } from './queries';

/**
 * Since when users are frozen, by user: the last change of the login record, which no freeze is
 * later than. Frozen users are few. Null where the records cannot be read.
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

/** The ids of the users whose login is frozen; few at any time. */
export async function readFrozenUserIds(client: SalesforceClient): Promise<ReadonlySet<string>> {
	const rows = await queryAll(client, frozenLoginsQuery, userLoginRecord);
	return new Set(rows.flatMap(({ UserId }) => (UserId === null ? [] : [UserId])));
}
