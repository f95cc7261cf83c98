import type { CurrentUser } from '../licensing/plan';
import type { SalesforceClient } from './client';
import { toPerson } from './holders';
import { loginsByUserQuery, usersByIdQuery } from './queries';
import { queryByIds, readIfPossible } from './query';
import { userLoginRecord, userRecord } from './records';

/**
 * What these users are right now: the before-image, the last check of their activity, and what
 * protects them. Two reads for 400 users.
 */
export async function readCurrentUsers(
	client: SalesforceClient,
	userIds: readonly string[],
	now: Date,
): Promise<Map<string, CurrentUser>> {
	const unique = [...new Set(userIds)];
	const users = await queryByIds(client, unique, (ids) => usersByIdQuery(ids), userRecord);
	const logins = await readIfPossible(
		client,
		'Whether users are frozen (UserLogin; needs the permission "Manage Users")',
		async () => await queryByIds(client, unique, loginsByUserQuery, userLoginRecord),
	);
	const loginByUser = new Map(logins?.map((login) => [login.UserId, login]));
	return new Map(
		users.map((row) => {
			const login = loginByUser.get(row.Id);
			const person = toPerson(row, login?.IsFrozen ?? null);
			const current: CurrentUser = {
				userId: person.userId,
				username: person.username,
				isActive: person.isActive,
				isFrozen: person.isFrozen,
				profileId: person.profileId,
				lastLoginAt: person.lastLoginAt,
				readAt: now.toISOString(),
				userType: person.userType,
				userLicenseIdentifier: person.userLicense?.identifier ?? null,
				userLicenseName: person.userLicense?.name ?? null,
				loginId: login?.Id ?? null,
			};
			return [row.Id, current];
		}),
	);
}
