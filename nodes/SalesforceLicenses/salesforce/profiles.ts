import type { Profile } from '../licensing/taking';
import type { SalesforceClient } from './client';
import { profilesByIdQuery, profilesByNameQuery } from './queriesOfUsers';
import { queryAll, queryByIds } from './query';
import { profileRecord } from './records';

/** Profiles with the user license each stands for, by id. */
export async function readProfiles(
	client: SalesforceClient,
	ids: readonly string[],
): Promise<Map<string, Profile>> {
	const rows = await queryByIds(client, [...new Set(ids)], profilesByIdQuery, profileRecord);
	return new Map(
		rows.map(({ Id, Name, UserLicenseId, UserLicense, PermissionsModifyAllData }) => [
			Id,
			{
				profileId: Id,
				name: Name,
				hasAllRights: PermissionsModifyAllData ?? null,
				userLicenseId: UserLicenseId,
				userLicense: {
					identifier: UserLicense.LicenseDefinitionKey ?? UserLicense.Name,
					name: UserLicense.Name,
				},
			},
		]),
	);
}

/** The id of the profile with this name, or null; a name is unique in an org. */
export async function readProfileId(
	client: SalesforceClient,
	name: string,
): Promise<string | null> {
	const [profile] = await queryAll(client, profilesByNameQuery([name]), profileRecord);
	return profile === undefined ? null : profile.Id;
}
