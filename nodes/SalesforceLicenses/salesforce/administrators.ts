import type { SalesforceClient } from './client';
import { allRightsQuery, systemAdministratorsQuery } from './queriesOfUsers';
import { queryAll, readIfPossible } from './query';
import { assigneeRecord, idRecord } from './records';

/** The active users with all rights ("Modify All Data"), by whatever way they got them. */
export async function readAdministrators(client: SalesforceClient): Promise<Set<string>> {
	const byRight = await readIfPossible(
		client,
		'Who has "Modify All Data" (PermissionSetAssignment); only the profile System Administrator counts as administrator',
		async () => await queryAll(client, allRightsQuery, assigneeRecord),
	);
	const byProfile = await queryAll(client, systemAdministratorsQuery, idRecord);
	return new Set([
		...(byRight ?? []).map(({ AssigneeId }) => AssigneeId),
		...byProfile.map(({ Id }) => Id),
	]);
}
