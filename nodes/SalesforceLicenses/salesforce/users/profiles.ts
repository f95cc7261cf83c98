import { closest, trimName } from '../../licensing/model/closest';
import type { Profile } from '../../licensing/model/licenseMoves';
import type { SalesforceClient } from '../client/client';
import { queryAll, queryByIds } from '../query/query';
import { profileRecord } from '../schema/records';
import { KEY_PREFIX } from '../schema/schema';
import { isId, toLongId } from '../schema/soql';
import { readProfileNames } from './lookUp';
import { profilesByIdQuery, profilesByNameQuery } from './queries';
import type { ReadableRights } from './rights';
import { readableRights, rightsIn } from './rights';

/** Profiles with their user licenses, by id; if requested, also whether they grant administrator permissions. */
export async function readProfiles(
	client: SalesforceClient,
	ids: readonly string[],
	{ withRights = false } = {},
): Promise<Map<string, Profile>> {
	if (ids.length === 0) return new Map();
	const readable = withRights ? await readableRights(client, 'Profile') : null;
	const rows = await queryByIds(
		client,
		[...new Set(ids)],
		(some) => profilesByIdQuery(some, readable?.fields ?? []),
		profileRecord,
	);
	return new Map(
		rows.map((row) => [
			row.Id,
			{
				profileId: row.Id,
				name: row.Name,
				isAdministrator: readable === null ? null : isAdministrator(row, readable),
				userLicenseId: row.UserLicenseId,
				userLicense: {
					identifier:
						row.UserLicense?.LicenseDefinitionKey ?? row.UserLicense?.Name ?? row.UserLicenseId,
					name: row.UserLicense?.Name ?? row.UserLicenseId,
				},
			},
		]),
	);
}

function isAdministrator(row: Record<string, unknown>, readable: ReadableRights): boolean | null {
	const { held, unsaid } = rightsIn(row, readable);
	if (held.length > 0) return true;
	return unsaid.length > 0 ? null : false;
}

/** The id of the profile with this name, or null; names are unique in an org. */
export async function readProfileId(
	client: SalesforceClient,
	name: string,
): Promise<string | null> {
	const [profile] = await queryAll(client, profilesByNameQuery([name]), profileRecord);
	return profile === undefined ? null : profile.Id;
}

/** The most similar profile, as the end of a sentence; empty if none is similar. */
export async function closestProfile(client: SalesforceClient, name: string): Promise<string> {
	const profiles = await readProfileNames(client);
	const [near] = closest(
		name,
		profiles.map(({ Name }) => Name),
		1,
	);
	return near === undefined ? '' : `; closest match: "${near}"`;
}

/** The profiles that these names or ids refer to, by name or id; the org does not have those that are missing. */
export async function readTargetProfiles(
	client: SalesforceClient,
	names: readonly string[],
): Promise<Map<string, Profile>> {
	const ids = new Map<string, string>();
	for (const name of new Set(names)) {
		const typed = trimName(name);
		const id = isId(typed, KEY_PREFIX.Profile)
			? toLongId(typed)
			: await readProfileId(client, typed);
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
