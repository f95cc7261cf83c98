import type { Profile } from '../../licensing/model/licenseMoves';
import type { SalesforceClient } from '../client/client';
import { queryAll, queryByIds } from '../query/query';
import { profileRecord } from '../schema/records';
import { KEY_PREFIX } from '../schema/schema';
import { isId, toLongId } from '../schema/soql';
import { profilesByIdQuery, profilesByNameQuery } from './queries';

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
					identifier: UserLicense?.LicenseDefinitionKey ?? UserLicense?.Name ?? UserLicenseId,
					name: UserLicense?.Name ?? UserLicenseId,
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

/** The profiles that these names or ids stand for, by what stands for them; what is missing the org does not have. */
export async function readTargetProfiles(
	client: SalesforceClient,
	names: readonly string[],
): Promise<Map<string, Profile>> {
	const ids = new Map<string, string>();
	for (const name of new Set(names)) {
		const id = isId(name, KEY_PREFIX.Profile) ? toLongId(name) : await readProfileId(client, name);
		if (id !== null) ids.set(name, id);
	}
	const profiles = await readProfiles(client, [...ids.values()]);
	return new Map(
		[...ids].flatMap(([name, id]) => {
			const profile = profiles.get(id);
			return profile === undefined ? [] : [[name, profile] as const];
		}),
	);
}
