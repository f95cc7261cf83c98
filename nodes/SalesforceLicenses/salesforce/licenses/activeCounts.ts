import type { LicenseKind } from '../../licensing/model/licenses';
import type { SalesforceClient } from '../client/client';
import {
	featureMetricsQuery,
	permissionSetLicenseMetricsQuery,
	profileMetricsQuery,
} from './queries';
import { queryAll, readIfPossible } from '../query/query';
import {
	featureMetricRecord,
	permissionSetLicenseMetricRecord,
	profileMetricRecord,
} from '../schema/records';

/** Salesforce's own count of users of a pool who logged in during the last 30 days. */
export interface ActiveCount {
	users: number;
	/** The day of the count, ISO 8601. */
	date: string | null;
}

interface Metric {
	poolId: string;
	date: string | null;
	users: number | null;
}

/** The newest count of each pool, by the pool id that its kind uses. */
export async function readActiveCounts(
	client: SalesforceClient,
	kind: LicenseKind,
): Promise<ReadonlyMap<string, ActiveCount>> {
	const read = METRICS[kind];
	if (read === undefined) return new Map();
	const what = `Salesforce's 30-day active counts (${kind})`;
	return newest((await readIfPossible(client, what, async () => await read(client))) ?? []);
}

/** Package licenses have no such metric. */
const METRICS: Partial<Record<LicenseKind, (client: SalesforceClient) => Promise<Metric[]>>> = {
	userLicense: async (client) =>
		(await queryAll(client, profileMetricsQuery, profileMetricRecord)).map((row) => ({
			poolId: row.UserLicenseId,
			date: row.MetricsDate,
			users: row.ActiveUserCount,
		})),
	permissionSetLicense: async (client) =>
		(
			await queryAll(client, permissionSetLicenseMetricsQuery, permissionSetLicenseMetricRecord)
		).map((row) => ({
			poolId: row.PermissionSetLicenseId,
			date: row.MetricsDate,
			users: row.ActiveUserCount,
		})),
	featureLicense: async (client) =>
		(await queryAll(client, featureMetricsQuery, featureMetricRecord)).map((row) => ({
			poolId: row.FeatureType,
			date: row.MetricsDate,
			users: row.ActiveUserCount,
		})),
};

/**
 * Metrics are daily; a user license has a row for each profile, so rows of the same day are added up. If a
 * row of a day has no count, that day has no sum: the day before is used, or none.
 */
function newest(metrics: readonly Metric[]): ReadonlyMap<string, ActiveCount> {
	const days = new Map<string, Map<string | null, number | null>>();
	for (const { poolId, date, users } of metrics) {
		const byDay = days.get(poolId) ?? new Map<string | null, number | null>();
		const sum = byDay.has(date) ? (byDay.get(date) ?? null) : 0;
		days.set(poolId, byDay.set(date, sum === null || users === null ? null : sum + users));
	}
	const counts = new Map<string, ActiveCount>();
	for (const [poolId, byDay] of days) {
		for (const [date, users] of byDay) {
			const known = counts.get(poolId);
			if (users !== null && (known === undefined || (date ?? '') > (known.date ?? '')))
				counts.set(poolId, { users, date });
		}
	}
	return counts;
}
