import { protectedReason } from '../../licensing/model/protectedUsers';
import type { NewOwner } from '../../licensing/planning/transfer';
import type { CurrentUser } from '../../licensing/model/userState';
import type { SalesforceClient } from '../client/client';
import { readUserStates } from './currentUsers';
import { managersQuery } from './queries';
import { queryByIds } from '../query/query';
import { managerRecord } from '../schema/records';

/** The new owner of each of these users' records: the named user, or the manager. */
export async function readNewOwners(
	client: SalesforceClient,
	userIds: readonly string[],
	named: string | null,
	now: Date,
): Promise<(userId: string) => NewOwner> {
	const ending = new Set(userIds);
	if (named !== null) {
		const users = await readUserStates(client, [named], now);
		const newOwner = toNewOwner(users.get(named), ending, 'The new owner of the records');
		return () => newOwner;
	}
	const rows = await queryByIds(client, [...ending], managersQuery, managerRecord);
	const managerOf = new Map(rows.map(({ Id, ManagerId }) => [Id, ManagerId]));
	const managerIds = rows.flatMap(({ ManagerId }) => (ManagerId === null ? [] : [ManagerId]));
	const managers = await readUserStates(client, managerIds, now);
	return (userId) => {
		const managerId = managerOf.get(userId) ?? null;
		return managerId === null
			? { userId: null, reason: `The user has no manager who could own the records. ${ADVICE}` }
			: toNewOwner(
					managers.get(managerId),
					ending,
					'The manager, who would be the new owner of the records,',
				);
	};
}

const ADVICE = 'Set Manager on the user in Salesforce, or set Transfer To to Named User.';

function toNewOwner(
	user: CurrentUser | undefined,
	ending: ReadonlySet<string>,
	who: string,
): NewOwner {
	const refuse = (why: string): NewOwner => ({ userId: null, reason: `${who} ${why}. ${ADVICE}` });
	if (user === undefined) return refuse('cannot be found');
	if (!user.isActive) return refuse('is inactive');
	if (user.isFrozen === true) return refuse('is frozen');
	if (ending.has(user.userId)) return refuse('will also be deactivated by this run');
	if (protectedReason(user, null) !== null) return refuse('is a technical user');
	return { userId: user.userId, name: user.username };
}
