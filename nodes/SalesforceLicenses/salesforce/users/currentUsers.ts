import type { OrgConnection } from '../client/orgConnection';
import type { CurrentUser } from '../../licensing/model/userState';
import type { SalesforceClient } from '../client/client';
import { extraUserFields, toSalesforceUser } from './salesforceUser';
import { loginsByUserQuery, usersByIdQuery } from './queries';
import { queryByIds, readIfPossible } from '../query/query';
import type { UserRecord } from '../schema/records';
import { userLoginRecord, userRecord } from '../schema/records';
import { FEATURE_LICENSES, featureFlag } from '../schema/schema';
import type { SeatLayers } from './seatLayers';
import { layersOf, NO_LAYERS, readSeatLayers } from './seatLayers';

/**
 * The present state and licenses of these users: the before-image, the last check of their activity, and
 * what protects them. Five reads for 400 users.
 */
export async function readCurrentUsers(
	connection: OrgConnection,
	userIds: readonly string[],
): Promise<Map<string, CurrentUser>> {
	const { client, now } = connection;
	const unique = [...new Set(userIds)];
	if (unique.length === 0) return new Map();
	const layers = await readSeatLayers(connection, unique);
	return await readUsers(client, unique, now, { ...layers, features: await readFeatures(client) });
}

/** The same without permission sets and other licenses, in two reads: to settle a lost response. */
export async function readUserStates(
	client: SalesforceClient,
	userIds: readonly string[],
	now: Date,
	withFeatures = false,
): Promise<Map<string, CurrentUser>> {
	return await readUsers(client, [...new Set(userIds)], now, {
		...NO_LAYERS,
		features: withFeatures ? await readFeatures(client) : null,
	});
}

/** What is read in addition to the user record: null for a part that is left out. */
interface Layers extends SeatLayers {
	features: readonly string[] | null;
}

/** The feature licenses that this org has; null where it could not be read. */
async function readFeatures(client: SalesforceClient): Promise<string[] | null> {
	const extra = await extraUserFields(client, true);
	if (extra === null) return null;
	return Object.keys(FEATURE_LICENSES).filter((feature) => extra.includes(featureFlag(feature)));
}

/** Only the last logins, in one read: the check just before a write. */
export async function readLastLogins(
	client: SalesforceClient,
	userIds: readonly string[],
): Promise<Map<string, string | null>> {
	const unique = [...new Set(userIds)];
	const users = await queryByIds(client, unique, (ids) => usersByIdQuery(ids), userRecord);
	return new Map(users.map(({ Id, LastLoginDate }) => [Id, LastLoginDate]));
}

async function readUsers(
	client: SalesforceClient,
	userIds: readonly string[],
	now: Date,
	layers: Layers,
): Promise<Map<string, CurrentUser>> {
	const flags = (layers.features ?? []).map(featureFlag);
	const users = await queryByIds(client, userIds, (ids) => usersByIdQuery(ids, flags), userRecord);
	const logins = await readIfPossible(
		client,
		'The frozen status of users (UserLogin; needs the permission "Manage Users")',
		async () => await queryByIds(client, userIds, loginsByUserQuery, userLoginRecord),
	);
	const loginByUser = new Map(logins?.map((login) => [login.UserId, login]));
	const readAt = now.toISOString();
	return new Map(
		users.map((row) => [row.Id, toCurrentUser(row, loginByUser.get(row.Id), layers, readAt)]),
	);
}

function toCurrentUser(
	row: UserRecord,
	login: { Id: string; IsFrozen: boolean } | undefined,
	layers: Layers,
	readAt: string,
): CurrentUser {
	const person = toSalesforceUser(row, login?.IsFrozen ?? null);
	return {
		userId: person.userId,
		username: person.username,
		isActive: person.isActive,
		isFrozen: person.isFrozen,
		profileId: person.profileId,
		userLicenseId: row.Profile?.UserLicenseId ?? null,
		...layersOf(layers, row.Id),
		featureLicenses:
			layers.features?.filter((feature) => row[featureFlag(feature)] === true) ?? null,
		lastLoginAt: person.lastLoginAt,
		readAt,
		userType: person.userType,
		userLicenseIdentifier: person.userLicense?.identifier ?? null,
		userLicenseName: person.userLicense?.name ?? null,
		loginId: login?.Id ?? null,
	};
}
