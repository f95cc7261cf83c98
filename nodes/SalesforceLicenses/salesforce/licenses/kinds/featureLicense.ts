import type { LicenseRef } from '../../../licensing/model/licenses';
import { describePool, UNKNOWN_SIZE } from '../../../licensing/model/licenses';
import type { SalesforceClient } from '../../client/client';
import { featureHolderCount, featureMetricsQuery, holdsFeature } from '../queries';
import { count, queryAll, readIfPossible } from '../../query/query';
import { featureMetricRecord } from '../../schema/records';
import { FEATURE_LICENSES, featureFlag } from '../../schema/schema';
import { readUserFields } from '../../client/describe';
import type { LicenseKindReader, Pool } from './licenseKind';

const REFS: Readonly<Record<string, LicenseRef>> = Object.fromEntries(
	Object.entries(FEATURE_LICENSES).map(([licenseIdentifier, licenseName]) => [
		licenseIdentifier,
		{ licenseKind: 'featureLicense', licenseIdentifier, licenseName },
	]),
);

/**
 * Feature licenses (such as Marketing User). No object lists them: the flags on User say who holds one,
 * and Salesforce's newest metric row says how many the org owns.
 */
export const featureLicense: LicenseKindReader = {
	kind: 'featureLicense',
	label: 'Feature licenses',
	async readPools({ client, orgId }) {
		const userFields = await readUserFields(client);
		const features = Object.keys(FEATURE_LICENSES).filter((feature) =>
			userFields.has(featureFlag(feature)),
		);
		const metrics = await newestMetrics(client);
		const pools: Pool[] = [];
		for (const feature of features) {
			const metric = metrics.get(feature);
			const ref = REFS[feature];
			const pool = {
				total: metric?.TotalLicenseCount ?? null,
				used: metric?.AssignedUserCount ?? (await count(client, featureHolderCount(feature))),
				status: typeof metric?.TotalLicenseCount === 'number' ? 'Active' : UNKNOWN_SIZE,
				expiresAt: null,
			};
			pools.push({ id: feature, ref, license: describePool(orgId, ref, pool) });
		}
		return pools;
	},
	holdsOf({ features }) {
		return features.map((feature) => ({ ref: REFS[feature], assignedAt: null }));
	},
	seatCount: featureHolderCount,
	isHolder: holdsFeature,
};

async function newestMetrics(client: SalesforceClient) {
	const rows =
		(await readIfPossible(client, 'The totals of feature licenses', async () =>
			queryAll(client, featureMetricsQuery, featureMetricRecord),
		)) ?? [];
	const newest = new Map<string, (typeof rows)[number]>();
	for (const row of rows) {
		const known = newest.get(row.FeatureType);
		if (known === undefined || (row.MetricsDate ?? '') > (known.MetricsDate ?? '')) {
			newest.set(row.FeatureType, row);
		}
	}
	return newest;
}
