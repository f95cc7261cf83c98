import type { Profile } from '../licensing/takeBack';
import type { SalesforceClient } from './client';
import { profilesByIdQuery } from './queriesOfUsers';
import { queryByIds } from './query';
import { profileRecord } from './records';

/** Profiles with the user license each stands for, by id. */
export async function readProfiles(
	client: SalesforceClient,
	ids: readonly string[],
): Promise<Map<string, Profile>> {
	const rows = await queryByIds(client, [...new Set(ids)], profilesByIdQuery, profileRecord);
	return new Map(
		rows.map(({ Id, Name, UserLicenseId, UserLicense }) => [
			Id,
			{
				profileId: Id,
				name: Name,
				userLicenseId: UserLicenseId,
				userLicense: {
					identifier: UserLicense.LicenseDefinitionKey ?? UserLicense.Name,
					name: UserLicense.Name,
				},
			},
		]),
	);
}
