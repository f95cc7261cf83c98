import type { SalesforceClient } from './client';
import { freezeTimesQuery } from './queries';
import { queryAll, readIfPossible } from './query';
import { freezeTimeRecord } from './records';

/**
 * Since when users are frozen, by user: the last change of the login record, which no freeze is
 * later than. Frozen users are few. Null where the records cannot be read.
 */
export async function readFreezeTimes(
	client: SalesforceClient,
): Promise<ReadonlyMap<string, string | null> | null> {
	const rows = await readIfPossible(
		client,
		'Since when users are frozen (UserLogin; needs the permission "Manage Users")',
		async () => await queryAll(client, freezeTimesQuery, freezeTimeRecord),
	);
	if (rows === null) return null;
	return new Map(
		rows.flatMap(({ UserId, LastModifiedDate }) =>
			UserId === null ? [] : [[UserId, LastModifiedDate] as const],
		),
	);
}
