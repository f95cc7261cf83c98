import { describeSubscription } from '../licensing/activity';
import type { License, LicenseKind, Subscription } from '../licensing/model';
import { LICENSE_KINDS } from '../licensing/model';
import { softwareModelOf } from '../licensing/softwareModels';
import { readActiveCounts } from './activeCounts';
import type { ActivityChoice } from './activitySignals';
import { readActivitySignals } from './activitySignals';
import type { SalesforceClient } from './client';
import { readHolders } from './holders';
import { KIND_READERS } from './kinds/allKinds';
import type { Pool } from './kinds/licenseKind';
import { readMonthlyLogins } from './monthlyLogins';
import type { Api } from './pages';
import { readIfPossible } from './query';

/** The pools of these kinds, by the id that holders point to. A kind that cannot be read is left out. */
export async function readPools(
	client: SalesforceClient,
	orgId: string,
	kinds: readonly LicenseKind[],
): Promise<Map<LicenseKind, Map<string, Pool>>> {
	const pools = new Map<LicenseKind, Map<string, Pool>>();
	for (const kind of LICENSE_KINDS.filter((candidate) => kinds.includes(candidate))) {
		const reader = KIND_READERS[kind];
		const read = await readIfPossible(client, reader.label, async () =>
			reader.readPools(client, orgId),
		);
		if (read !== null) pools.set(kind, new Map(read.map((pool) => [pool.id, pool])));
	}
	return pools;
}

export async function readLicenses(
	client: SalesforceClient,
	orgId: string,
	kinds: readonly LicenseKind[],
): Promise<License[]> {
	const pools = await readPools(client, orgId, kinds);
	const licenses: License[] = [];
	for (const [kind, byId] of pools) {
		const counts = await readActiveCounts(client, kind);
		const logins = kind === 'userLicense' ? await readMonthlyLogins(client) : new Map();
		for (const { id, license } of byId.values()) {
			const count = counts.get(id);
			licenses.push({
				...license,
				...logins.get(id),
				activeUsers30Days: count?.users ?? null,
				activeUsersCountedOn: count?.date ?? null,
			});
		}
	}
	return licenses;
}

/**
 * Every subscription of these kinds, page by page. Memory holds a page of each stream and the list
 * of pools, whatever the size of the org.
 */
export async function* readSubscriptions(
	client: SalesforceClient,
	orgId: string,
	kinds: readonly LicenseKind[],
	now: Date,
	api: Api = 'auto',
	activity: ActivityChoice = { signals: ['lastLogin'], since: now },
	connectedUserId: string | null = null,
): AsyncGenerator<Subscription[]> {
	// User licenses come with the user's profile and features with the user, so a pool list that
	// cannot be read (no "View Setup and Configuration") does not hide who holds them.
	const needPools = kinds.filter(
		(kind) => kind === 'permissionSetLicense' || kind === 'packageLicense',
	);
	const pools = await readPools(client, orgId, needPools);
	const signalsOf = await readActivitySignals(client, activity, connectedUserId, api);
	const models = new Map<string, string | null>();

	for await (const holders of readHolders(client, new Set(kinds), api)) {
		yield holders.flatMap((holder) => {
			const signals = signalsOf(holder.person.userId, holder.person.lastLoginAt);
			return LICENSE_KINDS.filter((kind) => kinds.includes(kind)).flatMap((kind) =>
				KIND_READERS[kind]
					.holdsOf(holder, pools.get(kind) ?? new Map())
					.map((hold) =>
						describeSubscription(
							orgId,
							holder.person,
							{ ...hold, softwareModel: modelOf(hold, models) },
							now,
							signals,
						),
					),
			);
		});
	}
}

function modelOf(
	hold: Parameters<typeof softwareModelOf>[0],
	known: Map<string, string | null>,
): string | null {
	const key = `${hold.licenseKind}:${hold.licenseIdentifier}`;
	const model = known.get(key) ?? softwareModelOf(hold);
	known.set(key, model);
	return model;
}
