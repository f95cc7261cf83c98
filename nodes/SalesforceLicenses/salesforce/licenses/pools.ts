import type { OrgConnection } from '../client/orgConnection';
import type { License, LicenseKind } from '../../licensing/model/licenses';
import { LICENSE_KINDS, withSoftware } from '../../licensing/model/licenses';
import type { SoftwareOf } from '../../licensing/model/softwareModels';
import { softwareCatalog } from '../../licensing/model/softwareModels';
import { runTogether } from '../client/runTogether';
import { readIfPossible } from '../query/query';
import { readActiveCounts } from './activeCounts';
import { KIND_READERS } from './kinds/allKinds';
import type { Pool } from './kinds/licenseKind';
import { readMonthlyLogins } from './monthlyLogins';

/** The pools of these kinds, by the id to which holders refer. A kind that cannot be read is left out. */
export async function readPools(
	connection: OrgConnection,
	kinds: readonly LicenseKind[],
): Promise<Map<LicenseKind, Map<string, Pool>>> {
	const asked = LICENSE_KINDS.filter((kind) => kinds.includes(kind));
	const lists = await runTogether(
		asked.map(async (kind) => {
			const { label, readPools: read } = KIND_READERS[kind];
			return await readIfPossible(
				connection.client,
				label,
				async () => await read(connection),
				kind,
			);
		}),
	);
	return new Map(
		asked.flatMap((kind, index) => {
			const list = lists[index];
			return list === null ? [] : [[kind, new Map(list.map((pool) => [pool.id, pool]))]];
		}),
	);
}

export async function readLicenses(
	connection: OrgConnection,
	kinds: readonly LicenseKind[],
	softwareOf: SoftwareOf = softwareCatalog(),
): Promise<License[]> {
	const { client } = connection;
	const pools = await readPools(connection, kinds);
	const licenses: License[] = [];
	for (const [kind, byId] of pools) {
		const counts = await readActiveCounts(client, kind);
		const logins = kind === 'userLicense' ? await readMonthlyLogins(client) : new Map();
		for (const { id, ref, license } of byId.values()) {
			const count = counts.get(id);
			licenses.push({
				...withSoftware(license, softwareOf(ref)),
				...logins.get(id),
				activeUsers30Days: count?.users ?? null,
				activeUsersCountedOn: count?.date ?? null,
			});
		}
	}
	return licenses;
}
