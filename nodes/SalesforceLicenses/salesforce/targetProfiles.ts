import type { Profile } from '../licensing/taking';
import type { SalesforceClient } from './client';
import { readProfileId, readProfiles } from './profiles';
import { KEY_PREFIX } from './schema';
import { isId, toLongId } from './soql';

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
