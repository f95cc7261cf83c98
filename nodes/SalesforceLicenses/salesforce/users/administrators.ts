import { protectedReason } from '../../licensing/model/protectedUsers';
import type { SalesforceClient } from '../client/client';
import { allRightsQuery, systemAdministratorsQuery } from './queries';
import { readUserStates } from './currentUsers';
import { queryAll, readIfPossible } from '../query/query';
import { assigneeRecord, idRecord } from '../schema/records';

export interface Administrators {
	/** The active users with all rights ("Modify All Data"), by whatever way they got them. */
	all: Set<string>;
	/** Those who can log in and are people: without them nobody could mend the org. */
	usable: Set<string>;
}

/** Two reads; two more for the usable ones, where somebody asks. */
export async function readAdministrators(
	client: SalesforceClient,
	now: Date,
	withUsable: boolean,
): Promise<Administrators> {
	const byRight = await readIfPossible(
		client,
		'Who has "Modify All Data" (PermissionSetAssignment); only the profile System Administrator counts as administrator',
		async () => await queryAll(client, allRightsQuery, assigneeRecord),
	);
	const byProfile = await queryAll(client, systemAdministratorsQuery, idRecord);
	const all = new Set([
		...(byRight ?? []).map(({ AssigneeId }) => AssigneeId),
		...byProfile.map(({ Id }) => Id),
	]);
	if (!withUsable) return { all, usable: all };
	const users = await readUserStates(client, [...all], now);
	const usable = [...users.values()].filter(
		(user) => user.isActive && user.isFrozen !== true && protectedReason(user, null) === null,
	);
	return { all, usable: new Set(usable.map(({ userId }) => userId)) };
}
